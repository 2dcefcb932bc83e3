package io.crossbook.exchanges.okx;

import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Out;
import io.crossbook.exchanges.Subscriptions;
import io.crossbook.exchanges.TrackedBook;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a connection asks OKX for, and what OKX answers to that.
final class OkxTopics {

    static final String BOOKS = "books";
    static final String BEST = "bbo-tbt";
    static final String TRADES = "trades";
    static final String FUNDING = "funding-rate";
    static final String MARK = "mark-price";
    static final String INDEX = "index-tickers";
    static final String LIQUIDATIONS = "liquidation-orders";
    private static final List<String> ALL = List.of(BOOKS, BEST, TRADES, FUNDING, MARK, INDEX,
            LIQUIDATIONS);
    private static final String GOING_DOWN = "64008";

    private final Entry entry;
    private final TrackedBook[] books;
    private final Out out;
    private final Subscriptions subscriptions;

    OkxTopics(Entry entry, TrackedBook[] books, Out out) {
        this.entry = entry;
        this.books = books;
        this.out = out;
        subscriptions = new Subscriptions(out);
    }

    /// Subscribes to everything, in one frame.
    void subscribe(long now) {
        var wanted = new ArrayList<String>();
        for (TrackedBook book : books) {
            String symbol = book.listing.symbol();
            wanted.add(ask(BOOKS, symbol, book, now));
            if (entry.bestQuotes()) {
                wanted.add(ask(BEST, symbol, book, now));
            }
            if (entry.trades()) {
                wanted.add(ask(TRADES, symbol, book, now));
            }
            if (OkxNames.perpetual(symbol)) {
                wanted.add(ask(FUNDING, symbol, book, now));
                wanted.add(ask(MARK, symbol, book, now));
                wanted.add(ask(INDEX, OkxNames.index(symbol), book, now));
            }
        }
        wanted.addAll(liquidations(now));
        if (!wanted.isEmpty()) {
            out.send(operation("subscribe", wanted));
        }
    }

    /// They come for all that is of one type, whatever else is on this connection.
    private List<String> liquidations(long now) {
        var wanted = new LinkedHashMap<String, String>();
        for (TrackedBook book : books) {
            String type = OkxNames.type(book.listing.symbol());
            if (entry.trades() && !type.isEmpty() && !wanted.containsKey(type)) {
                wanted.put(type, ask(LIQUIDATIONS, type, book, now));
            }
        }
        return List.copyOf(wanted.values());
    }

    /// Subscribes to one book anew: it begins with a snapshot.
    void subscribeAnew(TrackedBook book, long now) {
        String symbol = book.listing.symbol();
        out.send(operation("unsubscribe", List.of(argument(BOOKS, symbol))));
        out.send(operation("subscribe", List.of(ask(BOOKS, symbol, book, now))));
    }

    private String ask(String channel, String instrument, TrackedBook book, long now) {
        subscriptions.asked(channel + " " + instrument, book.listing, channel.equals(BOOKS), now);
        return argument(channel, instrument);
    }

    private static String argument(String channel, String instrument) {
        return "{\"channel\":\"" + channel + "\",\"" + key(channel) + "\":\"" + instrument + "\"}";
    }

    /// What says which of a channel is meant.
    private static String key(String channel) {
        return channel.equals(LIQUIDATIONS) ? "instType" : "instId";
    }

    private static String operation(String name, List<String> arguments) {
        return "{\"op\":\"" + name + "\",\"args\":[" + String.join(",", arguments) + "]}";
    }

    /// The snapshot of a book has come.
    void began(TrackedBook book) {
        subscriptions.answered(BOOKS + " " + book.listing.symbol());
    }

    /// Asks once more for what was not answered in time; the instruments whose books are to be subscribed to anew.
    List<String> overdueBooks(long now) {
        var late = new ArrayList<String>();
        for (String name : subscriptions.overdue(now)) {
            int space = name.indexOf(' ');
            String channel = name.substring(0, space);
            String instrument = name.substring(space + 1);
            if (channel.equals(BOOKS)) {
                late.add(instrument);
            } else {
                out.send(operation("subscribe", List.of(argument(channel, instrument))));
            }
        }
        return late;
    }

    /// Takes a message about subscriptions and the service; the book that OKX refuses, or null.
    @Nullable
    TrackedBook event(Json.Obj message) {
        switch (message.text("event")) {
            case "subscribe" -> {
                Json.Obj argument = message.object("arg");
                String channel = argument.text("channel");
                // A book is there when its snapshot is.
                if (!channel.equals(BOOKS)) {
                    subscriptions.answered(channel + " " + argument.text(key(channel)));
                }
            }
            case "error" -> {
                return error(message.text("code"), message.text("msg"));
            }
            case "notice" -> {
                String text = message.text("code") + " " + message.text("msg");
                out.fault(new Fault(Fault.Kind.EXCHANGE, "", "notice " + text));
                if (message.text("code").equals(GOING_DOWN)) {
                    out.reconnect("notice " + text);
                }
            }
            default -> {
                /* unsubscribed as we asked, or a count of connections */ }
        }
        return null;
    }

    /// OKX names what it refuses only in its message: `channel:books,instId:BTC-USDX doesn't exist`.
    private @Nullable TrackedBook error(String code, String text) {
        for (TrackedBook book : books) {
            String symbol = book.listing.symbol();
            for (String channel : ALL) {
                String instrument = switch (channel) {
                    case INDEX -> OkxNames.perpetual(symbol) ? OkxNames.index(symbol) : symbol;
                    case LIQUIDATIONS -> OkxNames.type(symbol);
                    default -> symbol;
                };
                if (names(text, "channel:" + channel)
                        && names(text, key(channel) + ":" + instrument)
                        && subscriptions.refused(channel + " " + instrument,
                                code + " " + text)) {
                    return channel.equals(BOOKS) ? book : null;
                }
            }
        }
        out.fault(new Fault(Fault.Kind.EXCHANGE, "", "error " + code + ": " + text));
        return null;
    }

    /// Whether the text holds the word and does not go on with it: BTC-USDT is not BTC-USDT-SWAP.
    private static boolean names(String text, String word) {
        int at = text.indexOf(word);
        int end = at + word.length();
        return at >= 0 && (end == text.length()
                || (!Character.isLetterOrDigit(text.charAt(end)) && text.charAt(end) != '-'));
    }
}
