package io.crossbook.execution.paper;

import io.crossbook.arbitrage.Consumed;
import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.arbitrage.Fees;
import io.crossbook.arbitrage.Money;
import io.crossbook.books.Books;
import io.crossbook.books.Cursor;
import io.crossbook.books.Health;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.OrderBook;
import io.crossbook.books.Side;
import io.crossbook.execution.risk.Usdt;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Fills orders against the books as they stand, immediately or not at all.
///
/// What an order takes of a level is not there for the next until the exchange tells something else of that level. A book that
/// is not live fills nothing: nobody knows what it shows.
public final class PaperMarket {

    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    /// What was taken on paper of a book.
    private record Taken(Consumed asks, Consumed bids) {
        Consumed of(Side side) {
            return side == Side.ASK ? asks : bids;
        }
    }

    /// Hears of every trade: what in all is counted as taken of a side of a book.
    @FunctionalInterface
    public interface Ticker {
        /// Something was taken.
        void traded(ListingBook book, Side side, Consumed all, long now);
    }

    private final Books books;
    private final Fees fees;
    private final Ticker ticker;
    private final Cursor cursor = new Cursor();
    private @Nullable Taken[] taken = new Taken[16];

    /// Over books that others keep; `fees` says what taking costs, `ticker` is told of what was taken.
    public PaperMarket(Books books, Fees fees, Ticker ticker) {
        this.books = books;
        this.fees = fees;
        this.ticker = ticker;
    }

    /// A book has applied an update, or was broken by it.
    public void updated(ListingBook book) {
        Taken of = book.id() < taken.length ? taken[book.id()] : null;
        if (of != null && book.health() != Health.BROKEN) {
            of.asks.settle(book.levels());
            of.bids.settle(book.levels());
        }
    }

    /// Takes `size` base units of a side, or what of it is there, at no worse than `limit` (null: at any price).
    PaperFill take(Listing listing, Side side, BigDecimal size, @Nullable BigDecimal limit,
            long now) {
        ListingBook book = books.named(listing);
        BigDecimal filled = BigDecimal.ZERO;
        BigDecimal worth = BigDecimal.ZERO;
        if (book != null && book.health() == Health.LIVE) {
            OrderBook levels = book.levels();
            Consumed before = taken(book.id()).of(side);
            BigDecimal multiplier = BigDecimal.valueOf(listing.rules().multiplier());
            levels.walk(side, cursor);
            while (filled.compareTo(size) < 0 && cursor.next()) {
                BigDecimal price = BigDecimal.valueOf(cursor.price(), levels.priceScale());
                if (limit != null && beyond(side, price, limit)) {
                    break;
                }
                BigDecimal left = BigDecimal.valueOf(before.left(cursor.price(), cursor.size()),
                        levels.sizeScale()).multiply(multiplier);
                BigDecimal step = left.min(size.subtract(filled));
                filled = filled.add(step);
                worth = worth.add(price.multiply(step).divide(multiplier));
            }
            if (filled.signum() > 0) {
                take(before, book, side, filled, limit);
                ticker.traded(book, side, before, now);
            }
        }
        return told(listing, side, filled, worth, now);
    }

    private static void take(Consumed before, ListingBook book, Side side, BigDecimal filled,
            @Nullable BigDecimal limit) {
        BigDecimal size = filled.stripTrailingZeros();
        BigDecimal reach = limit == null
                ? side == Side.ASK ? BigDecimal.valueOf(Long.MAX_VALUE) : BigDecimal.ZERO
                : limit;
        int scale = Math.max(0, size.scale());
        int limitScale = Math.max(0, reach.scale());
        before.take(book, size.setScale(scale).unscaledValue().longValueExact(), scale,
                reach.setScale(limitScale).unscaledValue().longValueExact(), limitScale);
    }

    private static boolean beyond(Side side, BigDecimal price, BigDecimal limit) {
        int order = price.compareTo(limit);
        return side == Side.ASK ? order > 0 : order < 0;
    }

