package io.crossbook.gateway.replay;

import io.crossbook.gateway.web.NormalizedOption;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Which frames of an exchange are wanted: those that name the channel and one of the symbols, as words, in small or capital letters.
///
/// Frames pass as they came and are not understood here, so this goes by their text alone.
record Filter(Pattern channel, List<Pattern> symbols) {

    /// Reads `filters` of `{"channel", "symbols"}`; none lets everything pass.
    static List<Filter> read(JsonObject options) {
        var filters = new ArrayList<Filter>();
        Object found = options.getValue("filters");
        if (found == null) {
            return filters;
        }
        if (!(found instanceof JsonArray array)
                || !array.stream().allMatch(JsonObject.class::isInstance)) {
            throw new IllegalArgumentException("'filters' is " + found
                    + " where an array of {\"channel\", \"symbols\"} is wanted");
        }
        for (Object entry : array) {
            var filter = (JsonObject) entry;
            String channel = NormalizedOption.text(filter, "channel");
            if (channel.isEmpty()) {
                throw new IllegalArgumentException("'channel' is missing in a filter");
            }
            filters.add(of(word(channel), NormalizedOption.strings(filter, "symbols")));
        }
        return filters;
    }

    static Filter of(Pattern channel, List<String> symbols) {
        return new Filter(channel, symbols.stream().map(Filter::symbol).toList());
    }

    /// `BTC-USDT` stands in `BTC-USDT-SWAP` as a word, and is another symbol.
    private static Pattern symbol(String text) {
        return Pattern.compile("(?<![a-z0-9/_:-])" + Pattern.quote(text) + "(?![a-z0-9/_:-])",
                Pattern.CASE_INSENSITIVE);
    }

    static Pattern word(String text) {
        return Pattern.compile("(?<![a-z0-9])" + Pattern.quote(text) + "(?![a-z0-9])",
                Pattern.CASE_INSENSITIVE);
    }

    boolean passes(String frame) {
        return channel.matcher(frame).find() && (symbols.isEmpty()
                || symbols.stream().anyMatch(symbol -> symbol.matcher(frame).find()));
    }
}
