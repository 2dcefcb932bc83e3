package io.crossbook.gateway.replay;

import io.crossbook.books.Listing;
import io.crossbook.gateway.feed.Spelling;
import io.crossbook.gateway.feed.Subscriber;
import io.crossbook.gateway.web.Wish;
import java.util.List;

/// What one option wants of a replay, and how much of it was there.
final class Window implements Subscriber {

    final Wish wish;
    final Span span;
    private final Outlet outlet;
    private final int mostTopics;
    /// It reads the run that is played.
    boolean joined;
    /// It was open once.
    boolean opened;
    /// It is over.
    boolean left;
    /// A listing that is wanted was on the tape.
    boolean found;
    private String refusal = "";

    Window(Wish wish, Outlet outlet, int mostTopics) {
        this.wish = wish;
        this.span = Span.read(wish.from(), wish.to());
        this.outlet = outlet;
        this.mostTopics = mostTopics;
    }

    @Override
    public List<String> dataTypes(Listing listing) {
        boolean wanted = wish.applies(listing);
        found |= wanted;
        return wanted ? wish.dataTypes() : List.of();
    }

    @Override
    public boolean disconnects(Listing listing) {
        return wish.disconnects() && wish.applies(listing);
    }

    @Override
    public Spelling spelling(Listing listing) {
        return wish.spelling();
    }

    @Override
    public int mostTopics() {
        return mostTopics;
    }

    @Override
    public void refused(String why) {
        refusal = why;
    }

    /// Why it is not served, empty when it is.
    String refusal() {
        return refusal;
    }

    @Override
    public void message(String json) {
        outlet.message(json);
    }
}
