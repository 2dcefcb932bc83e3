package io.crossbook.gateway.tape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` while a process records.
@Timeout(240)
final class KillTest {

    @TempDir
    Path folder;

    /// Records as fast as it can, and says after which input it is sure that the file has it.
    static final class Recorder {
        public static void main(String[] arguments) throws IOException {
            var settings = new TapeSettings(Path.of(arguments[0]), 1 << 20, Long.MAX_VALUE / 4, 0,
                    0, 20_000_000L, 16 << 20, true, 0, TapeSettings.OnDiskFull.GO_ON);
            var tape = TapeWriter.open(settings, "killed", new Secrets(), TapeAlarms.NONE);
            tape.begin(0, () -> Checkpoint.of(Reels.SETTINGS));
            long number = 0;
            long toldNanos = System.nanoTime();
            // Nobody may be left to kill it.
            long deadNanos = toldNanos + 120_000_000_000L;
            while (System.nanoTime() < deadNanos) {
                number++;
                tape.input(number, number, Reels.frame(1, text(tape.lastNumber() + number)));
                if (System.nanoTime() - toldNanos > 50_000_000L) {
                    toldNanos = System.nanoTime();
                    System.out.println(tape.stats().last() + " " + tape.stats().dropped());
                }
                if (number % 20 == 0) {
                    java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
                }
            }
        }
    }

    static String text(long number) {
        return "{\"u\":" + number + ",\"b\":[[\"" + number * 7919 % 100_000 + "\",\"1.5\"]]}";
    }

    @Test
    void a_killed_process_loses_at_most_the_last_moment()
            throws IOException, InterruptedException {
        long last = 0;
        for (int run = 0; run < 2; run++) {
            long told = killed();
            var alarms = new ArrayList<String>();
            try (var tape = TapeWriter.prepare(Reels.settings(folder), "after", new Secrets(),
                    new TapeAlarms() {
                        @Override
                        public void recovered(String file, long cut, long number, String why) {
                            alarms.add(why);
                        }
                    }, Storage.DISK)) {
                assertTrue(tape.lastNumber() >= told, tape.lastNumber() + " " + told);
                assertTrue(tape.lastNumber() > last);
                last = tape.lastNumber();
            }
            TapeInfo info = TapeInfo.of(folder);
            assertTrue(info.sound(), info.verdict() + alarms);
            assertEquals(last, info.last());
        }
        long expected = 0;
        try (var reader = TapeReader.open(folder)) {
            while (reader.next()) {
                if (reader
                        .item() instanceof Item.Taken(io.crossbook.gateway.engine.Input.Frame frame)) {
                    expected++;
                    assertEquals(text(expected), frame.bytes.toString());
                    assertEquals(expected, reader.number());
                }
            }
        }
        assertEquals(last, expected);
    }

    /// Kills a recorder; returns the last input that it knew to be in the file.
    private long killed() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                Recorder.class.getName(), folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        long told = 0;
        int rose = 0;
        try (BufferedReader said = process.inputReader()) {
            while (rose < 5) {
                String line = said.readLine();
                assertTrue(line != null, "it recorded nothing within its time");
                String[] words = line.split(" ", 2);
                assertEquals("0", words[1], "nothing may be dropped here");
                long last = Long.parseLong(words[0]);
                rose += last > told ? 1 : 0;
                told = last;
            }
        } finally {
            process.destroyForcibly();
        }
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return told;
    }
}
