package io.crossbook.gateway.engine;

import io.crossbook.execution.desk.DeskTerms;
import io.crossbook.execution.desk.LegOrder;
import io.crossbook.execution.desk.Patience;
import io.crossbook.execution.paper.PaperTerms;
import io.crossbook.execution.risk.GateSettings;
import io.crossbook.execution.risk.LimitsInForce;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// How opportunities are acted on, for a whole run: what is configured otherwise later waits for the next start.
///
/// `risk` are the gate's limits. `patience` has the exchanges that are traded at, and no others. `doubt` ranks them: the leg at the most doubtful
/// one goes first, alone, unless `legs` lets all go together. `lossBudgetBps` is what unwinding an attempt may cost of what its first leg is worth, `parkedStopBps` what a
/// parked one may lose before it is traded away without a human (0: it is not).
/// `paper` says how our own books fill orders where the mode is that. The accounts of `dedicated`
/// exchanges are ours alone: their dead man's switches may be used.
public record Execution(Mode mode, GateSettings risk, Map<String, Patience> patience,
        Map<String, Integer> doubt, LegOrder legs, int lossBudgetBps, int parkedStopBps,
        PaperTerms paper, Set<String> dedicated) {

    /// What it costs at most to unwind an attempt, where nothing else is configured.
    public static final int LOSS_BUDGET_BPS = 150;

    /// Nobody trades.
    public static final Execution WATCH = new Execution(Mode.WATCH, GateSettings.DEFAULT, Map.of(),
            Map.of(), LegOrder.PROVEN, LOSS_BUDGET_BPS, 0, PaperTerms.DEFAULT, Set.of());

    public Execution {
        legs = Objects.requireNonNullElse(legs, LegOrder.DOUBTFUL_FIRST); // older tapes lack it
        patience = Collections.unmodifiableMap(new TreeMap<>(patience));
        doubt = Collections.unmodifiableMap(new TreeMap<>(doubt));
        dedicated = Collections.unmodifiableSet(new TreeSet<>(dedicated));
    }

    /// Whether anybody trades, anywhere.
    public boolean trades() {
        return mode != Mode.WATCH && !patience.isEmpty();
    }

    /// Why `legs` will never find that together is better, in one line; empty where it may. Who always goes second never leaves at once, so nothing is known of that.
    public String unproven() {
        var ranks = new TreeMap<String, Integer>();
        patience.keySet().forEach(each -> ranks.put(each, doubt.getOrDefault(each, 0)));
        if (legs != LegOrder.PROVEN || mode == Mode.WATCH
                || new TreeSet<>(ranks.values()).size() < 2) {
            return "";
        }
        return "orders.legs is proven, and legs never leave together between exchanges that orders.doubt ranks"
                + " differently " + ranks
                + ": the higher always goes first, so of the other nobody learns what fills at once"
                + " (the same rank for both, or doubtfulFirst, is wanted)";
    }

    private boolean earned(int reconciled) {
        return mode != Mode.LIVE || reconciled >= LimitsInForce.ATTEMPTS;
    }

    /// What counts of it for a run that begins with so many attempts reconciled: with real money, what an attempt may lose is no more than by default before that is earned.
    Execution inForce(int reconciled) {
        return earned(reconciled)
                ? this
                : new Execution(mode, risk, patience, doubt, legs,
                        Math.min(lossBudgetBps, LOSS_BUDGET_BPS), 0, paper, dedicated);
    }

    /// What of that is less than configured, in one line; empty when nothing is.
    public String held(int reconciled) {
        Execution counts = inForce(reconciled);
        List<String> held = new ArrayList<>();
        if (counts.lossBudgetBps < lossBudgetBps) {
            held.add("lossBudgetBps is " + lossBudgetBps + " and counts as "
                    + counts.lossBudgetBps);
        }
        if (counts.parkedStopBps < parkedStopBps) {
            held.add("parkedStopBps is " + parkedStopBps + " and counts as "
                    + counts.parkedStopBps);
        }
        return held.isEmpty()
                ? ""
                : String.join(", ", held) + " until the first start after "
                        + LimitsInForce.ATTEMPTS + " attempts are reconciled";
    }

    /// The same within these limits of the gate.
    public Execution limited(GateSettings others) {
        return new Execution(mode, others, patience, doubt, legs, lossBudgetBps, parkedStopBps,
                paper, dedicated);
    }

    /// The same where our own books fill the orders, in this way; who only watches goes on watching.
    public Execution onPaper(PaperTerms terms) {
        return new Execution(mode == Mode.WATCH ? mode : Mode.PAPER, risk, patience, doubt,
                legs, lossBudgetBps, parkedStopBps, terms, dedicated);
    }

    /// As the coordinator wants it; at least one exchange is traded at.
    public DeskTerms terms() {
        DeskTerms standard = DeskTerms.of(patience);
        return new DeskTerms(patience, doubt, legs, standard.ladder(), lossBudgetBps,
                parkedStopBps, standard.feeReserveBps(), standard.resolveNanos(),
                standard.rungNanos(),
                standard.retryNanos(), standard.parkedNanos(), dedicated);
    }
}
