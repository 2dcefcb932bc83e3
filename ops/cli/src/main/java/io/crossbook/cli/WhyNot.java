package io.crossbook.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.arbitrage.ChainSettings;
import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.arbitrage.Pass;
import io.crossbook.arbitrage.Verdict;
import io.crossbook.books.Decimals;
import io.crossbook.books.Health;
import io.crossbook.books.Instrument;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Side;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Buying here and selling there at one moment: what the best prices alone would have brought, and what the engine says of it; as lines for a person, and as a
/// document with the same numbers.
final class WhyNot {

    private static final MathContext EXACT = MathContext.DECIMAL128;
    private static final BigDecimal BPS = BigDecimal.valueOf(10_000);

    private final StringBuilder text = new StringBuilder();
    private final ObjectNode document = JsonOption.object();
    private final Point point;
    private final ListingBook buy;
    private final ListingBook sell;
    private final String paid;
    private final String received;

    private WhyNot(Point point, ListingBook buy, ListingBook sell) {
        this.point = point;
        this.buy = buy;
        this.sell = sell;
        paid = buy.listing().instrument().quote();
        received = sell.listing().instrument().quote();
    }

    /// `note` says what is special about these books; it may be empty.
    static WhyNot of(Point point, ListingBook buy, ListingBook sell, String note) {
        var told = new WhyNot(point, buy, sell);
        told.head(note);
        told.book(buy, Side.ASK, told.document.putObject("buy"));
        told.book(sell, Side.BID, told.document.putObject("sell"));
        told.reckon();
        return told;
    }

    /// For a person.
    String text() {
        return text.toString().stripTrailing();
    }

    /// For a program; amounts are text.
    ObjectNode document() {
        return document;
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be one more dependency
    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }

    private void head(String note) {
        line("Buy %s on %s, sell it on %s", buy.listing().instrument().base(), buy.listing(),
                sell.listing());
        line("  %-12s %s UTC, after input %d of the tape", "at",
                Instant.ofEpochSecond(0, point.nanos()).toString().replace('T', ' ')
                        .replace("Z", ""),
                point.input());
        document.put("nanos", point.nanos()).put("input", point.input()).put("prices", note);
        if (!note.isEmpty()) {
            line("  %-12s %s", "prices", note);
        }
    }

    private void book(ListingBook book, Side side, ObjectNode to) {
        boolean empty = price(book, side).signum() == 0;
        to.put("exchange", book.listing().exchange()).put("symbol", book.listing().symbol())
                .put("instrument", book.listing().instrument().toString())
                .put("health", book.health().name().toLowerCase(Locale.ROOT))
                .put("why", book.why())
                .put("heardMillisBefore", Plain.of(BigDecimal
                        .valueOf(point.nanos() - book.receivedNanos(), 6)))
                .put("price", empty ? "" : Plain.of(price(book, side)))
                .put("size", empty ? "" : Plain.of(size(book, side)))
                .put("takerFee", Plain.of(fee(book)));
        line("%n%s%s", side == Side.ASK ? "Asks of " : "Bids of ", book.listing());
        String why = book.why();
        line("  %s; last heard of %s ms before",
                book.health().name().toLowerCase(Locale.ROOT)
                        + (why.isEmpty() ? "" : " (" + why + ")"),
                Plain.of(BigDecimal.valueOf(point.nanos() - book.receivedNanos(), 6)));
        line("  %-27s %22s", "best", empty
                ? "none"
                : Plain.of(price(book, side)) + " x " + Plain.of(size(book, side)));
    }

    private static BigDecimal price(ListingBook book, Side side) {
        return BigDecimal.valueOf(side == Side.ASK ? book.bestAsk() : book.bestBid(),
                book.levels().priceScale());
    }

    private static BigDecimal size(ListingBook book, Side side) {
        return BigDecimal.valueOf(side == Side.ASK
                ? book.levels().bestAskSize()
                : book.levels().bestBidSize(), book.levels().sizeScale())
                .multiply(BigDecimal.valueOf(book.listing().rules().multiplier()));
    }

    private BigDecimal fee(ListingBook book) {
        return BigDecimal.valueOf(point.engine().desk().fees().taker(book.listing()),
                DetectorSettings.FEE_SCALE);
    }

