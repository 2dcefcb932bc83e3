package io.crossbook.exchanges;

import com.fasterxml.jackson.databind.JsonNode;
import io.crossbook.books.BookBreak;
import io.crossbook.books.BookLimits;
import io.crossbook.books.BookSkip;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Cursor;
import io.crossbook.books.Decimals;
import io.crossbook.books.DerivativeUpdate;
import io.crossbook.books.FeedEvent;
import io.crossbook.books.Health;
import io.crossbook.books.Instrument;
import io.crossbook.books.LiquidationUpdate;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.OrderBook;
import io.crossbook.books.OrderBooks;
import io.crossbook.books.QuoteUpdate;
import io.crossbook.books.Rules;
import io.crossbook.books.Side;
import io.crossbook.books.TradeUpdate;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Feeds a corpus session through a dialect into books and counts what the corpus' own replay counted.
///
/// One conversation a recorded connection, all listings on each. A recorded REST snapshot answers the conversation that wants one.
public final class SessionReplay {

    private final Dialect dialect;
    private final List<Listing> listings = new ArrayList<>();
    private final List<Tally> tallies = new ArrayList<>();
    private final Map<String, Talk> talks = new HashMap<>();
    public final Heard heard = new Heard();

    /// Replays `symbols` by `dialect`.
    public SessionReplay(String exchange, Dialect dialect, List<String> symbols) {
        this.dialect = dialect;
        for (String symbol : symbols) {
            Instrument known = dialect.instrument(symbol);
            listings.add(new Listing(listings.size(), exchange, symbol,
                    known == null ? Instrument.spot(symbol, "X") : known, Rules.UNKNOWN));
            tallies.add(new Tally(listings.getLast(), dialect));
        }
    }

    /// What came of each symbol.
    public Map<String, Tally> run(String session) {
        List<JsonNode> rows = Corpus.rows("market/" + session);
        for (int i = 0; i < rows.size(); i++) {
            JsonNode row = rows.get(i);
            long now = new BigDecimal(row.path("ts").asText()).movePointRight(9).longValue();
            switch (row.path("dir").asText()) {
                case "recv" -> talk(row.path("conn").asText(), now)
                        .frame(bytes(row), now);
                case "rest" -> rest(row, now);
                case String _ -> {
                }
            }
            for (Tally tally : tallies) {
                tally.after(i, row.path("ts").decimalValue());
            }
        }
        var bySymbol = new TreeMap<String, Tally>();
        tallies.forEach(tally -> bySymbol.put(tally.listing.symbol(), tally));
        return bySymbol;
    }

    private static Bytes bytes(JsonNode row) {
        return Bytes.of(row.path("frame").asText());
    }

    private Talk talk(String connection, long now) {
        return talks.computeIfAbsent(connection, _ -> new Talk(now));
    }

    private void rest(JsonNode row, long now) {
        String url = row.path("url").asText();
        for (Listing listing : listings) {
            if (url.contains("symbol=" + listing.symbol() + "&") && url.contains("/depth")) {
                Talk talk = talks.values().stream()
                        .filter(each -> each.wanted.containsKey(listing.id())).findFirst()
                        .orElseGet(() -> talk("ws1", now));
                talk.answer(listing, bytes(row), now);
            }
        }
    }

    private final class Talk implements Out {

        private final Conversation conversation;
        final Map<Integer, Request> wanted = new HashMap<>();
        private final Set<Integer> touched = new HashSet<>();
        private boolean answering;
        private long now;

        Talk(long now) {
            Link link = dialect.links(listings).getFirst();
            conversation = dialect.converse(link, this);
            conversation.opened(now);
        }

        void frame(Bytes bytes, long at) {
            now = at;
            touched.clear();
            conversation.frame(bytes, at);
            touched.forEach(id -> tallies.get(id).bookFrames++);
        }

        void answer(Listing listing, Bytes body, long at) {
            now = at;
            answering = true;
            Request request = wanted.remove(listing.id());
            conversation.answer(request == null
                    ? Request.get(Request.About.SNAPSHOT, listing.id(), "", 0)
                    : request, Answer.ok(body), at);
            answering = false;
        }

        @Override
        public void event(FeedEvent event) {
            if (!(event instanceof QuoteUpdate || event instanceof TradeUpdate
                    || event instanceof LiquidationUpdate
                    || event instanceof DerivativeUpdate)) {
                touched.add(event.listing());
            }
            tallies.get(event.listing()).hear(event, answering, now);
        }

        @Override
        public void send(String frame) {
            heard.send(frame);
        }

        @Override
        public void request(Request request) {
            wanted.put(request.listing(), request);
        }

        @Override
        public void fault(Fault fault) {
            heard.fault(fault);
        }

