package io.crossbook.cli;

import io.crossbook.arbitrage.Chance;
import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.arbitrage.Gate;
import io.crossbook.arbitrage.Leg;
import io.crossbook.arbitrage.Money;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.arbitrage.Step;
import io.crossbook.arbitrage.Survival;
import io.crossbook.arbitrage.Working;
import io.crossbook.books.Decimals;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An opportunity, told to a person: what it was, what was seen, what it cost, and how it ended.
final class Explanation {

    private final StringBuilder text = new StringBuilder();
    private final Moment moment;
    private final Opportunity opened;
    private final String asset;

    private Explanation(Moment moment) {
        this.moment = moment;
        opened = moment.opportunity();
        asset = opened.asset();
    }

    /// As it was at a moment of its life, and the whole of that.
    static String of(Moment moment, List<Opportunity> life) {
        var told = new Explanation(moment);
        told.head(life);
        told.legs();
        moment.books().forEach(told::book);
        told.inputs();
        told.sum();
        told.working();
        told.life(life);
        return told.text.toString().stripTrailing();
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be one more dependency
    private void line(String format, Object... values) {
        text.append(String.format(java.util.Locale.ROOT, format, values).stripTrailing())
                .append('\n');
    }

    private void title(String name) {
        line("%n%s", name);
    }

    private void head(List<Opportunity> life) {
        Opportunity last = life.getLast();
        line("Opportunity %d, %s, in %s", opened.id(), opened.kind(), asset);
        line("  %-12s %s UTC, input %d of the tape", "opened", time(life.getFirst().openedNanos()),
                moment.input());
        if (moment.nanos() != opened.openedNanos()) {
            line("  %-12s %s UTC, %s ms later: what follows is as of then", "shown",
                    time(moment.nanos()), millis(moment.nanos() - opened.openedNanos()));
        }
        line("  %-12s %s", "ended", last.state() == Opportunity.State.CLOSED
                ? "after " + millis(last.closedNanos() - last.openedNanos()) + " ms: "
                        + last.closedWhy() + ", " + Reasons.sentence(last.closedWhy())
                : "not on this tape");
        line("  %-12s %s %s, %s bp of what it costs; %s bp at its best", "net",
                money(opened.net()), asset, bps(opened.netBps()), bps(last.bestNetBps()));
        line("  %-12s %s", "executable",
                opened.executable() ? "yes" : "no: " + opened.reason());
    }

    private static String time(long nanos) {
        return Instant.ofEpochSecond(0, nanos).toString().replace('T', ' ').replace("Z", "");
    }

    private static String millis(long nanos) {
        return Plain.of(BigDecimal.valueOf(nanos, 6));
    }

    private static String money(long amount) {
        return Decimals.format(amount, Money.SCALE);
    }

    private static String bps(long bps) {
        return Decimals.format(bps, DetectorSettings.BPS_SCALE);
    }

    private void legs() {
        title("Legs");
        int number = 1;
        for (Leg leg : opened.legs()) {
            line("  %d  %-4s %s %s on %s (%s) at %s or %s", number++,
                    leg.buys() ? "buy" : "sell", Decimals.format(leg.size(), leg.sizeScale()),
                    leg.listing().instrument().base(), leg.listing().exchange(),
                    leg.listing().symbol(), Decimals.format(leg.limit(), leg.priceScale()),
                    leg.buys() ? "less" : "more");
        }
    }

    private void book(Moment.Shown book) {
        Leg leg = book.leg();
        title((leg.buys() ? "Asks of " : "Bids of ") + leg.listing());
        line("  %s; last heard of %s ms before; feed lag %s; update %s; best %s %s", book.health(),
                millis(book.ageNanos()),
                book.lagNanos() < 0 ? "unknown" : millis(book.lagNanos()) + " ms",
                book.updateId() == 0 ? "not numbered" : Long.toString(book.updateId()),
                leg.buys() ? "bid" : "ask", book.otherBest());
        line("  %18s %18s %18s %22s", "price", "shown", "taken", "price x taken");
        BigDecimal taken = BigDecimal.ZERO;
        BigDecimal worth = BigDecimal.ZERO;
        for (Moment.Level level : book.levels()) {
            boolean takes = level.taken().signum() > 0;
            line("  %18s %18s %18s %22s", Plain.of(level.price()), Plain.of(level.size()),
                    takes ? Plain.of(level.taken()) : "-", takes ? Plain.of(level.worth()) : "");
            taken = taken.add(level.taken());
            worth = worth.add(level.worth());
        }
        line("  %18s %18s %18s %22s", book.more() == 0 ? "" : book.more() + " more levels", "",
                Plain.of(taken), Plain.of(worth));
    }

    private void inputs() {
        title("Inputs");
        for (Moment.Shown book : moment.books()) {
            line("  %-38s %s %%, paid in %s", "taker fee of " + book.leg().listing(),
                    Decimals.format(book.fee(), DetectorSettings.FEE_SCALE - 2), book.feeAsset());
        }
        for (Step step : opened.steps()) {
            if (!trades(step.what())) {
                line("  %-38s %s", step.what() + " on " + step.exchange(), step.detail());
            }
        }
        DetectorSettings settings = moment.settings();
        line("  %-38s %s bp; above %s bp it would pass for an error", "net must be above",
                bps(settings.minNetBps()), bps(settings.maxEdgeBps()));
        line("  %-38s %s ms old, %s ms apart", "books must be below",
                millis(settings.maxAgeNanos()), millis(settings.maxSkewNanos()));
        line("  %-38s %s", "most that is spent", settings.mostSpent(asset) == Money.MOST
                ? "no bound"
                : Decimals.format(settings.mostSpent(asset), Money.SCALE) + " " + asset);
        if (!opened.chance().equals(Chance.UNKNOWN)) {
            line("  %-38s %s %%; else unwinding costs up to %s %s",
                    "all legs fill with a chance of",
                    Decimals.format(opened.chance().permille(), 1), money(opened.chance().unwind()),
                    asset);
            odds();
            line("  %-38s %s %s", "so the expected value is", money(opened.chance().expected()),
                    asset);
        }
    }

    /// Where the chance comes from: each part from what was seen, or from nothing but belief.
    private void odds() {
        Survival.Lives lives = moment.odds().lives();
        line("    %-36s %s %%%s", "still there after " + moment.odds().withinMillis() + " ms",
                Decimals.format(lives.permille(), 1), lives.ended() == 0
                        ? ", as long as none has ended"
                        : ": " + lives.lived() + " of " + lives.ended()
                                + " lived that long, and 1 of 3 imagined before them");
        for (int i = 0; i < opened.legs().size(); i++) {
            Leg leg = opened.legs().get(i);
            Gate.Tries tries = moment.odds().legs().get(i);
            line("    %-36s %s %%%s", (leg.buys() ? "buying on " : "selling on ") + leg.listing(),
                    Decimals.format(tries.permille(), 1), tries.tried() == 0
                            ? ", as long as none was tried"
                            : ": " + tries.filled() + " of the last " + tries.tried()
                                    + " filled in time, and 4 of 5 imagined before them");
        }
    }

    private static boolean trades(Step.What what) {
        return switch (what) {
            case BUY, BUY_FEE, SELL, SELL_FEE, COIN_FEE -> true;
            case CARRY, EXIT, FUNDING, TRANSFER, LATENCY -> false;
        };
    }

    private void sum() {
        title("The sum, in " + asset);
        BigDecimal sum = BigDecimal.ZERO;
        var others = new LinkedHashMap<String, BigDecimal>();
        for (Step step : opened.steps()) {
            BigDecimal amount = BigDecimal.valueOf(step.amount(), step.scale());
            if (step.asset().equals(asset)) {
                step(step, amount, "");
                sum = sum.add(amount);
            } else {
                others.merge(step.asset(), amount, BigDecimal::add);
            }
        }
        rule();
        line("  %-10s %-16s %22s", "net", "", counted(sum));
        for (Map.Entry<String, BigDecimal> other : others.entrySet()) {
            title("In " + other.getKey());
            for (Step step : opened.steps()) {
                if (step.asset().equals(other.getKey())) {
                    step(step, BigDecimal.valueOf(step.amount(), step.scale()), other.getKey());
                }
            }
            rule();
            line("  %-10s %-16s %22s", "left over", "", Plain.of(other.getValue()));
        }
    }

    private void rule() {
        line("  %-27s %22s", "", "-".repeat(22));
    }

    private static String counted(BigDecimal amount) {
        return amount.setScale(Math.max(Money.SCALE, amount.stripTrailingZeros().scale()))
                .toPlainString();
    }

    private void step(Step step, BigDecimal amount, String ofAsset) {
        String plain = ofAsset.isEmpty() ? counted(amount) : Plain.of(amount);
        line("  %-10s %-16s %22s   %s", step.what(), step.exchange(),
                amount.signum() > 0 ? "+" + plain : plain, step.detail());
    }

    private void working() {
        Working working = opened.working();
        title("From gross to net, in " + asset);
        line("  %-27s %22s", "gross", fixed(working.gross()));
        part("fees", -working.fees());
        part("conversion", -working.conversion());
        part("exit", -working.exit());
        part("funding", working.funding());
        part("transfer", -working.transfer());
        part("latency", -working.latency());
        rule();
        line("  %-27s %22s", "net", fixed(working.net()));
        if (working.breakevenPeriods() > 0) {
            line("  %d such fundings alone would pay for entry and exit",
                    working.breakevenPeriods());
        }
    }

    private void part(String name, long amount) {
        if (amount != 0) {
            line("  %-27s %22s", name, (amount > 0 ? "+" : "") + fixed(amount));
        }
    }

    private static String fixed(long amount) {
        return BigDecimal.valueOf(amount, Money.SCALE).toPlainString();
    }

    private void life(List<Opportunity> life) {
        title("Its life");
        line("  %14s  %-8s %18s %18s %12s  %s", "after ms", "", "size", "net " + asset, "bp",
                "limits");
        for (Opportunity told : life) {
            if (told.state() == Opportunity.State.CLOSED) {
                line("  %14s  %-8s %s", millis(told.closedNanos() - told.openedNanos()), "closed",
                        told.closedWhy());
            } else {
                line("  %14s  %-8s %18s %18s %12s  %s",
                        millis(told.updatedNanos() - told.openedNanos()), told.state(),
                        Decimals.format(told.first().size(), told.first().sizeScale()),
                        money(told.net()), bps(told.netBps()),
                        String.join(", ", told.legs().stream()
                                .map(leg -> Decimals.format(leg.limit(), leg.priceScale()))
                                .toList()));
            }
        }
    }
}
