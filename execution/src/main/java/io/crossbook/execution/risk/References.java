package io.crossbook.execution.risk;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the markets say of a price.
public interface References {

    /// All markets of an instrument, live or not, in a fixed order.
    List<Reference> of(Instrument instrument);

    /// Mark or index price of an instrument, for one base unit; null when no young one is known.
    @Nullable
    BigDecimal index(Instrument instrument);

    /// The median of a listing's middles over the last 60 s; null unless enough of it was seen.
    @Nullable
    BigDecimal minuteMedian(Listing listing);

    /// One listing. `original` is the id of the listing whose book it shows, its own where it is a market of its own; `mid` the middle of its best prices, null unless it is
    /// live. `receivedNanos` is when its last message came.
    record Reference(Listing listing, int original, @Nullable BigDecimal mid,
            long receivedNanos) {}
}
