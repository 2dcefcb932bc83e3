package io.crossbook.exchanges.coinbase;

import io.crossbook.books.BookBreak;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Listing;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Out;
import io.crossbook.exchanges.Subscriptions;
import io.crossbook.exchanges.SymbolTable;
import io.crossbook.exchanges.TrackedBook;
import java.util.ArrayList;
import java.util.List;

/// The books of one connection to Coinbase, and how they begin anew: unsubscribing and subscribing one product.
final class CoinbaseBooks {

    /// Says a subscription in the words of one of the two feeds.
    interface Words {
        String subscription(boolean subscribe, String channel, List<String> products);
    }

    final TrackedBook[] all;
    final SymbolTable symbols = new SymbolTable();
    final Subscriptions subscriptions;
    private final Out out;
    private final Words words;
    private final String channel;

    /// `channel` is what carries the books.
    CoinbaseBooks(Link link, Entry entry, String channel, Words words, Out out) {
        this.channel = channel;
        this.words = words;
        this.out = out;
        subscriptions = new Subscriptions(out);
        all = new TrackedBook[link.listings().size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = new TrackedBook(link.listings().get(i), entry);
            symbols.put(all[i].listing.symbol(), i);
        }
    }

    List<String> products() {
        var products = new ArrayList<String>();
        for (TrackedBook book : all) {
            products.add(book.listing.symbol());
        }
        return products;
    }

    /// Subscribes every product to a channel.
    void subscribe(String wanted, long now) {
        if (all.length == 0) {
            return;
        }
        for (TrackedBook book : all) {
            asked(wanted, book, now);
        }
        out.send(words.subscription(true, wanted, products()));
    }

    private void asked(String wanted, TrackedBook book, long now) {
        subscriptions.asked(wanted + " " + book.listing.symbol(), book.listing,
                wanted.equals(channel), now);
    }

    /// The exchange has confirmed a channel. A book is there when its snapshot is.
    void confirmed(String confirmed, String product) {
        if (!confirmed.equals(channel)) {
            subscriptions.answered(confirmed + " " + product);
        }
    }

    /// Hands a book message on, which was read whole.
    void tell(int place, BookUpdate update) {
        TrackedBook book = all[place];
        if (update.snapshot() && !book.synced()) {
            book.snapshot();
            subscriptions.answered(channel + " " + book.listing.symbol());
        }
        out.event(book.synced() ? update : book.unsynced());
    }

    /// Where a product stands; reports one that nobody asked for.
    int place(String product) {
        int place = symbols.find(product);
        if (place < 0) {
            out.fault(new Fault(Fault.Kind.UNKNOWN_SYMBOL, product,
                    "nobody asked for " + product));
        }
        return place;
    }

    /// The book is not to be believed: says so and begins it anew.
    void broken(TrackedBook book, BookBreak.Kind kind, String why, long now) {
        book.fail(kind, why, out);
        repair(book, now);
    }

    void resync(Listing listing, long now) {
        int place = symbols.find(listing.symbol());
        if (place >= 0) {
            repair(all[place], now);
        }
    }

    private void repair(TrackedBook book, long now) {
        if (book.repair(now)) {
            repairDue(book, now);
        }
    }

    private void repairDue(TrackedBook book, long now) {
        if (book.repairDue(now)) {
            List<String> one = List.of(book.listing.symbol());
            out.send(words.subscription(false, channel, one));
            out.send(words.subscription(true, channel, one));
            asked(channel, book, now);
        }
    }

    void tick(long now) {
        for (TrackedBook book : all) {
            repairDue(book, now);
        }
        for (String late : subscriptions.overdue(now)) {
            int space = late.indexOf(' ');
            String product = late.substring(space + 1);
            if (late.substring(0, space).equals(channel)) {
                TrackedBook book = all[symbols.find(product)];
                book.repairFailed();
                repair(book, now);
            } else {
                out.send(words.subscription(true, late.substring(0, space), List.of(product)));
            }
        }
    }

    /// Coinbase refused a subscription, naming its product in `why` or not at all.
    void refused(String why, long now) {
        boolean named = false;
        for (TrackedBook book : all) {
            String product = book.listing.symbol();
            if (names(why, product)) {
                for (String mine : List.of("matches", "market_trades", "heartbeat")) {
                    named |= subscriptions.refused(mine + " " + product, why);
                }
                if (subscriptions.refused(channel + " " + product, why)) {
                    named = true;
                    book.repairFailed();
                    if (book.known()) {
                        repair(book, now);
                    }
                }
            }
        }
        if (!named) {
            out.fault(new Fault(Fault.Kind.EXCHANGE, "", "error: " + why));
        }
    }

    /// Whether the text holds the product as a word: BTC-USD is not BTC-USDT.
    private static boolean names(String text, String product) {
        int at = text.indexOf(product);
        int end = at + product.length();
        return at >= 0 && (at == 0 || !partOfName(text.charAt(at - 1)))
                && (end == text.length() || !partOfName(text.charAt(end)));
    }

    private static boolean partOfName(char c) {
        return Character.isLetterOrDigit(c) || c == '-';
    }
}
