package io.crossbook.execution.proof;

import io.crossbook.execution.AccountFact;
import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/// An exchange that knows what is true, and says it late, twice, in another order, or not at all, until it heals.
///
/// Orders are immediate or cancelled. It enforces deadlines or not; what it has may show only a while later.
final class SimulatedExchange {

    static final long MILLI = 1_000_000L;
    private static final BigDecimal FEE = new BigDecimal("0.001");

    final String name;
    private final Agenda agenda;
    private final Dice dice;
    private final boolean enforcesDeadline;
    private final long lagNanos;
    private final Map<OrderId, Standing> orders = new LinkedHashMap<>();
    private final Map<String, BigDecimal> balances = new TreeMap<>();
    private final Map<String, BigDecimal> started = new TreeMap<>();
    private final List<String> wrongs;
    private boolean faulty = true;
    private int trades;
    private Consumer<OrderEvent> stream = _ -> {};

    /// An order as the exchange has it.
    private static final class Standing {
        final OrderIntent intent;
        final long sinceNanos;
        final List<Fill> fills = new ArrayList<>();
        OrderEvent.End end = OrderEvent.End.EXPIRED;

        Standing(OrderIntent intent, long now) {
            this.intent = intent;
            sinceNanos = now;
        }

        BigDecimal filled() {
            return fills.stream().map(Fill::size).reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        OrderEvent.Ended ended() {
            return new OrderEvent.Ended(intent.id(), end, filled());
        }
    }

    SimulatedExchange(String name, Agenda agenda, Dice dice, boolean enforcesDeadline,
            long lagNanos, List<String> wrongs) {
        this.name = name;
        this.agenda = agenda;
        this.dice = dice;
        this.enforcesDeadline = enforcesDeadline;
        this.lagNanos = lagNanos;
        this.wrongs = wrongs;
    }

    void holds(String asset, String amount) {
        balances.put(asset, new BigDecimal(amount));
        started.put(asset, new BigDecimal(amount));
    }

    /// What it held in the beginning.
    BigDecimal started(String asset) {
        return started.getOrDefault(asset, BigDecimal.ZERO);
    }

    /// Somebody takes so much out of the account, and nothing tells of it.
    void loses(String asset, BigDecimal amount) {
        move(asset, amount.negate());
    }

    /// All orders that ever reached it.
    Set<OrderId> orders() {
        return orders.keySet();
    }

    BigDecimal balance(String asset) {
        return balances.getOrDefault(asset, BigDecimal.ZERO);
    }

    Map<String, BigDecimal> balances() {
        return balances;
    }

    /// From here on nothing is lost, and everything comes soon.
    void heals() {
        faulty = false;
    }

    /// A process listens now; what was on its way to another is lost.
    void listens(Consumer<OrderEvent> to) {
        stream = to;
    }

    private boolean fault(int percent) {
        return faulty && dice.percent(percent);
    }

    private long delay() {
        return (1 + dice.below(fault(15) ? 4_000 : 40)) * MILLI;
    }

    /// The order leaves us. What becomes of it shows in what `answers` hears, or does not hear.
    void place(OrderIntent intent, Consumer<OrderEvent> answers) {
        boolean lost = fault(8);
        boolean mute = fault(15);
        if (fault(4)) {
            later(answers, new OrderEvent.NotSent(intent.id(), "no socket"));
            return;
        }
        if (lost) {
            if (!mute) {
                later(answers, new OrderEvent.Ambiguous(intent.id(), "time-out"));
            }
            return;
        }
        // Where nobody enforces deadlines an order may stay under way for minutes.
        long late = !enforcesDeadline && fault(4) ? (20 + dice.below(300)) * 1_000 * MILLI : 0;
        agenda.after(delay() + late, () -> {
            OrderEvent answer = arrives(intent);
            boolean unclear = fault(15);
            if (!mute) {
                later(answers, unclear
                        ? new OrderEvent.Ambiguous(intent.id(), "HTTP 504")
                        : answer);
            }
        });
    }

    private OrderEvent arrives(OrderIntent intent) {
        if (orders.containsKey(intent.id())) {
            wrongs.add(name + " got " + intent.id() + " twice");
        }
        if (enforcesDeadline && agenda.now() > intent.deadlineNanos()) {
            return new OrderEvent.Refused(intent.id(), "-1021", "too late");
        }
        if (fault(8)) {
            return new OrderEvent.Refused(intent.id(), "-2010", "no mood");
        }
        var standing = new Standing(intent, agenda.now());
        orders.put(intent.id(), standing);
        fill(standing);
        List<OrderEvent> told = new ArrayList<>();
        told.add(new OrderEvent.Accepted(intent.id(), "x"));
        standing.fills.forEach(fill -> told.add(new OrderEvent.Traded(fill)));
        told.add(standing.ended());
        tell(told);
        return dice.percent(50) ? told.getFirst() : told.getLast();
    }

