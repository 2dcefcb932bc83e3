package io.crossbook.execution.proof;

import io.crossbook.execution.AccountFact;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.AttemptNews;
import io.crossbook.execution.AttemptState;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.desk.DeskTerms;
import io.crossbook.execution.risk.Setting;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a process must not do while it runs: looked at as it writes and sends.
final class Conduct {

    private static final BigDecimal FEE = new BigDecimal("0.001");
    private static final String CALL = "attempt ";

    private final World world;
    private final SimulatedMarkets markets;
    private final DeskTerms terms;
    private final Scene scene;
    private final AgreementChecks agreements;
    private final LegChecks legs;
    private final Losses losses;
    private final List<String> wrongs;
    /// Of the process that runs: what it has denied, since when an attempt may try a rung, and which exchanges have shown it what they have.
    private final Set<String> denied = new HashSet<>();
    private final Map<Long, Long> climbing = new HashMap<>();
    private final Set<String> shown = new HashSet<>();
    private final Set<Long> called = new HashSet<>();
    /// Attempts of which an order has left, of whatever process.
    private final Set<Long> numbers = new HashSet<>();
    private int epoch;
    private long begun;
    /// What is paused by the journal of now.
    private SaidPauses paused = new SaidPauses();
    /// Why everything is halted, until a human has looked.
    private final Set<String> halted = new HashSet<>();

    Conduct(World world, List<String> wrongs) {
        this.world = world;
        markets = world.markets;
        terms = world.terms;
        scene = world.scene;
        agreements = world.agreements;
        losses = new Losses(world, wrongs);
        legs = new LegChecks(scene, terms.legs(), wrongs);
        this.wrongs = wrongs;
    }

    /// Another process runs now, over this journal.
    void starts(int epoch, List<Entry> entries) {
        agreements.starts(entries);
        this.epoch = epoch;
        begun = 0;
        denied.clear();
        climbing.clear();
        shown.clear();
        paused = SaidPauses.of(entries);
    }

    /// Its epoch is durable: only from here on anything is asked.
    void begins(long now) {
        begun = begun == 0 ? now : begun;
    }

    /// An exchange has told something: perhaps all that it had when it was asked, or all that it has.
    void told(AccountFact fact, long now) {
        if (fact instanceof AccountFact.Swept swept && begun > 0 && swept.askedNanos() >= begun) {
            shown.add(swept.exchange());
        }
        if (fact instanceof AccountFact.Balances held && held.complete()) {
            agreements.balances(held.exchange(), now);
        }
    }

    /// What may be at stake now.
    long limit(Setting setting) {
        return scene.limit(setting, agreements.reconciled());
    }

    /// Words for people: of an attempt whose exchanges are all there, none may be said to be silent.
    void alarmed(String words, ExecutionState state) {
        if (!words.startsWith(CALL)) {
            return;
        }
        long id = Long.parseLong(words.substring(CALL.length(), words.indexOf(':')));
        called.add(id);
        Attempt attempt = state.attempt(id);
        boolean gone = attempt != null && attempt.orders().stream()
                .anyMatch(each -> world.at(each.intent()).isGone());
        if (words.contains("has not shown what it has") && !gone) {
            wrongs.add("all exchanges of it are there: " + words);
        }
    }

    /// Which attempts people were called for.
    Set<Long> called() {
        return called;
    }

    /// Why everything is halted.
    Set<String> halted() {
        return halted;
    }