        @Override
        public void reconnect(String why) {
            heard.reconnect(why);
        }
    }

    /// The counts of one symbol.
    public static final class Tally {

        final Listing listing;
        public final ListingBook book;
        public int bookFrames;
        public int snapshots;
        public int applied;
        public int stale;
        public int gaps;
        public int unsynced;
        public int crossed;
        public int checksumOk;
        public int checksumBad;
        public int quotes;
        public int quotesSameId;
        public int quotesSameIdEqual;
        public int trades;
        /// `[record, ts, bid, bidSize, ask, askSize]`, one row a change.
        public final List<List<String>> rows = new ArrayList<>();
        private List<String> best = List.of();
        private final Map<Long, List<String>> quotesById = new HashMap<>();

        Tally(Listing listing, Dialect dialect) {
            this.listing = listing;
            var shape = dialect.shape(listing);
            this.book = new ListingBook(listing, shape, OrderBooks.of(shape, listing.rules()),
                    BookLimits.NONE);
        }

        void hear(FeedEvent event, boolean answering, long now) {
            switch (event) {
                case BookUpdate update -> apply(update, answering, now);
                case BookSkip skip -> {
                    switch (skip.reason()) {
                        case STALE -> stale++;
                        case UNSYNCED -> unsynced++;
                        case BUFFERED, KEEP_ALIVE -> {
                        }
                    }
                }
                case BookBreak broken -> {
                    gaps += broken.kind() == BookBreak.Kind.GAP ? 1 : 0;
                    book.fail(broken.kind(), broken.why());
                }
                case QuoteUpdate quote -> quote(quote);
                case TradeUpdate _ -> trades++;
                case LiquidationUpdate _,DerivativeUpdate _ -> {
                }
            }
        }

        private void apply(BookUpdate update, boolean answering, long now) {
            switch (book.apply(update, now)) {
                case YES -> {
                    snapshots += update.snapshot() ? 1 : 0;
                    applied += answering && update.snapshot() ? 0 : 1;
                    compare();
                    checksumOk += update.checksum() == BookUpdate.NO_CHECKSUM ? 0 : 1;
                    crossed += book.levels().bestAsk() != 0
                            && book.levels().bestBid() >= book.levels().bestAsk() ? 1 : 0;
                }
                case CHECKSUM -> checksumBad++;
                case UNSYNCED -> unsynced++;
                case TOO_PRECISE -> throw new AssertionError(book.why());
            }
        }

        /// Best quotes mostly run ahead of the book: each waits for the book to reach its id.
        private void quote(QuoteUpdate quote) {
            quotes++;
            quotesById.put(quote.updateId, List.of(
                    Decimals.format(quote.bid, quote.priceScale),
                    Decimals.format(quote.bidSize, quote.sizeScale),
                    Decimals.format(quote.ask, quote.priceScale),
                    Decimals.format(quote.askSize, quote.sizeScale)));
            if (book.health() != Health.BROKEN) {
                compare();
            }
        }

        private void compare() {
            List<String> quote = quotesById.remove(book.updateId());
            if (quote != null) {
                quotesSameId++;
                quotesSameIdEqual += quote.equals(best(book.levels())) ? 1 : 0;
            }
        }

        private static List<String> best(OrderBook levels) {
            return List.of(Decimals.format(levels.bestBid(), levels.priceScale()),
                    Decimals.format(levels.bestBidSize(), levels.sizeScale()),
                    Decimals.format(levels.bestAsk(), levels.priceScale()),
                    Decimals.format(levels.bestAskSize(), levels.sizeScale()));
        }

        void after(int record, BigDecimal ts) {
            OrderBook levels = book.levels();
            if (book.health() == Health.BROKEN || levels.bestBid() == 0
                    || levels.bestAsk() == 0) {
                return;
            }
            List<String> now = best(levels);
            if (!now.equals(best)) {
                best = now;
                rows.add(List.of(Integer.toString(record), ts.toPlainString(), now.get(0),
                        now.get(1), now.get(2), now.get(3)));
            }
        }

        /// As the corpus hashes them.
        public String hash() {
            var lines = rows.stream().map(row -> String.join("|", row.subList(2, 6))).toList();
            try {
                return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(
                        String.join("\n", lines).getBytes(StandardCharsets.UTF_8)));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        /// The best levels of a side, price and size as plain decimals.
        public List<List<String>> top(Side side, int most) {
            var cursor = new Cursor();
            var top = new ArrayList<List<String>>();
            OrderBook levels = book.levels();
            levels.walk(side, cursor);
            while (top.size() < most && cursor.next()) {
                top.add(List.of(Decimals.format(cursor.price(), levels.priceScale()),
                        Decimals.format(cursor.size(), levels.sizeScale())));
            }
            return top;
        }
    }
}