    /// What is left over of what was spent, as a part of that.
    private static BigDecimal left(BigDecimal got, BigDecimal spent) {
        return got.divide(spent, EXACT).subtract(BigDecimal.ONE);
    }

    private static BigDecimal bps(BigDecimal part) {
        return part.multiply(BPS).setScale(4, RoundingMode.HALF_EVEN);
    }

    private static String bps(BigDecimal got, BigDecimal spent) {
        return bps(left(got, spent)).toPlainString();
    }

    /// What one unit costs that arrives, all fees paid: a fee that is taken from what is bought leaves less of it, and does not make its price higher.
    private BigDecimal paid(ListingBook book, BigDecimal price) {
        return inKind(book)
                ? price.divide(BigDecimal.ONE.subtract(fee(book)), EXACT)
                : price.multiply(BigDecimal.ONE.add(fee(book)));
    }

    private boolean inKind(ListingBook book) {
        return book.listing().instrument().kind() == Instrument.Kind.SPOT
                && point.engine().desk().fees().inReceived(book.listing());
    }

    private void reckon() {
        BigDecimal ask = price(buy, Side.ASK);
        BigDecimal bid = price(sell, Side.BID);
        if (ask.signum() == 0 || bid.signum() == 0) {
            line("");
            passes(Pass.EMPTY);
            return;
        }
        boolean alike = paid.equals(received);
        line("%nBy these two prices alone%s", alike ? "" : ", as if " + received + " were " + paid);
        line("  %-42s %12s bp", "before fees", bps(bid, ask));
        document.put("bpsBeforeFees", bps(bid, ask));
        BigDecimal spent = paid(buy, ask);
        BigDecimal got = bid.multiply(BigDecimal.ONE.subtract(fee(sell)));
        line("  %-42s %12s bp", "after taker fees of " + percent(fee(buy)) + " and "
                + percent(fee(sell)), bps(got, spent));
        document.put("bpsAfterFees", bps(got, spent));
        Verdict verdict = point.engine().desk().ask(buy.listing(), sell.listing(), point.nanos());
        BigDecimal worth = alike ? got : converted(got, spent, verdict);
        if (verdict != null && !verdict.costs().isEmpty() && worth != null) {
            costs(verdict, verdict.withFee() || inKind(buy) ? spent : ask, spent, worth);
        }
        Opportunity open = point.open(buy, sell);
        Pass pass = verdict != null ? verdict.pass() : unasked(alike, ask, bid, worth);
        line("");
        if (pass == null) {
            line("Crossbook finds it worth doing%s",
                    open == null ? "" : ": opportunity " + open.id());
            document.put("worthDoing", true).put("opportunity", open == null ? null : open.id());
        } else {
            passes(pass);
        }
        limits();
    }

    private void passes(Pass pass) {
        String because = Reasons.sentence(pass.toString());
        line("Crossbook passes: %s, %s", pass, because);
        document.put("worthDoing", false).put("pass", pass.toString()).put("because", because);
    }

    private static String percent(BigDecimal fraction) {
        return Plain.of(fraction.movePointRight(2)) + " %";
    }

