package io.crossbook.gateway.replay;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// What a client of `/ws-replay` has said so far. Heard on the feed's thread, asked on that of the replay.
final class Said {

    /// More than any exchange takes on one connection; each filter is looked for in each frame.
    private static final int MOST = 1_000;

    private final List<Filter> filters = new CopyOnWriteArrayList<>();
    private int messages;

    /// Takes what it subscribes to; whether these are its first words.
    boolean hears(String text) {
        messages++;
        if (messages <= MOST && filters.size() < MOST) {
            filters.addAll(Subscribed.read(text));
        }
        return messages == 1;
    }

    /// The frames that it waits for, which may become more; empty lets everything pass.
    List<Filter> filters() {
        return filters;
    }
}
