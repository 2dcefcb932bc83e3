package io.crossbook.execution.desk;

import io.crossbook.arbitrage.Opportunity;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.AttemptNews;
import io.crossbook.execution.AttemptState;
import io.crossbook.execution.Denial;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Journal;
import io.crossbook.execution.Markets;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderNews;
import io.crossbook.execution.OrderState;
import io.crossbook.execution.risk.PreTradeGate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Takes opportunities, and sees each attempt through to its end: filled, flat, dust or parked.
///
/// Writes first and acts then: an order leaves when its entry is durable and the gate, asked once more, lets it through. Every input brings
/// the time; [#nextDeadline] says when it wants to be called at the latest.
public final class Coordinator {

    private static final long NEVER = Long.MAX_VALUE;
    private static final int MOST_STEPS = 100;
    private static final int MOST_DENIED = 1_000;

    private final ExecutionState state;
    private final DeskTerms terms;
    private final PreTradeGate gate;
    private final Outbox outbox;
    private final Admission admission;
    private final Pen pen;
    private final WrittenOff writtenOff;
    private final Questions questions;
    private final LegSequence sequence;
    private final Steps steps;
    private final Recovery recovery;
    private final ByHand byHand;
    private final DeadMansSwitch deadMan;
    /// What waits for its entries to be durable, by the number of the last of them.
    private final NavigableMap<Long, Held> held = new TreeMap<>();
    /// Why an open opportunity was denied, by its id; of the last so many, for not every end of one need be told.
    private final LinkedHashMap<Long, Set<String>> denied = new LinkedHashMap<>();
    private boolean journalFailed;

    /// An attempt whose legs wait, or one further order of it.
    private record Held(long attempt, @Nullable Order order) {}

    /// Over what the journal tells of before; [#boot] begins.
    public Coordinator(ExecutionState state, DeskTerms terms, Markets markets, PreTradeGate gate,
            Journal journal, Outbox outbox, Alarm alarm) {
        this.state = state;
        this.terms = terms;
        this.gate = gate;
        this.outbox = outbox;
        admission = new Admission(state, terms, gate);
        pen = new Pen(journal, state, alarm);
        var sweeps = new Sweeps(state, terms, outbox);
        writtenOff = new WrittenOff(state, terms, pen, alarm);
        questions = new Questions(terms, pen, outbox, sweeps, writtenOff);
        sequence = new LegSequence(terms, state.record().departures());
        deadMan = new DeadMansSwitch(state, terms.dedicated(), outbox);
        recovery = new Recovery(state, terms, pen, alarm, outbox, sweeps,
                new Reconciliation(state, terms, markets, gate, pen, outbox, alarm, sweeps,
                        writtenOff));
        steps = new Steps(state, terms, pen, alarm,
                new Unwinding(terms, markets, gate, recovery::shown),
                this::hold);
        byHand = new ByHand(state, pen, alarm, steps, recovery, this::climbing);
    }

    /// Begins: the epoch, which was never used before, is written down; nothing leaves before it is durable.
    public void boot(int epoch, String build, String configuration, long now) {
        recovery.booted(pen.write(new Entry.Booted(epoch, build, configuration, now)));
    }

    /// From now on `to` hears every entry, in their order, each when it has become part of what is known. It must not call back: what follows
    /// from an entry is to be done after the call that it was heard in.
    public void listen(Consumer<Entry> to) {
        pen.listen(to);
    }

    /// What is known.
    public ExecutionState state() {
        return state;
    }

    /// Why no new attempt is begun, in one line; empty when it is.
    public String reluctance() {
        if (journalFailed) {
            return "the journal has failed";
        }
        return state.halted().isEmpty() ? recovery.waitingFor() : "halted: " + state.halted();
    }

    /// An opportunity is there to be taken. True when an attempt was begun.
    public boolean offered(Opportunity opportunity, long now) {
        if (opportunity.state() == Opportunity.State.CLOSED) {
            denied.remove(opportunity.id());
            return false;
        }
        Denial denial = admission.refusal(opportunity, reluctance());
        if (denial == null) {
            pen.rouse();
            Attempt.Plan plan = Proposal.of(opportunity, terms, state.epoch(),
                    state.nextAttempt(), now);
            denial = admission.objection(plan, now);
            stop(now);
            if (denial == null) {
                held.put(pen.write(new Entry.Reserved(plan, now)), new Held(plan.attempt(), null));
                return true;
            }
        }
        if (denied.computeIfAbsent(opportunity.id(), _ -> new HashSet<>()).add(denial.code())) {
            pen.write(new Entry.Denied(opportunity.id(), denial, now)); // once for each reason
        }
        if (denied.size() > MOST_DENIED) {
            denied.pollFirstEntry();
        }
        return false;
    }

