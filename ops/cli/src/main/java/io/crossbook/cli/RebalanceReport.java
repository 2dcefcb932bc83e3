package io.crossbook.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.crossbook.arbitrage.Money;
import io.crossbook.arbitrage.Rebalance;
import io.crossbook.arbitrage.Stock;
import io.crossbook.books.Decimals;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Proposals as people and as tools read them; of each lean, one that costs least is marked.
final class RebalanceReport {

    private final Rebalance rebalance;
    private final List<Rebalance.Lean> leans;
    private final List<Stock.Depth> low;

    /// `trade` is how much of an asset one trade moves.
    RebalanceReport(Rebalance rebalance, Stock stock, Map<String, Long> trade) {
        this.rebalance = rebalance;
        this.leans = rebalance.leans();
        this.low = stock.depths(trade).stream().filter(Stock.Depth::low).toList();
    }

    String text() {
        var text = new StringBuilder();
        for (Stock.Depth depth : low) {
            text.append("%s: %s %s are enough for %d more trades%n".formatted(depth.exchange(),
                    money(depth.free()), depth.asset(), depth.trades()));
        }
        for (Rebalance.Lean lean : leans) {
            text.append("%n%s %s from %s to %s%n".formatted(plain(lean.amount()), lean.asset(),
                    lean.from(), lean.to()));
            List<Rebalance.Proposal> proposals = rebalance.proposals(lean);
            int cheapest = cheapest(proposals);
            for (int i = 0; i < proposals.size(); i++) {
                append(text, lean, proposals.get(i), i == cheapest);
            }
            String shut = rebalance.shut(lean);
            if (!shut.isEmpty()) {
                text.append("  no withdrawal of %s itself: %s%n".formatted(lean.asset(), shut));
            }
        }
        text.append(leans.isEmpty()
                ? "Nothing leans.%n".formatted()
                : "%nThese are proposals. Crossbook moves nothing.%n".formatted());
        return text.toString();
    }

    private static void append(StringBuilder text, Rebalance.Lean lean,
            Rebalance.Proposal proposal, boolean cheapest) {
        text.append("  %s: costs %s %s (%s bp)%s%s%n".formatted(proposal.kind(),
                plain(proposal.cost()), lean.asset(), plain(proposal.costBps()),
                proposal.minutes() == 0 ? "" : ", " + proposal.minutes() + " minutes",
                cheapest ? ", the cheapest" : ""));
        proposal.steps().forEach(step -> text.append("    ").append(step).append("\n"));
    }

    private static int cheapest(List<Rebalance.Proposal> proposals) {
        return proposals.stream().min(Comparator.comparing(Rebalance.Proposal::costBps))
                .map(proposals::indexOf).orElse(-1);
    }

    String json() throws IOException {
        var text = new StringWriter();
        try (var json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeArrayFieldStart("low");
            for (Stock.Depth depth : low) {
                json.writeStartObject();
                json.writeStringField("exchange", depth.exchange());
                json.writeStringField("asset", depth.asset());
                json.writeStringField("free", money(depth.free()));
                json.writeStringField("trade", money(depth.trade()));
                json.writeNumberField("trades", depth.trades());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("leans");
            for (Rebalance.Lean lean : leans) {
                write(json, lean);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text + "\n";
    }

    private void write(JsonGenerator json, Rebalance.Lean lean) throws IOException {
        json.writeStartObject();
        json.writeStringField("asset", lean.asset());
        json.writeStringField("from", lean.from());
        json.writeStringField("to", lean.to());
        json.writeStringField("amount", plain(lean.amount()));
        json.writeStringField("noWithdrawal", rebalance.shut(lean));
        json.writeArrayFieldStart("proposals");
        List<Rebalance.Proposal> proposals = rebalance.proposals(lean);
        int cheapest = cheapest(proposals);
        for (int i = 0; i < proposals.size(); i++) {
            Rebalance.Proposal proposal = proposals.get(i);
            json.writeStartObject();
            json.writeStringField("kind", proposal.kind().toString());
            json.writeBooleanField("cheapest", i == cheapest);
            json.writeStringField("cost", plain(proposal.cost()));
            json.writeStringField("costBps", plain(proposal.costBps()));
            json.writeNumberField("minutes", proposal.minutes());
            json.writeArrayFieldStart("steps");
            for (String step : proposal.steps()) {
                json.writeString(step);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }

    private static String money(long amount) {
        return Decimals.format(amount, Money.SCALE);
    }
}
