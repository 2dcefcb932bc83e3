package io.crossbook.execution.proof;

import io.crossbook.execution.AccountFact;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An exchange that knows what is true, and says it late, twice, in another order, or not at all, until it heals.
///
/// Orders are immediate or cancelled, and fill by the book of the moment in which they arrive; some rest for a while all the same. It enforces deadlines or not;
/// what it has may show only a while later. It may be out of reach, or want less to be asked.
final class SimulatedExchange {

    static final long MILLI = 1_000_000L;
    /// Longer than an order may take to show, and no longer than one is looked for of which balances tell.
    private static final long HIDDEN = 50_000 * MILLI;

    final String name;
    final SimulatedAccount account;
    private final Matching matching;
    private final Agenda agenda;
    private final Dice dice;
    private final boolean enforcesDeadline;
    private final long lagNanos;
    private final Map<OrderId, SimulatedOrder> orders = new LinkedHashMap<>();
    /// Legs that have left for it and may still arrive.
    private final Map<OrderId, OrderIntent> underway = new LinkedHashMap<>();
    private final Transfers transfers;
    private final List<String> wrongs;
    private boolean faulty = true;
    /// What an order was to spend may be forgotten here, and another one spends it: then one of them is refused, and none rests. Elsewhere spending more than there is
    /// is a mistake of ours.
    private final boolean forgetting;
    private final Scene scene;
    private boolean gone;
    private boolean odd;
    private int changes;
    private long limitedUntil;
    private Consumer<OrderEvent> stream = _ -> {};
    private Consumer<AccountFact> facts = _ -> {};

    SimulatedExchange(String name, Agenda agenda, Dice dice, SimulatedMarkets markets,
            Scene scene, boolean enforcesDeadline, long lagNanos, List<String> wrongs) {
        this.name = name;
        this.agenda = agenda;
        this.dice = dice;
        account = new SimulatedAccount(name, wrongs);
        matching = new Matching(agenda, dice, markets, account, scene, wrongs);
        transfers = new Transfers(this, agenda, dice, scene.history());
        this.enforcesDeadline = enforcesDeadline;
        this.lagNanos = lagNanos;
        this.wrongs = wrongs;
        this.scene = scene;
        forgetting = scene.poor() && scene.normal();
    }

    /// All orders that ever reached it.
    Set<OrderId> orders() {
        return orders.keySet();
    }

    /// How much of an order is filled.
    BigDecimal filled(OrderId id) {
        SimulatedOrder order = orders.get(id);
        return order == null ? BigDecimal.ZERO : order.filled();
    }

    /// How many orders stand on its books.
    long standing() {
        return orders.values().stream().filter(order -> order.rests).count();
    }

    /// The same, as they are.
    Collection<SimulatedOrder> all() {
        return orders.values();
    }

    /// What may trade here of legs, at their limits: what is on its way, and what rests.
    BigDecimal pending() {
        BigDecimal pending = BigDecimal.ZERO;
        for (OrderIntent leg : underway.values()) {
            pending = pending.add(leg.size().multiply(leg.limit()));
        }
        for (SimulatedOrder order : orders.values()) {
            pending = order.rests && order.intent.rung() == 0
                    ? pending.add(order.left().multiply(order.intent.limit()))
                    : pending;
        }
        return pending;
    }

    /// From here on nothing is lost, and everything comes soon.
    void heals() {
        faulty = false;
    }

    /// Whether it has kept any from us, or filled more than one had.
    boolean odd() {
        return odd;
    }

    /// Another number whenever something has traded here, or may, or may no more.
    long changes() {
        return (long) account.changes() + changes;
    }

    /// Nothing reaches it or comes from it any more, or again. What stands there goes on standing.
    void gone(boolean now) {
        gone = now;
    }

    boolean isGone() {
        return gone;
    }

    /// It wants to be asked nothing until then.
    void limits(long untilNanos) {
        limitedUntil = untilNanos;
    }

    /// A process listens now; what was on its way to another is lost. It is told at once what the account holds.
    void listens(Consumer<OrderEvent> toEvents, Consumer<AccountFact> toFacts) {
        stream = toEvents;
        facts = toFacts;
        if (fault(50)) {
            unasked(account.balances().keySet(), true);
        }
    }

    private boolean fault(int percent) {
        return faulty && dice.percent(percent);
    }

    private long delay() {
        return (1 + dice.below(fault(15) ? 4_000 : 40)) * MILLI;
    }

