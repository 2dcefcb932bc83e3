package io.crossbook.gateway.engine;

import io.crossbook.exchanges.Request;
import io.crossbook.execution.OrderEvent;
import java.util.function.Consumer;

/// Something asked over REST, until the last of its answers: reading one may ask for more.
///
/// A sweep has `sinceNanos`, and `askedNanos` is when it was asked for, both in our time.
final class Question extends Teller {

    private final long sinceNanos;
    private final long askedNanos;
    private final Consumer<Question> over;
    private int open;
    private boolean whole = true;

    /// `over` is told when the last answer was read.
    Question(Route route, long sinceNanos, long askedNanos, Consumer<Question> over) {
        super(route);
        this.sinceNanos = sinceNanos;
        this.askedNanos = askedNanos;
        this.over = over;
    }

    long sinceNanos() {
        return sinceNanos;
    }

    long askedNanos() {
        return askedNanos;
    }

    /// Whether everything was told that was asked for.
    boolean whole() {
        return whole && open <= 0;
    }

    /// What a request asks for more of comes before its own end is told, so that nothing is over too early.
    @Override
    public void request(Request request) {
        open++;
        route.request(this, request);
    }

    @Override
    public void read(Request request, boolean all) {
        whole &= all;
        if (--open <= 0) {
            over.accept(this);
        }
    }

    @Override
    public void untold(Request request, String why) {
        route.untold(request, why);
    }

    @Override
    public boolean lacks(OrderEvent event) {
        return route.lacks(event);
    }

    @Override
    public void streaming(String link, boolean live) {
        // No stream.
    }

    @Override
    public void reconnect(String why) {
        // No connection.
    }
}
