package io.crossbook.exchanges;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.crossbook.execution.AccountFact;
import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderEvent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An [OrderOut] that remembers: every event as a line of text, in the order that it came.
public final class Told implements OrderOut {

    /// What was said, as text: `traded 7 0.5 at 100 fee 0.1 USDT stream`.
    public final List<String> lines = new ArrayList<>();
    public final List<OrderEvent> events = new ArrayList<>();
    public final List<AccountFact> facts = new ArrayList<>();
    public final List<Request> requests = new ArrayList<>();
    public final List<Fault> faults = new ArrayList<>();
    public final List<String> foreign = new ArrayList<>();
    /// What is not told for good, and why.
    public final List<String> untold = new ArrayList<>();
    /// How many answers were read, and whether each told all.
    public final List<Boolean> reads = new ArrayList<>();

    /// How much is known to have traded of every order; null where nothing is.
    @Nullable
    public BigDecimal known;

    @Override
    public boolean lacks(OrderEvent event) {
        BigDecimal sum = known;
        return sum == null || switch (event) {
            case OrderEvent.Standing(_, var filled) -> sum.compareTo(filled) < 0;
            case OrderEvent.Ended(_, _, var filled, _) -> sum.compareTo(filled) < 0;
            case OrderEvent _ -> false;
        };
    }

    @Override
    public void order(OrderEvent event) {
        if (event.decides()) { // whoever decides shows by what
            assertNotEquals(event.restingOn(""), event);
        }
        events.add(event);
        lines.add(line(event));
    }

    @Override
    public void account(AccountFact fact) {
        facts.add(fact);
        lines.add(fact instanceof AccountFact.Found found ? line(found) : fact.toString());
    }

    private static String line(AccountFact.Found found) {
        return "found " + (found.buys() ? "buy " : "sell ")
                + found.size().stripTrailingZeros().toPlainString() + " "
                + found.listing().symbol() + " at " + found.limit().toPlainString() + " "
                + found.toldNanos();
    }

    @Override
    public void untold(Request request, String why) {
        untold.add(request.task().step() + ": " + why);
    }

    @Override
    public void foreign(String symbol, String exchangeId) {
        foreign.add(symbol + " " + exchangeId);
    }

    @Override
    public void request(Request request) {
        requests.add(request);
    }

    @Override
    public void read(Request request, boolean whole) {
        reads.add(whole);
    }

    @Override
    public void streaming(String link, boolean live) {
        lines.add("streaming " + live);
    }

    @Override
    public void reconnect(String why) {
        lines.add("reconnect: " + why);
    }

    @Override
    public void fault(Fault fault) {
        faults.add(fault);
    }

    /// An event as text, without its id.
    static String line(OrderEvent event) {
        return switch (event) {
            case OrderEvent.Accepted(_, String exchangeId) -> "accepted " + exchangeId;
            case OrderEvent.Refused(_, String code, String why, _) ->
                "refused " + code + ": " + why;
            case OrderEvent.NotSent(_, String why) -> "not sent: " + why;
            case OrderEvent.Ambiguous _ -> "ambiguous";
            case OrderEvent.Traded(Fill fill) -> "traded " + fill.symbol() + " " + fill.tradeId()
                    + " " + fill.size().toPlainString() + " at " + fill.price().toPlainString()
                    + (fill.cost().compareTo(fill.price().multiply(fill.size())) == 0
                            ? ""
                            : " for " + fill.cost().toPlainString())
                    + " fee " + fill.fee().toPlainString() + " " + fill.feeAsset() + " "
                    + fill.source() + " " + fill.tradedNanos();
            case OrderEvent.Standing(_, var filled) -> "standing " + filled.toPlainString();
            case OrderEvent.Ended(_, var end, var filled, _) -> "ended " + end + " "
                    + filled.toPlainString();
            case OrderEvent.NotFound _ -> "not found";
            case OrderEvent.CancelRefused(_, String code, String why, _) -> "cancel refused " + code
                    + ": " + why;
        };
    }
}
