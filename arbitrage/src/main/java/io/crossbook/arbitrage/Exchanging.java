package io.crossbook.arbitrage;

import io.crossbook.books.Decimals;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What an asset brings of another on one exchange, by the levels of its spot books, after fees. For proposals to people: not for the hot path.
public final class Exchanging {

    private static final MathContext DIGITS = MathContext.DECIMAL64;

    private final List<Book> books = new ArrayList<>();
    private final Fees fees;

    /// So much of the base at this price.
    public record Level(BigDecimal price, BigDecimal size) {}

    /// What a listing shows, the best first; what lies beyond is not known.
    public record Book(Listing listing, List<Level> bids, List<Level> asks) {
        public Book {
            bids = List.copyOf(bids);
            asks = List.copyOf(asks);
        }
    }

    /// Only spot markets count, for only there assets change hands.
    public Exchanging(List<Book> all, Fees fees) {
        this.fees = fees;
        for (Book book : all) {
            if (book.listing.instrument().kind() == Instrument.Kind.SPOT) {
                books.add(book);
            }
        }
    }

    /// What an asset can be traded for on an exchange, directly.
    public SortedSet<String> partners(String exchange, String asset) {
        var partners = new TreeSet<String>();
        for (Book book : books) {
            Instrument instrument = book.listing.instrument();
            if (!book.listing.exchange().equals(exchange)) {
                continue;
            }
            if (instrument.base().equals(asset)) {
                partners.add(instrument.quote());
            } else if (instrument.quote().equals(asset)) {
                partners.add(instrument.base());
            }
        }
        return partners;
    }

    /// What `amount` of one asset brings of another, rounded down; empty where there is no such book, or what is known of it does not reach so far.
    public Optional<BigDecimal> convert(String exchange, String give, String get,
            BigDecimal amount) {
        Book book = book(exchange, give, get);
        if (book == null) {
            return Optional.empty();
        }
        BigDecimal fee = BigDecimal.valueOf(fees.taker(book.listing), DetectorSettings.FEE_SCALE);
        return book.listing.instrument().base().equals(give)
                ? sell(book, amount).map(got -> down(got.multiply(BigDecimal.ONE.subtract(fee))))
                : buy(book, amount, fee);
    }

    private static Optional<BigDecimal> sell(Book book, BigDecimal amount) {
        BigDecimal left = amount;
        BigDecimal got = BigDecimal.ZERO;
        for (Level level : book.bids) {
            BigDecimal part = left.min(level.size);
            got = got.add(part.multiply(level.price));
            left = left.subtract(part);
            if (left.signum() == 0) {
                return Optional.of(got);
            }
        }
        return Optional.empty();
    }

    private Optional<BigDecimal> buy(Book book, BigDecimal amount, BigDecimal fee) {
        boolean received = fees.inReceived(book.listing);
        BigDecimal paid = received ? BigDecimal.ONE : BigDecimal.ONE.add(fee);
        BigDecimal kept = received ? BigDecimal.ONE.subtract(fee) : BigDecimal.ONE;
        BigDecimal left = amount;
        BigDecimal got = BigDecimal.ZERO;
        for (Level level : book.asks) {
            BigDecimal each = level.price.multiply(paid);
            BigDecimal cost = each.multiply(level.size);
            if (left.compareTo(cost) <= 0) {
                // Divided once, at the end, and rounded against us.
                return Optional.of(got.multiply(each).add(left).multiply(kept)
                        .divide(each, Money.SCALE, RoundingMode.DOWN));
            }
            got = got.add(level.size);
            left = left.subtract(cost);
        }
        return Optional.empty();
    }

    private static BigDecimal down(BigDecimal amount) {
        return amount.setScale(Money.SCALE, RoundingMode.DOWN);
    }

    /// What one unit of an asset is worth of another there, in the middle of the book; empty where one side of it is not known.
    public Optional<BigDecimal> middle(String exchange, String of, String in) {
        Book book = book(exchange, of, in);
        if (book == null || book.bids.isEmpty() || book.asks.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal middle = book.bids.getFirst().price.add(book.asks.getFirst().price)
                .divide(BigDecimal.TWO, DIGITS);
        return Optional.of(book.listing.instrument().base().equals(of)
                ? middle
                : BigDecimal.ONE.divide(middle, DIGITS));
    }

    /// How people read a conversion: `kraken: 0.15 BTC for 9012.3 USDT (0.4 % fee)`.
    String told(String exchange, String give, BigDecimal amount, String get, BigDecimal got) {
        Book book = book(exchange, give, get);
        String fee = book == null
                ? ""
                : " (" + Decimals.format(fees.taker(book.listing), DetectorSettings.FEE_SCALE - 2)
                        + " % fee)";
        return exchange + ": trade " + plain(amount) + " " + give + " for " + plain(got) + " " + get
                + fee;
    }

    static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }

    private @Nullable Book book(String exchange, String one, String other) {
        for (Book book : books) {
            Instrument instrument = book.listing.instrument();
            boolean between = (instrument.base().equals(one) && instrument.quote().equals(other))
                    || (instrument.base().equals(other) && instrument.quote().equals(one));
            if (between && book.listing.exchange().equals(exchange)) {
                return book;
            }
        }
        return null;
    }
}
