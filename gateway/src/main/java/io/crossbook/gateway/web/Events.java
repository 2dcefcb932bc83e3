package io.crossbook.gateway.web;

import io.crossbook.gateway.stream.Reader;
import io.crossbook.gateway.stream.Topic;
import io.crossbook.gateway.stream.Wish;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The stream for the simplest clients: `GET /v1/events?topics=top,opportunity`. On the feed's thread.
///
/// Every topic begins with a snapshot, also for who comes back: Last-Event-ID is not looked at.
final class Events {

    static final String TYPE = "text/event-stream";

    private static final List<String> FILTERS = List.of("exchange", "symbol", "instrument");

    private final Web.Settings settings;
    private final Clients clients;
    private final Sessions sessions;
    private final Listener listener;
    private @Nullable TopicBoard board;

    Events(Web.Settings settings, Clients clients, Sessions sessions, Listener listener) {
        this.settings = settings;
        this.clients = clients;
        this.sessions = sessions;
        this.listener = listener;
    }

    /// Where the topics come from, before the first request.
    void from(TopicBoard topics) {
        board = topics;
    }

    Route route() {
        return Route.writing(Route.Method.GET, "/v1/events",
                "Topics of the stream as server-sent events; each begins with a snapshot", TYPE,
                this::serve,
                Parameter.text("topics", "some of " + String.join(", ", Topic.WORDS)
                        + ", with commas between them").needed(),
                Parameter.text("exchange",
                        "this one alone; every topic that is asked for must have exchanges"),
                Parameter.text("symbol",
                        "this one alone; every topic that is asked for must have symbols"),
                Parameter.text("instrument",
                        "this one alone, such as BTC/USDT; every topic that is asked for must have instruments"),
                Parameter.whole("depth", 20, 1, 5_000, "levels of each side of a book"));
    }

    private void serve(Ask ask, RoutingContext request) {
        Caller caller = Gatekeeper.caller(request);
        TopicBoard topics = board;
        if (caller == null || topics == null) {
            request.fail(503);
            return;
        }
        Set<Wish> wishes = new LinkedHashSet<>();
        String wrong = read(ask, caller, wishes);
        String foreign = wishes.stream().map(wish -> wish.topic().word())
                .filter(topic -> !caller.reads(topic)).findFirst().orElse("");
        String refusal = sessions.refusal(caller);
        if (!wrong.isEmpty()) {
            Routes.problem(request, 400, wrong);
        } else if (!foreign.isEmpty()) {
            Routes.problem(request, 403,
                    "token '" + caller.name() + "' is not for topic '" + foreign + "'");
        } else if (clients.full()) {
            Routes.end(request, Reply.later(clients.fullWhy(), 10));
        } else if (!refusal.isEmpty()) {
            request.response().putHeader("Retry-After", "10");
            Routes.problem(request, 429, refusal);
        } else if (request.request().method().equals(HttpMethod.HEAD)) {
            request.response().putHeader("Content-Type", TYPE).end();
        } else {
            open(topics, wishes, request, caller);
        }
    }

    /// Reads what is wanted into `wishes`; what is wrong with it, empty for nothing.
    private String read(Ask ask, Caller caller, Set<Wish> wishes) {
        int own = caller.quota().topics();
        int most = own == 0
                ? settings.maxTopicsPerClient()
                : Math.min(own, settings.maxTopicsPerClient());
        try {
            for (String topic : ask.text("topics").split(",", -1)) {
                wishes.add(Wish.of(fields(ask, topic.strip())));
            }
        } catch (IllegalArgumentException e) {
            return "topics: " + e.getMessage();
        }
        return wishes.size() <= most
                ? ""
                : "topics: " + wishes.size() + " are found, " + most
                        + " are all that one client may have";
    }

    private static Map<String, Object> fields(Ask ask, String topic) {
        var fields = new HashMap<String, Object>();
        fields.put("topic", topic);
        for (String filter : FILTERS) {
            if (!ask.text(filter).isEmpty()) {
                fields.put(filter, ask.text(filter));
            }
        }
        if (topic.equals(Topic.BOOK.word())) {
            fields.put("depth", (int) ask.whole("depth"));
        }
        return fields;
    }

    private void open(TopicBoard topics, Set<Wish> wishes, RoutingContext request,
            Caller caller) {
        var stream = new EventStream(request.request());
        Reader reader = topics.join(stream);
        stream.reads(reader);
        sessions.admitted(caller);
        sessions.opened(caller, stream);
        clients.entered();
        listener.stays(request);
        request.addEndHandler(_ -> stream.gone());
        stream.onClose(() -> {
            topics.gone(reader);
            clients.left();
        });
        var refused = new ArrayList<String>();
        for (Wish wish : wishes) {
            try {
                topics.subscribe(reader, wish);
            } catch (IllegalArgumentException e) {
                refused.add(e.getMessage());
            }
        }
        if (!refused.isEmpty()) {
            stream.end(String.join("; ", refused));
        }
    }
}
