package io.crossbook.exchanges;

import io.crossbook.books.BookShape;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How one exchange speaks: the smallest face that lets everything else stay the same.
///
/// One object an entry of `exchanges.yaml`, made from its [Entry]. It holds no state of a connection: that is its
/// [Conversation]s'.
public interface Dialect {

    /// The connections that carry the data of `wanted`, spread within the exchange's limits.
    List<Link> links(List<Listing> wanted);

    /// A new conversation for a connection that is about to open: nothing of an earlier one survives in it.
    Conversation converse(Link link, Out out);

    /// What the books of this listing look like.
    BookShape shape(Listing listing);

    /// What the exchange calls an instrument on its market-data wire: `BTCUSDT`, `BTC/USD`, `BTC-USDT-SWAP`.
    String symbol(Instrument instrument);

    /// The instrument behind a wire symbol, as far as the symbol alone tells; null when it does not.
    @Nullable
    Instrument instrument(String symbol);

    /// The REST requests that together answer what is listed, or nothing when XChange's services or the wire tell.
    List<Request> metadata();

    /// What to ask for next when an answer was one page of several; nothing behind the last.
    default List<Request> more(Request request, Answer answer) {
        return List.of();
    }

    /// Reads one metadata answer; [Malformed] when it is none. A row that cannot be read is left out.
    List<Specification> specifications(Request request, Answer answer);

    /// A REST request for the exchange's time, or null; answered to [#serverTime].
    @Nullable
    Request timeRequest();

    /// The exchange's time in that answer, epoch nanoseconds; 0 when it holds none.
    long serverTime(Answer answer);

    /// A REST request for a snapshot of a book, for spot checks and audits; null where the exchange has none.
    @Nullable
    Request snapshotRequest(Listing listing);

    /// Reads that answer into `update` as a snapshot; false when it holds none.
    boolean snapshot(Listing listing, Answer answer, io.crossbook.books.BookUpdate update);

    /// The options that it reads; null where any is passed on to somebody who may know it.
    default @Nullable Set<String> options() {
        return Set.of();
    }

    /// How this exchange takes orders on these listings; null where we send it none.
    default @Nullable Orders orders(List<Listing> listings) {
        return null;
    }
}
