package io.crossbook.gateway.engine;

import io.crossbook.arbitrage.Money;
import io.crossbook.books.Listing;
import io.crossbook.books.Side;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderNews;
import io.crossbook.execution.account.Account;
import io.crossbook.execution.account.Posting;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;

/// What follows for the desk from what execution writes down: which orders filled, what is held, what was carried.
///
/// Hears every entry, and tells the desk when it is asked to: what the desk then offers must find the coordinator at rest.
final class Consequences {

    private final ExecutionState state;
    private final Desk desk;
    private final Set<String> exchanges;
    /// Legs that were handed out, and of which it is not known yet what became of them.
    private final Set<OrderId> handed = new HashSet<>();
    /// Attempts of this run that are not closed: their opportunities are this run's too.
    private final Set<Long> open = new HashSet<>();
    /// What is held for orders of others, and cannot be spent, by exchange and asset.
    private final Map<String, Map<String, BigDecimal>> locked = new HashMap<>();
    private final Set<String> moved = new TreeSet<>();
    private final BiConsumer<String, Map<String, BigDecimal>> keeps;
    private final Deque<LongConsumer> due = new ArrayDeque<>();

    /// `exchanges` are those that are traded at: of them the desk counts what our own ledger has. `keeps` hears what one of them keeps for orders of others.
    Consequences(ExecutionState state, Desk desk, Set<String> exchanges,
            BiConsumer<String, Map<String, BigDecimal>> keeps) {
        this.keeps = keeps;
        this.state = state;
        this.desk = desk;
        this.exchanges = exchanges;
    }

    /// An entry of an earlier run: only what orders got is learned from it.
    void remember(Entry entry, long now) {
        heard(entry, false);
        due.forEach(each -> each.accept(now));
        due.clear();
    }

    /// The past was told: what the ledger has is there.
    void remembered() {
        open.clear();
        moved.clear();
        exchanges.stream().filter(state::opened).forEach(moved::add);
    }

    /// An entry was written.
    void heard(Entry entry) {
        heard(entry, true);
    }

    private void heard(Entry entry, boolean live) {
        switch (entry) {
            case Entry.Reserved(var plan, _) -> open.add(plan.attempt());
            case Entry.Acted(var id, var act, _, _) -> {
                if (act == OrderNews.HANDED && id.role() == OrderId.Role.LEG) {
                    handed.add(id);
                }
                tried(id);
            }
            case Entry.Told(var event, _) -> {
                if (event instanceof OrderEvent.Traded(var fill)) {
                    moved.add(fill.exchange());
                }
                tried(event.id());
            }
            case Entry.Posted(_, var commit, _) -> {
                for (Posting posting : commit.postings()) {
                    if (posting.account().kind() == Account.Kind.HOLDING) {
                        moved.add(posting.account().exchange());
                    }
                }
            }
            case Entry.Closed closed -> {
                if (open.remove(closed.attempt()) && live) {
                    carried(closed);
                }
            }
            case Entry.Booted _,Entry.Intended _,Entry.Skipped _,Entry.Asked _,Entry.Swept _,Entry.Adopted _,Entry.Turned _,Entry.Cleared _,Entry.Reconciled _,Entry.Denied _,Entry.Halted _,Entry.Rearmed _,Entry.Paused _ ->
                {
                }
        }
    }

    /// A leg is done with when it is resolved for the first time; what comes to light later teaches nothing about the next.
    private void tried(OrderId id) {
        Order order = state.order(id);
        if (order != null && order.resolved() && handed.remove(id)) {
            OrderIntent intent = order.intent();
            Listing listing = intent.listing();
            Side side = intent.buys() ? Side.ASK : Side.BID;
            boolean filled = order.filled().compareTo(intent.size()) >= 0;
            due.add(now -> desk.learned(listing, side, filled, now));
        }
    }

    /// What an attempt spent of what it is counted in, and received of other quotes.
    private void carried(Entry.Closed closed) {
        Attempt attempt = state.attempt(closed.attempt());
        if (attempt == null) {
            return;
        }
        String asset = attempt.plan().asset();
        var others = new TreeSet<String>();
        attempt.plan().legs().forEach(leg -> others.add(leg.listing().instrument().quote()));
        others.remove(asset);
        BigDecimal received = others.stream()
                .map(each -> closed.net().getOrDefault(each, BigDecimal.ZERO))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        long spent = money(closed.net().getOrDefault(asset, BigDecimal.ZERO).negate(),
                RoundingMode.FLOOR);
        long got = money(received, RoundingMode.CEILING);
        due.add(now -> desk.carried(attempt.plan().opportunity(), spent, got, now));
    }

    /// What an exchange says of our account: what it keeps for orders, while none of ours is open there, others have placed.
    void told(AccountFact fact) {
        if (fact instanceof AccountFact.Balances balances && balances.complete()
                && exchanges.contains(balances.exchange()) && quiet(balances.exchange())) {
            var kept = new TreeMap<String, BigDecimal>();
            balances.assets().forEach((asset, balance) -> {
                if (balance.locked().signum() > 0) {
                    kept.put(asset, balance.locked());
                }
            });
            locked.put(balances.exchange(), kept);
            keeps.accept(balances.exchange(), kept);
            moved.add(balances.exchange());
        }
    }

    private boolean quiet(String exchange) {
        return state.live().stream().flatMap(attempt -> attempt.orders().stream())
                .noneMatch(order -> order.open()
                        && order.intent().listing().exchange().equals(exchange));
    }

    /// Whether there is something to tell.
    boolean waiting() {
        return !due.isEmpty() || !moved.isEmpty();
    }

    /// Tells the next; what is held comes first, for what is offered next is judged by it.
    void tellNext(long now) {
        if (moved.isEmpty()) {
            due.removeFirst().accept(now);
            return;
        }
        String exchange = moved.iterator().next();
        moved.remove(exchange);
        if (exchanges.contains(exchange) && state.opened(exchange)) {
            desk.told(new Input.Word.Held(exchange, now, held(exchange)), now);
            desk.settle(now);
        }
    }

    private Map<String, Long> held(String exchange) {
        Map<String, BigDecimal> kept = locked.getOrDefault(exchange, Map.of());
        var held = new TreeMap<String, Long>();
        state.ledger().holdings(exchange).forEach((asset, amount) -> held.put(
                asset, Math.clamp(
                        money(amount.subtract(kept.getOrDefault(asset, BigDecimal.ZERO)),
                                RoundingMode.FLOOR),
                        0, Money.MOST)));
        return held;
    }

    /// What is configured, as amounts.
    static Map<String, Map<String, BigDecimal>> amounts(Settings.Holdings holdings) {
        var all = new TreeMap<String, Map<String, BigDecimal>>();
        holdings.start().forEach((exchange, held) -> {
            var amounts = new TreeMap<String, BigDecimal>();
            held.forEach((asset, amount) -> amounts.put(asset,
                    BigDecimal.valueOf(amount, Money.SCALE)));
            all.put(exchange, amounts);
        });
        return all;
    }

    private static long money(BigDecimal amount, RoundingMode against) {
        return amount.setScale(Money.SCALE, against).unscaledValue()
                .min(BigInteger.valueOf(Money.MOST)).max(BigInteger.valueOf(-Money.MOST))
                .longValueExact();
    }
}
