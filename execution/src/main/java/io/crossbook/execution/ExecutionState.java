package io.crossbook.execution;

import io.crossbook.execution.account.Ledger;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SequencedCollection;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// All that execution knows: the fold over the journal's entries, and nothing else.
///
/// A running coordinator and a recovery change it by the same method. On the engine's thread.
public final class ExecutionState {

    /// What the references of postings begin with by which the ledger was made to say what balances do.
    public static final String RECONCILED = "reconciled ";

    /// Minutes of attempts at the rate that the gate allows.
    private static final int PASSED_OVER = 1_000;

    private final NavigableMap<Long, Attempt> attempts = new TreeMap<>();
    private final NavigableMap<Long, Attempt> live = new TreeMap<>();
    private final Map<OrderId, Order> orders = new HashMap<>();
    private final Pauses pauses = new Pauses();
    private final Booked booked = new Booked();
    private final TrackRecord record = new TrackRecord();
    private final Gaps gaps = new Gaps();
    private int epoch;
    private long firstAttempt = 1;
    private final Map<String, Halt> halts = new LinkedHashMap<>();

    /// Something that halts, and when it was written down first.
    public record Halt(String why, long atNanos) {}

    /// The boot that it is in; 0 before the first.
    public int epoch() {
        return epoch;
    }

    /// Why nothing new is begun: what halted first. Empty when it may be.
    public String halted() {
        return halts.isEmpty() ? "" : halts.values().iterator().next().why;
    }

    /// All that has halted since a human allowed new attempts last, the first one first.
    public List<Halt> halts() {
        return List.copyOf(halts.values());
    }

    /// Whether this is among it.
    public boolean haltedBy(String why) {
        return halts.containsKey(why);
    }

    /// What is paused, and why: [#asset] or [#pair].
    public Map<String, String> paused() {
        return pauses.paused();
    }

    /// Reasons to pause are numbered as they come: the last one that there was; 0 before the first.
    public long lastPause() {
        return pauses.last();
    }

    /// The oldest of them for which it is paused; 0 when it is not.
    public long pause(String what) {
        return pauses.number(what);
    }

    /// What an asset is called where it is paused.
    public static String asset(String asset) {
        return "asset " + asset;
    }

    /// What the pair of a plan is called where it is paused.
    public static String pair(Attempt.Plan plan) {
        return "pair " + TrackRecord.pair(plan);
    }

    /// When something of an asset was last put on its way between exchanges; 0 for never.
    public long transitNanos(String asset) {
        return booked.transitNanos(asset);
    }

    /// When an asset's ledger at an exchange was last made to say what its balances do, whatever that was; 0 for never. From then on, that both agree proves nothing of
    /// an order that had left before.
    public long correctedNanos(String exchange, String asset) {
        return booked.correctedNanos(exchange, asset);
    }

    /// Every coin.
    public Ledger ledger() {
        return booked.ledger();
    }

    /// How it went so far.
    public TrackRecord record() {
        return record;
    }

    /// All attempts that there ever were, by id.
    public SequencedCollection<Attempt> attempts() {
        return Collections.unmodifiableSequencedCollection(attempts.sequencedValues());
    }

    /// Those with a lower id, the latest first.
    public Collection<Attempt> attemptsBefore(long id) {
        return Collections
                .unmodifiableCollection(attempts.headMap(id, false).descendingMap().values());
    }

    /// The id of the last one that there was; 0 when there was none. Between ids lie those that starts have passed over.
    public long lastAttempt() {
        return attempts.isEmpty() ? 0 : attempts.lastKey();
    }

    /// Those of which something may still come: not over, or not closed, or parked, or with an order that may still fill.
    public Collection<Attempt> live() {
        return Collections.unmodifiableCollection(live.values());
    }

    /// One of them; null when there is none of that id.
    public @Nullable Attempt attempt(long id) {
        return attempts.get(id);
    }

    /// The id of the next. After a boot so many are passed over as an end of the journal that is lost may have held: no id is given twice.
    public long nextAttempt() {
        return Math.max(firstAttempt, lastAttempt() + 1);
    }

    /// Of which times the journal may tell too little.
    public Gaps gaps() {
        return gaps;
    }

    /// An order of ours; null when the journal has none of that id.
    public @Nullable Order order(OrderId id) {
        return orders.get(id);
    }

    /// Whether a posting with this reference was made.
    public boolean posted(String reference) {
        return booked.posted(reference);
    }

    /// What the posting is called by which an account begins.
    public static String opening(String exchange) {
        return "opening " + exchange;
    }

    /// Whether it is known what an exchange held in the beginning: from then on the ledger says what it holds.
    public boolean opened(String exchange) {
        return posted(opening(exchange));
    }

