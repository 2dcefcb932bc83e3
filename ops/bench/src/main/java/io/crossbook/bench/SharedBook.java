package io.crossbook.bench;

import io.crossbook.books.BookUpdate;
import io.crossbook.books.OrderBook;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A contender without a book of its own: it reads a frame into our update, and all that follows is ours.
abstract class SharedBook implements Contender {

    final BookUpdate update = new BookUpdate();
    private final Map<String, Map<String, Integer>> listings = new HashMap<>();
    private @Nullable Decision decision;

    /// Reads a frame into [#update]; `listing` is known from the connection and symbol.
    abstract void read(byte[] bytes, int listing);

    /// Reads a snapshot into [#update].
    abstract void readSnapshot(byte[] bytes, int listing);

    @Override
    public void start(Dataset dataset) {
        var fresh = new Decision(dataset);
        decision = fresh;
        listings.clear();
        for (var listing : dataset.listings()) {
            listings.computeIfAbsent(listing.exchange(), _ -> new HashMap<>()).put(listing.symbol(),
                    listing.id());
            update.begin(listing.id(), true, Dataset.PRICE_SCALE, Dataset.SIZE_SCALE);
            readSnapshot(dataset.snapshots().get(listing.id()), listing.id());
            fresh.apply(update, Dataset.START_NANOS);
        }
        for (int i = 0; i < dataset.listings().size(); i++) {
            frame(dataset.frames().get(i), Dataset.START_NANOS + i * Dataset.STEP_NANOS);
        }
    }

    @Override
    public void frame(Dataset.Frame frame, long now) {
        update.begin(frame.listing(), false, Dataset.PRICE_SCALE, Dataset.SIZE_SCALE);
        read(frame.bytes(), frame.listing());
        decision().apply(update, now);
    }

    private Decision decision() {
        Decision running = decision;
        if (running == null) {
            throw new IllegalStateException("not started");
        }
        return running;
    }

    @Override
    public OrderBook book(int listing) {
        return decision().book(listing).levels();
    }

    @Override
    public long told() {
        return decision().told();
    }
}
