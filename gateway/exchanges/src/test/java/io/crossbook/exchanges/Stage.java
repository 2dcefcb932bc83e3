package io.crossbook.exchanges;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import java.util.ArrayList;
import java.util.List;

/// A dialect, one conversation of it that has just opened, and what it said.
public final class Stage {

    public static final long SECOND = 1_000_000_000L;

    public final Dialect dialect;
    public final List<Listing> listings = new ArrayList<>();
    public final Heard heard = new Heard();
    public final Conversation conversation;
    public long now = 1_700_000_000L * SECOND;

    /// Opens the first link of `instruments`.
    public Stage(Dialect dialect, String exchange, List<Instrument> instruments) {
        this.dialect = dialect;
        for (Instrument instrument : instruments) {
            listings.add(new Listing(listings.size(), exchange, dialect.symbol(instrument),
                    instrument, Rules.UNKNOWN));
        }
        conversation = dialect.converse(dialect.links(listings).getFirst(), heard);
        conversation.opened(now);
    }

    /// A frame comes in.
    public void frame(String text) {
        conversation.frame(Bytes.of(text), now);
    }

    /// A snapshot comes back, whether or not it is awaited.
    public void snapshot(Listing listing, String body) {
        conversation.answer(Request.get(Request.About.SNAPSHOT, listing.id(), "", 0),
                Answer.ok(Bytes.of(body)), now);
    }

    /// Time passes, with a tick each second.
    public void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            now += SECOND;
            conversation.tick(now);
        }
    }

    /// What was sent and asked for, as one text.
    public String wants() {
        var text = new StringBuilder();
        heard.sent.forEach(frame -> text.append(frame).append('\n'));
        heard.requests.forEach(request -> text.append(request.url()).append('\n'));
        return text.toString();
    }
}
