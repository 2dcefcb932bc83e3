package io.crossbook.simulator;

import java.util.EnumSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What goes wrong with the orders of one exchange: on their way, in the matching engine, on the way
/// back.
final class OrderMischief {

    private final Mischief mischief;
    private final Exchange exchange;

    /// How an exchange says on one of its ways that something went wrong. `lost` is no answer at
    /// all; `rejected` is null for what cannot be rejected.
    record Words<A>(A lost, A failing, A limited, @Nullable A rejected) {}

    OrderMischief(Mischief mischief, Exchange exchange) {
        this.mischief = mischief;
        this.exchange = exchange;
    }

    private @Nullable Fault next(Fault.Kind kind, String symbol) {
        return mischief.next(EnumSet.of(kind), exchange, symbol);
    }

    private boolean strikes(Fault.Kind kind, String symbol) {
        return next(kind, symbol) != null;
    }

    /// Obeys an order or a cancel and answers it, as far as nothing goes wrong.
    <A> void obey(String symbol, Words<A> words, Supplier<A> act, Consumer<A> reply) {
        Fault late = next(Fault.Kind.ORDER_LATE, symbol);
        if (late == null) {
            arrive(symbol, words, act, reply);
        } else {
            mischief.timeline().after(late.millis(), () -> arrive(symbol, words, act, reply));
        }
    }

    private <A> void arrive(String symbol, Words<A> words, Supplier<A> act, Consumer<A> reply) {
        A rejected = words.rejected();
        if (strikes(Fault.Kind.ORDER_LOST, symbol)) {
            reply.accept(words.lost());
        } else if (strikes(Fault.Kind.ORDER_LIMITED, symbol)) {
            reply.accept(words.limited());
        } else if (rejected != null && strikes(Fault.Kind.ORDER_REJECTED, symbol)) {
            reply.accept(rejected);
        } else {
            answer(symbol, words, act.get(), reply);
        }
    }

    private <A> void answer(String symbol, Words<A> words, A answer, Consumer<A> reply) {
        Fault late = next(Fault.Kind.ANSWER_LATE, symbol);
        if (strikes(Fault.Kind.ANSWER_LOST, symbol)) {
            reply.accept(words.lost());
        } else if (strikes(Fault.Kind.ANSWER_FAILING, symbol)) {
            reply.accept(words.failing());
        } else if (late == null) {
            reply.accept(answer);
        } else {
            mischief.timeline().after(late.millis(), () -> reply.accept(answer));
        }
    }

    /// Whether an order that takes gets half of what it could.
    boolean partial(String symbol) {
        return strikes(Fault.Kind.PARTIAL_FILL, symbol);
    }

    /// Whether an order is filled before its cancel arrives.
    boolean race(String symbol) {
        return strikes(Fault.Kind.CANCEL_RACE, symbol);
    }

    /// How long questions do not see a new order.
    long blindMillis(String symbol) {
        Fault blind = next(Fault.Kind.QUERY_BLIND, symbol);
        return blind == null ? 0 : blind.millis();
    }

    /// Tells something on a private stream, as far as nothing goes wrong.
    void tell(Line line, String symbol, boolean fill, String text) {
        if (strikes(Fault.Kind.STREAM_CLOSED, symbol)) {
            line.close(1001, "going away");
            return;
        }
        Fault late = fill ? next(Fault.Kind.FILL_LATE, symbol) : null;
        if (late != null) {
            mischief.timeline().after(late.millis(), () -> line.send(text, Topic.CONTROL));
            return;
        }
        line.send(text, Topic.CONTROL);
        if (fill && strikes(Fault.Kind.FILL_TWICE, symbol)) {
            line.send(text, Topic.CONTROL);
        }
    }
}
