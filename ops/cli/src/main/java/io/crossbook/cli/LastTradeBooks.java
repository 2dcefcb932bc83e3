package io.crossbook.cli;

import io.crossbook.books.Instrument;
import io.crossbook.books.Side;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/// Makes books of last trades, so that the engine can be asked about them: one level on one side, where somebody who trades it would take it.
///
/// Nobody ever quoted them: what they show is not executable. They are written as snapshots of depth one, as tardis.dev exports them.
final class LastTradeBooks {

    private static final String HEADER = "exchange,symbol,timestamp,local_timestamp,"
            + "asks[0].price,asks[0].amount,bids[0].price,bids[0].amount";

    private final Named buy;
    private final Named sell;

    /// An exchange and an instrument of it, as the engine names them.
    record Named(String exchange, Instrument instrument) {

        /// Of `EXCHANGE/SYMBOL` as in the file; null when the symbol is not quoted in a dollar.
        static @Nullable Named of(String exchange, String symbol) {
            Matcher dollar = LastPrices.DOLLAR.matcher(symbol);
            return dollar.find() && dollar.start() > 0
                    ? new Named(exchange.replace('_', '-'),
                            Instrument.spot(symbol.substring(0, dollar.start()), dollar.group(1)))
                    : null;
        }

        @Override
        public String toString() {
            return exchange + "/" + instrument;
        }
    }

    /// Of whoever buys on `buy` and sells on `sell`.
    LastTradeBooks(Named buy, Named sell) {
        this.buy = buy;
        this.sell = sell;
    }

    /// The side that would be taken; null of what is in no part of it.
    private @Nullable Side side(Named listing) {
        String paid = buy.instrument().quote();
        String received = sell.instrument().quote();
        if (listing.equals(buy) || listing.instrument().equals(Instrument.spot(paid, received))) {
            return Side.ASK;
        }
        return listing.equals(sell)
                || listing.instrument().equals(Instrument.spot(received, paid))
                        ? Side.BID
                        : null;
    }

    /// Writes what was known until then.
    void write(List<LastPrices.Print> prints, long untilNanos, Path csv) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(csv)) {
            out.write(HEADER);
            out.newLine();
            for (LastPrices.Print print : prints) {
                Named listing = Named.of(print.exchange(), print.symbol());
                Side side = listing == null || print.micros() > untilNanos / 1_000
                        ? null
                        : side(listing);
                if (listing != null && side != null) {
                    String level = Plain.of(print.price()) + "," + Plain.of(print.size());
                    out.write(listing.exchange() + "," + listing.instrument() + "," + print.micros()
                            + "," + print.micros() + ","
                            + (side == Side.ASK ? level + ",," : ",," + level));
                    out.newLine();
                }
            }
        }
    }
}
