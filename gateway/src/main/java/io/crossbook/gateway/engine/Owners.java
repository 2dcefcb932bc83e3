package io.crossbook.gateway.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// From which connection one sort of messages about each listing is believed: from the newest that has sent one.
final class Owners {

    private @Nullable Line[] lines = new Line[16];

    /// Makes room for so many listings.
    void reserve(int size) {
        lines = Arrays.copyOf(lines, size);
    }

    /// Whether a message of this connection is believed; it takes over from an older one.
    boolean owns(Line line, int listing) {
        Line owner = lines[listing];
        if (owner != line) {
            if (owner != null && owner.connection > line.connection) {
                return false;
            }
            lines[listing] = line;
        }
        return true;
    }

    /// A connection is gone; whether it was believed.
    boolean gone(Line line, int listing) {
        boolean was = lines[listing] == line;
        lines[listing] = was ? null : lines[listing];
        return was;
    }
}
