package io.crossbook.cli;

import io.crossbook.books.Decimals;
import io.crossbook.books.Health;
import io.crossbook.books.OrderBook;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The best bid and ask of one book, change by change: a row whenever one of the four numbers is another than in the row before.
final class BestSeries {

    /// One row: the time as recorded, the numbers as plain decimals without trailing zeros.
    record Row(int record, String seconds, String bid, String bidSize, String ask,
            String askSize) {

        String line() {
            return bid + "|" + bidSize + "|" + ask + "|" + askSize;
        }
    }

    private static final int SHOWN = 3;

    private final MessageDigest digest;
    private final List<Row> first = new ArrayList<>();
    private final ArrayDeque<Row> last = new ArrayDeque<>();
    private long bid;
    private long bidSize;
    private long ask;
    private long askSize;
    private int priceScale = -1;
    private int sizeScale = -1;
    private int count;
    private String line = "";

    BestSeries() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// Looks at a book after a record: the row that this makes, or null. A broken book and one that lacks a side make none.
    @Nullable
    Row look(ReplayedBook replayed, Recorded record) {
        if (!shows(replayed) || same(replayed.book.levels())) {
            return null;
        }
        var row = new Row(record.record(), record.seconds(),
                Decimals.format(bid, priceScale), Decimals.format(bidSize, sizeScale),
                Decimals.format(ask, priceScale), Decimals.format(askSize, sizeScale));
        if (row.line().equals(line)) {
            return null; // the same in other scales
        }
        line = row.line();
        digest.update((count == 0 ? line : "\n" + line).getBytes(StandardCharsets.US_ASCII));
        count++;
        if (first.size() < SHOWN) {
            first.add(row);
        }
        if (last.size() == SHOWN) {
            last.removeFirst();
        }
        last.addLast(row);
        return row;
    }

    /// Whether a book is whole and has both sides.
    static boolean shows(ReplayedBook replayed) {
        OrderBook levels = replayed.book.levels();
        return replayed.book.health() != Health.BROKEN && levels.bestBid() != 0
                && levels.bestAsk() != 0;
    }

    private boolean same(OrderBook levels) {
        if (levels.bestBid() == bid && levels.bestBidSize() == bidSize && levels.bestAsk() == ask
                && levels.bestAskSize() == askSize && levels.priceScale() == priceScale
                && levels.sizeScale() == sizeScale) {
            return true;
        }
        bid = levels.bestBid();
        bidSize = levels.bestBidSize();
        ask = levels.bestAsk();
        askSize = levels.bestAskSize();
        priceScale = levels.priceScale();
        sizeScale = levels.sizeScale();
        return false;
    }

    int count() {
        return count;
    }

    List<Row> first() {
        return first;
    }

    List<Row> last() {
        return List.copyOf(last);
    }

    /// The SHA-256 of all rows so far, `bid|bidSize|ask|askSize` a line; ends the series.
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
