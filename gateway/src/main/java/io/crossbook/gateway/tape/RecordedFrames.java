package io.crossbook.gateway.tape;

import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Link;
import io.crossbook.gateway.engine.Input;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// What one exchange sent over its public connections, as it came. A cursor over a tape.
///
/// What came over connections that carry orders is not shown: it is about accounts.
public final class RecordedFrames {

    private final Tape tape;
    private final String exchange;
    private final Connections connections = new Connections();
    private Bytes bytes = new Bytes();
    private final SortedSet<String> exchanges = new TreeSet<>();
    private boolean disconnected;

    public RecordedFrames(Tape tape, String exchange) {
        this.tape = tape;
        this.exchange = exchange;
    }

    /// Moves to the next frame, or to the end of a connection; false at the end of the tape.
    public boolean next() {
        while (tape.next()) {
            connections.see(tape.item());
            switch (tape.item()) {
                case Item.Taken(Input.Frame frame) when ours(
                        connections.link(frame.connection)) -> {
                    bytes = frame.bytes;
                    disconnected = false;
                    return true;
                }
                case Item.Taken(Input.Closed(_, String link, _)) when ours(link) -> {
                    disconnected = true;
                    return true;
                }
                case Item.Taken _,Item.Started _,Item.Recorded _,Item.Did _,Item.Hashed _,Item.Hole _ ->
                    {
                    }
            }
        }
        return false;
    }

    private boolean ours(String link) {
        String of = connections.exchange(link);
        exchanges.add(of);
        return of.equals(exchange) && !Link.carriesOrders(link);
    }

    /// Whose frames were seen so far.
    public SortedSet<String> exchanges() {
        return Collections.unmodifiableSortedSet(exchanges);
    }

    /// Whether a connection ended here; else there is a frame.
    public boolean disconnected() {
        return disconnected;
    }

    /// When, in epoch nanoseconds.
    public long stamp() {
        return tape.stamp();
    }

    /// The frame; valid until [#next].
    public Bytes bytes() {
        return bytes;
    }
}
