package io.crossbook.gateway.embedded;

import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.vertx.core.Context;
import io.vertx.core.http.WebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/// One subscription and its socket. Asking and cancelling from any thread; everything else on the feed's, signals too.
final class Reader<T> implements Subscription {

    private static final short NORMAL = 1000;

    private final Subscriber<? super T> downstream;
    private final Topic<T> topic;
    private final Context thread;
    private final Consumer<Reader<T>> gone;
    private final AtomicLong wanted = new AtomicLong();
    private volatile boolean over;
    private @Nullable WebSocket socket;
    private @Nullable FeedException failure;
    private boolean begun;
    private long sequence;
    private boolean telling;

    /// `gone` is called once it is over.
    Reader(Subscriber<? super T> downstream, Topic<T> topic, Context thread,
            Consumer<Reader<T>> gone) {
        this.downstream = downstream;
        this.topic = topic;
        this.thread = thread;
        this.gone = gone;
    }

    @Override
    public void request(long n) {
        if (n <= 0) { // Reactive Streams, rule 3.9
            onThread(() -> end(() -> downstream.onError(new IllegalArgumentException(
                    "request(" + n + "): more than 0 is wanted"))));
        } else {
            wanted.accumulateAndGet(n,
                    (before, more) -> before + more < 0 ? Long.MAX_VALUE : before + more);
            onThread(this::tell);
        }
    }

    @Override
    public void cancel() {
        if (!over) {
            over = true; // nothing more is told, even before the thread knows
            onThread(this::leave);
        }
    }

    private void onThread(Runnable work) {
        try {
            thread.runOnContext(_ -> work.run());
        } catch (RejectedExecutionException _) {
            over = true; // all is closed
        }
    }

    // ---- the feed's thread

    void connected(WebSocket made) {
        socket = made;
        if (over) {
            leave();
            return;
        }
        made.textMessageHandler(this::hear);
        made.closeHandler(_ -> closed(made));
        made.writeTextMessage(new JsonObject()
                .put("subscribe", new JsonArray().add(topic.wish())).encode());
    }

    private void closed(WebSocket by) {
        Short code = by.closeStatusCode();
        String reason = by.closeReason();
        fail(new FeedException(FeedException.Kind.ENDED,
                "the connection to the gateway ended" + (code == null ? "" : " with " + code)
                        + (reason == null || reason.isEmpty() ? "" : ": " + reason)));
    }

    private void hear(String text) {
        if (over || failure != null) {
            return;
        }
        try {
            take(new JsonObject(text));
        } catch (RuntimeException e) { // whatever a message may hold, it is told to whoever reads
            fail(new FeedException(FeedException.Kind.GARBLED,
                    "topic " + topic.name() + ": " + e.getMessage(), e));
        }
        tell();
    }

    private void take(JsonObject message) {
        String error = message.getString("error");
        if (error != null) {
            fail(new FeedException(FeedException.Kind.REFUSED, error));
        } else if (topic.name().equals(message.getString("topic"))) {
            long next = message.getLong("seq");
            boolean snapshot = message.getBoolean("snapshot");
            if (!follows(next, snapshot)) {
                throw new IllegalArgumentException((snapshot ? "snapshot " : "message ") + next
                        + " follows on " + (begun ? sequence : "nothing"));
            }
            begun = true;
            sequence = next;
            topic.take(snapshot, message.getJsonArray("data"));
        }
    }

    private boolean follows(long next, boolean snapshot) {
        if (snapshot || !topic.everyStep()) {
            return begun ? next > sequence : snapshot;
        }
        return begun && next == sequence + 1;
    }

    /// As many as are asked for; the failure once nothing waits.
    private void tell() {
        if (telling) {
            return;
        }
        telling = true;
        try {
            while (!over) {
                T next = wanted.get() > 0 ? topic.waiting().next() : null;
                if (next == null) {
                    break;
                }
                wanted.updateAndGet(now -> now == Long.MAX_VALUE ? now : now - 1);
                downstream.onNext(next);
            }
        } catch (RuntimeException mistake) { // a subscriber must not throw (rule 2.13): whom else to tell
            cancel();
            RxJavaPlugins.onError(mistake);
        } finally {
            telling = false;
        }
        FeedException why = failure;
        if (why != null && topic.waiting().empty()) {
            end(() -> downstream.onError(why));
        }
    }

    /// It goes no further: what waits is told first, unless it is true no longer.
    void fail(FeedException why) {
        if (!over && failure == null) {
            failure = why;
            topic.waiting().ended();
            hangUp();
            tell();
        }
    }

    /// The program that reads has closed everything.
    void complete() {
        end(downstream::onComplete);
    }

    private void end(Runnable signal) {
        if (!over) {
            over = true;
            leave();
            signal.run();
        }
    }

    private void leave() {
        hangUp();
        gone.accept(this);
    }

    private void hangUp() {
        if (socket != null && !socket.isClosed()) {
            socket.close(NORMAL);
        }
    }
}
