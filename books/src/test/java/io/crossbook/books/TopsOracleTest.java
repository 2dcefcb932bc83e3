package io.crossbook.books;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The tops against a search through all books after every change. `-Dcrossbook.seed=N` starts elsewhere.
final class TopsOracleTest {

    private static final int LIVES = 2_000;
    private static final int STEPS = 150;

    private static final String[] EXCHANGES = {"kraken", "binance", "coinbase", "okx", "okx"};

    @Test
    void the_tops_are_what_a_search_through_all_books_finds() {
        long first = Long.getLong("crossbook.seed", 1);
        System.out.println("TopsOracleTest: seeds " + first + " to " + (first + LIVES - 1));
        for (long seed = first; seed < first + LIVES; seed++) {
            new Life(seed).run();
        }
    }

    private static final class Life {
        private final long seed;
        private final Random random;
        private final Books books = new Books(Mirrors.DEFAULT);
        private final Tops tops = new Tops(books);
        private final int listings;

        Life(long seed) {
            this.seed = seed;
            random = new Random(seed);
            listings = 1 + random.nextInt(8);
            for (int id = 0; id < listings; id++) {
                long multiplier = Decimals.power(random.nextInt(4) == 0 ? random.nextInt(4) : 0);
                Instrument instrument = Instrument.spot(random.nextInt(4) == 0 ? "ETH" : "BTC",
                        "USD");
                books.add(Market.listing(id, EXCHANGES[random.nextInt(EXCHANGES.length)],
                        instrument, multiplier), BookShape.FULL, BookLimits.DEFAULT);
            }
        }

        void run() {
            String[] shown = new String[books.instruments()];
            for (int step = 0; step < STEPS; step++) {
                ListingBook book = books.book(random.nextInt(listings));
                int instrument = books.instrumentOf(book.listing().id());
                change(book, step);
                boolean moved = tops.update(book);
                String now = shown(instrument);
                String where = "seed " + seed + ", step " + step;

                assertEquals(searched(instrument), now, where);
                // Raw digits may move without the value, after a rescale; never the other way round.
                if (!moved) {
                    assertEquals(shown[instrument] == null ? "none | none" : shown[instrument],
                            now, where);
                }
                shown[instrument] = now;
            }
        }

        private void change(ListingBook book, int step) {
            switch (random.nextInt(12)) {
                case 0 -> book.fail(BookBreak.Kind.GAP, "");
                case 1 -> book.lagging(random.nextBoolean());
                case 2 -> book.look(step + 10_000_000_000L);
                default -> book.apply(update(book), step);
            }
        }

        private BookUpdate update(ListingBook book) {
            int zeros = Decimals.exponent(book.listing().rules().multiplier());
            int priceScale = random.nextInt(4);
            int sizeScale = random.nextInt(4);
            // A contract of a thousand costs a thousand times as much.
            long mid = 20 * Decimals.power(priceScale + zeros);
            var update = new BookUpdate().begin(book.listing().id(), random.nextInt(4) == 0,
                    priceScale, sizeScale);
            for (int i = random.nextInt(4); i > 0; i--) {
                boolean bid = random.nextBoolean();
                long off = Decimals.power(priceScale + zeros) / 10 * (random.nextInt(12) - 1);
                update.levels(bid ? Side.BID : Side.ASK).add(mid + (bid ? -off : off),
                        random.nextInt(3) * (1L + random.nextInt(50)), 0);
            }
            return update;
        }

        private String shown(int instrument) {
            Quote quote = tops.quote(instrument);
            return line(quote.bid()) + " | " + line(quote.ask());
        }

        private static String line(Quote.Best best) {
            return best.listing() < 0
                    ? "none"
                    : best.listing() + ": " + plain(BigDecimal.valueOf(best.size(),
                            best.sizeScale())) + " @ "
                            + plain(BigDecimal.valueOf(best.price(), best.priceScale()));
        }

        private static String plain(BigDecimal value) {
            return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
        }

        private String searched(int instrument) {
            return searched(instrument, Side.BID) + " | " + searched(instrument, Side.ASK);
        }

        private String searched(int instrument, Side side) {
            String best = "none";
            BigDecimal bestPrice = BigDecimal.ZERO;
            for (int id = 0; id < listings; id++) {
                ListingBook book = books.book(id);
                if (books.instrumentOf(id) != instrument || book.health() != Health.LIVE
                        || mirrored(id)) {
                    continue;
                }
                OrderBook levels = book.levels();
                var multiplier = BigDecimal.valueOf(book.listing().rules().multiplier());
                var price = BigDecimal.valueOf(
                        side == Side.BID ? levels.bestBid() : levels.bestAsk(),
                        levels.priceScale()).divide(multiplier);
                var size = BigDecimal.valueOf(
                        side == Side.BID ? levels.bestBidSize() : levels.bestAskSize(),
                        levels.sizeScale()).multiply(multiplier);
                int order = price.compareTo(bestPrice) * (side == Side.BID ? 1 : -1);
                if (price.signum() != 0 && (bestPrice.signum() == 0 || order > 0)) {
                    bestPrice = price;
                    best = id + ": " + plain(size) + " @ " + plain(price);
                }
            }
            return best;
        }

        /// A second listing of one instrument on one exchange.
        private boolean mirrored(int id) {
            Listing listing = books.book(id).listing();
            for (int other = 0; other < id; other++) {
                Listing earlier = books.book(other).listing();
                if (earlier.exchange().equals(listing.exchange())
                        && earlier.instrument().equals(listing.instrument())) {
                    return true;
                }
            }
            return false;
        }
    }
}
