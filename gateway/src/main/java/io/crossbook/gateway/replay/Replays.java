package io.crossbook.gateway.replay;

import io.crossbook.gateway.web.Ask;
import io.crossbook.gateway.web.Caller;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves replays of one tape, over HTTP and WebSockets, so many at one time.
public final class Replays {

    private static final Logger LOG = LoggerFactory.getLogger("crossbook");
    /// How long a client of `/ws-replay` may take to subscribe.
    private static final long SUBSCRIBE_MILLIS = 2_000;
    /// How long it may go on with that after its first word.
    private static final long MORE_MILLIS = 300;

    private final Path tape;
    private final Limits limits;
    private final Slots slots;

    /// What readers may ask for: so many replays at one time, so many of them by one token, so many listings times data types in one. Who reads next to nothing for `patienceSeconds` is cut off;
    /// WebSockets are pinged each `pingMillis`. All replays together work on so many `processors`.
    public record Limits(int mostAtOnce, int mostOfOne, int mostTopics, int patienceSeconds,
            int pingMillis, double processors) {

        /// Beside a daemon: four replays, two of one token, a minute of patience, a quarter of the machine.
        public static Limits of(int mostTopics, int pingMillis) {
            return new Limits(4, 2, mostTopics, 60, pingMillis,
                    Runtime.getRuntime().availableProcessors() / 4.0);
        }

        /// Where nothing else is served: as fast as it goes.
        public static Limits alone(int mostTopics, int pingMillis) {
            return new Limits(4, 4, mostTopics, 60, pingMillis, 4);
        }
    }

    private interface Work {
        /// What was not found of what is wanted, empty where all was.
        String play(Outlet outlet) throws IOException;
    }

    /// A folder of segments, which may be recorded to meanwhile; it need not be there yet.
    public Replays(Path tape, Limits limits) {
        this.tape = tape;
        this.limits = limits;
        slots = new Slots(limits.mostAtOnce(), limits.mostOfOne());
    }

    /// What is answered over HTTP.
    public List<Route> routes() {
        return List.of(
                Route.writing(Route.Method.GET, "/replay-normalized",
                        "The tape in the format of /ws-stream-normalized, a line a message",
                        Page.TYPE, this::normalizedPage, Parameter.document("options",
                                "JSON: [{\"exchange\", \"symbols\", \"dataTypes\", \"from\", \"to\"}]")
                                .needed()),
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
                play(ask.caller(), page, reading);
            } else {
                page.refuse(new Refusal(429, refusal));
            }
        }
    }

    private Session normalizedSocket(RoutingContext request, ServerWebSocket opened) {
        var socket = new Socket(request, opened, limits.pingMillis());
        String options = request.queryParams().get("options");
        play(Caller.of(request), socket, () -> normalized(options));
        return socket;
    }

    /// As tardis-machine: the client subscribes as at the exchange, and gets the frames that it subscribes to; all that was recorded of the exchange where it says nothing of that kind.
    private Session rawSocket(RoutingContext request, ServerWebSocket opened) {
        var query = request.queryParams();
        var socket = new Socket(request, opened, limits.pingMillis());
        var begun = new AtomicBoolean();
        var said = new Said();
        Runnable begin = () -> {
            if (begun.compareAndSet(false, true)) {
                play(Caller.of(request), socket, () -> raw(new RawReplay(
                        Objects.requireNonNullElse(query.get("exchange"), ""),
                        Span.read(Objects.requireNonNullElse(query.get("from"), ""),
                                Objects.requireNonNullElse(query.get("to"), "")),
                        oneConnection(query.get("session"), said.filters()), false, false)));
            }
        };
        opened.textMessageHandler(text -> {
            if (said.hears(text)) {
                request.vertx().setTimer(MORE_MILLIS, _ -> begin.run());
            }
        });
        request.vertx().setTimer(SUBSCRIBE_MILLIS, _ -> begin.run());
        return socket;
    }

    private static List<Filter> oneConnection(@Nullable String session, List<Filter> filters) {
        if (session != null) {
            throw new IllegalArgumentException("'session' is " + session
                    + ": several connections of one replay are not served here; /ws-replay-normalized takes several exchanges on one");
        }
        return filters;
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

    private void play(Caller caller, Reader reader, Supplier<Work> reading) {
        Work work;
        try {
            work = reading.get();
        } catch (IllegalArgumentException e) {
            reader.refuse(new Refusal(400, String.valueOf(e.getMessage())));
            return;
        }
        Refusal none = slots.take(caller);
        if (none != null) {
            reader.refuse(none);
            return;
        }
        var outlet = new Outlet(reader, limits.patienceSeconds());
        reader.onClose(outlet::gone);
        Thread.ofPlatform().daemon().name("replay").start(() -> {
            try {
                outlet.shares(Share.of(limits.processors(), slots::taken));
                play(reader, outlet, work);
            } finally {
                slots.free(caller);
            }
        });
    }

    /// What was told before it is not taken back.
    private static void refuse(Reader reader, Outlet outlet, Refusal refusal) {
        if (outlet.messages() > 0) {
            LOG.warn("A replay ends early: {}", line(refusal.why()));
            try {
                outlet.finish();
            } catch (Gone _) {
                LOG.debug("Nobody reads it any more");
            }
        }
        reader.refuse(refusal);
    }

    /// In one line of the log, whatever names a client has made up.
    private static String line(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private void play(Reader reader, Outlet outlet, Work work) {
        try {
            String missing = work.play(outlet);
            outlet.finish();
            if (!missing.isEmpty()) {
                LOG.warn("A replay found a part of what it was asked for: {}", line(missing));
            }
            reader.done(missing);
        } catch (Refusal e) {
            refuse(reader, outlet, e);
        } catch (Gone e) {
            reader.end(String.valueOf(e.getMessage()));
        } catch (NoSuchFileException _) {
            reader.refuse(Refusal.notOnTape("there is no tape: nothing was recorded in " + tape));
        } catch (IOException | RuntimeException e) {
            LOG.error("A replay of {} failed", tape, e);
            reader.fail("the replay failed: the log of the daemon says more");
        }
    }
}
