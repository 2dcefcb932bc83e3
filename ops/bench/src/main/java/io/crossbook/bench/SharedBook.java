package io.crossbook.bench;

import io.crossbook.books.BookUpdate;
import io.crossbook.books.OrderBook;
import io.crossbook.exchanges.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A contender without a book of its own: it reads a frame into our update, and all that follows is ours.
///
/// As every reader of this protocol must, it finds the listing by the frame's symbol and looks whether the frame follows the one before.
abstract class SharedBook implements Contender {

    final BookUpdate update = new BookUpdate();
    /// The frame's first update id and symbol; of a snapshot, nothing.
    long firstId;
    String symbol = "";

    private final List<Map<String, Integer>> listings = new ArrayList<>();
    private int[] connectionOf = {};
    private long[] lastIds = {};
    private @Nullable Decision decision;

    /// Reads a frame or a snapshot into [#update], [#firstId] and [#symbol].
    abstract void read(Bytes frame);

    @Override
    public void start(Dataset dataset) {
        var fresh = new Decision(dataset);
        decision = fresh;
        listings.clear();
        dataset.exchanges().forEach(_ -> listings.add(new HashMap<>()));
        connectionOf = new int[dataset.listings().size()];
        lastIds = new long[dataset.listings().size()];
        for (var listing : dataset.listings()) {
            connectionOf[listing.id()] = dataset.exchanges().indexOf(listing.exchange());
            listings.get(connectionOf[listing.id()]).put(listing.symbol(), listing.id());
            update.begin(listing.id(), true, Dataset.PRICE_SCALE, Dataset.SIZE_SCALE);
            read(new Bytes(dataset.snapshots().get(listing.id())));
            lastIds[listing.id()] = update.updateId();
            fresh.apply(update, Dataset.START_NANOS);
        }
        for (int i = 0; i < dataset.listings().size(); i++) {
            frame(i, dataset.frames().get(i).whole(), Dataset.time(i));
        }
    }

    @Override
    public void frame(int listing, Bytes frame, long now) {
        update.begin(listing, false, Dataset.PRICE_SCALE, Dataset.SIZE_SCALE);
        read(frame);
        Integer found = listings.get(connectionOf[listing]).get(symbol);
        boolean joins = firstId <= lastIds[listing] + 1 && update.updateId() > lastIds[listing];
        if (found == null || found != listing || !joins) {
            throw new IllegalStateException("no frame that follows: " + frame);
        }
        lastIds[listing] = update.updateId();
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
