package io.crossbook.gateway.tape;

import io.crossbook.gateway.engine.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Measures the tape on a recorded session; not a test. Arguments: an empty folder, then sessions.
final class TapeSpeed {

    private static final int ROUNDS = 5;

    private TapeSpeed() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        for (int i = 1; i < arguments.length; i++) {
            List<byte[]> frames = frames(new Sessions(Path.of(arguments[i])));
            long bytes = frames.stream().mapToLong(frame -> frame.length).sum();
            System.out.printf("%s: %d frames of %d bytes%n", Path.of(arguments[i]).getFileName(),
                    frames.size(), bytes / frames.size());
            for (boolean compress : new boolean[]{false, true}) {
                measure(folder.resolve(i + (compress ? "deflated" : "stored")), frames, compress);
            }
        }
    }

    private static List<byte[]> frames(Line.Source source) throws IOException {
        var frames = new ArrayList<byte[]>();
        try (var lines = source.lines()) {
            for (@Nullable
            Line line = lines.next(); line != null; line = lines.next()) {
                if (line.direction() == Line.Direction.RECV) {
                    frames.add(line.frame().copy());
                }
            }
        }
        return frames;
    }

    private static void measure(Path folder, List<byte[]> frames, boolean compress)
            throws IOException {
        long bestWrite = Long.MAX_VALUE;
        long bestRead = Long.MAX_VALUE;
        long bestRing = Long.MAX_VALUE;
        long size = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Path to = folder.resolve(String.valueOf(round));
            var settings = new TapeSettings(to, 1L << 40, Long.MAX_VALUE / 4, 0, 0, 200_000_000L,
                    1 << 28, compress, 0, TapeSettings.OnDiskFull.GO_ON);
            var tape = TapeWriter.prepare(settings, "speed", new Secrets(), TapeAlarms.NONE,
                    Storage.DISK);
            var frame = new Input.Frame();
            tape.begin(0, () -> Checkpoint.of(Reels.SETTINGS));
            tape.scribe().step(0);
            long begun = System.nanoTime();
            long number = 0;
            for (byte[] bytes : frames) {
                number++;
                frame.bytes.wrap(bytes, 0, bytes.length);
                tape.input(number, number * 1_000, frame);
            }
            long ring = System.nanoTime();
            tape.scribe().step(1);
            tape.close();
            long end = System.nanoTime();
            bestRing = Math.min(bestRing, ring - begun);
            bestWrite = Math.min(bestWrite, end - ring);
            size = Files.size(Format.file(to, 1));
            begun = System.nanoTime();
            try (var reader = TapeReader.open(to)) {
                long read = 0;
                while (reader.next()) {
                    read++;
                }
                if (read != frames.size() + 1 || !reader.ending().whole()) {
                    throw new IOException("lost: " + tape.stats() + " " + reader.ending());
                }
            }
            bestRead = Math.min(bestRead, System.nanoTime() - begun);
        }
        System.out.printf("  %s: ring %d ns an input; written %,d/s, read %,d/s; %.1f bytes a"
                + " frame on disk%n", compress ? "deflated" : "stored",
                bestRing / frames.size(), frames.size() * 1_000_000_000L / bestWrite,
                frames.size() * 1_000_000_000L / bestRead, (double) size / frames.size());
    }
}
