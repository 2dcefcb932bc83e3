package io.crossbook.cli.certify;

import io.crossbook.exchanges.Request;
import java.util.concurrent.CompletableFuture;

/// What is asked over REST, until the last answer was read. On the loop's thread.
final class Question extends Listening {

    private final CompletableFuture<Void> over;
    private int open;

    Question(Station station, CompletableFuture<Void> over) {
        super(station);
        this.over = over;
    }

    @Override
    public void request(Request request) {
        open++;
        station.ask(request, answer -> station.orders.read(request, answer, this));
    }

    @Override
    public void read(Request request, boolean whole) {
        station.heard.reads.add(whole);
        if (--open == 0) {
            over.complete(null);
        }
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
