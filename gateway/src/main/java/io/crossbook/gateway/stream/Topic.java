package io.crossbook.gateway.stream;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/// What the stream tells of, and by which fields less of it can be subscribed to.
public enum Topic {
    /// The best of each instrument over all exchanges. A state.
    TOP("instrument"),
    /// One book, to a depth. A state.
    BOOK("exchange", "symbol", "depth"),
    /// Trades. Facts.
    TRADE("exchange", "symbol", "instrument"),
    /// What is worth doing. Facts.
    OPPORTUNITY("exchange", "instrument"),
    /// What was done about it. Facts.
    ATTEMPT("exchange", "instrument"),
    /// The orders of that. Facts.
    ORDER("exchange", "symbol", "instrument"),
    /// What indicators, models and callers think; nobody does yet. Facts.
    SIGNAL(),
    /// Which books are to be believed, and how trading stands. A state.
    HEALTH("exchange", "instrument");

    /// The names of all.
    public static final SequencedSet<String> WORDS = Arrays.stream(values()).map(Topic::word)
            .collect(Collectors.toCollection(LinkedHashSet::new));

    @SuppressWarnings("ImmutableEnumChecker") // nobody changes what List.of made
    private final List<String> fields;

    Topic(String... fields) {
        this.fields = List.of(fields);
    }

    /// What a client calls it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<String> fields() {
        return fields;
    }

    static Topic of(String word) {
        for (Topic topic : values()) {
            if (topic.word().equals(word)) {
                return topic;
            }
        }
        throw new IllegalArgumentException("topic '"
                + (word.length() <= 40 ? word : word.substring(0, 40) + "...") + "' is not one of "
                + WORDS);
    }
}
