package io.crossbook.gateway.stream;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Facts, each of which is told. The snapshot is what they have come to: the last of each name, all that are not over, and some that are.
public final class FactChannel extends LogChannel {

    private final int mostOver;
    private final Map<String, Fact> standing = new LinkedHashMap<>();
    private final List<byte[]> untold = new ArrayList<>();
    private int over;
    private boolean begun;
    private boolean renewed;

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Fact(byte[] json, boolean over) {}

    /// A snapshot has so many at most of what is over.
    public FactChannel(Rounds rounds, String head, int mostOver) {
        super(rounds, head);
        this.mostOver = mostOver;
    }

    /// What is known is void: what stands is told anew, and ends with [#begin].
    public void renew() {
        standing.clear();
        untold.clear();
        over = 0;
        begun = false;
    }

    /// What stands has been told; all readers begin with it.
    public void begin() {
        begun = true;
        renewed = true;
        touch();
    }

    /// A fact, by the name of what it is about; `isOver` when nothing more is told of that.
    public void tell(String name, String json, boolean isOver) {
        var fact = new Fact(Message.bytes(json), isOver);
        Fact before = standing.remove(name);
        standing.put(name, fact);
        over += (isOver ? 1 : 0) - (before != null && before.over ? 1 : 0);
        forget();
        if (begun) {
            untold.add(fact.json);
            touch();
        }
    }

    private void forget() {
        for (Iterator<Fact> each = standing.values().iterator(); over > mostOver;) {
            if (each.next().over) {
                each.remove();
                over--;
            }
        }
    }

    @Override
    void publish() {
        if (renewed) {
            renewed = false;
            untold.clear(); // it stands in the snapshot
            restart();
        } else if (begun && !untold.isEmpty()) {
            List<byte[]> facts = List.copyOf(untold);
            untold.clear();
            append(facts);
        }
    }

    @Override
    Iterable<byte[]> standing() {
        return standing.values().stream().map(Fact::json).toList();
    }
}
