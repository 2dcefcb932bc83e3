package io.crossbook.gateway.tape;

import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Request;
import io.crossbook.gateway.engine.Input;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Brings recorded REST answers together with the requests of a replayed engine, which asks at other moments and under other
/// ids than whoever recorded.
///
/// An answer goes to the oldest waiting request for the like, snapshots first; without one it is kept, and given once to the
/// next that asks. Alike are the same exchange, the same path (a base path may stand before it) and the same
/// parameters, however many levels each asks for.
final class RecordedAnswers {

    private static final List<String> HOW_MUCH = List.of("limit", "depth", "count", "sz", "size",
            "timestamp", "level");
    private static final int MOST_KEPT = 10_000;

    private record Likeness(String exchange, String path, SortedMap<String, String> parameters) {

        static Likeness of(String exchange, String url) {
            int scheme = url.indexOf("://");
            int slash = url.indexOf('/', scheme < 0 ? 0 : scheme + 3);
            int question = url.indexOf('?');
            int pathEnd = question < 0 ? url.length() : question;
            var parameters = new TreeMap<String, String>();
            if (question >= 0) {
                for (String parameter : url.substring(question + 1).split("&", -1)) {
                    int equals = parameter.indexOf('=');
                    String name = equals < 0 ? parameter : parameter.substring(0, equals);
                    if (!HOW_MUCH.contains(name)) {
                        parameters.put(name, equals < 0 ? "" : parameter.substring(equals + 1));
                    }
                }
            }
            return new Likeness(exchange,
                    slash < 0 || slash > pathEnd ? "" : url.substring(slash, pathEnd), parameters);
        }

        boolean like(Likeness other) {
            return exchange.equals(other.exchange) && parameters.equals(other.parameters)
                    && (path.endsWith(other.path) || other.path.endsWith(path));
        }
    }

    private record Waiting(long id, Likeness likeness, Request.About about) {}

    private record Kept(Likeness likeness, Answer answer) {}

    private final List<Waiting> waiting = new ArrayList<>();
    private final Deque<Kept> kept = new ArrayDeque<>();
    private final Deque<Input.Answered> ready = new ArrayDeque<>();

    void ask(long id, String exchange, Request request) {
        var asked = new Waiting(id, Likeness.of(exchange, request.url()), request.about());
        for (Iterator<Kept> all = kept.iterator(); all.hasNext();) {
            Kept answer = all.next();
            if (answer.likeness.like(asked.likeness)) {
                all.remove();
                ready.add(new Input.Answered(id, answer.answer));
                return;
            }
        }
        waiting.add(asked);
    }

    void answer(String exchange, String url, Answer answer) {
        Likeness likeness = Likeness.of(exchange, url);
        Waiting chosen = null;
        for (Waiting one : waiting) {
            if (one.likeness.like(likeness) && (chosen == null
                    || (chosen.about != Request.About.SNAPSHOT
                            && one.about == Request.About.SNAPSHOT))) {
                chosen = one;
            }
        }
        if (chosen != null) {
            waiting.remove(chosen);
            ready.add(new Input.Answered(chosen.id, answer));
            return;
        }
        kept.removeIf(one -> one.likeness.like(likeness));
        kept.addLast(new Kept(likeness, answer));
        if (kept.size() > MOST_KEPT) {
            kept.removeFirst();
        }
    }

    /// The next answer that has found its request, null when there is none.
    Input.@Nullable Answered ready() {
        return ready.poll();
    }
}
