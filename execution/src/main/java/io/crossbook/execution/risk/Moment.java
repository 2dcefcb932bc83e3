package io.crossbook.execution.risk;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the markets say, looked up once for all checks that are asked in one call: books do not move meanwhile.
final class Moment implements References {

    private final References references;
    private final Map<Instrument, List<Reference>> seen = new HashMap<>();

    Moment(References references) {
        this.references = references;
    }

    /// Another call begins: what was seen before is old.
    void begin() {
        seen.clear();
    }

    @Override
    public List<Reference> of(Instrument instrument) {
        List<Reference> known = seen.get(instrument);
        if (known == null) {
            known = references.of(instrument);
            seen.put(instrument, known);
        }
        return known;
    }

    @Override
    public @Nullable BigDecimal index(Instrument instrument) {
        return references.index(instrument);
    }

    @Override
    public @Nullable BigDecimal minuteMedian(Listing listing) {
        return references.minuteMedian(listing);
    }
}