    /// The order leaves us, while `alive` says so. What becomes of it shows in what `answers` hears, or does not hear.
    void place(OrderIntent intent, BooleanSupplier alive, Consumer<OrderEvent> answers) {
        if (agenda.now() >= limitedUntil) {
            sends(intent, answers);
        } else if (dice.percent(50)) {
            later(answers, new OrderEvent.Refused(intent.id(), "429", "too many requests"));
        } else {
            // Our own budget holds it back, as long as it makes sense.
            agenda.at(Math.min(limitedUntil, intent.deadlineNanos()), () -> {
                if (alive.getAsBoolean() && agenda.now() < intent.deadlineNanos()) {
                    sends(intent, answers);
                } else if (alive.getAsBoolean()) {
                    answers.accept(new OrderEvent.NotSent(intent.id(), "held back too long"));
                }
            });
        }
    }

    private void sends(OrderIntent intent, Consumer<OrderEvent> answers) {
        boolean lost = fault(8);
        boolean mute = fault(15);
        if (fault(4) || (gone && dice.percent(50))) {
            locally(answers, new OrderEvent.NotSent(intent.id(), "no socket"));
            return;
        }
        if (lost || gone) {
            if (!mute) {
                locally(answers, new OrderEvent.Ambiguous(intent.id(), "time-out"));
            }
            return;
        }
        // Where nobody enforces deadlines an order may stay under way for minutes.
        long late = !enforcesDeadline && fault(4) ? (20 + dice.below(300)) * 1_000 * MILLI : 0;
        if (intent.rung() == 0) {
            underway.put(intent.id(), intent);
            changes++;
        }
        agenda.after(delay() + late, () -> {
            underway.remove(intent.id());
            changes++;
            if (gone) {
                return;
            }
            OrderEvent answer = arrives(intent);
            boolean unclear = fault(15);
            if (!mute && answer != null) {
                later(answers, unclear
                        ? new OrderEvent.Ambiguous(intent.id(), "HTTP 504")
                        : answer);
            }
        });
    }

    private @Nullable OrderEvent arrives(OrderIntent intent) {
        if (orders.containsKey(intent.id())) {
            wrongs.add(name + " got " + intent.id() + " twice");
        }
        if (enforcesDeadline && agenda.now() > intent.deadlineNanos()) {
            return new OrderEvent.Refused(intent.id(), "-1021", "too late");
        }
        if (fault(8)) {
            return new OrderEvent.Refused(intent.id(), "-2010", "no mood");
        }
        if (forgetting && !account.covers(intent)) {
            return new OrderEvent.Refused(intent.id(), "-2010", "insufficient balance");
        }
        var order = new SimulatedOrder(intent, agenda.now());
        orders.put(intent.id(), order);
        if (scene.hides() && !odd && fault(10)) {
            odd = true;
            order.hiddenUntil = intent.deadlineNanos() + HIDDEN;
            matching.fill(order, false);
            return null;
        }
        order.rests = !forgetting && fault(6);
        List<OrderEvent> told = new ArrayList<>();
        told.add(new OrderEvent.Accepted(intent.id(), "x"));
        if (order.rests) {
            matching.begin(order);
            if (dice.percent(70)) {
                agenda.after((200 + dice.below(6_000)) * MILLI, () -> matches(order));
            }
        } else {
            matching.fill(order, faulty);
            if (scene.overfills() && !odd && fault(30)) {
                odd = matching.overfills(order);
            }
        }
        order.fills.forEach(fill -> told.add(new OrderEvent.Traded(fill)));
        told.add(order.told());
        tell(told, order);
        return dice.percent(50) ? told.getFirst() : told.getLast();
    }

    /// What rested meets the book at last.
    private void matches(SimulatedOrder order) {
        if (order.rests) {
            int before = order.fills.size();
            matching.fill(order, faulty);
            List<OrderEvent> told = new ArrayList<>();
            order.fills.subList(before, order.fills.size())
                    .forEach(fill -> told.add(new OrderEvent.Traded(fill)));
            told.add(order.told());
            tell(told, order);
        }
    }

    /// On the private stream: each may be lost, late, or come twice.
    private void tell(List<OrderEvent> events, SimulatedOrder order) {
        boolean down = gone || fault(10);
        for (OrderEvent event : events) {
            if (!down && !fault(10)) {
                later(each -> stream.accept(each), event);
                if (fault(15)) {
                    later(each -> stream.accept(each), event);
                }
            }
        }
        if (!down && order.filled().signum() > 0 && fault(30)) {
            var instrument = order.intent.listing().instrument();
            unasked(Set.of(instrument.base(), instrument.quote()), false);
        }
    }

