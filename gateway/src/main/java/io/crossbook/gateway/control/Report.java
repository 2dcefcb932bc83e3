package io.crossbook.gateway.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.AttemptState;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.account.Account;
import io.crossbook.gateway.engine.Standing;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What execution knows, as documents: the same from a running engine and from the fold over a journal. `docs/runbook.md` names every field.
///
/// Amounts are text, to the last digit; times are ISO 8601 in UTC. Bounded, because it is read on the engine's thread.
public enum Report {
    /// What we own where, and what open orders may take of it.
    BALANCES {
        @Override
        void write(ObjectNode to, ExecutionState state, int last) {
            ArrayNode rows = to.putArray("balances");
            for (Account account : state.ledger().accounts()) {
                if (account.kind() == Account.Kind.HOLDING) {
                    state.ledger().balances(account).forEach((asset, held) -> balance(rows, state,
                            account.exchange(), asset, held));
                }
            }
        }
    },
    /// The last attempts, and all of which something may still come.
    ATTEMPTS {
        @Override
        void write(ObjectNode to, ExecutionState state, int last) {
            ArrayNode rows = to.putArray("attempts");
            attempts(state, last).forEach(attempt -> attempt(rows.addObject(), attempt));
        }
    },
    /// The orders of those, those that are open first.
    ORDERS {
        @Override
        void write(ObjectNode to, ExecutionState state, int last) {
            var orders = new ArrayList<Order>();
            attempts(state, last).forEach(attempt -> orders.addAll(attempt.orders()));
            ArrayNode rows = to.putArray("orders");
            orders.stream().filter(Order::open).forEach(order -> order(rows.addObject(), order));
            orders.stream().filter(order -> !order.open())
                    .forEach(order -> order(rows.addObject(), order));
        }
    },
    /// Every account: where each coin is, where it came from and where it went.
    LEDGER {
        @Override
        void write(ObjectNode to, ExecutionState state, int last) {
            ArrayNode rows = to.putArray("accounts");
            var assets = new TreeSet<String>();
            for (Account account : state.ledger().accounts()) {
                state.ledger().balances(account).forEach((asset, amount) -> {
                    assets.add(asset);
                    if (amount.signum() != 0) {
                        rows.addObject().put("account", account.kind().toString())
                                .put("exchange", account.exchange()).put("asset", asset)
                                .put("amount", plain(amount));
                    }
                });
            }
            ArrayNode sums = to.putArray("sums");
            assets.forEach(asset -> sums.addObject().put("asset", asset).put("sum",
                    plain(state.ledger().sum(asset))));
        }
    };

    /// More are for the journal.
    public static final int MOST = 200;
    private static final int FEW = 20;

    abstract void write(ObjectNode to, ExecutionState state, int last);

    /// What a command and a request call it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The one of this name; null when there is none.
    public static @Nullable Report of(String word) {
        for (Report each : values()) {
            if (each.word().equals(word)) {
                return each;
            }
        }
        return null;
    }

    /// How it stands, then this. `request` may say how many attempts are looked at (`last`).
    public ObjectNode read(ExecutionState state, Head head, JsonNode request) {
        ObjectNode document = head.write(state);
        write(document, state, Math.clamp(request.path("last").asInt(FEW), 1, MOST));
        return document;
    }

    /// What stands at the top of every document: `from` is `daemon` or `journal`; `halted`, `reluctance`, `foreign` and `limits` as in the engine's standing.
    public record Head(String from, String mode, String halted, String reluctance,
            Map<String, Integer> foreign, String limits) {

        /// What a journal tells: of orders of others and of what is configured it knows nothing.
        public Head(String from, String mode, String halted, String reluctance) {
            this(from, mode, halted, reluctance, Map.of(), "");
        }

        /// What a running engine says.
        public static Head of(Standing standing) {
            return new Head("daemon", standing.mode().word(), standing.halted(),
                    standing.reluctance(), standing.foreign(), standing.limits());
        }

        /// The beginning of a document.
        public ObjectNode write(ExecutionState state) {
            Collection<Attempt> live = state.live();
            ObjectNode head = JsonNodeFactory.instance.objectNode().put("from", from)
                    .put("mode", mode)
                    .put("halted", halted).put("reluctance", reluctance)
                    .put("limits", limits).put("reconciled", state.record().reconciled())
                    .put("working", live.stream().filter(each -> !each.state().over()).count())
                    .put("parked", live.stream()
                            .filter(each -> each.state() == AttemptState.PARKED).count());
            paused(head, state);
            ArrayNode others = head.putArray("foreignOrders");
            new TreeMap<>(foreign).forEach((exchange, orders) -> others.addObject()
                    .put("exchange", exchange).put("orders", orders));
            return head;
        }
    }

