package io.crossbook.gateway.config;

import io.crossbook.books.Instrument;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a value has to look like: how it is read (null when it is not that), and what is wanted, for the message; which does not show a value
/// that is `secret`. `guess` is what somebody may have meant who wrote something else, empty where nothing is near.
record Form<T>(String wanted, Function<String, @Nullable T> reader, boolean secret,
        UnaryOperator<String> guess) {

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,18})?");
    /// As epoch nanoseconds it fits.
    private static final long LATEST_SECONDS = 9_000_000_000L;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    Form(String wanted, Function<String, @Nullable T> reader) {
        this(wanted, reader, false, Form::noGuess);
    }

    private static String noGuess(String text) {
        return "";
    }

    /// The same with one who guesses.
    Form<T> guessing(UnaryOperator<String> other) {
        return new Form<>(wanted, reader, secret, other);
    }

    /// The same, whose wrong values are not shown.
    Form<T> secretly() {
        return new Form<>(wanted, reader, true, Form::noGuess);
    }

    /// The same, for whoever wrote a right value in another way.
    private Form<T> otherwise(UnaryOperator<String> way) {
        return guessing(text -> {
            String other = way.apply(text);
            return reader.apply(other) == null ? "" : other;
        });
    }

    /// What is meant by a wrong text, as the end of a sentence.
    String meant(String text) {
        String near = secret ? "" : guess.apply(text);
        return near.isEmpty() ? "" : "; did you mean " + near + "?";
    }

    /// A text whose wrong values are not shown.
    static Form<String> hidden(String wanted, Function<String, @Nullable String> reader) {
        return new Form<>(wanted, reader, true, Form::noGuess);
    }

    static final Form<Boolean> FLAG = new Form<>("true or false", text -> switch (text) {
        case "true" -> Boolean.TRUE;
        case "false" -> Boolean.FALSE;
        default -> null;
    }).guessing(text -> switch (text.toLowerCase(Locale.ROOT)) {
        case "yes", "on", "1", "y" -> "true";
        case "no", "off", "0", "n" -> "false";
        default -> Nearest.of(text, List.of("true", "false"));
    });

    static final Form<String> TEXT = new Form<>("a text", text -> text.isBlank() ? null : text);

    /// How exchanges and dialects are named.
    static final Form<String> EXCHANGE_NAME = new Form<>(
            "a name of small letters, digits and hyphens such as binance-us",
            text -> NAME.matcher(text).matches() ? text : null)
            .otherwise(text -> text.toLowerCase(Locale.ROOT).replaceAll("[_ ]", "-"));

    static final Form<String> ASSET = new Form<>("an asset in capitals such as USDT",
            text -> text.matches("[A-Z0-9]{1,20}") ? text : null)
            .otherwise(text -> text.toUpperCase(Locale.ROOT));

    static final Form<Instrument> INSTRUMENT = new Form<>(
            "an instrument such as BTC/USDT or BTC/USDT:USDT", Form::instrument)
            .otherwise(text -> text.toUpperCase(Locale.ROOT).replaceAll("[-_]", "/"));

    /// A moment, as epoch nanoseconds.
    static final Form<Long> TIME = new Form<>("a time such as 2026-12-01T06:00:00Z", text -> {
        try {
            long seconds = Instant.parse(text).getEpochSecond();
            return seconds < 0 || seconds > LATEST_SECONDS ? null : seconds * 1_000_000_000L;
        } catch (DateTimeParseException _) {
            return null;
        }
    });

    /// A whole number within bounds, both included.
    static Form<Long> whole(long from, long to) {
        return new Form<>("a whole number from " + from + " to " + to, text -> {
            if (!WHOLE.matcher(text).matches()) {
                return null;
            }
            long value = Long.parseLong(text);
            return value < from || value > to ? null : value;
        }).otherwise(Guess::number);
    }

    /// A decimal within bounds, the upper one excluded, as a mantissa at `scale`.
    static Form<Long> decimal(String wanted, int scale, String from, String below) {
        return new Form<>(wanted, text -> {
            if (!DECIMAL.matcher(text).matches()) {
                return null;
            }
            var value = new BigDecimal(text);
            if (value.compareTo(new BigDecimal(from)) < 0
                    || value.compareTo(new BigDecimal(below)) >= 0
                    || value.stripTrailingZeros().scale() > scale) {
                return null;
            }
            return value.setScale(scale, RoundingMode.UNNECESSARY).unscaledValue().longValueExact();
        }).otherwise(Guess::number);
    }

    /// One of these, and nothing else.
    static Form<String> oneOf(Collection<String> values) {
        return new Form<>("one of " + String.join(", ", values),
                text -> values.contains(text) ? text : null)
                .guessing(text -> Nearest.of(text, values));
    }

    /// A URL that others are made of by adding a path: `problem` says what is wrong with it, it has no query and no fragment.
    static Form<String> base(String wanted, UnaryOperator<String> problem) {
        return new Form<>(wanted,
                text -> problem.apply(text).isEmpty() && plain(URI.create(text)) ? text : null);
    }

    /// The same without a path.
    static Form<String> origin(String wanted, UnaryOperator<String> problem) {
        return new Form<>(wanted, text -> problem.apply(text).isEmpty()
                && plain(URI.create(text)) && URI.create(text).getRawPath().isEmpty()
                        ? text
                        : null);
    }

    private static boolean plain(URI uri) {
        return uri.getRawQuery() == null && uri.getRawFragment() == null;
    }

    private static @Nullable Instrument instrument(String text) {
        if (!text.matches("[A-Z0-9]+/[A-Z0-9]+(:[A-Z0-9]+(-[0-9]{6})?)?")) {
            return null;
        }
        return Instrument.parse(text);
    }
}
