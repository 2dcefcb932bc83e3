package io.crossbook.gateway.stream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Values by name, of which only the last counts: who has missed some gets each that moved meanwhile, once.
public final class StateChannel extends Channel {

    /// What readers of a version lack, and often those of many versions, is the same for all of them: written once.
    private final Map<Long, Message> written = new HashMap<>();
    private final Map<String, Value> values = new LinkedHashMap<>();
    private boolean begun;
    private boolean pending;

    @SuppressWarnings("ArrayRecordComponent") // compared by its bytes
    private record Value(byte[] json, long version) {}

    public StateChannel(Rounds rounds, String head) {
        super(rounds, head);
    }

    /// Whether all values there are have been told once.
    public boolean begun() {
        return begun;
    }

    /// Whoever told values has told all there are.
    public void begin() {
        begun = true;
        pending = true;
        touch();
    }

    /// This is the value from now on. One that is what it was is nothing new to anybody.
    public void put(String name, String json) {
        byte[] bytes = Message.bytes(json);
        Value before = values.get(name);
        if (before != null && Arrays.equals(before.json, bytes)) {
            return;
        }
        values.put(name, new Value(bytes, version() + 1));
        if (begun) {
            pending = true;
            touch();
        }
    }

    @Override
    void publish() {
        if (pending) {
            pending = false;
            written.clear();
            advance();
        }
    }

    @Override
    long since(long seen, Sink to) {
        Message message = written.get(seen);
        if (message == null) {
            message = written.computeIfAbsent(seen == 0 ? 0 : lastMove(seen), this::write);
            written.put(seen, message);
        }
        to.send(message);
        return version();
    }

    /// The last version up to `seen` at which something moved that has not moved since: who has seen later ones lacks the same. −1 where all has moved.
    private long lastMove(long seen) {
        long last = -1;
        for (Value value : values.values()) {
            last = value.version <= seen ? Math.max(last, value.version) : last;
        }
        return last;
    }

    private Message write(long seen) {
        List<byte[]> moved = new ArrayList<>();
        for (Value value : values.values()) {
            if (seen <= 0 || value.version > seen) {
                moved.add(value.json);
            }
        }
        return Message.of(head(), version(), seen == 0, moved);
    }
}