    /// What is paused, and why.
    static void paused(ObjectNode to, ExecutionState state) {
        ArrayNode rows = to.putArray("paused");
        state.paused().forEach((what, why) -> rows.addObject().put("what", what).put("why", why));
    }

    /// What has halted the engine, by its own word, and what is paused.
    public static ObjectNode halts(ExecutionState state) {
        ObjectNode to = JsonNodeFactory.instance.objectNode().put("halted", state.halted());
        ArrayNode rows = to.putArray("journal");
        state.halts().forEach(halt -> rows.addObject().put("at", time(halt.atNanos())).put("why",
                halt.why()));
        paused(to.put("pause", state.lastPause()), state);
        return to;
    }

    private static SequencedSet<Attempt> attempts(ExecutionState state, int last) {
        var attempts = new LinkedHashSet<Attempt>(state.live());
        state.attempts().reversed().stream().limit(last).forEach(attempts::add);
        List<Attempt> newest = new ArrayList<>(attempts);
        newest.sort((one, other) -> Long.compare(other.id(), one.id()));
        return new LinkedHashSet<>(newest.subList(0, Math.min(newest.size(), MOST + last)));
    }

    private static void balance(ArrayNode rows, ExecutionState state, String exchange, String asset,
            BigDecimal held) {
        BigDecimal tied = state.tied(exchange, asset, BigDecimal.ZERO, null);
        if (held.signum() != 0 || tied.signum() != 0) {
            rows.addObject().put("exchange", exchange).put("asset", asset)
                    .put("held", plain(held)).put("tied", plain(tied))
                    .put("free", plain(held.subtract(tied)));
        }
    }

    /// How one attempt went.
    public static void attempt(ObjectNode to, Attempt attempt) {
        to.put("attempt", attempt.id()).put("state", attempt.state().toString());
        to.put("begun", time(attempt.orders().stream().mapToLong(Order::leftNanos)
                .filter(at -> at > 0).min().orElse(0)));
        ArrayNode legs = to.putArray("legs");
        for (OrderIntent leg : attempt.plan().legs()) {
            legs.addObject().put("exchange", leg.listing().exchange())
                    .put("symbol", leg.listing().symbol()).put("side", side(leg))
                    .put("size", plain(leg.size())).put("limit", plain(leg.limit()));
        }
        to.put("asset", attempt.plan().asset()).put("planned", plain(attempt.plan().planned()))
                .put("rebalances", attempt.plan().rebalances())
                .put("lossBudget", plain(attempt.plan().lossBudget()));
        amounts(to.putObject("net"), attempt.net());
        amounts(to.putObject("fees"), attempt.fees());
        amounts(to.putObject("leftOver"), attempt.residue());
        ArrayNode unknown = to.putArray("unknown");
        attempt.orders().stream().filter(order -> !order.resolved())
                .forEach(order -> unknown.addObject().put("order", order.id().toString())
                        .put("exchange", order.intent().listing().exchange()));
        to.set("attribution", Earned.attribution(attempt));
        to.put("orders", attempt.orders().size()).put("rung", attempt.rungs())
                .put("closed", attempt.closed());
    }

    private static void amounts(ObjectNode to, Map<String, BigDecimal> amounts) {
        amounts.forEach((asset, amount) -> to.put(asset, plain(amount)));
    }

    /// Where one order stands.
    public static void order(ObjectNode to, Order order) {
        OrderIntent intent = order.intent();
        to.put("order", intent.id().toString()).put("attempt", intent.id().attempt())
                .put("role", intent.id().role().name().toLowerCase(Locale.ROOT))
                .put("rung", intent.rung()).put("exchange", intent.listing().exchange())
                .put("symbol", intent.listing().symbol()).put("side", side(intent))
                .put("size", plain(intent.size())).put("limit", plain(intent.limit()))
                .put("state", order.state().toString()).put("filled", plain(order.filled()))
                .put("fills", order.fills().size()).put("left", time(order.leftNanos()))
                .put("open", order.open())
                .put("unknown", plain(order.exposure().most()));
    }

    private static String side(OrderIntent intent) {
        return intent.buys() ? "buy" : "sell";
    }

    /// Empty where it never was.
    static String time(long nanos) {
        return nanos == 0
                ? ""
                : Instant.ofEpochSecond(0, nanos).toString();
    }

    static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }
}