    /// All, a part or nothing of it, in one or two trades; never more than there is money for.
    private void fill(Standing standing) {
        OrderIntent intent = standing.intent;
        BigDecimal lot = BigDecimal.valueOf(intent.listing().rules().lot(),
                intent.listing().rules().sizeScale());
        BigDecimal left = fault(20)
                ? BigDecimal.ZERO
                : fault(30) ? part(intent.size(), lot) : intent.size();
        while (left.signum() > 0) {
            BigDecimal size = dice.percent(50) ? part(left, lot).max(lot) : left;
            trade(standing, size);
            left = left.subtract(size);
        }
        standing.end = standing.filled().compareTo(intent.size()) == 0
                ? OrderEvent.End.FILLED
                : dice.percent(50) ? OrderEvent.End.EXPIRED : OrderEvent.End.CANCELLED;
    }

    private BigDecimal part(BigDecimal of, BigDecimal lot) {
        return of.multiply(BigDecimal.valueOf(dice.below(100), 2))
                .divide(lot, 0, RoundingMode.DOWN).multiply(lot);
    }

    private void trade(Standing standing, BigDecimal size) {
        OrderIntent intent = standing.intent;
        var instrument = intent.listing().instrument();
        BigDecimal worth = size.multiply(intent.limit());
        boolean inBase = intent.buys();
        BigDecimal fee = (inBase ? size : worth).multiply(FEE);
        String feeAsset = inBase ? instrument.base() : instrument.quote();
        move(instrument.base(), intent.buys() ? size : size.negate());
        move(instrument.quote(), intent.buys() ? worth.negate() : worth);
        move(feeAsset, fee.negate());
        standing.fills.add(new Fill(intent.id(), name, intent.listing().symbol(),
                "t" + trades++, intent.limit(), size, fee, feeAsset, agenda.now(),
                Fill.Source.STREAM));
    }

    private void move(String asset, BigDecimal amount) {
        BigDecimal now = balance(asset).add(amount);
        balances.put(asset, now);
        if (now.signum() < 0) {
            wrongs.add(name + " has " + now + " " + asset + ": something was borrowed");
        }
    }

    /// On the private stream: each may be lost, late, or come twice.
    private void tell(List<OrderEvent> events) {
        boolean down = fault(10);
        for (OrderEvent event : events) {
            if (!down && !fault(10)) {
                later(each -> stream.accept(each), event);
                if (fault(15)) {
                    later(each -> stream.accept(each), event);
                }
            }
        }
    }

    private void later(Consumer<OrderEvent> to, OrderEvent event) {
        agenda.after(delay(), () -> to.accept(event));
    }

    /// A question about an order.
    void ask(OrderId id, Consumer<OrderEvent> answers) {
        if (fault(15)) {
            return;
        }
        if (fault(15)) {
            later(answers, new OrderEvent.Ambiguous(id, "HTTP 502"));
            return;
        }
        agenda.after(delay(), () -> {
            Standing standing = orders.get(id);
            if (standing == null || agenda.now() < standing.sinceNanos + lag()) {
                later(answers, new OrderEvent.NotFound(id));
            } else {
                tellAll(standing, answers);
            }
        });
    }

    private long lag() {
        return faulty ? lagNanos : 0;
    }

    private void tellAll(Standing standing, Consumer<OrderEvent> to) {
        standing.fills.forEach(fill -> later(to, new OrderEvent.Traded(fill)));
        later(to, standing.ended());
    }

    /// Cancels nothing: what it has is immediate or cancelled.
    void cancel(OrderId id, Consumer<OrderEvent> answers) {
        later(answers, new OrderEvent.CancelRefused(id, "-2011", "unknown order"));
    }

    /// All orders and trades since then, then that it was all.
    void sweep(long sinceNanos, Consumer<OrderEvent> events, Consumer<AccountFact> facts) {
        long asked = agenda.now();
        if (fault(30)) {
            return;
        }
        agenda.after(delay(), () -> {
            for (Standing standing : orders.values()) {
                if (standing.sinceNanos >= sinceNanos
                        && agenda.now() >= standing.sinceNanos + lag()) {
                    OrderIntent intent = standing.intent;
                    facts.accept(new AccountFact.Found(intent.id(), intent.listing(),
                            intent.buys(), intent.size(), intent.limit(), standing.sinceNanos));
                    standing.fills.forEach(fill -> events.accept(new OrderEvent.Traded(fill)));
                    events.accept(standing.ended());
                }
            }
            facts.accept(new AccountFact.Swept(name, agenda.now(), sinceNanos, asked));
        });
    }

    /// What the account holds.
    void balances(Consumer<AccountFact> facts) {
        if (fault(30)) {
            return;
        }
        agenda.after(delay(), () -> {
            var assets = new TreeMap<String, AccountFact.Balance>();
            balances.forEach((asset, amount) -> assets.put(asset,
                    new AccountFact.Balance(amount, BigDecimal.ZERO, BigDecimal.ZERO)));
            facts.accept(new AccountFact.Balances(name, agenda.now(), assets, true));
        });
    }
}