    /// It writes this down, over what it knew before.
    void writes(ExecutionState before, List<Entry> commit) {
        for (Entry entry : commit) {
            switch (entry) {
                case Entry.Reserved(var plan, _) -> {
                    plan.legs().forEach(leg -> capped(leg, 0));
                    if (numbers.contains(plan.attempt())) {
                        wrongs.add("another attempt has had this number: " + plan);
                    }
                    OrderIntent first = plan.legs().getFirst();
                    BigDecimal worth = first.size().multiply(first.limit());
                    if (worth.compareTo(
                            BigDecimal.valueOf(limit(Setting.MAX_ATTEMPT))) > 0) {
                        wrongs.add(plan + " spends " + worth);
                    }
                }
                case Entry.Intended(var intent, _) -> {
                    intended(before, intent);
                    climbing.remove(intent.id().attempt());
                }
                case Entry.Turned(var attempt, var news, _, var at) -> {
                    if (news == AttemptNews.UNEVEN) {
                        climbing.put(attempt, at);
                    } else {
                        climbing.remove(attempt);
                    }
                }
                case Entry.Skipped(var attempt, _, _, var at) -> {
                    Long since = climbing.put(attempt, at);
                    if (since != null && at < since + terms.rungNanos()) {
                        wrongs.add("attempt " + attempt + " passes a rung over after "
                                + (at - since) + " ns");
                    }
                }
                case Entry.Denied(var opportunity, var denial, _) -> {
                    if (!denied.add(opportunity + " " + denial.code())) {
                        wrongs.add("denied twice: " + entry);
                    }
                }
                case Entry.Closed closed -> agreements.closed(closed.attempt(), closed.atNanos());
                case Entry.Reconciled(var attempt, _) -> agreements.reconciled(attempt, before);
                case Entry.Posted posted -> agreements.posted(posted);
                case Entry.Paused _,Entry.Rearmed _ -> paused.heard(entry);
                case Entry.Booted _,Entry.Acted _,Entry.Told _,Entry.Asked _,Entry.Swept _,Entry.Adopted _,Entry.Cleared _,Entry.Halted _ ->
                    {
                    }
            }
        }
    }

    private void intended(ExecutionState before, OrderIntent intent) {
        boolean byHand = intent.rung() > terms.ladder().size();
        boolean stopped = byHand && scene.stopBps() > 0;
        capped(intent, stopped
                ? terms.ladder().getLast().capBps()
                : byHand
                        ? Human.MOST_LOSS_BPS
                        : terms.ladder().get(intent.rung() - 1).capBps());
        Attempt attempt = before.attempt(intent.id().attempt());
        boolean asked = byHand && !stopped;
        if (!asked && attempt != null
                && attempt.orders().stream().anyMatch(Order::writtenOff)) {
            wrongs.add(intent + " trades what a human has written off: " + attempt);
        }
        if (byHand && attempt != null) {
            BigDecimal first = worth(attempt);
            if (stopped) {
                BigDecimal touch = markets.shown(intent.listing()).touch(intent.buys());
                BigDecimal ends = ends(attempt, intent.buys(), touch,
                        part(terms.feeReserveBps()));
                if (ends.add(first.multiply(part(scene.stopBps() - 1))).signum() > 0) {
                    wrongs.add(intent + " is sent by a stop of " + scene.stopBps() + " bps, and "
                            + attempt + " would have no more than " + ends + " at " + touch);
                }
            } else {
                BigDecimal most = first.multiply(part(Human.MOST_LOSS_BPS));
                BigDecimal ends = ends(attempt, intent.buys(), intent.limit(), FEE);
                if (ends.add(most).signum() < 0) {
                    wrongs.add(intent + " may leave " + attempt + " with " + ends
                            + ", a human allowed " + most);
                }
            }
        }
    }

    private static BigDecimal part(int bps) {
        return BigDecimal.valueOf(bps).movePointLeft(4);
    }

    /// What the first leg of an attempt is worth.
    static BigDecimal worth(Attempt attempt) {
        OrderIntent first = attempt.plan().legs().getFirst();
        return first.size().multiply(first.limit());
    }

