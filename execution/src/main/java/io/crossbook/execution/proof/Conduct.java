package io.crossbook.execution.proof;

import io.crossbook.execution.Attempt;
import io.crossbook.execution.AttemptNews;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.desk.DeskTerms;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a process must not do while it runs: looked at as it writes and sends.
final class Conduct {

    private static final BigDecimal FEE = new BigDecimal("0.001");

    private final SimulatedMarkets markets;
    private final DeskTerms terms;
    private final int mostByHandBps;
    private final List<String> wrongs;
    /// Of the process that runs: what it has denied, since when an attempt may try a rung, and which exchanges have shown it what they have.
    private final Set<String> denied = new HashSet<>();
    private final Map<Long, Long> climbing = new HashMap<>();
    private final Set<String> swept = new HashSet<>();
    private int epoch;
    private long begun;
    /// Why everything is halted, until a human has looked.
    private final Set<String> halted = new HashSet<>();

    /// A human allows `mostByHandBps` to be lost of what is parked.
    Conduct(SimulatedMarkets markets, DeskTerms terms, int mostByHandBps, List<String> wrongs) {
        this.markets = markets;
        this.terms = terms;
        this.mostByHandBps = mostByHandBps;
        this.wrongs = wrongs;
    }

    /// Another process runs now.
    void starts(int epoch) {
        this.epoch = epoch;
        begun = 0;
        denied.clear();
        climbing.clear();
        swept.clear();
    }

    /// Its epoch is durable: only from here on anything is asked.
    void begins(long now) {
        begun = begun == 0 ? now : begun;
    }

    /// An exchange has shown all that it had when it was asked.
    void swept(String exchange, long asked) {
        if (begun > 0 && asked >= begun) {
            swept.add(exchange);
        }
    }

    /// Words for people: of an attempt whose exchanges are all there, none may be said to be silent.
    void alarmed(String words, boolean someGone) {
        if (words.contains("has not shown what it has") && !someGone) {
            wrongs.add("all exchanges of it are there: " + words);
        }
    }

    /// Why everything is halted.
    Set<String> halted() {
        return halted;
    }

    /// It writes this down, over what it knew before.
    void writes(ExecutionState before, List<Entry> commit) {
        for (Entry entry : commit) {
            switch (entry) {
                case Entry.Reserved(var plan, _) -> plan.legs().forEach(leg -> capped(leg, 0));
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
                case Entry.Booted _,Entry.Acted _,Entry.Told _,Entry.Asked _,Entry.Swept _,Entry.Adopted _,Entry.Cleared _,Entry.Reconciled _,Entry.Closed _,Entry.Halted _,Entry.Paused _,Entry.Rearmed _,Entry.Posted _ ->
                    {
                    }
            }
        }
    }

    private void intended(ExecutionState before, OrderIntent intent) {
        boolean byHand = intent.rung() > terms.ladder().size();
        capped(intent, byHand ? mostByHandBps : terms.ladder().get(intent.rung() - 1).capBps());
        Attempt attempt = before.attempt(intent.id().attempt());
        if (byHand && attempt != null) {
            OrderIntent first = attempt.plan().legs().getFirst();
            BigDecimal most = first.size().multiply(first.limit())
                    .multiply(BigDecimal.valueOf(mostByHandBps)).movePointLeft(4);
            BigDecimal left = attempt.residue().getOrDefault("BTC", BigDecimal.ZERO);
            BigDecimal brings = left.multiply(intent.limit())
                    .multiply(
                            intent.buys() ? BigDecimal.ONE.add(FEE) : BigDecimal.ONE.subtract(FEE));
            BigDecimal net = attempt.net().getOrDefault("USDT", BigDecimal.ZERO).add(brings);
            if (net.add(most).signum() < 0) {
                wrongs.add(intent + " may leave " + attempt + " with " + net
                        + " USDT, a human allowed "
                        + most);
            }
        }
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
        List<Entry> entries = journal.entries();
        if (journal.kept().stream().noneMatch(entry -> intends(entry, intent))) {
            wrongs.add("sent before it was written: " + intent);
        }
        if (journal.failed()) {
            wrongs.add("sent although the journal had failed: " + intent);
        }
        if (!markets.leased()) {
            wrongs.add("sent without a lease: " + intent);
        }
        if (intent.rung() == 0) {
            begun(intent, state, entries);
        } else {
            unwound(intent, state, now);
        }
    }

    private void begun(OrderIntent intent, ExecutionState state, List<Entry> entries) {
        if (!halted.isEmpty()) {
            wrongs.add("begun although " + halted + ": " + intent);
        }
        Attempt attempt = state.attempt(intent.id().attempt());
        Set<String> paused = paused(entries);
        if (attempt != null && (paused.contains(ExecutionState.pair(attempt.plan()))
                || paused.stream().anyMatch(each -> each.startsWith("asset ")))) {
            wrongs.add("begun with " + paused + " paused: " + intent);
        }
    }

    /// What was paused since a human has allowed all of it last.
    static Set<String> paused(List<Entry> entries) {
        var paused = new HashSet<String>();
        for (Entry entry : entries.reversed()) {
            if (entry instanceof Entry.Rearmed) {
                return paused;
            }
            if (entry instanceof Entry.Paused(var what, _, _)) {
                paused.add(what);
            }
        }
        return paused;
    }

    private void unwound(OrderIntent intent, ExecutionState state, long now) {
        if (!swept.contains(intent.listing().exchange())) {
            wrongs.add("unwound where nothing was shown yet: " + intent);
        }
        Attempt attempt = state.attempt(intent.id().attempt());
        boolean older = attempt != null
                && attempt.plan().legs().getFirst().id().epoch() < epoch;
        if (older && !swept.containsAll(terms.patience().keySet())
                && now < begun + terms.rungNanos()) {
            wrongs.add("unwound at once, and only " + swept
                    + " have shown whether a rung was lost: " + intent);
        }
    }

    private static boolean intends(Entry entry, OrderIntent intent) {
        return (entry instanceof Entry.Intended(var one, _) && one.equals(intent))
                || (entry instanceof Entry.Reserved(var plan, _)
                        && plan.legs().contains(intent));
    }
}
