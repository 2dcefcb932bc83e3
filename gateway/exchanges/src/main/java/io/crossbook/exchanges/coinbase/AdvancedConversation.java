package io.crossbook.exchanges.coinbase;

import io.crossbook.books.BookBreak;
import io.crossbook.books.BookSkip;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.FeedEvent;
import io.crossbook.books.Listing;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Conversation;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Malformed;
import io.crossbook.exchanges.Out;
import io.crossbook.exchanges.ReadEvent;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.TrackedBook;
import java.util.ArrayList;
import java.util.List;

/// A connection to Advanced Trade: one sequence over all channels, so that a hole voids every book it carries.
final class AdvancedConversation implements Conversation, CoinbaseBooks.Words {

    private static final String BOOKS = "level2";
    private static final String TRADES = "market_trades";

    private final Out out;
    private final boolean tellTrades;
    private final CoinbaseBooks books;
    private final AdvancedReader reader;
    private final AdvancedSequence sequence = new AdvancedSequence();
    private boolean ended;

    AdvancedConversation(Link link, Entry entry, Out out) {
        this.out = out;
        tellTrades = entry.trades();
        books = new CoinbaseBooks(link, entry, BOOKS, this, out);
        reader = new AdvancedReader(books.symbols, books.all);
    }

    @Override
    public String subscription(boolean subscribe, String channel, List<String> products) {
        return "{\"type\":\"" + (subscribe ? "subscribe" : "unsubscribe")
                + "\",\"product_ids\":[\"" + String.join("\",\"", products)
                + "\"],\"channel\":\"" + channel + "\"}";
    }

    @Override
    public void opened(long now) {
        books.subscribe(BOOKS, now);
        if (tellTrades) {
            books.subscribe(TRADES, now);
        }
        // Without heartbeats a quiet subscription is closed after a minute.
        out.send("{\"type\":\"subscribe\",\"channel\":\"heartbeats\"}");
    }

    @Override
    public void closed(long now) {
        // All that this connection carried was held here, and goes with it.
    }

    @Override
    public void tick(long now) {
        if (!ended) {
            books.tick(now);
        }
    }

    @Override
    public void frame(Bytes bytes, long now) {
        if (ended) {
            return;
        }
        switch (reader.read(bytes)) {
            case BOOK -> {
                if (follows(reader.sequence, bytes, reader.place)) {
                    books.tell(reader.place, reader.update);
                }
            }
            case TRADES -> {
                if (follows(reader.sequence, bytes, -1) && tellTrades) {
                    reader.trades.tell(out);
                }
            }
            case NOTHING -> unusual(bytes, now);
        }
    }

    /// Whether a message is the next of its connection; `place` is the book that it changes, −1 for none.
    private boolean follows(long number, Bytes bytes, int place) {
        long last = sequence.last();
        return switch (sequence.step(number, bytes)) {
            case NEXT -> true;
            case REPEATED -> {
                if (place >= 0) {
                    out.event(new BookSkip(books.all[place].listing.id(),
                            BookSkip.Reason.STALE));
                }
                yield false;
            }
            case HOLE -> {
                voidAll(BookBreak.Kind.GAP, "sequence_num " + number + " does not follow " + last);
                yield false;
            }
        };
    }

    /// Every book of the connection is void, and nothing that it may still say is believed.
    private void voidAll(BookBreak.Kind kind, String why) {
        ended = true;
        for (TrackedBook book : books.all) {
            book.fail(kind, why, out);
        }
        out.reconnect(why);
    }

    private void unusual(Bytes bytes, long now) {
        Json.Obj message;
        try {
            message = Json.parse(bytes).asObject("message");
            if (!message.has("channel")) {
                unnumbered(message, bytes, now);
                return;
            }
            message.text("channel");
            if (!follows(message.whole("sequence_num"), bytes, -1)) {
                return;
            }
        } catch (Malformed e) {
            // Its number is unknown, so the sequence is broken here.
            out.fault(Fault.malformed("", e.why(), bytes));
            voidAll(BookBreak.Kind.MALFORMED, e.why());
            return;
        }
        try {
            channel(message, bytes, now);
        } catch (Malformed e) {
            out.fault(Fault.malformed("", e.why(), bytes));
            // Whose change it was may be what cannot be read. Other channels change no book.
            if (message.text("channel").equals("l2_data")) {
                voidAll(BookBreak.Kind.MALFORMED, e.why());
            }
        }
    }

    private void unnumbered(Json.Obj message, Bytes bytes, long now) {
        if (message.text("type").equals("error")) {
            books.refused(message.text("message"), now);
        } else {
            out.fault(Fault.unknownMessage(bytes));
        }
    }

    private void channel(Json.Obj message, Bytes bytes, long now) {
        switch (message.text("channel")) {
            case "l2_data" -> books(message, bytes, now);
            case TRADES -> trades(message);
            case "subscriptions" -> subscriptions(message);
            case "heartbeats" -> {
                /* counted by its sequence_num like every message */ }
            case "ticker", "ticker_batch" -> {
                /* comes with trades only: the book is faster */ }
            default -> out.fault(Fault.unknownMessage(bytes));
        }
    }

    private void books(Json.Obj message, Bytes bytes, long now) {
        long sent = AdvancedGeneral.time(message, "timestamp");
        var read = new ArrayList<ReadEvent>();
        for (Json item : message.list("events")) {
            Json.Obj event = item.asObject("event");
            int place = books.place(event.text("product_id"));
            if (place < 0) {
                continue;
            }
            TrackedBook book = books.all[place];
            try {
                read.add(new ReadEvent(place, AdvancedGeneral.book(event, book, sent)));
            } catch (Malformed e) {
                if (e.kind() != BookBreak.Kind.TOO_PRECISE) {
                    throw e;
                }
                // Well written, and so again after a reconnect: this book alone.
                out.fault(Fault.malformed(book.listing.symbol(), e.why(), bytes));
                books.broken(book, e.kind(), e.why(), now);
            }
        }
        for (ReadEvent event : read) {
            books.all[event.place()].digits.keep();
            if (event.event() instanceof BookUpdate update) {
                books.tell(event.place(), update);
            }
        }
    }

    private void trades(Json.Obj message) {
        var read = new ArrayList<FeedEvent>();
        for (Json item : message.list("events")) {
            Json.Obj event = item.asObject("event");
            boolean before = AdvancedGeneral.snapshot(event);
            for (Json trade : event.list("trades")) {
                Json.Obj fields = trade.asObject("trade");
                int place = books.place(fields.text("product_id"));
                if (place >= 0) {
                    FeedEvent one = AdvancedGeneral.trade(fields, books.all[place]);
                    books.all[place].digits.keep();
                    // A snapshot repeats trades of before the subscription.
                    if (!before) {
                        read.add(one);
                    }
                }
            }
        }
        if (tellTrades) {
            read.forEach(out::event);
        }
    }

    private void subscriptions(Json.Obj message) {
        for (Json item : message.list("events")) {
            item.asObject("event").object("subscriptions").fields().forEach((channel, products) -> {
                for (Json product : products.asList("products")) {
                    books.confirmed(channel, product.asText("product"));
                }
            });
        }
    }

    @Override
    public void resync(Listing listing, String why, long now) {
        if (!ended) {
            books.resync(listing, now);
        }
    }

    @Override
    public void answer(Request request, Answer answer, long now) {
        // Coinbase's books come whole over the socket: nothing was asked for here.
    }
}
