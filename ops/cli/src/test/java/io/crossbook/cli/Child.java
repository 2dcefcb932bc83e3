package io.crossbook.cli;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/// A command as a process of its own, on the classes of this test; ends with the test.
final class Child implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int LAST_LINES = 60;
    /// Tests that themselves run in the background of a shell are deaf to SIGINT, and their children inherit it: as the launcher
    /// does, `env` gives it back where it can.
    private static final List<String> HEARING = hearing("env", "--default-signal=INT");

    final Process process;
    final BufferedReader out;
    private final Path err;

    private final Heard heard;

    private Child(Process process, Path err) {
        this.process = process;
        heard = new Heard(process.getInputStream());
        out = new BufferedReader(new InputStreamReader(heard, StandardCharsets.UTF_8));
        this.err = err;
    }

    static Child crossbook(Path folder, String... arguments) throws IOException {
        return crossbook(folder, Map.of(), arguments);
    }

    /// With these variables in its environment.
    static Child crossbook(Path folder, Map<String, String> environment, String... arguments)
            throws IOException {
        var line = new ArrayList<>(HEARING);
        line.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED",
                "-cp", System.getProperty("java.class.path"), "io.crossbook.cli.Main"));
        line.addAll(List.of(arguments));
        Path err = folder.resolve("stderr.txt");
        var process = new ProcessBuilder(line).redirectError(err.toFile());
        process.environment().putAll(environment);
        return new Child(process.start(), err);
    }

    /// A process of another command line, such as the launcher's; `folder` holds its stderr.
    static Child of(Path folder, ProcessBuilder process) throws IOException {
        Path err = folder.resolve("stderr.txt");
        return new Child(process.redirectError(err.toFile()).start(), err);
    }

    private static List<String> hearing(String... env) {
        var asked = new ArrayList<>(List.of(env));
        asked.add("true");
        return works(asked) ? List.of(env) : List.of();
    }

    /// Whether a file's length can be limited from outside.
    static boolean canLimitFiles() {
        return works(List.of("prlimit", "--version"));
    }

    private static boolean works(List<String> line) {
        try {
            return new ProcessBuilder(line).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Sends a signal by its name, as a shell would.
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }

    /// Ends it by a signal, and tells how long that took; the exit code.
    int end(String signal) throws IOException, InterruptedException {
        long asked = System.nanoTime();
        signal(signal);
        int code = exit();
        System.out.println("ended by SIG" + signal + " within "
                + (System.nanoTime() - asked) / 1_000_000 + " ms");
        return code;
    }

    /// From now on no file of its can become longer, as on a disk that is full.
    void limitFiles(long bytes) throws IOException, InterruptedException {
        int code = new ProcessBuilder("prlimit", "--pid", Long.toString(process.pid()),
                "--fsize=" + bytes).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IOException("prlimit says " + code);
        }
    }

    /// The exit code, once it has ended; waits.
    int exit() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("still running: " + process.info());
        }
        return process.exitValue();
    }

    String err() throws IOException {
        return Files.readString(err);
    }

    /// Waits until something holds; where it does not, the last that the process has said is told.
    void until(Callable<Boolean> holds) throws IOException {
        try {
            Awaitility.await().atMost(PATIENCE).pollInterval(POLL).until(holds);
        } catch (ConditionTimeoutException e) {
            List<String> said = err().lines().toList();
            throw new AssertionError(e.getMessage() + "; the last it said:\n" + String.join("\n",
                    said.subList(Math.max(0, said.size() - LAST_LINES), said.size())), e);
        }
    }

    /// Ends it at once; what it has said can be read still, which it cannot after [Process#destroyForcibly()].
    void kill() {
        process.toHandle().destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Whatever it has said is searched for keys.
    @Override
    public void close() throws IOException {
        kill();
        var said = new Searched();
        said.add("stdout", heard.all());
        said.add("stderr", Files.readAllBytes(err));
        said.keepsKeys();
    }

    /// Keeps what is read.
    private static final class Heard extends FilterInputStream {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        Heard(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] to, int from, int length) throws IOException {
            int read = super.read(to, from, length);
            kept.write(to, from, Math.max(0, read));
            return read;
        }

        /// And what is there and nobody has read.
        byte[] all() throws IOException {
            while (in.available() > 0) {
                kept.writeBytes(in.readNBytes(in.available()));
            }
            return kept.toByteArray();
        }
    }
}