    /// What an attempt ends with when what is left of it goes at this price, of which `fee` is taken.
    static BigDecimal ends(Attempt attempt, boolean buys, BigDecimal price, BigDecimal fee) {
        var instrument = attempt.plan().legs().getFirst().listing().instrument();
        BigDecimal left = attempt.residue().getOrDefault(instrument.base(), BigDecimal.ZERO);
        return attempt.net().getOrDefault(instrument.quote(), BigDecimal.ZERO)
                .add(left.multiply(price).multiply(
                        buys ? BigDecimal.ONE.add(fee) : BigDecimal.ONE.subtract(fee)));
    }

    /// No order goes further from the best price than its rung, or the human behind the ladder, allows.
    private void capped(OrderIntent intent, int capBps) {
        BigDecimal touch = markets.shown(intent.listing()).touch(intent.buys());
        BigDecimal beyond = intent.limit().subtract(touch);
        BigDecimal most = touch.multiply(BigDecimal.valueOf(capBps)).movePointLeft(4);
        if ((intent.buys() ? beyond : beyond.negate()).compareTo(most) > 0) {
            wrongs.add(intent + " goes further than " + capBps + " bps from " + touch);
        }
    }

    /// What leaves is in the part of the journal that is kept, and nothing is begun with what is paused, or halted; nothing leaves without a lease, or once the journal
    /// has failed.
    void left(OrderIntent intent, ExecutionState state, KeptJournal journal, long now) {
        if (journal.kept().reversed().stream().noneMatch(entry -> intends(entry, intent))) {
            wrongs.add("sent before it was written: " + intent);
        }
        if (journal.failed()) {
            wrongs.add("sent although the journal had failed: " + intent);
        }
        if (!markets.leased()) {
            wrongs.add("sent without a lease: " + intent);
        }
        numbers.add(intent.id().attempt());
        if (intent.rung() == 0) {
            begun(intent, state);
        } else {
            unwound(intent, state, now);
        }
    }

    private void begun(OrderIntent intent, ExecutionState state) {
        if (!halted.isEmpty()) {
            wrongs.add("begun although " + halted + ": " + intent);
        }
        legs.left(intent, state);
        Attempt attempt = state.attempt(intent.id().attempt());
        if (attempt != null) {
            losses.begins(attempt, state);
        }
        long others = state.attempts().stream()
                .filter(each -> each.id() != intent.id().attempt() && meets(each, intent)
                        && (each.state() == AttemptState.PARKED || !each.state().over()))
                .count();
        if (others >= limit(Setting.MAX_ATTEMPTS_PER_PAIR)) {
            wrongs.add("begun although " + others + " are under way: " + intent);
        }
        var instrument = intent.listing().instrument();
        if (attempt != null && (paused.what().contains(ExecutionState.pair(attempt.plan()))
                || paused.what().contains(ExecutionState.asset(instrument.base()))
                || paused.what().contains(ExecutionState.asset(instrument.quote())))) {
            wrongs.add("begun with " + paused.what() + " paused: " + intent);
        }
    }

    private static boolean meets(Attempt attempt, OrderIntent intent) {
        return attempt.plan().legs().stream().anyMatch(leg -> leg.listing().instrument()
                .equals(intent.listing().instrument()));
    }

    private void unwound(OrderIntent intent, ExecutionState state, long now) {
        if (!shown.contains(intent.listing().exchange())) {
            wrongs.add("unwound where nothing was shown yet: " + intent);
        }
        Attempt attempt = state.attempt(intent.id().attempt());
        boolean older = attempt != null
                && attempt.plan().legs().getFirst().id().epoch() < epoch;
        if (older && !shown.containsAll(terms.patience().keySet())
                && now < begun + terms.rungNanos()) {
            wrongs.add("unwound at once, and only " + shown
                    + " have shown whether a rung was lost: " + intent);
        }
    }

    private static boolean intends(Entry entry, OrderIntent intent) {
        return (entry instanceof Entry.Intended(var one, _) && one.equals(intent))
                || (entry instanceof Entry.Reserved(var plan, _)
                        && plan.legs().contains(intent));
    }
}
