package io.crossbook.execution.risk;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One market that says this of whatever it is asked about, also what no book says.
record Middle(Reference only) implements References {

    static Middle of(Listing listing, String mid) {
        return new Middle(new Reference(listing, listing.id(), new BigDecimal(mid), 0));
    }

    @Override
    public List<Reference> of(Instrument instrument) {
        return List.of(only);
    }

    @Override
    public @Nullable BigDecimal index(Instrument instrument) {
        return null;
    }

    @Override
    public @Nullable BigDecimal minuteMedian(Listing listing) {
        return null;
    }
}
