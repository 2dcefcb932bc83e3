package io.crossbook.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `ops/crossbook` in a repository of its own, with a Maven and a JDK that only say that they were called.
class LauncherTest {

    @TempDir
    private Path folder;
    private Path root = Path.of("");
    private final Map<String, String> environment = new HashMap<>();

    private record Answer(int code, String out, String err) {}

    @BeforeEach
    void a_repository() throws IOException {
        root = folder.resolve("a clone"); // with a blank, as people have them
        Files.createDirectories(root.resolve("ops/cli/src/main/java"));
        Files.createDirectories(root.resolve("data/src/main"));
        Files.copy(Ran.root().resolve("ops/crossbook"), root.resolve("ops/crossbook"));
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        Files.writeString(root.resolve("ops/cli/src/main/java/A.java"), "class A {}");
        script(folder.resolve("bin/mvn"), "echo noise; echo \"$PWD $JAVA25_HOME\" >>\"" + folder
                + "/builds\"\n[ ! -e \"" + folder + "/broken\" ] || exit 1\n"
                + "mkdir -p ops/cli/target && touch ops/cli/target/cli-1.jar");
        jdk("jdk", "25.0.1");
        old(root.resolve("pom.xml"));
        old(root.resolve("ops/cli/src/main/java/A.java"));
        old(root.resolve("ops/cli/src/main/java"));
        old(root.resolve("ops/cli/src/main"));
    }

