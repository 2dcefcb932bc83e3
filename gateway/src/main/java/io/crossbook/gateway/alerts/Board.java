package io.crossbook.gateway.alerts;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// What holds now, and what was told of it: each thing once, again while it lasts or when it is something else by now, and once more when it is over.
///
/// Told again and again what holds, it finds out what is new. Any thread; one looks, and who ends tells that he does; readers wait for nobody with [#active] and [#recent].
final class Board {

    /// Gone for so long it is over; what flickers is one alert.
    static final long SETTLE_MILLIS = 10_000;
    /// Of one cause; a hundred say it all.
    static final int MOST = 100;
    private static final int MOST_RECENT = 500;

    private record Key(Cause cause, String about) {}

    private static final class Held {
        private final long since;
        private long seen;
        private long told;
        private String text;
        private String toldText = "";

        private Held(long since, String text) {
            this.since = since;
            seen = since;
            this.text = text;
        }
    }

    private final long repeatMillis;
    private final UnaryOperator<String> blanked;
    private final Consumer<Alert> out;
    private final Map<Key, Held> held = new LinkedHashMap<>();
    private final Map<String, Long> events = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST_RECENT;
        }
    };
    private final Deque<Alert> told = new ArrayDeque<>();
    private volatile List<Alert> active = List.of();
    private volatile List<Alert> recent = List.of();

    /// `out` hears of all that is told; what lasts is told again every `repeatMillis`. `blanked` takes secrets out of words.
    Board(long repeatMillis, UnaryOperator<String> blanked, Consumer<Alert> out) {
        this.repeatMillis = repeatMillis;
        this.blanked = blanked;
        this.out = out;
    }

    /// All that holds of a cause now, by what it is about, with words for it.
    synchronized void hold(Cause cause, Map<String, String> now, long millis) {
        now.forEach((about, text) -> holds(new Key(cause, about), text, millis));
        for (Map.Entry<Key, Held> each : List.copyOf(held.entrySet())) {
            Key key = each.getKey();
            Held gone = each.getValue();
            if (key.cause != cause || now.containsKey(key.about)) {
                continue;
            }
            if (gone.told == 0) {
                held.remove(key);
            } else if (millis - gone.seen >= SETTLE_MILLIS) {
                held.remove(key);
                tell(alert(key, gone, Alert.State.RESOLVED, millis));
            }
        }
        active = held.entrySet().stream().filter(each -> each.getValue().told != 0)
                .map(each -> alert(each.getKey(), each.getValue(), Alert.State.FIRING,
                        each.getValue().told))
                .toList();
    }

    private void holds(Key key, String words, long millis) {
        String text = blanked.apply(words);
        Held known = held.get(key);
        if (known == null) {
            if (held.keySet().stream().filter(each -> each.cause == key.cause).count() >= MOST) {
                return;
            }
            known = new Held(millis, text);
            held.put(key, known);
        }
        known.seen = millis;
        known.text = text;
        boolean first = known.told == 0;
        if (first
                ? millis - known.since >= key.cause.patienceMillis()
                : !text.equals(known.toldText) && millis - known.told >= key.cause.againMillis()) {
            tell(key, known, Alert.State.FIRING, millis);
        } else if (!first && millis - known.told >= repeatMillis) {
            tell(key, known, Alert.State.REPEATED, millis);
        }
    }

    private void tell(Key key, Held known, Alert.State state, long millis) {
        known.told = millis;
        known.toldText = known.text;
        tell(alert(key, known, state, millis));
    }

    /// Something happened, which nobody will say is over; the same words are not told twice within the time after which alerts repeat.
    synchronized void happened(Cause cause, String words, long millis) {
        String text = blanked.apply(words);
        Long before = events.get(text);
        if (before == null || millis - before >= repeatMillis) {
            events.remove(text);
            events.put(text, millis);
            tell(new Alert(cause, "", text, Alert.State.FIRING, millis, millis));
        }
    }

    private static Alert alert(Key key, Held of, Alert.State state, long millis) {
        return new Alert(key.cause, key.about, of.text, state, of.since, millis);
    }

    private void tell(Alert alert) {
        told.addFirst(alert);
        if (told.size() > MOST_RECENT) {
            told.removeLast();
        }
        recent = List.copyOf(told);
        out.accept(alert);
    }

    /// What holds now and was told.
    List<Alert> active() {
        return active;
    }

    /// What was told last, newest first.
    List<Alert> recent() {
        return recent;
    }
}
