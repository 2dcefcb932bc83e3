package io.crossbook.gateway.stream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Values by name, of which only the last counts: who has missed some gets each that moved meanwhile, once.
public final class StateChannel extends Channel {

    /// What a reader of a version lacks is the same for all of that version: written once.
    private final Map<Long, Message> written = new HashMap<>();
    private final Map<String, Value> values = new LinkedHashMap<>();
    private boolean begun;
    private boolean pending;

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

    /// This is the value from now on.
    public void put(String name, String json) {
        values.put(name, new Value(Message.bytes(json), version() + 1));
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
    void since(long seen, Consumer<Message> to) {
        to.accept(written.computeIfAbsent(seen, this::write));
    }

    private Message write(long seen) {
        List<byte[]> moved = new ArrayList<>();
        for (Value value : values.values()) {
            if (seen == 0 || value.version > seen) {
                moved.add(value.json);
            }
        }
        return Message.of(head(), version(), seen == 0, moved);
    }
}