    /// What may be left over of all attempts together, in the worst case, by asset; what earlier ones have left as dust is in it.
    public Map<String, Range> exposure() {
        var all = new TreeMap<String, Range>();
        dust().forEach((asset, amount) -> all.put(asset, Range.of(amount)));
        for (Attempt attempt : live.values()) {
            attempt.exposure().forEach((asset, range) -> all.merge(asset, range, Range::plus));
            // What it was closed with is counted as what is left over of it.
            booked.leftBy(attempt.id()).forEach(
                    (asset, amount) -> all.merge(asset, Range.of(amount.negate()), Range::plus));
        }
        return all;
    }

    /// What all attempts have left that is too little to be traded, by asset: nobody trades it away any more.
    public Map<String, BigDecimal> dust() {
        return booked.dust();
    }

    /// How much of an asset the orders that may still fill can take at an exchange, besides `except`: buys pay their limit and `feePart` of it, and
    /// so much in the base where the fee is taken there.
    public BigDecimal tied(String exchange, String asset, BigDecimal feePart,
            @Nullable OrderId except) {
        BigDecimal tied = BigDecimal.ZERO;
        for (Attempt attempt : live.values()) {
            for (Order order : attempt.orders()) {
                if (order.intent().listing().exchange().equals(exchange)
                        && !order.id().equals(except)) {
                    tied = tied.add(order.intent().pays(order.exposure().most(), asset, feePart));
                }
            }
        }
        return tied;
    }

    /// Takes over an entry. False for what cannot be: it was taken over as far as it can be, and everything must halt.
    public boolean apply(Entry entry) {
        gaps.heard(entry);
        return switch (entry) {
            case Entry.Booted booted -> booted(booted);
            case Entry.Reserved(var plan, _) -> reserved(plan);
            case Entry.Intended(var intent, _) -> intended(intent);
            case Entry.Skipped(var id, var rung, _, _) -> {
                Attempt attempt = attempts.get(id);
                yield attempt != null && attempt.skipped(rung);
            }
            case Entry.Acted(var id, var act, _, var now) -> acted(id, act, now);
            case Entry.Told(var event, var now) -> told(event, now);
            case Entry.Asked(var id, var now) -> {
                Order order = orders.get(id);
                if (order != null) {
                    order.asked(now);
                }
                yield order != null;
            }
            case Entry.Swept swept -> swept(swept);
            case Entry.Adopted(var plan, var intent, var now) -> adopted(plan, intent, now);
            case Entry.Turned(var id, var news, _, _) -> {
                Attempt attempt = attempts.get(id);
                yield attempt != null && turned(attempt, news) && kept(attempt);
            }
            case Entry.Cleared(var id, var amounts, _, _) -> {
                Attempt attempt = attempts.get(id);
                yield attempt != null && attempt.clear(amounts) && kept(attempt);
            }
            case Entry.Closed closed -> closed(closed);
            case Entry.Reconciled(var id, _) -> attempts.containsKey(id) && record.reconciled(id);
            case Entry.Denied _ -> true;
            case Entry.Halted(var why, var at) -> {
                halts.putIfAbsent(why, new Halt(why, at));
                yield true;
            }
            case Entry.Paused(var what, var why, _) -> {
                pauses.pause(what, why);
                yield true;
            }
            case Entry.Rearmed(_, var pause, _) -> {
                halts.clear();
                pauses.allow(pause);
                record.rearmed();
                yield true;
            }
            case Entry.Posted posting -> booked.post(posting);
        };
    }

    private static boolean turned(Attempt attempt, AttemptNews news) {
        // Earlier builds wrote down that a human had cleared it, and not what: it was what was left then.
        return news == AttemptNews.CLEARED
                ? attempt.clear(attempt.residue())
                : attempt.on(news).possible();
    }

    private boolean booted(Entry.Booted booted) {
        boolean fresh = booted.epoch() > epoch;
        firstAttempt = nextAttempt() + (epoch == 0 ? 0 : PASSED_OVER);
        epoch = Math.max(epoch, booted.epoch());
        for (Attempt attempt : live.values()) {
            for (Order order : attempt.orders()) {
                order.on(OrderNews.RESTARTED, booted.atNanos());
            }
            attempt.on(AttemptNews.RESTARTED);
        }
        return fresh;
    }

    private boolean reserved(Attempt.Plan plan) {
        if (attempts.containsKey(plan.attempt())
                || plan.legs().stream().anyMatch(leg -> orders.containsKey(leg.id()))) {
            return false;
        }
        var attempt = new Attempt(plan);
        attempt.on(AttemptNews.RESERVED);
        attempts.put(attempt.id(), attempt);
        live.put(attempt.id(), attempt);
        plan.legs().forEach(leg -> add(attempt, leg));
        return true;
    }