    /// What the account holds, told although nobody has asked: as it is now, and heard a while later.
    private void unasked(Set<String> assets, boolean complete) {
        AccountFact held = account.told(assets, orders.values(), complete, agenda.now());
        agenda.after(delay(), () -> {
            if (!gone) {
                facts.accept(held);
            }
        });
    }

    private void later(Consumer<OrderEvent> to, OrderEvent event) {
        agenda.after(delay(), () -> {
            if (!gone) {
                to.accept(event);
            }
        });
    }

    /// Told by our own side of the line.
    private void locally(Consumer<OrderEvent> to, OrderEvent event) {
        agenda.after(delay(), () -> to.accept(event));
    }

    /// What it does once what we ask reaches it: nothing when it is out of reach, and later where it wants to be asked less.
    private void reaches(Runnable what) {
        agenda.at(Math.max(agenda.now() + delay(), limitedUntil), () -> {
            if (!gone) {
                what.run();
            }
        });
    }

    /// A question about an order.
    void ask(OrderId id, Consumer<OrderEvent> answers) {
        if (fault(15)) {
            return;
        }
        if (fault(15)) {
            locally(answers, new OrderEvent.Ambiguous(id, "HTTP 502"));
            return;
        }
        reaches(() -> {
            SimulatedOrder order = orders.get(id);
            if (order == null || !shows(order)) {
                later(answers, new OrderEvent.NotFound(id));
            } else {
                order.fills.forEach(fill -> later(answers, new OrderEvent.Traded(fill)));
                later(answers, order.told());
            }
        });
    }

    private boolean shows(SimulatedOrder order) {
        return agenda.now() >= order.hiddenUntil
                && agenda.now() >= order.sinceNanos + (faulty ? lagNanos : 0);
    }

    /// What rests is cancelled, unless a taker comes first; all else has no order to cancel.
    void cancel(OrderId id, Consumer<OrderEvent> answers) {
        if (fault(15)) {
            return;
        }
        reaches(() -> {
            SimulatedOrder order = orders.get(id);
            boolean rested = order != null && order.rests;
            if (rested && order != null && dice.percent(40)) {
                matches(order);
            } else if (rested && order != null) {
                order.ends(OrderEvent.End.CANCELLED);
                changes++;
                tell(List.of(order.told()), order);
                later(answers, order.told());
                return;
            }
            later(answers, new OrderEvent.CancelRefused(id, "-2011", "unknown order"));
        });
    }

    /// All orders and trades since then, then that it was all.
    void sweep(long sinceNanos, Consumer<OrderEvent> events, Consumer<AccountFact> facts) {
        long asked = agenda.now();
        if (fault(30)) {
            return;
        }
        reaches(() -> {
            for (SimulatedOrder order : List.copyOf(orders.values())) {
                if (order.rests || (order.sinceNanos >= sinceNanos && shows(order))) {
                    OrderIntent intent = order.intent;
                    facts.accept(new AccountFact.Found(intent.id(), intent.listing(),
                            intent.buys(), intent.size(), intent.limit(), order.sinceNanos));
                    order.fills.forEach(fill -> events.accept(new OrderEvent.Traded(fill)));
                    events.accept(order.told());
                }
            }
            facts.accept(new AccountFact.Swept(name, agenda.now(), sinceNanos, asked));
        });
    }

    /// Money comes or goes by no order: how much.
    BigDecimal transfer() {
        Consumer<AccountFact> listening = facts;
        return transfers.happen(fact -> {
            if (!gone && listening.equals(facts)) { // what was told to another is not told again
                facts.accept(fact);
            }
        });
    }

    /// All transfers since then, then that it was all; false where it does not tell.
    boolean transfers(long sinceNanos, Consumer<AccountFact> facts) {
        long asked = agenda.now();
        if (transfers.told()) {
            reaches(() -> {
                transfers.since(sinceNanos).forEach(facts);
                facts.accept(new AccountFact.Transferred(name, agenda.now(), sinceNanos, asked));
            });
        }
        return transfers.told();
    }

    /// What the account holds.
    void balances(Consumer<AccountFact> facts) {
        if (!fault(30)) {
            reaches(() -> facts.accept(account.told(account.balances().keySet(),
                    orders.values(), true, agenda.now())));
        }
    }
}
