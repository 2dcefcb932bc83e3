package io.crossbook.arbitrage;

import static java.math.RoundingMode.UNNECESSARY;

import io.crossbook.books.BookBreak;
import io.crossbook.books.BookLimits;
import io.crossbook.books.BookShape;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Books;
import io.crossbook.books.Decimals;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Mirrors;
import io.crossbook.books.Rules;
import io.crossbook.books.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A small market for tests: exchanges with books written as people write them, a detector over them, and what it told.
final class Market {

    static final Instrument BTC_USDT = Instrument.spot("BTC", "USDT");
    static final long SECOND = 1_000_000_000L;
    static final DetectorSettings EVERY_CHANGE = new DetectorSettings(0, 5_000_000, SECOND, SECOND,
            0, 0, 0);

    final Books books;
    final Map<String, Long> fees = new HashMap<>();
    final List<Opportunity> told = new ArrayList<>();
    Identity identity = Identity.BY_NAME;
    boolean greedy;
    final Detector detector;
    long now = 1_723_161_254L * SECOND;

    Market(DetectorSettings settings) {
        this(settings, Mirrors.NONE);
    }

    Market(DetectorSettings settings, Mirrors mirrors) {
        books = new Books(mirrors);
        detector = new Detector(books, settings, fees(), (buy, sell) -> identity.same(buy, sell),
                this::hear);
    }

    Fees fees() {
        return listing -> fees.getOrDefault(listing.exchange(), 0L);
    }

    private void hear(Opportunity opportunity) {
        told.add(Sums.check(opportunity));
        if (greedy && opportunity.state() != Opportunity.State.CLOSED) {
            detector.taken(opportunity, now);
        }
    }

    /// An exchange that states no rules and takes no fee.
    Market with(String exchange) {
        return with(exchange, "0", Rules.UNKNOWN, BTC_USDT);
    }

    Market with(String exchange, String fee) {
        return with(exchange, fee, Rules.UNKNOWN, BTC_USDT);
    }

    Market with(String exchange, String fee, Rules rules) {
        return with(exchange, fee, rules, BTC_USDT);
    }

    Market with(String exchange, String fee, Rules rules, Instrument instrument) {
        fees.put(exchange, Decimals.parse(fee, DetectorSettings.FEE_SCALE));
        books.add(new Listing(books.all().size(), exchange,
                instrument.base() + instrument.quote(), instrument, rules), BookShape.FULL,
                BookLimits.NONE);
        return this;
    }

    /// Rules as people write them; tick, lot, minimum size and minimum notional.
    static Rules rules(String tick, String lot, String minSize, String minNotional) {
        int prices = new BigDecimal(tick).scale();
        int sizes = Math.max(new BigDecimal(lot).scale(), new BigDecimal(minSize).scale());
        return new Rules(prices, sizes, Decimals.parse(tick, prices), Decimals.parse(lot, sizes),
                Decimals.parse(minSize, sizes), Decimals.parse(minNotional, Rules.NOTIONAL_SCALE),
                1, Rules.Status.TRADING);
    }

    ListingBook book(String exchange) {
        for (ListingBook book : books.all()) {
            String name = book.listing().exchange();
            if (exchange.equals(name)
                    || exchange.equals(name + " " + book.listing().instrument())) {
                return book;
            }
        }
        throw new IllegalArgumentException(exchange);
    }

    /// The whole book of an exchange: `bid 99 x 1, 98 x 2 | ask 100 x 1`.
    Market snapshot(String exchange, String picture) {
        return apply(exchange, picture, true);
    }

    /// A change of it, in the same form; a size of zero deletes.
    Market change(String exchange, String picture) {
        return apply(exchange, picture, false);
    }

    private Market apply(String exchange, String picture, boolean snapshot) {
        ListingBook book = book(exchange);
        assertApplied(book.apply(update(book.listing().id(), picture, snapshot), now));
        detector.changed(book, now);
        return this;
    }

    private static void assertApplied(ListingBook.Applied applied) {
        if (applied != ListingBook.Applied.YES) {
            throw new AssertionError(applied);
        }
    }

    Market fails(String exchange) {
        book(exchange).fail(BookBreak.Kind.GAP, "");
        detector.changed(book(exchange), now);
        return this;
    }

    /// Time passes, and the engine looks when it is asked to.
    Market after(long millis) {
        now += millis * 1_000_000;
        if (detector.nextLook() <= now) {
            detector.look(now);
        }
        return this;
    }

    /// What was told of last.
    Opportunity last() {
        return told.getLast();
    }

    /// How often the direction ended in a reason.
    long passes(String buy, String sell, Pass reason) {
        return pair(buy, sell).passes(reason);
    }

    Pair pair(String buy, String sell) {
        for (Pair pair : detector.pairs()) {
            if (pair.buy().exchange().equals(buy) && pair.sell().exchange().equals(sell)) {
                return pair;
            }
        }
        throw new IllegalArgumentException(buy + " " + sell);
    }

    /// `opened 1: buy 0.5 on binance at 100, sell on kraken at 101: net 0.5, 100 bps`.
    static String line(Opportunity o) {
        return o.state().name().toLowerCase(java.util.Locale.ROOT) + " " + o.id() + ": buy "
                + Decimals.format(o.first().size(), o.first().sizeScale()) + " on "
                + o.first().listing().exchange() + " at "
                + Decimals.format(o.first().limit(), o.first().priceScale()) + ", sell on "
                + o.last().listing().exchange() + " at "
                + Decimals.format(o.last().limit(), o.last().priceScale())
                + ": net " + Decimals.format(o.net(), Money.SCALE) + ", "
                + Decimals.format(o.netBps(), DetectorSettings.BPS_SCALE) + " bps"
                + (o.closedWhy().isEmpty() ? "" : ", " + o.closedWhy());
    }

    static BookUpdate update(int listing, String picture, boolean snapshot) {
        var update = new BookUpdate();
        int prices = 0;
        int sizes = 0;
        var lines = new ArrayList<BigDecimal[]>();
        var sides = new ArrayList<Side>();
        for (String side : picture.split("\\|", -1)) {
            String text = side.strip();
            Side of = text.startsWith("bid") ? Side.BID : Side.ASK;
            for (String level : text.substring(3).split(",", -1)) {
                if (level.isBlank()) {
                    continue;
                }
                String[] parts = level.strip().split(" x ", -1);
                var line = new BigDecimal[]{new BigDecimal(parts[0]), new BigDecimal(parts[1])};
                prices = Math.max(prices, line[0].scale());
                sizes = Math.max(sizes, line[1].scale());
                lines.add(line);
                sides.add(of);
            }
        }
        update.begin(listing, snapshot, prices, sizes);
        for (int i = 0; i < lines.size(); i++) {
            update.levels(sides.get(i)).add(mantissa(lines.get(i)[0], prices),
                    mantissa(lines.get(i)[1], sizes), 0);
        }
        return update;
    }

    private static long mantissa(BigDecimal value, int scale) {
        return value.setScale(scale, UNNECESSARY).unscaledValue().longValueExact();
    }
}
