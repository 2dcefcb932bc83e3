package io.crossbook.gateway.web;

import io.crossbook.arbitrage.Opportunity;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.feed.Views;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What the market says: tops, books, opportunities, exchanges and their listings.
final class MarketRoutes {

    private static final int MOST_DEPTH = 5_000;
    private static final int MOST = 1_000;
    private static final String TOPS = "tops";
    private static final String LISTINGS = "listings";

    private MarketRoutes() {}

    static List<Route> table() {
        return List.of(
                Route.get("/v1/tops", "The best of all exchanges, by instrument", "Tops",
                        MarketRoutes::tops,
                        Parameter.text("instrument", "this one alone, such as BTC/USDT"),
                        Parameter.limit(MOST, MOST), Parameter.cursor()),
                Route.get("/v1/books/{exchange}/{symbol}", "One book", "Book", MarketRoutes::book,
                        Parameter.path("exchange", "its name in the configuration"),
                        Parameter.path("symbol",
                                "the exchange's own symbol; a slash in it is written %2F"),
                        Parameter.whole("depth", 20, 1, MOST_DEPTH, "levels of each side")),
                Route.get("/v1/opportunities", "What is worth doing, with the whole sum",
                        "Opportunities", OpportunityPages::page,
                        Parameter.word("state", List.of("all", "open", "closed"),
                                "all: the open ones, oldest first, then the last 1,000 closed ones, latest first"),
                        Parameter.limit(200, MOST), Parameter.cursor()),
                Route.get("/v1/opportunities/{id}", "One opportunity, open or closed not long ago",
                        "Opportunity", MarketRoutes::opportunity,
                        Parameter.number("id", "its number")),
                Route.get("/v1/exchanges", "What is connected", "Exchanges",
                        ask -> ask.read(Engine::exchanges,
                                states -> items(states, Json::exchange, null))),
                Route.get("/v1/listings", "What each exchange lists of what is configured",
                        "Listings", MarketRoutes::listings,
                        Parameter.text("exchange", "of this one alone"),
                        Parameter.limit(500, 5_000), Parameter.cursor()).tag());
    }

    /// A list of things, and where it goes on.
    static <T> Reply items(List<T> all, Function<T, JsonObject> writing, @Nullable Cursor next) {
        var items = new JsonArray();
        all.forEach(each -> items.add(writing.apply(each)));
        return Reply.json(Json.items(items).put("next", next == null ? null : next.text()));
    }

    private static CompletionStage<Reply> tops(Ask ask) {
        Cursor cursor = ask.cursor(TOPS);
        if (cursor == null) {
            return ask.done(ask.noCursor());
        }
        String only = ask.text("instrument");
        int limit = ask.limit();
        return ask.read(now -> {
            var tops = new ArrayList<Views.TopView>();
            int id = (int) Math.min(cursor.key(0, -1), now.books().instruments()) + 1;
            for (; id < now.books().instruments() && tops.size() < limit; id++) {
                if (only.isEmpty() || now.books().instrument(id).toString().equals(only)) {
                    tops.add(Views.top(now, id));
                }
            }
            return new Page<>(tops, id < now.books().instruments()
                    ? Cursor.behind(TOPS, id - 1L)
                    : null);
        }, page -> items(page.rows(), Json::top, page.next()));
    }

    private static CompletionStage<Reply> book(Ask ask) {
        String exchange = ask.text("exchange");
        String symbol = ask.text("symbol");
        int depth = (int) ask.whole("depth");
        return ask.read(now -> {
            ListingBook book = book(now, exchange, symbol);
            return book == null ? List.<Views.BookView>of() : List.of(Views.book(book, depth));
        }, found -> found.isEmpty()
                ? Reply.problem(404,
                        "there is no book of '" + Parameter.shortened(symbol) + "' on '"
                                + Parameter.shortened(exchange) + "': /v1/listings names them all")
                : Reply.json(Json.book(found.getFirst())));
    }

    private static @Nullable ListingBook book(Engine now, String exchange, String symbol) {
        for (ListingBook book : now.books().all()) {
            if (book.listing().exchange().equals(exchange)
                    && book.listing().symbol().equals(symbol)) {
                return book;
            }
        }
        return null;
    }

    private static CompletionStage<Reply> opportunity(Ask ask) {
        long id = ask.whole("id");
        return ask.read(now -> Views.opportunities(now).stream()
                .filter(each -> each.id() == id).toList(),
                (List<Opportunity> found) -> found.isEmpty()
                        ? Reply.problem(404, "opportunity " + id
                                + " is neither open nor among the last 1,000 that closed")
                        : Reply.json(Json.opportunity(found.getFirst())));
    }

    private static CompletionStage<Reply> listings(Ask ask) {
        Cursor cursor = ask.cursor(LISTINGS);
        if (cursor == null) {
            return ask.done(ask.noCursor());
        }
        String only = ask.text("exchange");
        long after = cursor.key(0, -1);
        int limit = ask.limit();
        return ask.read(now -> {
            var found = new ArrayList<Listing>();
            now.books().all().stream().map(ListingBook::listing)
                    .filter(each -> each.id() > after
                            && (only.isEmpty() || each.exchange().equals(only)))
                    .limit(limit + 1L).forEach(found::add);
            return Page.of(found, limit, last -> Cursor.behind(LISTINGS, (long) last.id()));
        }, page -> items(page.rows(), Json::listing, page.next()));
    }
}
