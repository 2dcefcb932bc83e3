package io.crossbook.gateway.live;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.arbitrage.FeeModel;
import io.crossbook.books.Decimals;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.Dialects;
import io.crossbook.gateway.engine.Settings;
import java.util.ArrayList;
import java.util.List;

/// What trading costs on one listing and by whose word; `refused` says why live trading would not go by it, empty when it would.
public record ListingFees(Listing listing, FeeModel.Term term, String refused) {

    /// Of all that is configured on exchanges that are switched on.
    public static List<ListingFees> of(Settings settings, FeeModel fees) {
        var rows = new ArrayList<ListingFees>();
        for (Settings.Exchange exchange : settings.exchanges()) {
            if (!exchange.enabled()) {
                continue;
            }
            Dialect dialect = Dialects.of(exchange.dialect(), exchange.entry());
            for (Instrument instrument : exchange.instruments()) {
                var listing = new Listing(rows.size(), exchange.entry().name(),
                        dialect.symbol(instrument), instrument, Rules.UNKNOWN);
                FeeModel.Term term = fees.term(listing);
                rows.add(new ListingFees(listing, term, refused(term)));
            }
        }
        return rows;
    }

    private static String refused(FeeModel.Term term) {
        return switch (term.source()) {
            case ACCOUNT -> "";
            case WHOLE_ACCOUNT -> "the account's one rate, where each pair has its own";
            case PAIR, TIER, EXCHANGE -> "configured, not read from the account";
        };
    }

    /// Adds all of them to a document, and how many live trading would refuse.
    public static ObjectNode write(ObjectNode to, List<ListingFees> rows, long now) {
        ArrayNode listings = to.putArray("listings");
        rows.forEach(row -> row.write(listings.addObject(), now));
        return to.put("refused", rows.stream().filter(row -> !row.refused.isEmpty()).count());
    }

    private void write(ObjectNode to, long now) {
        to.put("exchange", listing.exchange()).put("symbol", listing.symbol())
                .put("instrument", listing.instrument().toString())
                .put("taker", Decimals.format(term.rate().taker(), DetectorSettings.FEE_SCALE))
                .put("maker", Decimals.format(term.rate().maker(), DetectorSettings.FEE_SCALE))
                .put("paidIn", term.paidIn()).put("source", term.source().toString());
        if (term.readNanos() != 0) {
            to.put("ageSeconds", (now - term.readNanos()) / 1_000_000_000L);
        }
        to.put("remark", term.remark()).put("live", refused.isEmpty()).put("refused", refused);
    }
}
