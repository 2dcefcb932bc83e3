package io.crossbook.exchanges.bybit;

import io.crossbook.books.BookUpdate;
import io.crossbook.books.Listing;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Digits;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Malformed;
import io.crossbook.exchanges.Pairs;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Specification;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What Bybit answers over REST.
final class Rest {

    private final Plan plan;

    Rest(Plan plan) {
        this.plan = plan;
    }

    /// One page of instruments; the first one for an empty cursor. Spot has a single page.
    Request instruments(String cursor) {
        String page = plan.linear() ? "&limit=1000" : "";
        String from = cursor.isEmpty()
                ? ""
                : "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
        return Request.get(Request.About.METADATA, -1,
                plan.rest("instruments-info?category=" + plan.category() + page + from), 1);
    }

    List<Request> more(Answer answer) {
        try {
            Json.Obj result = result(answer);
            String cursor = result.has("nextPageCursor") ? result.text("nextPageCursor") : "";
            return cursor.isEmpty() || !plan.linear() ? List.of() : List.of(instruments(cursor));
        } catch (Malformed e) {
            return List.of();
        }
    }

    List<Specification> specifications(Answer answer) {
        return Instruments.read(result(answer), plan.linear());
    }

    /// The body of an answer that says that all went well.
    private static Json.Obj result(Answer answer) {
        Json.Obj body = Json.parse(answer.body()).asObject("answer");
        if (body.whole("retCode") != 0) {
            throw new Malformed("retCode " + body.whole("retCode"));
        }
        return body.object("result");
    }

    long serverTime(Answer answer) {
        if (!answer.ok()) {
            return 0;
        }
        try {
            String nanos = result(answer).text("timeNano");
            return nanos.matches("[1-9][0-9]{18}") ? Long.parseLong(nanos) : 0;
        } catch (Malformed | NumberFormatException e) {
            return 0;
        }
    }

    Request snapshotRequest(Listing listing) {
        int most = plan.linear() ? 1_000 : 200;
        return Request.get(Request.About.AUDIT, listing.id(),
                plan.rest("orderbook?category=" + plan.category() + "&symbol=" + listing.symbol()
                        + "&limit=" + Math.min(most, plan.depth())),
                1);
    }

    boolean snapshot(Listing listing, Answer answer, BookUpdate update) {
        if (!answer.ok()) {
            return false;
        }
        var digits = new Digits(listing, plan.entry());
        try {
            Json.Obj book = result(answer);
            digits.begin(update, listing.id(), true);
            if (!book.text("s").equals(listing.symbol())) {
                return false;
            }
            Pairs.read(book.list("b"), digits, update, update.bids);
            Pairs.read(book.list("a"), digits, update, update.asks);
            // Bybit, "Get Orderbook": u is that of the stream of 200 levels on spot, of 1000 on contracts; no other compares.
            update.updateId(plan.depth() == (plan.linear() ? 1_000 : 200) ? book.whole("u") : 0);
            int depth = plan.depth();
            update.complete(update.bids.count() < depth, update.asks.count() < depth);
            return true;
        } catch (Malformed e) {
            return false;
        }
    }
}