    private PaperFill told(Listing listing, Side side, BigDecimal filled, BigDecimal worth,
            long now) {
        boolean buys = side == Side.ASK;
        BigDecimal rate = rate(listing);
        BigDecimal notional = worth.setScale(Money.SCALE,
                buys ? RoundingMode.CEILING : RoundingMode.FLOOR);
        BigDecimal fee = fee(listing, worth);
        boolean inBase = buys && fees.inReceived(listing) && filled.signum() > 0;
        BigDecimal feeInBase = inBase
                ? filled.multiply(rate).setScale(DetectorSettings.FEE_SCALE + filled.scale(),
                        RoundingMode.CEILING).stripTrailingZeros()
                : BigDecimal.ZERO;
        String coin = inBase ? "" : fees.coin(listing);
        String payer = inBase
                ? listing.instrument().base()
                : coin.isEmpty() ? listing.instrument().quote() : coin;
        BigDecimal feeInCoin = coin.isEmpty() || filled.signum() == 0
                ? BigDecimal.ZERO
                : inCoin(listing, coin, fee);
        return new PaperFill(listing, side, filled, notional, fee, payer, feeInBase, feeInCoin,
                middle(listing), now);
    }

    /// What taking so much costs, in the quote asset.
    BigDecimal fee(Listing listing, BigDecimal worth) {
        return worth.multiply(rate(listing)).setScale(Money.SCALE, RoundingMode.CEILING);
    }

    private BigDecimal rate(Listing listing) {
        return BigDecimal.valueOf(fees.taker(listing), DetectorSettings.FEE_SCALE);
    }

    /// How much of a coin a fee is: at what is bid for the coin on the same exchange, by way of USDT where it is not traded in the quote; else as much as a trade is configured to take at most.
    private BigDecimal inCoin(Listing listing, String coin, BigDecimal fee) {
        String exchange = listing.exchange();
        String quote = listing.instrument().quote();
        BigDecimal own = bid(exchange, coin, quote);
        BigDecimal bid = own != null ? own : bid(exchange, coin, Usdt.ASSET);
        BigDecimal each = own != null ? BigDecimal.ONE : bid(exchange, quote, Usdt.ASSET);
        if (bid == null || each == null) {
            return fee.signum() > 0
                    ? BigDecimal.valueOf(fees.coinPerTrade(listing), Money.SCALE)
                    : BigDecimal.ZERO;
        }
        return fee.multiply(each).divide(bid, Money.SCALE, RoundingMode.CEILING);
    }

    /// Of one base unit; null where no such book is live on that exchange.
    private @Nullable BigDecimal bid(String exchange, String base, String quote) {
        Instrument market = Instrument.spot(base, quote);
        for (ListingBook book : books.all()) {
            if (book.listing().exchange().equals(exchange)
                    && book.listing().instrument().equals(market)
                    && book.health() == Health.LIVE && book.bestBid() > 0) {
                return BigDecimal.valueOf(book.bestBid(), book.levels().priceScale())
                        .divide(BigDecimal.valueOf(book.listing().rules().multiplier()));
            }
        }
        return null;
    }

    /// The middle of a live book, per base unit; null where there is none.
    @Nullable
    BigDecimal mid(int listing) {
        return middle(books.book(listing));
    }

    private @Nullable BigDecimal middle(Listing listing) {
        ListingBook book = books.named(listing);
        return book == null ? null : middle(book);
    }

    private static @Nullable BigDecimal middle(ListingBook book) {
        if (book.health() != Health.LIVE || book.bestBid() == 0 || book.bestAsk() == 0) {
            return null;
        }
        return BigDecimal.valueOf(book.bestBid()).add(BigDecimal.valueOf(book.bestAsk()))
                .scaleByPowerOfTen(-book.levels().priceScale()).divide(TWO)
                .divide(BigDecimal.valueOf(book.listing().rules().multiplier()));
    }

    private Taken taken(int listing) {
        if (listing >= taken.length) {
            taken = Arrays.copyOf(taken, Math.max(listing + 1, taken.length * 2));
        }
        Taken of = taken[listing];
        if (of == null) {
            of = new Taken(new Consumed(Side.ASK), new Consumed(Side.BID));
            taken[listing] = of;
        }
        return of;
    }
}
