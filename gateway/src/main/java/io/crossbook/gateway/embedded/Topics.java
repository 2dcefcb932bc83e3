package io.crossbook.gateway.embedded;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// How each topic is read.
final class Topics {

    private static final String TRADING = "trading";

    private Topics() {}

    /// Tops of these instruments; of all where none is named.
    static Topic<Top> tops(Set<String> instruments) {
        var latest = new LatestWaiting<String, Top>();
        JsonObject wish = new JsonObject().put("topic", "top");
        if (instruments.size() == 1) {
            wish.put("instrument", instruments.iterator().next());
        }
        return new Plain<>(wish, false, latest) {
            @Override
            public void take(boolean snapshot, JsonArray data) {
                for (Top top : Read.each(data, Read::top)) {
                    if (instruments.isEmpty() || instruments.contains(top.instrument())) {
                        latest.put(top.instrument(), top);
                    }
                }
            }
        };
    }

    /// Which books are to be believed.
    static Topic<BookHealth> health() {
        var latest = new LatestWaiting<String, BookHealth>();
        return new Plain<>(new JsonObject().put("topic", "health"), false, latest) {
            @Override
            public void take(boolean snapshot, JsonArray data) {
                for (JsonObject row : Read.each(data, each -> each)) {
                    if (!row.containsKey(TRADING)) {
                        BookHealth book = Read.bookHealth(row);
                        latest.put(book.exchange() + " " + book.symbol(), book);
                    }
                }
            }
        };
    }

    /// How trading stands; of the same topic.
    static Topic<Standing> standing() {
        var latest = new LatestWaiting<String, Standing>();
        return new Plain<>(new JsonObject().put("topic", "health"), false, latest) {
            @Override
            public void take(boolean snapshot, JsonArray data) {
                for (JsonObject row : Read.each(data, each -> each)) {
                    if (row.containsKey(TRADING)) {
                        latest.put(TRADING, Read.standing(row.getJsonObject(TRADING)));
                    }
                }
            }
        };
    }

    /// Facts, of which at most so many wait.
    static <T> Topic<Fact<T>> facts(JsonObject wish, int most, Function<JsonObject, T> read) {
        var facts = new FactsWaiting<T>(most);
        return new Plain<>(wish, true, facts) {
            @Override
            public void take(boolean snapshot, JsonArray data) {
                List<T> told = Read.each(data, read);
                if (snapshot) {
                    facts.know(told);
                } else {
                    told.forEach(facts::tell);
                }
            }
        };
    }

    private abstract static class Plain<T> implements Topic<T> {
        private final JsonObject wish;
        private final boolean everyStep;
        private final Waiting<T> waiting;

        Plain(JsonObject wish, boolean everyStep, Waiting<T> waiting) {
            this.wish = wish;
            this.everyStep = everyStep;
            this.waiting = waiting;
        }

        @Override
        public final JsonObject wish() {
            return wish;
        }

        @Override
        public final String name() {
            return wish.getString("topic");
        }

        @Override
        public final boolean everyStep() {
            return everyStep;
        }

        @Override
        public final Waiting<T> waiting() {
            return waiting;
        }
    }
}
