package io.crossbook.gateway.replay;

import io.crossbook.gateway.web.Ask;
import io.crossbook.gateway.web.NormalizedOption;
import io.crossbook.gateway.web.Parameter;
import io.crossbook.gateway.web.Reply;
import io.crossbook.gateway.web.Route;
import io.crossbook.gateway.web.Session;
import io.crossbook.gateway.web.SocketRoute;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves replays of one tape, over HTTP and WebSockets, so many at one time.
public final class Replays {

    private static final Logger LOG = LoggerFactory.getLogger("crossbook");
    /// How long a client of `/ws-replay` may take to subscribe.
    private static final long SUBSCRIBE_MILLIS = 2_000;

    private final Path tape;
    private final Limits limits;
    private final AtomicInteger playing = new AtomicInteger();

    /// What readers may ask for: so many replays at one time, so many listings times data types in one of them. Who takes nothing for `patienceSeconds` is cut off; WebSockets are pinged each
    /// `pingMillis`.
    public record Limits(int mostAtOnce, int mostTopics, int patienceSeconds, int pingMillis) {

        /// Four replays, a minute of patience.
        public static Limits of(int mostTopics, int pingMillis) {
            return new Limits(4, mostTopics, 60, pingMillis);
        }
    }

    private interface Work {
        void play(Outlet outlet) throws IOException;
    }

    /// A folder of segments, which may be recorded to meanwhile; it need not be there yet.
    public Replays(Path tape, Limits limits) {
        this.tape = tape;
        this.limits = limits;
    }

    /// What is answered over HTTP.
    public List<Route> routes() {
        return List.of(
                Route.writing(Route.Method.GET, "/replay-normalized",
                        "The tape in the format of /ws-stream-normalized, a line a message",
                        Page.TYPE, this::normalizedPage, Parameter.document("options",
                                "JSON: [{\"exchange\", \"symbols\", \"dataTypes\", \"from\", \"to\"}]").needed()),
                Route.writing(Route.Method.GET, "/replay", "Frames of the tape as they came",
                        Page.TYPE, this::rawPage, Parameter.document("options",
                                "JSON: {\"exchange\", \"filters\", \"from\", \"to\"}").needed()),
                Route.get("/health-check", "Whether the server lives, and its memory", "",
                        ask -> ask.done(Reply.json(HealthCheck.now()))));
    }

    /// What is answered over WebSockets.
    public List<SocketRoute> sockets() {
        return List.of(new SocketRoute("/ws-replay-normalized", this::normalizedSocket),
                new SocketRoute("/ws-replay", this::rawSocket));
    }

    private void normalizedPage(Ask ask, RoutingContext request) {
        page(ask, request, () -> normalized(ask.text("options")));
    }

    private void rawPage(Ask ask, RoutingContext request) {
        page(ask, request, () -> {
            JsonObject options = NormalizedOption.objects(ask.text("options")).getFirst();
            return raw(new RawReplay(NormalizedOption.text(options, "exchange"),
                    Span.read(NormalizedOption.text(options, "from"),
                            NormalizedOption.text(options, "to")),
                    Filter.read(options),
                    Boolean.TRUE.equals(options.getValue("withDisconnects")), true));
        });
    }

    private void page(Ask ask, RoutingContext request, Supplier<Work> reading) {
        if (request.request().method().equals(HttpMethod.HEAD)) {
            request.response().putHeader("Content-Type", Page.TYPE).end();
        } else {
            var page = new Page(request);
            String refusal = ask.stays(page);
            if (refusal.isEmpty()) {
                play(page, reading);
            } else {
                page.refuse(new Refusal(429, refusal));
            }
        }
    }

    private Session normalizedSocket(RoutingContext request, ServerWebSocket opened) {
        var socket = new Socket(request, opened, limits.pingMillis());
        String options = request.queryParams().get("options");
        play(socket, () -> normalized(options));
        return socket;
    }

    /// As tardis-machine: the client subscribes as at the exchange. What it subscribes to is not read: all that was recorded of the exchange comes.
    private Session rawSocket(RoutingContext request, ServerWebSocket opened) {
        var query = request.queryParams();
        var socket = new Socket(request, opened, limits.pingMillis());
        var begun = new AtomicBoolean();
        Runnable begin = () -> {
            if (begun.compareAndSet(false, true)) {
                play(socket, () -> raw(new RawReplay(
                        Objects.requireNonNullElse(query.get("exchange"), ""),
                        Span.read(Objects.requireNonNullElse(query.get("from"), ""),
                                Objects.requireNonNullElse(query.get("to"), "")),
                        unsynchronised(query.get("session")), false, false)));
            }
        };
        opened.textMessageHandler(_ -> begin.run());
        request.vertx().setTimer(SUBSCRIBE_MILLIS, _ -> begin.run());
        return socket;
    }

    private static List<Filter> unsynchronised(
            @Nullable String session) {
        if (session != null) {
            throw new IllegalArgumentException("'session' is " + session
                    + ": several connections of one replay are not served here; /ws-replay-normalized takes several exchanges on one");
        }
        return List.of();
    }

    private Work normalized(@Nullable String query) {
        List<NormalizedOption> options = NormalizedOption.read(query);
        options.forEach(option -> Span.read(option.from(), option.to()));
        return outlet -> new Rerun(tape, options.stream()
                .map(option -> new Window(option, outlet, limits.mostTopics())).toList(), outlet)
                .run();
    }

    private Work raw(RawReplay replay) {
        if (replay.exchange().isEmpty()) {
            throw new IllegalArgumentException("'exchange' is missing");
        }
        return outlet -> replay.play(tape, outlet);
    }

    private void play(Reader reader, Supplier<Work> reading) {
        Work work;
        try {
            work = reading.get();
        } catch (IllegalArgumentException e) {
            reader.refuse(new Refusal(400, String.valueOf(e.getMessage())));
            return;
        }
        if (playing.incrementAndGet() > limits.mostAtOnce()) {
            playing.decrementAndGet();
            reader.refuse(new Refusal(503, limits.mostAtOnce()
                    + " replays run, and no more are served at one time"));
            return;
        }
        var outlet = new Outlet(reader, limits.patienceSeconds());
        reader.onClose(outlet::gone);
        Thread.ofPlatform().daemon().name("replay").start(() -> play(reader, outlet, work));
    }

    private void play(Reader reader, Outlet outlet, Work work) {
        try {
            work.play(outlet);
            outlet.finish();
            reader.done();
        } catch (Refusal e) {
            reader.refuse(e);
        } catch (Gone e) {
            reader.end(String.valueOf(e.getMessage()));
        } catch (NoSuchFileException _) {
            reader.refuse(Refusal.notOnTape("there is no tape: nothing was recorded in " + tape));
        } catch (IOException | RuntimeException e) {
            LOG.error("A replay of {} failed", tape, e);
            reader.fail("the replay failed: the log of the daemon says more");
        } finally {
            playing.decrementAndGet();
        }
    }
}