    /// What the gate or its kill switch wants stopped is written down.
    private void stop(long now) {
        gate.stops().forEach(why -> pen.halt(why, now));
    }

    /// All entries up to `number` are kept.
    public void durable(long number, long now) {
        recovery.durable(number, now);
        while (!held.isEmpty() && held.firstKey() <= number) {
            Held next = held.pollFirstEntry().getValue();
            Attempt attempt = state.attempt(next.attempt());
            if (attempt != null) {
                release(attempt, next.order(), now);
            }
        }
        goOn(now);
    }

    /// The journal keeps nothing any more: nothing new leaves, cancels and questions do.
    public void journalFailed(String why, long now) {
        journalFailed = true;
        List<Held> waiting = List.copyOf(held.values());
        held.clear();
        pen.halt("the journal has failed: " + why, now);
        for (Held each : waiting) {
            Attempt attempt = state.attempt(each.attempt());
            if (attempt != null) {
                steps.abandon(attempt, each.order(), "the journal has failed", now);
            }
        }
        goOn(now);
    }

    /// An exchange has told something of an order.
    public void told(OrderEvent event, long now) {
        Order order = state.order(event.id());
        if (order == null) {
            recovery.unknown(event, now);
        } else if (event instanceof OrderEvent.Traded(var fill)
                && terms.of(fill.exchange()).precedes(fill, order.intent())) {
            pen.halt("not booked, for it was traded before the order of this id was decided on: "
                    + event, now);
        } else if (!order.knows(event)) {
            take(order, event, now);
        }
        goOn(now);
    }

    /// Where a fee is not what was reckoned with, nobody knows any more what the pair brings.
    private void take(Order order, OrderEvent event, long now) {
        writtenOff.heard(order, event, now);
        var told = new Entry.Told(event, now);
        Attempt attempt = state.attempt(event.id().attempt());
        String surprise = event instanceof OrderEvent.Traded(var fill)
                ? gate.surprise(order.intent(), fill)
                : "";
        if (surprise.isEmpty() || attempt == null) {
            pen.write(told);
        } else {
            pen.writeAndPause(told, ExecutionState.pair(attempt.plan()),
                    order.intent().listing() + ": " + surprise, now);
        }
    }

    /// An exchange has told something of our account.
    public void told(AccountFact fact, long now) {
        if (fact instanceof AccountFact.Announced answer) {
            deadMan.announced(answer);
        }
        recovery.told(fact, now);
        goOn(now);
    }

    /// Nothing new is to be begun; what is under way is brought to its end.
    public void halt(String why, long now) {
        pen.halt(why, now);
        goOn(now);
    }

    /// A human allows new attempts again, and says why: after a halt, and with what is paused, as far as he was shown it: the pauses up to this number.
    public void rearm(String why, long pause, long now) {
        if (!journalFailed) {
            gate.rearmed();
            pen.write(new Entry.Rearmed(why, pause, now));
        }
        goOn(now);
    }

    /// A human has taken care of what a parked attempt left: no rung trades it again. Empty when that is so, else why it is not.
    public String clear(long attempt, String why, long now) {
        String refusal = byHand.clear(attempt, why, now);
        goOn(now);
        return refusal;
    }

    /// The same of one of which not all is known, and never will be: its orders are taken to have filled what is known, and what else may have filled of them counts
    /// as exposure until their exchanges show it.
    public String writeOff(long attempt, String why, long now) {
        String refusal = byHand.writeOff(attempt, why, now);
        goOn(now);
        return refusal;
    }

    /// These are all the times, and no others any more, at which an exchange will not be there by what is configured.
    public void maintained(String exchange, List<AccountFact.Maintenance> planned, long now) {
        deadMan.maintained(exchange, planned);
        goOn(now);
    }

    /// Whether it was told of any.
    public boolean maintained(String exchange) {
        return deadMan.maintained(exchange);
    }

