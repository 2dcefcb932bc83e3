package io.crossbook.gateway.embedded;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// How each topic is read.
final class Topics {

    private Topics() {}

    /// Tops of these instruments; of all where none is named.
    static Topic<Top> tops(Set<String> instruments) {
        var latest = new LatestWaiting<String, Top>();
        return new Plain<>("top", latest) {
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

    /// A topic of facts, of which at most so many wait.
    static <T> Topic<Fact<T>> facts(String name, int most, Function<JsonObject, T> read) {
        var facts = new FactsWaiting<T>(most);
        return new Plain<>(name, facts) {
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

    /// One that is subscribed to by its name alone.
    private abstract static class Plain<T> implements Topic<T> {
        private final String name;
        private final Waiting<T> waiting;

        Plain(String name, Waiting<T> waiting) {
            this.name = name;
            this.waiting = waiting;
        }

        @Override
        public final JsonObject subscribe() {
            return new JsonObject().put("subscribe", new JsonArray().add(name));
        }

        @Override
        public final String name() {
            return name;
        }

        @Override
        public final Waiting<T> waiting() {
            return waiting;
        }
    }
}
