package io.crossbook.exchanges;

import io.crossbook.books.BookBreak;
import io.crossbook.books.Listing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a conversation has subscribed to and what the exchange said to it.
///
/// A subscription is refused by name or answered within 10 s; otherwise it is reported by name, and its book is broken.
public final class Subscriptions {

    /// How long an exchange may take to answer.
    public static final long PATIENCE_NANOS = 10_000_000_000L;

    private record Waiting(Listing listing, boolean book, long sinceNanos) {}

    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private final Out out;

    public Subscriptions(Out out) {
        this.out = out;
    }

    /// A subscription was sent; `name` is what the exchange calls it, `book` whether the listing's book hangs on it.
    public void asked(String name, Listing listing, boolean book, long now) {
        waiting.put(name, new Waiting(listing, book, now));
    }

    /// The exchange agreed, or its data came; false when this name was not waiting.
    public boolean answered(String name) {
        return waiting.remove(name) != null;
    }

    /// The exchange refused; false when this name was not waiting.
    public boolean refused(String name, String why) {
        Waiting subscription = waiting.remove(name);
        if (subscription == null) {
            return false;
        }
        report(Fault.Kind.REFUSED, subscription,
                "subscription to " + name + " refused: " + why);
        return true;
    }

    /// Whether this name still waits for its answer.
    public boolean waiting(String name) {
        return waiting.containsKey(name);
    }

    /// Reports what was not answered in time and returns the names; they wait anew, for the conversation to ask again.
    public List<String> overdue(long now) {
        if (waiting.isEmpty()) {
            return List.of();
        }
        var late = new ArrayList<String>();
        for (var entry : waiting.entrySet()) {
            Waiting subscription = entry.getValue();
            if (now - subscription.sinceNanos >= PATIENCE_NANOS) {
                late.add(entry.getKey());
                entry.setValue(new Waiting(subscription.listing, subscription.book, now));
                report(Fault.Kind.UNANSWERED, subscription, "subscription to " + entry.getKey()
                        + " not answered within " + PATIENCE_NANOS / 1_000_000_000L + " s");
            }
        }
        return late;
    }

    private void report(Fault.Kind kind, Waiting subscription, String text) {
        if (subscription.book) {
            out.event(new BookBreak(subscription.listing.id(), BookBreak.Kind.UNSUBSCRIBED, text));
        }
        out.fault(new Fault(kind, subscription.listing.symbol(), text));
    }
}
