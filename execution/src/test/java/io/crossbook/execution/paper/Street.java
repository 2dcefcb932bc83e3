package io.crossbook.execution.paper;

import io.crossbook.arbitrage.Consumed;
import io.crossbook.arbitrage.Detector;
import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.arbitrage.Fees;
import io.crossbook.arbitrage.FillRecord;
import io.crossbook.arbitrage.Identity;
import io.crossbook.arbitrage.Leg;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.books.BookBreak;
import io.crossbook.books.BookLimits;
import io.crossbook.books.BookShape;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Books;
import io.crossbook.books.Decimals;
import io.crossbook.books.Health;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Mirrors;
import io.crossbook.books.Rules;
import io.crossbook.books.Side;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/// Exchanges with books as people write them, a detector over them, and a desk that takes on paper all that is found.
final class Street {

    static final long MILLI = 1_000_000L;

    final Books books = new Books(Mirrors.NONE);
    final Map<String, Long> rates = new HashMap<>();
    final Map<String, Boolean> inKind = new HashMap<>();
    /// The coin that pays fees on an exchange; what is moved there is kept in `held`.
    final Map<String, String> coins = new HashMap<>();
    final Map<String, BigDecimal> held = new HashMap<>();
    /// What became of orders.
    final FillRecord fills = new FillRecord();
    final PaperDesk desk;
    final PaperMarket market;
    private final Detector detector;
    long now = 1_000 * MILLI;
    /// The digits that sizes are told with.
    int sizeScale = 8;

    Street(PaperTerms terms) {
        market = new PaperMarket(books, fees(), this::traded);
        desk = new PaperDesk(terms, market, new PaperDesk.Holdings() {
            @Override
            public void moved(String exchange, Map<String, BigDecimal> changes, long at) {
                changes.forEach((asset, change) -> held.merge(exchange + " " + asset, change,
                        BigDecimal::add));
            }

            @Override
            public void tried(Leg leg, boolean filled, long at) {
                fills.tried(leg.listing(), leg.side(), filled);
            }
        });
        detector = new Detector(books, new DetectorSettings(0, 5_000_000, 3_600_000 * MILLI,
                3_600_000 * MILLI, 0, 0, 0), listing -> fees().taker(listing), Identity.BY_NAME,
                this::told);
    }

    private void traded(ListingBook book, Side side, Consumed all, long at) {
        detector.traded(book, side, all, at);
    }

    private Fees fees() {
        return new Fees() {
            @Override
            public long taker(Listing listing) {
                return rates.getOrDefault(listing.exchange(), 0L);
            }

            @Override
            public boolean inReceived(Listing listing) {
                return inKind.getOrDefault(listing.exchange(), false);
            }

            @Override
            public String coin(Listing listing) {
                return coins.getOrDefault(listing.exchange(), "");
            }

            @Override
            public long coinPerTrade(Listing listing) {
                return coin(listing).isEmpty() ? 0 : 20_000_000;
            }
        };
    }

    private void told(Opportunity opportunity) {
        if (opportunity.state() != Opportunity.State.CLOSED && desk.offered(opportunity, now)) {
            detector.taken(opportunity, now);
        }
    }

    Street with(String exchange, String fee) {
        rates.put(exchange, Decimals.parse(fee, DetectorSettings.FEE_SCALE));
        return lists(exchange, "BTC");
    }

    private Street lists(String exchange, String base) {
        books.add(new Listing(books.all().size(), exchange, base + "USDT",
                Instrument.spot(base, "USDT"), Rules.UNKNOWN), BookShape.FULL, BookLimits.NONE);
        return this;
    }

    /// One more book, of a coin, which stands like this.
    Street withCoin(String exchange, String coin, String picture) {
        lists(exchange, coin);
        ListingBook book = books.all().getLast();
        book.apply(update(book.id(), picture, true), now);
        return this;
    }

    /// The whole book of an exchange: `bid 99 x 1, 98 x 2 | ask 100 x 1`.
    Street shows(String exchange, String picture) {
        return apply(exchange, picture, true);
    }

    /// A change of it; a size of zero deletes.
    Street changes(String exchange, String picture) {
        return apply(exchange, picture, false);
    }

    /// A change, or the first snapshot.
    Street tells(String exchange, String picture) {
        return apply(exchange, picture, book(exchange).health() == Health.BROKEN);
    }

    private Street apply(String exchange, String picture, boolean snapshot) {
        desk.until(now);
        ListingBook book = book(exchange);
        if (book.apply(update(book.id(), picture, snapshot), now) != ListingBook.Applied.YES) {
            throw new AssertionError(picture);
        }
        detector.changed(book, now);
        desk.updated(book);
        return this;
    }

    Street breaks(String exchange) {
        desk.until(now);
        book(exchange).fail(BookBreak.Kind.GAP, "");
        detector.changed(book(exchange), now);
        return this;
    }

    Street after(long millis) {
        now += millis * MILLI;
        desk.until(now);
        return this;
    }

    PaperAttempt attempt(int which) {
        return desk.attempts().get(which - 1);
    }

    ListingBook book(String exchange) {
        return books.all().stream().filter(book -> book.listing().exchange().equals(exchange))
                .findFirst().orElseThrow();
    }

    private BookUpdate update(int listing, String picture, boolean snapshot) {
        var update = new BookUpdate().begin(listing, snapshot, 4, sizeScale);
        for (String side : picture.split("\\|", -1)) {
            Side of = side.strip().startsWith("bid") ? Side.BID : Side.ASK;
            for (String level : side.strip().substring(3).split(",", -1)) {
                if (!level.isBlank()) {
                    String[] parts = level.strip().split(" x ", -1);
                    update.levels(of).add(mantissa(parts[0], 4), mantissa(parts[1], sizeScale), 0);
                }
            }
        }
        return update;
    }

    private static long mantissa(String text, int scale) {
        return new BigDecimal(text).movePointRight(scale).longValueExact();
    }
}