    /// A human wants what a parked attempt left traded away, at no more than so much from the best price of now, its budget notwithstanding; the gate
    /// is asked as always. One order: what it leaves is parked again. Empty when it is under way, else why it is not.
    public String unwind(long attempt, int maxLossBps, long now) {
        String why = byHand.unwind(attempt, maxLossBps, now);
        goOn(now);
        return why;
    }

    /// Time has passed, or books have moved.
    public void tick(long now) {
        goOn(now);
    }

    /// When it must be called again at the latest; [Long#MAX_VALUE] for never.
    public long nextDeadline() {
        long next = Math.min(recovery.due(), deadMan.due());
        for (Attempt attempt : state.live()) {
            next = Math.min(next, steps.due(attempt));
            for (Order order : attempt.orders()) {
                next = Math.min(next, recovery.begun() ? questions.due(order) : NEVER);
            }
        }
        return next;
    }

    private void goOn(long now) {
        stop(now);
        if (!recovery.begun()) {
            return;
        }
        long before = -1;
        for (int i = 0; i < MOST_STEPS && before != pen.written(); i++) {
            before = pen.written();
            for (Attempt attempt : new ArrayList<>(state.live())) {
                attempt.orders().forEach(order -> questions.look(order, now));
                steps.step(attempt, climbing(attempt), now);
                next(attempt, now);
            }
            recovery.step(now);
        }
        deadMan.look(now);
        stop(now);
    }

    /// An exchange that does not answer holds up the attempts that have orders there, and no others.
    private Steps.Climbing climbing(Attempt attempt) {
        boolean shown = attempt.orders().stream()
                .allMatch(order -> recovery.shown(order.intent().listing().exchange()));
        if (journalFailed) {
            return Steps.Climbing.NO_MORE;
        }
        if (!shown) {
            return Steps.Climbing.NOT_YET;
        }
        return recovery.hides(attempt) ? Steps.Climbing.NOT_AT_ONCE : Steps.Climbing.YES;
    }

    private void hold(long number, Order order) {
        held.put(number, new Held(order.id().attempt(), order));
    }

    /// What waited may leave now, unless something speaks against it.
    private void release(Attempt attempt, @Nullable Order order, long now) {
        if (order != null) {
            send(attempt, List.of(order), now);
        } else if (attempt.state() == AttemptState.RESERVED) {
            List<Order> legs = new ArrayList<>(attempt.orders());
            boolean together = sequence.together(attempt);
            legs.sort(sequence.of(attempt));
            send(attempt, together ? legs : legs.subList(0, 1), now);
        }
    }

    /// A leg that was held back follows when those before it got all that they were to get; else what is missing is up to the ladder.
    private void next(Attempt attempt, long now) {
        if (attempt.state() != AttemptState.WORKING || waits(attempt)) {
            return;
        }
        List<Order> back = new ArrayList<>();
        for (Order order : attempt.orders()) {
            if (order.state() == OrderState.INTENDED) {
                back.add(order);
            } else if (!order.resolved()) {
                return;
            } else if (order.filled().compareTo(order.intent().size()) < 0) {
                steps.abandon(attempt, null, order.id() + " did not get all", now);
                return;
            }
        }
        if (!back.isEmpty()) {
            back.sort(sequence.doubtfulFirst(attempt));
            send(attempt, back.subList(0, 1), now);
        }
    }

    private boolean waits(Attempt attempt) {
        for (Held each : held.values()) {
            if (each.attempt() == attempt.id()) {
                return true;
            }
        }
        return false;
    }

    /// All of them in one turn, or none: the gate looks at every one first.
    private void send(Attempt attempt, List<Order> orders, long now) {
        List<OrderIntent> intents = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        for (Order order : orders) {
            if (!order.state().on(OrderNews.WRITTEN).possible()) {
                steps.abandon(attempt, null, order + " was not to wait any more", now);
                return;
            }
            intents.add(order.intent());
            entries.add(new Entry.Acted(order.id(), OrderNews.HANDED, "", now));
        }
        switch (gate.approve(intents, now)) {
            case PreTradeGate.Verdict.Approved(var approved) -> {
                entries.add(new Entry.Turned(attempt.id(), AttemptNews.SENT, "", now));
                pen.write(entries.toArray(Entry[]::new));
                approved.forEach(outbox::place);
            }
            case PreTradeGate.Verdict.Refused(var denial) -> {
                boolean rung = intents.getFirst().rung() > 0;
                steps.abandon(attempt, rung ? orders.getFirst() : null, denial.toString(), now);
            }
        }
    }
}
