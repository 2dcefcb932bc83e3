package io.crossbook.gateway.web;

import io.crossbook.gateway.engine.Engine;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A request whose parameters are as its route wants them, and the way to what it asks about.
public final class Ask {

    private final Map<String, String> values;
    private final Caller caller;
    private final String path;
    private final Readings readings;
    private final Executor feedThread;
    private final Sessions sessions;

    /// `values` by the name of the parameter; of those that were left out, what counts then.
    Ask(Map<String, String> values, Caller caller, String path, Readings readings,
            Executor feedThread, Sessions sessions) {
        this.values = values;
        this.caller = caller;
        this.path = path;
        this.readings = readings;
        this.feedThread = feedThread;
        this.sessions = sessions;
    }

    /// The same way to another route.
    Ask of(Map<String, String> others) {
        return new Ask(others, caller, path, readings, feedThread, sessions);
    }

    void onFeedThread(Runnable work) {
        feedThread.execute(work);
    }

    /// Who asks.
    public Caller caller() {
        return caller;
    }

    /// The same in one word, which no two tokens share.
    public String who() {
        return caller.name() + " " + caller.id();
    }

    /// Something stays open to answer this: it counts in the caller's quota, and ends with its token at the latest. Why it may not, empty when it may. On the feed's
    /// thread.
    public String stays(Session session) {
        return sessions.admit(caller, session);
    }

    /// The reason `why` that came with a request, and who gave it, for the journal.
    public String reason() {
        String why = text("why");
        return "HTTP" + (caller.token() ? " " + caller.name() : "")
                + (why.isBlank() ? "" : ": " + why);
    }

    /// What a parameter says; empty where it was left out.
    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no parameter " + name);
        }
        return value;
    }

    /// A number, within the bounds of its parameter.
    public long whole(String name) {
        return Long.parseLong(text(name));
    }

    /// How many rows of a list are wanted at most.
    public int limit() {
        return (int) whole(Parameter.LIMIT);
    }

    /// Where the list of this name is gone on with; null where the cursor is of another list or of nobody.
    public @Nullable Cursor cursor(String list) {
        return Cursor.read(list, text(Parameter.CURSOR));
    }

    /// What is answered when the cursor is null.
    public Reply noCursor() {
        return Reply.problem(400, Parameter.CURSOR + ": '"
                + Parameter.shortened(text(Parameter.CURSOR))
                + "' is found, what `next` of a page of this list said is wanted");
    }

    /// What is known already.
    public CompletionStage<Reply> done(Reply reply) {
        return CompletableFuture.completedFuture(reply);
    }

    /// Reads on the engine's thread when its turn comes, which must not take long, and writes on that of the feed.
    public <T extends @Nullable Object, R> CompletionStage<R> read(
            Function<Engine, T> reading, Function<T, R> writing) {
        return readings.read(who() + " " + path, reading)
                .thenApplyAsync(writing, feedThread);
    }

    /// What is answered when a reading has failed; null for a mistake of ours.
    static @Nullable Reply failed(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof TimeoutException
                ? Reply.later(String.valueOf(cause.getMessage()), 1)
                : null;
    }
}
