package io.crossbook.exchanges;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Frames of our own, one a file under `src/test/resources/<exchange>/`, written after the exchange's documents.
public final class Frames {

    private static final Map<String, byte[]> READ = new ConcurrentHashMap<>();

    private Frames() {}

    /// The frame in `kraken/v2_trade.json`, byte for byte.
    public static Bytes of(String name) {
        return new Bytes(READ.computeIfAbsent(name, Frames::read));
    }

    private static byte[] read(String name) {
        try (var in = Frames.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("no frame " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The same as text.
    public static String text(String name) {
        return of(name).toString();
    }
}
