package io.crossbook.bench;

import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Link;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/// The market data that a daemon hears while it waits: depth frames of a hundred listings, which an engine of its own reads, books and looks through for
/// opportunities, on the thread that sends the orders.
final class OrdersFeed {

    /// Where the frames come from, at the exchange.
    static final String PATH = "/market";

    private final Dataset dataset;
    private final Ours engine = new Ours();
    private int sent;
    private int heard;

    /// So many frames can be sent.
    OrdersFeed(int frames) {
        dataset = Synthetic.make(1, frames);
        engine.start(dataset);
        sent = dataset.listings().size(); // by which the books began
        heard = sent;
    }

    /// The link that brings them.
    static Link link(String url) {
        return new Link("market/feed", "market", url + PATH, List.of(), 0, 0, 0, 0, 1 << 20);
    }

    /// The next frame, as the exchange sends it.
    Buffer next() {
        return Buffer.buffer(dataset.frames().get(sent++).bytes());
    }

    /// One came.
    void frame(Bytes bytes) {
        engine.frame(dataset.listingOf(heard), bytes, Dataset.time(heard));
        heard++;
    }
}
