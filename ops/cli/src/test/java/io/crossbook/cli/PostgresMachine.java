package io.crossbook.cli;

import io.crossbook.gateway.ledger.BadJournal;
import io.crossbook.gateway.ledger.Durability;
import io.crossbook.gateway.ledger.JournalSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// A journal on a PostgreSQL server that hardly ever syncs by itself. Its machine dies by SIGQUIT, which writes nothing more, and another server comes up
/// on what is there.
final class PostgresMachine implements Machine {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final EmbeddedPostgres server;
    private final Path data;

    PostgresMachine(Path folder) throws IOException {
        data = folder.resolve("postgres");
        server = EmbeddedPostgres.builder().setDataDirectory(data)
                .setServerConfig("fsync", "on").setServerConfig("wal_writer_delay", "10s")
                .setServerConfig("autovacuum", "off").start();
    }

    private String url() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
    }

    @Override
    public String yaml() {
        return "url: " + url() + "\n  user: postgres";
    }

    @Override
    public JournalSettings journal() {
        return JournalSettings.at(url(), "postgres", "", Durability.NORMAL);
    }

    @Override
    public void dies(SplittableRandom random) throws Exception {
        ProcessHandle process = process();
        List<String> line = line(process.pid());
        run("kill", "-QUIT", Long.toString(process.pid()));
        process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        var _ = new ProcessBuilder(line).redirectErrorStream(true)
                .redirectOutput(data.resolveSibling("postgres.txt").toFile()).start();
        Awaitility.await().atMost(PATIENCE).until(this::answers);
    }

    private boolean answers() {
        try {
            return entries() >= 0;
        } catch (BadJournal _) {
            return false;
        }
    }

    private ProcessHandle process() throws IOException {
        long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst());
        return ProcessHandle.of(pid).orElseThrow();
    }

    /// How it was started; a server of root's stands in a name space of its own, where it is not root.
    private static List<String> line(long pid) throws IOException {
        var line = new ArrayList<String>();
        if (System.getProperty("user.name").equals("root")) {
            line.addAll(List.of("unshare", "-U"));
        }
        line.add(Files.readSymbolicLink(Path.of("/proc/" + pid + "/exe")).toString());
        List<String> words = List.of(
                Files.readString(Path.of("/proc/" + pid + "/cmdline")).split("\0"));
        line.addAll(words.subList(1, words.size()));
        return line;
    }

    private static void run(String... line) throws IOException, InterruptedException {
        new ProcessBuilder(line).inheritIO().start().waitFor();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