    private void jdk(String name, String version) throws IOException {
        Path jdk = Files.createDirectories(folder.resolve(name));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        script(jdk.resolve("bin/java"), "for one in \"$@\"; do echo \"<$one>\"; done\nexit 7");
        script(jdk.resolve("bin/javac"), "exit 1");
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    // Older than any build of this test.
    private static void old(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3_600)));
    }

    private static void fresh(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));
    }

    private Process start(Path launcher, String... arguments) throws IOException {
        var line = new ArrayList<>(List.of("bash", launcher.toString()));
        line.addAll(List.of(arguments));
        var builder = new ProcessBuilder(line).directory(folder.toFile());
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static Answer answer(Process process) throws IOException, InterruptedException {
        String out = new String(process.getInputStream().readAllBytes(),
                java.nio.charset.StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(),
                java.nio.charset.StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), out, err);
    }

    private Answer run(String... arguments) throws IOException, InterruptedException {
        return answer(start(root.resolve("ops/crossbook"), arguments));
    }

    private int builds() throws IOException {
        Path builds = folder.resolve("builds");
        return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
    }

    @Test
    void it_builds_on_first_use_and_becomes_java() throws IOException, InterruptedException {
        Answer answer = run("books", "a b", "--out", "c");

        assertEquals(7, answer.code());
        List<String> words = answer.out().lines().toList();
        assertEquals(List.of("<books>", "<a b>", "<--out>", "<c>"),
                words.subList(words.size() - 4, words.size()));
        assertTrue(words.contains("<" + apps().resolve(current()) + "/crossbook.jar>"),
                answer.out());
        assertTrue(answer.err().contains("crossbook: building (first use)"), answer.err());
        assertTrue(answer.err().contains("noise"), "what Maven says goes to stderr");
        assertEquals(root.toRealPath() + " " + folder.resolve("jdk"),
                Files.readString(folder.resolve("builds")).strip());
    }

    private boolean compiledOnce(String... words) throws IOException, InterruptedException {
        return run(words).out().contains("<-XX:TieredStopAtLevel=1>");
    }

    @Test
    void what_is_played_for_long_is_compiled_well() throws IOException, InterruptedException {
        Path tape = Files.createDirectories(folder.resolve("a tape"));
        Files.write(tape.resolve("1"), new byte[10 << 20]);
        assertTrue(compiledOnce("backtest", tape.toString()));
        assertTrue(compiledOnce("scan", "no such tape"));

        Files.write(tape.resolve("2"), new byte[7 << 20]);
        for (String command : List.of("scan", "explain", "backtest")) {
            assertFalse(compiledOnce(command, "--tape=" + tape), command);
            assertFalse(compiledOnce(command, "--tape", tape.toString()), command);
        }
        // As text it is a twelfth.
        Path text = Files.write(folder.resolve("a.jsonl"), new byte[17 << 20]);
        assertTrue(compiledOnce("backtest", text.toString()));
        assertFalse(compiledOnce("tune", text.toString()));
    }

    @Test
    void it_builds_again_only_when_sources_changed() throws IOException, InterruptedException {
        run();
        Answer second = run();
        assertEquals(1, builds());
        assertEquals("", second.err());

        fresh(Files.writeString(root.resolve("data/src/main/not-a-source"), ""));
        fresh(Files.createDirectories(apps().resolve(current()).resolve("src/main")));
        run();
        assertEquals(1, builds());

        fresh(root.resolve("ops/cli/src/main/java/A.java"));
        Answer changed = run();
        assertEquals(2, builds());
        assertTrue(changed.err().contains("ops/cli/src/main/java/A.java is newer"),
                changed.err());
    }

    @Test
    void a_program_that_runs_keeps_its_own_copy_while_others_are_built() throws IOException,
            InterruptedException {
        script(folder.resolve("jdk/bin/java"), "echo up; read -r _");
        Process daemon = start(root.resolve("ops/crossbook"), "run");
        assertEquals('u', daemon.getInputStream().read());
        String its = current();
        jdk("jdk", "25.0.1");
        var made = new ArrayList<String>();
        for (int i = 0; i < 4; i++) {
            fresh(root.resolve("ops/cli/src/main/java/A.java"));
            run();
            made.add(current());
            old(root.resolve("ops/cli/src/main/java/A.java"));
        }

        assertEquals(5, builds());
        assertTrue(Files.exists(apps().resolve(its).resolve("crossbook.jar")), "still in use");
        assertTrue(Files.exists(apps().resolve(made.get(2))), "may just be starting");
        assertTrue(!Files.exists(apps().resolve(made.get(0))), "nobody runs it any more");

        daemon.getOutputStream().close();
        daemon.waitFor();
        fresh(root.resolve("ops/cli/src/main/java/A.java"));
        run();
        assertTrue(!Files.exists(apps().resolve(its)), "it has ended");
    }

    @Test
    void cleaning_takes_nothing_from_a_program_that_runs() throws IOException,
            InterruptedException {
        script(folder.resolve("jdk/bin/java"), "echo up; read -r _");
        Process daemon = start(root.resolve("ops/crossbook"), "run");
        assertEquals('u', daemon.getInputStream().read());
        String its = current();
        try (Stream<Path> all = Files.walk(root.resolve("ops/cli/target"))) {
            all.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }

        jdk("jdk", "25.0.1");
        Answer next = run();
        assertTrue(next.err().contains("crossbook: building (first use)"), next.err());
        for (int i = 0; i < 3; i++) {
            fresh(root.resolve("ops/cli/src/main/java/A.java"));
            run();
            old(root.resolve("ops/cli/src/main/java/A.java"));
        }

        assertTrue(Files.exists(apps().resolve(its).resolve("crossbook.jar")), "still in use");
        daemon.getOutputStream().close();
        daemon.waitFor();
    }

    @Test
    void a_copy_that_another_user_runs_is_kept() throws IOException, InterruptedException {
        // Who may not signal a process is told the same as when there is none.
        Path refusing = folder.resolve("refusing");
        Files.writeString(refusing, "kill() { return 1; }\n");
        environment.put("BASH_ENV", refusing.toString());
        run();
        String its = current();
        Files.createFile(apps().resolve(its).resolve("pids/" + ProcessHandle.current().pid()));
        for (int i = 0; i < 3; i++) {
            fresh(root.resolve("ops/cli/src/main/java/A.java"));
            run();
            old(root.resolve("ops/cli/src/main/java/A.java"));
        }

        assertTrue(Files.exists(apps().resolve(its).resolve("crossbook.jar")), "still in use");
    }

    private Path apps() throws IOException {
        return root.toRealPath().resolve(".crossbook/apps");
    }

    private String current() throws IOException {
        return Files.readSymbolicLink(apps().resolve("current")).toString();
    }

    @Test
    void a_source_that_is_gone_is_a_change_too() throws IOException, InterruptedException {
        run();
        Files.delete(root.resolve("ops/cli/src/main/java/A.java"));
        fresh(root.resolve("ops/cli/src/main/java"));
        run();

        assertEquals(2, builds());
    }

    @Test
    void a_build_that_failed_is_tried_again() throws IOException, InterruptedException {
        Files.createFile(folder.resolve("broken"));
        Answer failed = run("check");
        assertEquals(1, failed.code());
        assertEquals("", failed.out());
        assertTrue(failed.err().contains("crossbook: the build failed, see above"), failed.err());

        Files.delete(folder.resolve("broken"));
        assertEquals(7, run("check").code());
    }

    @Test
    void who_stops_or_looks_waits_for_no_compiler() throws IOException, InterruptedException {
        run("check");
        fresh(root.resolve("ops/cli/src/main/java/A.java"));
        Files.createFile(folder.resolve("broken"));
        script(folder.resolve("jdk/bin/java"), "for one in \"$@\"; do echo \"<$one>\"; done");
        for (String command : List.of("halt", "resume", "unwind", "clear", "reload", "exchange",
                "attempts", "orders", "balances", "ledger", "export", "completion")) {
            boolean debug = command.equals("halt") || command.equals("reload");
            Answer answer = debug
                    ? run("--debug", command, "odd fills")
                    : run(command, "odd fills");
            assertEquals(0, answer.code(), answer.err());
            assertTrue(answer.out().endsWith("<" + command + ">\n<odd fills>\n"), answer.out());
            assertTrue(answer.err().contains("what was built before does this, at once "
                    + "(ops/cli/src/main/java/A.java is newer than the last build)"), answer.err());
        }
        assertEquals(1, builds());
        assertEquals(1, run("check").code(), "and whoever needs the sources needs them whole");
    }

    @Test
    void who_halts_waits_for_nobody_elses_build() throws IOException, InterruptedException {
        run("check");
        fresh(root.resolve("ops/cli/src/main/java/A.java"));
        script(folder.resolve("bin/mvn"), "echo >>\"" + folder + "/builds\"\n"
                + "for i in 1 2 3 4 5 6; do [ -e \"" + folder + "/enough\" ] || sleep 10; done");
        Process building = start(root.resolve("ops/crossbook"), "check");
        await().until(() -> builds() == 2);

        Answer answer = run("attempts");

        assertTrue(building.isAlive(), "it was waited for");
        assertEquals(7, answer.code(), answer.err());
        Files.createFile(folder.resolve("enough"));
        building.descendants().forEach(ProcessHandle::destroyForcibly);
        building.destroyForcibly();
    }

    @Test
    void an_option_may_stand_before_the_command() throws IOException, InterruptedException {
        assertTrue(run("--debug", "run").out().contains("<-XX:+UseZGC>"));
        assertTrue(run("--debug", "demo").out().contains("<-Xmx256m>"));
        script(folder.resolve("jdk/bin/java"), "exit 134");
        Path data = Files.createDirectories(folder.resolve("data"));
        assertEquals(134, run("--debug", "halt", "--data", data.toString()).code(), "no reason");
        assertFalse(Files.exists(data.resolve("halt")));
        assertEquals(3, run("--debug", "halt", "odd fills", "--data", data.toString()).code());
        assertEquals("odd fills\n", Files.readString(data.resolve("halt")));
    }

    @Test
    void halting_needs_no_java_and_no_build() throws IOException, InterruptedException {
        Path data = Files.createDirectories(folder.resolve("some data"));
        Answer unbuilt = run("halt", "odd fills", "--data", data.toString());
        assertEquals(3, unbuilt.code(), unbuilt.err());
        assertTrue(unbuilt.err().contains("nothing is built yet"), unbuilt.err());
        assertTrue(unbuilt.err().contains("NOBODY HAS ANSWERED; wrote " + data + "/halt"),
                unbuilt.err());
        assertEquals("odd fills\n", Files.readString(data.resolve("halt")));
        assertEquals(0, builds());

        run("check");
        Files.delete(data.resolve("halt"));
        script(folder.resolve("jdk/bin/java"), "echo no memory >&2; exit 134");
        Files.writeString(folder.resolve("exchanges.yaml"),
                "tape: {directory: t}\ncontrol: {directory: 'some', silentMillis: 1000}\n");
        Path other = Files.createDirectories(folder.resolve("some"));
        Answer dying = watched(other, "odd fills");
        assertEquals(0, dying.code(), dying.err());
        assertTrue(dying.err().contains("no memory\ncrossbook: Java has ended with 134"),
                dying.err());
        assertEquals("odd fills\n", Files.readString(other.resolve("halt")));
        Answer dead = run("halt", "once more");
        assertEquals(3, dead.code(), "both files are there, and nobody: " + dead.err());
        assertTrue(dead.err().contains("NOBODY HAS ANSWERED"), dead.err());

        assertEquals(0, watched(other, "a third time").code(),
                "a pull is another line of the note");

        assertEquals(1, run("halt", "odd fills", "--data", "nowhere").code());
        assertEquals(134, run("halt").code(), "no reason, no halt");
    }

    /// Halts beside a daemon that watches that folder.
    private Answer watched(Path data, String reason) throws IOException, InterruptedException {
        script(folder.resolve("watch"), "until grep -q '" + reason + "' '" + data
                + "/halt'; do sleep 0.05; done; echo \"noted $1\" >>'" + data + "/halted'");
        Process watch = new ProcessBuilder(folder.resolve("watch").toString(), reason)
                .redirectErrorStream(true).start();
        Answer answer = run("halt", reason);
        assertEquals(0, watch.waitFor());
        return answer;
    }

    @Test
    void what_has_ended_keeps_no_program() throws IOException, InterruptedException {
        run("check");
        run("check");
        try (Stream<Path> pids = Files.list(apps().resolve(current()).resolve("pids"))) {
            assertEquals(1, pids.count());
        }
    }

    @Test
    void it_finds_its_repository_through_symbolic_links() throws IOException,
            InterruptedException {
        Path near = Files.createSymbolicLink(folder.resolve("near"),
                Path.of("a clone/ops/crossbook"));
        Path far = Files.createSymbolicLink(
                Files.createDirectories(folder.resolve("elsewhere")).resolve("far"),
                Path.of("../near"));

        assertEquals(7, answer(start(near, "--version")).code());
        assertEquals(7, answer(start(far, "--version")).code());
        assertEquals(1, builds());
    }

    @Test
    void the_first_that_can_take_it_makes_a_cache_for_fast_starts_that_nothing_depends_on()
            throws IOException,
            InterruptedException {
        // Writes what it is told to write, as a JVM does, and takes what is there; the demo that it ran for that closed too late.
        script(folder.resolve("jdk/bin/java"),
                """
                        trained=0
                        for one in "$@"; do
                          case $one in
                            -XX:AOTCacheOutput=*) echo cache >"${one#*=}"; echo "AOTCache creation is complete: ${one#*=}"; trained=1 ;;
                            *) echo "<$one>" ;;
                          esac
                        done
                        exit $trained
                        """);
        for (String other : List.of("run", "record", "feed", "simulator", "attempts")) {
            assertFalse(run(other).err().contains("starts"), other + " takes none");
        }
        Answer first = run("demo");
        Path cache = apps().resolve(current()).resolve("crossbook.aot");
        assertTrue(first.err().contains("preparing fast starts, once a build"), first.err());
        assertEquals("cache\n", Files.readString(cache));
        String takes = "<-XX:AOTCache=" + cache + ">";
        assertTrue(first.out().contains(takes), first.out());
        assertTrue(first.out().contains("<-Xmx256m>"), first.out());
        Answer second = run("halt", "enough");
        assertTrue(second.out().contains(takes), second.out());
        assertEquals("", second.err(), "once a build");
        assertFalse(run("run").out().contains(takes), "another collector");

        Files.delete(cache);
        Answer without = run("demo");
        assertEquals(0, without.code());
        assertFalse(without.out().contains("AOTCache"), without.out());

        script(folder.resolve("jdk/bin/java"), """
                for one in "$@"; do
                  case $one in -XX:AOTCacheOutput=*) echo half >"${one#*=}" ;; esac
                done
                echo no room >&2; exit 3
                """);
        fresh(root.resolve("ops/cli/src/main/java/A.java"));
        Answer failing = run("check");
        assertEquals(3, failing.code());
        assertTrue(failing.err().contains("starts stay slow: " + apps().resolve(current())
                + "/aot.log tells why\nno room"), failing.err());

        environment.put("CROSSBOOK_AOT", "no");
        old(root.resolve("ops/cli/src/main/java/A.java"));
        fresh(root.resolve("pom.xml"));
        assertFalse(run("check").err().contains("starts"), "nobody wants it");
    }

    @Test
    void several_at_once_build_once() throws IOException, InterruptedException {
        var running = new ArrayList<Process>();
        for (int i = 0; i < 5; i++) {
            running.add(start(root.resolve("ops/crossbook"), "check"));
        }
        for (Process one : running) {
            assertEquals(7, answer(one).code());
        }
        assertEquals(1, builds());
    }

    @Test
    void a_jdk_of_another_version_will_not_do() throws IOException, InterruptedException {
        jdk("jdk", "24.0.2");
        jdk("newer", "250.0.1");
        Answer answer = run("--version");

        // Whatever else this machine has is a real one, or there is none.
        assertTrue(!answer.out().contains("<--version>"), answer.out());
    }
}
