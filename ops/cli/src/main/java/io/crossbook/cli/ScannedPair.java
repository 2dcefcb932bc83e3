package io.crossbook.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.arbitrage.Scan;
import io.crossbook.books.Decimals;
import io.crossbook.books.Listing;
import java.io.IOException;

/// Two listings of recordings, and what scanning them against each other gave.
record ScannedPair(ReplayedBook a, ReplayedBook b, long feeA, long feeB, Scan scan) {

    static ScannedPair of(ReplayedBook a, ReplayedBook b, long feeA, long feeB, boolean topOnly) {
        return new ScannedPair(a, b, feeA, feeB, topOnly
                ? Scan.ofTops(feeA, feeB)
                : Scan.ofDepths(a.book, b.book, feeA, feeB));
    }

    /// The best of one of the two changed, or is not known any more.
    void row(ReplayedBook book, Scan.Row row) {
        if (book == a) {
            scan.a(row);
        } else if (book == b) {
            scan.b(row);
        }
    }

    /// Writes the fields of the result into an object that stands open.
    void write(JsonGenerator json) throws IOException {
        write(json, name(a.listing()), name(b.listing()), feeA, feeB, scan.result());
    }

    /// The same fields for a pair that is not there: not one point.
    static void writeNothing(JsonGenerator json, String a, String b, long feeA, long feeB)
            throws IOException {
        write(json, a, b, feeA, feeB, Scan.ofTops(feeA, feeB).result());
    }

    private static void write(JsonGenerator json, String a, String b, long feeA, long feeB,
            Scan.Result result) throws IOException {
        json.writeStringField("A", a);
        json.writeStringField("B", b);
        json.writeStringField("feeA", Decimals.format(feeA, DetectorSettings.FEE_SCALE));
        json.writeStringField("feeB", Decimals.format(feeB, DetectorSettings.FEE_SCALE));
        time(json, "cut_at", result.cutNanos());
        direction(json, "buyA_sellB", result.buyASellB());
        direction(json, "buyB_sellA", result.buyBSellA());
    }

    /// How a listing is named on the command line: `binance/BTCUSDT`.
    static String name(Listing listing) {
        return listing.exchange() + "/" + listing.symbol();
    }

    private static void direction(JsonGenerator json, String name, Scan.Direction direction)
            throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("points", direction.points());
        json.writeNumberField("positive", direction.positive());
        json.writeNumberField("episodes", direction.episodes());
        if (direction.maxNetBps().isEmpty()) {
            json.writeNullField("max_net_bps");
        } else {
            json.writeStringField("max_net_bps", direction.maxNetBps());
        }
        time(json, "max_at", direction.maxAtNanos());
        if (direction.episodes() == 0) {
            json.writeNullField("first_episode");
        } else {
            Scan.Episode first = direction.first();
            json.writeObjectFieldStart("first_episode");
            time(json, "ts", first.nanos());
            json.writeStringField("buy", first.buy());
            json.writeStringField("sell", first.sell());
            json.writeStringField("size", first.size());
            json.writeStringField("net_bps", first.netBps());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void time(JsonGenerator json, String name, long nanos) throws IOException {
        if (nanos == 0) {
            json.writeNullField(name);
        } else {
            json.writeFieldName(name);
            json.writeNumber(Seconds.shortest(Scan.seconds(nanos)));
        }
    }
}
