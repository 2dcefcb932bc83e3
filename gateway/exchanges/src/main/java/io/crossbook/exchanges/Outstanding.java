package io.crossbook.exchanges;

import io.crossbook.execution.OrderEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Frames that were sent on a connection and not answered yet, by the id that their answers repeat.
public final class Outstanding {

    /// An answer that has not come by then is overdue: said once, and still waited for.
    static final long PATIENCE_NANOS = 5_000_000_000L;

    private static final class Waiting {
        final Request request;
        final long sentNanos;
        boolean overdue;

        Waiting(Request request, long sentNanos) {
            this.request = request;
            this.sentNanos = sentNanos;
        }
    }

    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private long next;

    /// An id that this connection has not had.
    public long next() {
        return ++next;
    }

    /// It is about to be sent.
    public void sent(String id, Request request, long now) {
        waiting.put(id, new Waiting(request, now));
    }

    /// What this id asked, which is waited for no longer; null for none of ours.
    public @Nullable Request take(String id) {
        Waiting one = waiting.remove(id);
        return one == null ? null : one.request;
    }

    /// It did not leave, and is waited for no longer.
    public void left(Request request) {
        waiting.values().removeIf(one -> one.request.equals(request));
    }

    /// How many are waited for.
    public int size() {
        return waiting.size();
    }

    /// Says of each that is overdue that nobody can tell.
    public void tick(long now, OrderOut out) {
        for (Waiting one : waiting.values()) {
            if (!one.overdue && now - one.sentNanos > PATIENCE_NANOS) {
                one.overdue = true;
                out.order(new OrderEvent.Ambiguous(one.request.task().id(),
                        "no answer on the connection within " + PATIENCE_NANOS / 1_000_000
                                + " ms"));
            }
        }
    }

    /// The connection is gone: of none of them anybody can tell.
    public void lost(AnswerReader reader, OrderOut out) {
        var answer = new Answer(Answer.Phase.SENT, 0, new Bytes(),
                "the connection closed before an answer", 0);
        for (Waiting one : waiting.values()) {
            reader.read(one.request, answer, out);
        }
        waiting.clear();
    }
}