    private boolean intended(OrderIntent intent) {
        Attempt attempt = attempts.get(intent.id().attempt());
        if (attempt == null || orders.containsKey(intent.id())) {
            return false;
        }
        add(attempt, intent);
        return kept(attempt);
    }

    private boolean adopted(Attempt.Plan plan, OrderIntent intent, long now) {
        if (orders.containsKey(intent.id()) || intent.id().attempt() != plan.attempt()) {
            return false;
        }
        Attempt attempt = attempts.get(plan.attempt());
        if (attempt == null) {
            attempt = new Attempt(plan);
            attempt.on(AttemptNews.RESERVED);
            attempt.on(AttemptNews.RESTARTED);
            attempts.put(attempt.id(), attempt);
        } else {
            attempt.turnsOut(plan);
        }
        add(attempt, intent).found(now);
        return kept(attempt);
    }

    private Order add(Attempt attempt, OrderIntent intent) {
        var order = new Order(intent);
        attempt.add(order);
        orders.put(intent.id(), order);
        return order;
    }

    private boolean acted(OrderId id, OrderNews act, long now) {
        Order order = orders.get(id);
        if (order == null) {
            return false;
        }
        switch (act) {
            case HANDED -> {
                record.handed(order.intent(), now);
                Attempt attempt = attempts.get(id.attempt());
                if (attempt != null && id.role() == OrderId.Role.LEG) {
                    record.departures().leaves(attempt, order);
                }
            }
            case SILENT -> record.silent(order.intent(), now);
            case DEATH_SHOWN -> {
                Attempt attempt = attempts.get(id.attempt());
                if (attempt != null) {
                    attempt.changed(); // what was parked for it may be even now
                }
            }
            case WRITTEN, ABANDONED, ACCEPTED, REFUSED, NOT_SENT, AMBIGUOUS, TRADED_PART,
                    TRADED_ALL, TRADED_BEYOND, STANDING, STANDING_PART, ENDED_FILLED,
                    ENDED_CANCELLED, ENDED_EXPIRED, ENDED_REJECTED, CONTRADICTED, NOT_FOUND,
                    CANCEL_ASKED, CANCEL_REFUSED, WRITTEN_OFF, WATCHED, RESTARTED ->
                {
                }
        }
        return order.on(act, now).possible() && kept(order);
    }

    private boolean told(OrderEvent event, long now) {
        Order order = orders.get(event.id());
        if (order == null) {
            return false;
        }
        record.told(order.intent(), event, now);
        int before = order.fills().size();
        boolean possible = order.on(event, now).possible();
        // A fill is booked whenever it comes, and whatever else it means.
        if (event instanceof OrderEvent.Traded(var fill) && order.fills().size() > before) {
            booked.ledger().post(Trade.commit(order.intent(), fill));
        }
        Attempt attempt = attempts.get(event.id().attempt());
        if (attempt != null) {
            attempt.changed();
        }
        return kept(order) && possible;
    }

    private boolean swept(Entry.Swept swept) {
        for (Attempt attempt : live.values()) {
            for (Order order : attempt.orders()) {
                if (order.intent().listing().exchange().equals(swept.exchange())
                        && order.leftNanos() >= swept.sinceNanos()) {
                    order.swept(swept.askedNanos());
                }
            }
        }
        return true;
    }

    private boolean closed(Entry.Closed closed) {
        Attempt attempt = attempts.get(closed.attempt());
        if (attempt == null) {
            return false;
        }
        booked.close(closed, attempt.toString());
        record.closed(attempt, closed.net(), closed.atNanos());
        attempt.close();
        return kept(attempt);
    }

    private boolean kept(Order order) {
        Attempt attempt = attempts.get(order.id().attempt());
        return attempt != null && kept(attempt);
    }

    /// Looks whether anything may still come of it.
    private boolean kept(Attempt attempt) {
        boolean done = attempt.closed() && attempt.state().over()
                && attempt.state() != AttemptState.PARKED && attempt.orders().stream()
                        .allMatch(
                                order -> order.resolved() && order.exposure().most().signum() == 0);
        if (done) {
            live.remove(attempt.id());
        } else {
            live.put(attempt.id(), attempt);
        }
        return true;
    }

    /// Everything that it knows, as text: two folds over the same entries tell the same.
    @Override
    public String toString() {
        var text = new StringBuilder("epoch " + epoch + ", halted " + halts.keySet() + "\n");
        for (Attempt attempt : attempts.values()) {
            text.append(attempt).append(", rung ").append(attempt.rungs())
                    .append(attempt.cleared().isEmpty() ? "" : ", cleared " + attempt.cleared())
                    .append(live.containsKey(attempt.id()) ? ", live\n" : "\n");
            attempt.orders().forEach(order -> text.append("  ").append(order).append(", rest ")
                    .append(order.exposure()).append('\n'));
        }
        return text.append(pauses).append(record).append(booked.ledger()).toString();
    }
}