    /// What was received, in what was paid, by the executable side of a live book with its fee; null where there is none.
    private @Nullable BigDecimal converted(BigDecimal got, BigDecimal spent,
            @Nullable Verdict verdict) {
        ListingBook judged = judged(verdict);
        ListingBook book = judged == null ? point.conversion(received, paid) : judged;
        boolean declared = false;
        for (ChainSettings.Conversion one : point.engine().settings().chains().conversions()) {
            declared |= (one.one().equals(paid) && one.other().equals(received))
                    || (one.other().equals(paid) && one.one().equals(received));
        }
        line("%n%s is not %s", received, paid);
        ObjectNode to = document.putObject("conversion").put("from", received).put("to", paid)
                .put("declared", declared);
        if (!declared) {
            line("  no conversion between them is declared (arbitrage.conversions)");
            return null;
        }
        if (book == null) {
            line("  nobody is known to turn the one into the other");
            return null;
        }
        Side side = Point.converts(book, received, paid);
        BigDecimal price = price(book, side == Side.ASK ? Side.ASK : Side.BID);
        BigDecimal fee = fee(book);
        BigDecimal worth = side == Side.ASK
                ? got.divide(paid(book, price), EXACT)
                : got.multiply(price).multiply(BigDecimal.ONE.subtract(fee));
        line("  %-42s %12s", (side == Side.ASK ? "asked for " : "bid for ")
                + book.listing().instrument().base() + " on " + book.listing(), Plain.of(price));
        line("  %-42s %12s bp", "after that, and its fee of " + percent(fee),
                bps(worth, spent));
        to.put("exchange", book.listing().exchange()).put("symbol", book.listing().symbol())
                .put("price", Plain.of(price)).put("takerFee", Plain.of(fee))
                .put("chosenByEngine", judged != null).put("live", book.health() == Health.LIVE)
                .put("bpsAfter", bps(worth, spent));
        if (judged == null) {
            line("  the engine has chosen none, for nothing came near paying: of those that are live now it gives most");
        } else if (book.health() != Health.LIVE) {
            line("  that book is not live");
        }
        return worth;
    }

    /// The book between the two quotes that the engine judged; null where it judged none that shows a price.
    private @Nullable ListingBook judged(@Nullable Verdict verdict) {
        if (verdict == null || verdict.through().size() < 3) {
            return null;
        }
        ListingBook book = point.engine().books().book(verdict.through().get(2).id());
        Side side = Point.converts(book, received, paid);
        return side == null || price(book, side).signum() == 0 ? null : book;
    }

    /// All of one base, all that is paid; a part is what it takes off what is printed before it, so that they add up as they stand.
    private void costs(Verdict verdict, BigDecimal bought, BigDecimal spent, BigDecimal got) {
        line("%nWhat it costs besides, of all that is paid");
        BigDecimal rest = left(got, spent);
        ArrayNode parts = document.putArray("costs");
        for (Verdict.Cost cost : verdict.costs()) {
            BigDecimal before = bps(rest);
            rest = rest.subtract(BigDecimal.valueOf(cost.rate(), DetectorSettings.FEE_SCALE)
                    .multiply(bought).divide(spent, EXACT));
            line("  %-42s %12s bp   %s", cost.what() + " on " + cost.exchange(),
                    bps(rest).subtract(before).toPlainString(),
                    cost.why());
            parts.addObject().put("what", cost.what().toString()).put("exchange", cost.exchange())
                    .put("bps", bps(rest).subtract(before).toPlainString())
                    .put("why", cost.why());
        }
        line("  %-42s %12s bp", "after all that", bps(rest).toPlainString());
        document.put("bpsAfterCosts", bps(rest).toPlainString());
    }

    /// Of what was never judged, since its best prices never were near paying.
    private static Pass unasked(boolean alike, BigDecimal ask, BigDecimal bid,
            @Nullable BigDecimal worth) {
        if (alike) {
            return Pass.IDENTITY;
        }
        if (worth == null) {
            return Pass.CONVERSION;
        }
        return bid.compareTo(ask) > 0 ? Pass.FEES : Pass.NO_SPREAD;
    }

    private void limits() {
        DetectorSettings settings = point.engine().settings().detector();
        line("  net must be above %s bp; above %s bp before costs it passes for an error",
                Decimals.format(settings.minNetBps(), DetectorSettings.BPS_SCALE),
                Decimals.format(settings.maxEdgeBps(), DetectorSettings.BPS_SCALE));
        line("  books must be below %s ms old, %s ms apart",
                Plain.of(BigDecimal.valueOf(settings.maxAgeNanos(), 6)),
                Plain.of(BigDecimal.valueOf(settings.maxSkewNanos(), 6)));
        document.putObject("limits")
                .put("minNetBps",
                        Decimals.format(settings.minNetBps(), DetectorSettings.BPS_SCALE))
                .put("maxEdgeBps",
                        Decimals.format(settings.maxEdgeBps(), DetectorSettings.BPS_SCALE))
                .put("maxAgeMillis", Plain.of(BigDecimal.valueOf(settings.maxAgeNanos(), 6)))
                .put("maxSkewMillis", Plain.of(BigDecimal.valueOf(settings.maxSkewNanos(), 6)));
    }
}
