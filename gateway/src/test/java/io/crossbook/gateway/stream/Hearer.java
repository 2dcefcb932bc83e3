package io.crossbook.gateway.stream;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/// A sink that notes what it gets, and that the test fills up.
public final class Hearer implements Sink {

    /// All messages so far.
    public final List<JsonObject> heard = new ArrayList<>();
    /// The same as they were handed over.
    final List<Message> messages = new ArrayList<>();
    public boolean full;
    /// So many messages more, then it is full.
    int room = Integer.MAX_VALUE;
    public String closed = "";
    public int pings;
    public int flushes;

    @Override
    public boolean roomy() {
        return !full;
    }

    @Override
    public void send(Message message) {
        full |= --room == 0;
        messages.add(message);
        heard.add(new JsonObject(message.toString()));
    }

    @Override
    public void flush() {
        flushes++; // nothing is held back
    }

    @Override
    public void ping() {
        pings++;
    }

    @Override
    public void failed(RuntimeException mistake) {
        closed = mistake.toString();
    }

    @Override
    public void tooSlow(String why) {
        closed = why;
    }
}
