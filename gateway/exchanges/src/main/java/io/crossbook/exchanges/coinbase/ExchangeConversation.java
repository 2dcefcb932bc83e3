package io.crossbook.exchanges.coinbase;

import io.crossbook.books.BookBreak;
import io.crossbook.books.BookSkip;
import io.crossbook.books.Listing;
import io.crossbook.books.TradeUpdate;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Conversation;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.FrameReader;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Literal;
import io.crossbook.exchanges.Malformed;
import io.crossbook.exchanges.Out;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.SymbolTable;
import io.crossbook.exchanges.TrackedBook;
import java.util.List;

/// A connection to the Exchange feed: books without numbers, guarded as far as the trades can, see [TradeChain].
final class ExchangeConversation implements Conversation, CoinbaseBooks.Words {

    private static final String MATCHES = "matches";
    private static final String HEARTBEAT = "heartbeat";
    private static final Literal PRODUCT = Literal.of("\"product_id\":\"");
    private static final Literal MATCH_FRAME = Literal.of("{\"type\":\"match\",");
    private static final Literal TICKER_FRAME = Literal.of("{\"type\":\"ticker\",");

    private final Out out;
    private final boolean tellTrades;
    private final String channel;
    private final CoinbaseBooks books;
    private final TradeChain[] chains;
    private final ExchangeReader reader;
    private final FrameReader scan = new FrameReader();

    ExchangeConversation(Link link, Entry entry, Out out) {
        this.out = out;
        tellTrades = entry.trades();
        channel = entry.options().getOrDefault("channel", "level2_batch");
        books = new CoinbaseBooks(link, entry, channel, this, out);
        chains = new TradeChain[books.all.length];
        for (int i = 0; i < chains.length; i++) {
            chains[i] = new TradeChain();
        }
        reader = new ExchangeReader(books.symbols, books.all);
    }

    @Override
    public String subscription(boolean subscribe, String wanted, List<String> products) {
        return "{\"type\":\"" + (subscribe ? "subscribe" : "unsubscribe")
                + "\",\"product_ids\":[\"" + String.join("\",\"", products)
                + "\"],\"channels\":[\"" + wanted + "\"]}";
    }

    @Override
    public void opened(long now) {
        // Matches and heartbeats first, so that they cover the book from its first change.
        books.subscribe(MATCHES, now);
        books.subscribe(HEARTBEAT, now);
        books.subscribe(channel, now);
    }

    @Override
    public void closed(long now) {
        // All that this connection carried was held here, and goes with it.
    }

    @Override
    public void tick(long now) {
        books.tick(now);
    }

    @Override
    public void frame(Bytes bytes, long now) {
        switch (reader.read(bytes)) {
            case BOOK -> books.tell(reader.place, reader.update);
            case MATCH -> match(reader.place, reader.trade, reader.tradeId, now);
            case NOTHING -> unusual(bytes, now);
        }
    }

    private void match(int place, TradeUpdate trade, long tradeId, long now) {
        switch (chains[place].match(tradeId)) {
            case NEXT -> tell(trade);
            case REPEATED -> {
                /* told before */ }
            case HOLE -> {
                books.broken(books.all[place], BookBreak.Kind.GAP,
                        "trades are missing before " + tradeId, now);
                tell(trade);
            }
        }
    }

    private void tell(TradeUpdate trade) {
        if (tellTrades) {
            out.event(trade);
        }
    }

    private void unusual(Bytes bytes, long now) {
        try {
            general(Json.parse(bytes).asObject("message"), bytes, now);
        } catch (Malformed e) {
            malformed(bytes, e, now);
        }
    }

    /// Nothing in a later frame would show that a book change is missing: so whichever book may have lost it is broken now.
    private void malformed(Bytes bytes, Malformed e, long now) {
        boolean trade = scan.over(bytes).optional(MATCH_FRAME) || scan.optional(TICKER_FRAME);
        int place = scan.over(bytes).seek(PRODUCT) && scan.string()
                ? books.symbols.find(scan)
                : SymbolTable.UNKNOWN;
        if (!trade) {
            for (int i = 0; i < books.all.length; i++) {
                if (place < 0 || place == i) {
                    books.broken(books.all[i], e.kind(), e.why(), now);
                }
            }
        }
        out.fault(Fault.malformed(place < 0 ? "" : books.all[place].listing.symbol(), e.why(),
                bytes));
    }

    private void general(Json.Obj message, Bytes bytes, long now) {
        switch (message.text("type")) {
            case "l2update", "snapshot" -> book(message);
            case "match" -> match(message, now);
            case "last_match" -> {
                int place = books.place(message.text("product_id"));
                if (place >= 0) {
                    chains[place].begin(message.whole("trade_id"));
                }
            }
            case "heartbeat" -> heartbeat(message, now);
            case "subscriptions" -> subscriptions(message);
            case "error" -> books.refused(message.text("message")
                    + (message.has("reason") ? ": " + message.text("reason") : ""), now);
            case "ticker" -> {
                /* comes with trades only: the book is faster */ }
            default -> out.fault(Fault.unknownMessage(bytes));
        }
    }

    private void book(Json.Obj message) {
        int place = books.place(message.text("product_id"));
        if (place < 0) {
            return;
        }
        TrackedBook book = books.all[place];
        var update = message.text("type").equals("snapshot")
                ? ExchangeGeneral.snapshot(message, book)
                : ExchangeGeneral.change(message, book);
        book.digits.keep();
        books.tell(place, update);
    }

    private void match(Json.Obj message, long now) {
        int place = books.place(message.text("product_id"));
        if (place < 0) {
            return;
        }
        TradeUpdate trade = ExchangeGeneral.match(message, books.all[place]);
        books.all[place].digits.keep();
        match(place, trade, message.whole("trade_id"), now);
    }

    private void heartbeat(Json.Obj message, long now) {
        int place = books.place(message.text("product_id"));
        if (place < 0) {
            return;
        }
        long lastTrade = message.whole("last_trade_id");
        long sequence = message.whole("sequence");
        TrackedBook book = books.all[place];
        boolean still = chains[place].still(sequence);
        if (chains[place].lost(lastTrade)) {
            books.broken(book, BookBreak.Kind.GAP, "trades are missing up to " + lastTrade, now);
        } else if (still && book.synced()) {
            out.event(new BookSkip(book.listing.id(), BookSkip.Reason.KEEP_ALIVE,
                    ExchangeGeneral.time(message)));
        }
    }

    private void subscriptions(Json.Obj message) {
        for (Json item : message.list("channels")) {
            Json.Obj confirmed = item.asObject("channel");
            for (Json product : confirmed.list("product_ids")) {
                books.confirmed(confirmed.text("name"), product.asText("product"));
            }
        }
    }

    @Override
    public void resync(Listing listing, String why, long now) {
        books.resync(listing, now);
    }

    @Override
    public void answer(Request request, Answer answer, long now) {
        // Coinbase's books come whole over the socket: nothing was asked for here.
    }
}
