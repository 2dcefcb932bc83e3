package io.crossbook.gateway.replay;

import io.crossbook.books.Listing;
import io.crossbook.gateway.feed.Spelling;
import io.crossbook.gateway.feed.Subscriber;
import io.crossbook.gateway.web.NormalizedOption;
import java.util.List;

/// What one option wants of a replay, and how much of it was there.
final class Window implements Subscriber {

    final NormalizedOption option;
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

    Window(NormalizedOption option, Outlet outlet, int mostTopics) {
        this.option = option;
        this.span = Span.read(option.from(), option.to());
        this.outlet = outlet;
        this.mostTopics = mostTopics;
    }

    @Override
    public List<String> dataTypes(Listing listing) {
        String doubt = option.doubt(listing);
        if (!doubt.isEmpty()) {
            refused(doubt);
            return List.of();
        }
        boolean wanted = option.applies(listing);
        found |= wanted;
        return wanted ? option.dataTypes() : List.of();
    }

    @Override
    public boolean disconnects(Listing listing) {
        return option.disconnects() && option.applies(listing);
    }

    @Override
    public Spelling spelling(Listing listing) {
        return option.spelling(listing);
    }

    @Override
    public int mostTopics() {
        return mostTopics;
    }

    @Override
    public void refused(String why) {
        refusal = why;
    }

    @Override
    public void failed(RuntimeException mistake) {
        throw mistake; // it ends the replay
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
