package io.crossbook.exchanges.binance;

import io.crossbook.books.BookUpdate;
import io.crossbook.books.Listing;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Digits;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.FrameReader;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Malformed;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Specification;
import java.util.List;

/// What Binance answers over REST, apart from conversations.
final class Rest {

    private final Market market;
    private final Entry entry;

    Rest(Market market, Entry entry) {
        this.market = market;
        this.entry = entry;
    }

    List<Request> metadata() {
        return List.of(Request.get(Request.About.METADATA, -1,
                market.rest(entry) + "/exchangeInfo", market.infoWeight()));
    }

    List<Specification> specifications(Answer answer) {
        return ExchangeInfo.read(market, Json.parse(answer.body()).asObject("exchangeInfo"));
    }

    Request timeRequest() {
        return Request.get(Request.About.TIME, -1, market.rest(entry) + "/time", 1);
    }

    long serverTime(Answer answer) {
        try {
            return answer.ok()
                    ? ExchangeInfo.serverTime(Json.parse(answer.body()).asObject("time"))
                    : 0;
        } catch (Malformed e) {
            return 0;
        }
    }

    Request snapshotRequest(Listing listing) {
        return Lines.snapshotRequest(market, entry, listing, Request.About.AUDIT);
    }

    boolean snapshot(Listing listing, Answer answer, BookUpdate update) {
        if (!answer.ok()) {
            return false;
        }
        var events = new Events();
        var digits = new Digits(listing, entry);
        var reader = new FrameReader().over(answer.body());
        try {
            if (!new Templates(reader, events).snapshot(listing.id(), digits)) {
                new General(events).snapshot(listing.id(), digits,
                        Json.parse(answer.body()).asObject("snapshot"));
            }
        } catch (Malformed e) {
            return false;
        }
        Lines.complete(events.depth.update, market.snapshotLimit(entry));
        update.copy(events.depth.update);
        return true;
    }
}
