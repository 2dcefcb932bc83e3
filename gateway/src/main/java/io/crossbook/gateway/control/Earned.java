package io.crossbook.gateway.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.Fill;
import io.crossbook.execution.report.Attribution;
import io.crossbook.execution.report.Markouts;
import io.crossbook.execution.report.Statement;
import io.crossbook.gateway.engine.Earnings;
import java.time.Instant;
import java.util.List;

/// What was earned and where it comes from, as documents. `docs/runbook.md` names every field; amounts are text, to the last digit.
public final class Earned {

    private static final long SECOND = 1_000_000_000L;

    private Earned() {}

    /// What an attempt was to bring and brought, in the asset that it is counted in: `realised` is the sum of the four parts after it.
    public static ObjectNode attribution(Attempt attempt) {
        Attribution of = Attribution.of(attempt);
        return JsonNodeFactory.instance.objectNode().put("asset", attempt.plan().asset())
                .put("planned", Report.plain(of.planned()))
                .put("realised", Report.plain(of.realised()))
                .put("captured", Report.plain(of.in(of.captured())))
                .put("conversion", Report.plain(of.in(of.conversion())))
                .put("unwind", Report.plain(of.in(of.unwind())))
                .put("fees", Report.plain(of.in(of.fees())));
    }

    /// Why all accounts are worth more or less than at the beginning of the day, or of the run.
    public static ObjectNode statement(Earnings earnings) {
        Statement of = earnings.statement();
        ObjectNode to = JsonNodeFactory.instance.objectNode()
                .put("since", Instant.ofEpochSecond(0, earnings.sinceNanos()).toString())
                .put("asset", "USDT").put("before", Report.plain(of.before()))
                .put("after", Report.plain(of.after()))
                .put("captured", Report.plain(of.captured()))
                .put("conversion", Report.plain(of.conversion()))
                .put("unwind", Report.plain(of.unwind())).put("fees", Report.plain(of.fees()))
                .put("funding", Report.plain(of.funding()))
                .put("external", Report.plain(of.external()))
                .put("unexplained", Report.plain(of.unexplained()))
                .put("revaluation", Report.plain(of.revaluation()))
                .put("earned", Report.plain(of.earned()));
        ArrayNode unpriced = to.putArray("unpriced");
        of.unpriced().forEach(unpriced::add);
        ObjectNode prices = to.putObject("prices");
        earnings.prices().forEach((asset, price) -> prices.put(asset, Report.plain(price)));
        return to;
    }

    /// One for each fill: how far the middle had moved in its favour after so many seconds.
    public static ObjectNode markouts(List<Markouts.Markout> all) {
        ObjectNode to = JsonNodeFactory.instance.objectNode();
        ArrayNode rows = to.putArray("markouts");
        for (Markouts.Markout each : all) {
            Fill fill = each.fill();
            ObjectNode row = rows.addObject().put("order", fill.order().toString())
                    .put("tradeId", fill.tradeId()).put("exchange", fill.exchange())
                    .put("symbol", fill.symbol()).put("side", each.buys() ? "buy" : "sell")
                    .put("price", Report.plain(fill.price()));
            ObjectNode bps = row.putObject("bps");
            for (int i = 0; i < Markouts.NANOS.size(); i++) {
                var moved = each.bps().get(i);
                bps.put(Long.toString(Markouts.NANOS.get(i) / SECOND),
                        moved == null ? "" : Report.plain(moved));
            }
        }
        return to;
    }
}
