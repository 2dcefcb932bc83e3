package io.crossbook.cli.certify;

import io.crossbook.exchanges.Fault;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.OrderEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// What a trader was told so far. Written on the loop's thread, read on the runner's.
final class Heard {

    final List<OrderEvent> events = new CopyOnWriteArrayList<>();
    final List<AccountFact> facts = new CopyOnWriteArrayList<>();
    final List<Fault> faults = new CopyOnWriteArrayList<>();
    final List<String> foreign = new CopyOnWriteArrayList<>();
    final List<String> reconnects = new CopyOnWriteArrayList<>();
    final List<Boolean> reads = new CopyOnWriteArrayList<>();
    final Map<Integer, Boolean> streams = new ConcurrentHashMap<>();

    boolean streaming() {
        return streams.containsValue(true);
    }

    /// An event in a few words.
    static String shortly(OrderEvent event) {
        return switch (event) {
            case OrderEvent.Accepted _ -> "accepted";
            case OrderEvent.Refused(_, String code, _, _) -> "refused " + code;
            case OrderEvent.NotSent _ -> "not-sent";
            case OrderEvent.Ambiguous _ -> "ambiguous";
            case OrderEvent.Traded(var fill) -> "traded " + fill.size().toPlainString();
            case OrderEvent.Standing _ -> "standing";
            case OrderEvent.Ended(_, var end, var filled, _) -> "ended " + end + " "
                    + filled.toPlainString();
            case OrderEvent.NotFound _ -> "not-found";
            case OrderEvent.CancelRefused(_, String code, _, _) -> "cancel-refused " + code;
        };
    }

    @Override
    public String toString() {
        return "told " + events + " facts " + facts.size() + " faults " + faults + " reconnects "
                + reconnects + " streams " + streams;
    }
}
