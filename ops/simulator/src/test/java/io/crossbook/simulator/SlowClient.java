package io.crossbook.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Rebuilds books from native frames by the exchanges' documents, slowly and with plain trees.
///
/// It knows nothing of the simulator's writing code, only of the protocols; what breaks their rules
/// is an [AssertionError].
final class SlowClient {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();

    private final Map<String, State> books = new LinkedHashMap<>();
    private final int depth;
    private int applied;

    /// A client that subscribed to books of this depth.
    SlowClient(int depth) {
        this.depth = depth;
    }

    /// One book; prices and sizes keep the digits they came with.
    static final class State {
        final TreeMap<BigDecimal, BigDecimal> bids = new TreeMap<>(Comparator.reverseOrder());
        final TreeMap<BigDecimal, BigDecimal> asks = new TreeMap<>();
        final List<JsonNode> waiting = new ArrayList<>();
        long last = -1;
        /// Binance: whether a diff has followed on the snapshot yet.
        boolean joined;

        void clear() {
            bids.clear();
            asks.clear();
        }
    }

    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    int applied() {
        return applied;
    }

    @Nullable
    State book(String symbol) {
        return books.get(symbol);
    }

    private State state(String symbol) {
        return books.computeIfAbsent(symbol, _ -> new State());
    }

    /// Any frame of any of the protocols; what is no book is ignored.
    void frame(String text) {
        JsonNode frame = parse(text);
        if (frame.isArray()) {
            krakenV1(frame);
        } else if (frame.path("channel").asText("").equals("book")) {
            krakenV2(frame);
        } else if (frame.path("topic").asText("").startsWith("orderbook.")) {
            bybit(frame);
        } else {
            JsonNode data = frame.has("stream") ? frame.path("data") : frame;
            if (data.path("e").asText("").equals("depthUpdate")) {
                State state = state(data.path("s").asText());
                if (state.last < 0) {
                    state.waiting.add(data);
                } else {
                    binance(state, data);
                }
            }
        }
    }

    /// Binance's REST snapshot: "How to manage a local order book correctly".
    void snapshot(String symbol, String body) {
        JsonNode snapshot = parse(body);
        State state = state(symbol);
        state.clear();
        state.last = snapshot.path("lastUpdateId").asLong();
        levels(state.bids, snapshot.path("bids"));
        levels(state.asks, snapshot.path("asks"));
        state.joined = false;
        List<JsonNode> waiting = List.copyOf(state.waiting);
        state.waiting.clear();
        waiting.forEach(event -> binance(state, event));
    }

    private void binance(State state, JsonNode event) {
        long first = event.path("U").asLong();
        long last = event.path("u").asLong();
        boolean futures = event.has("pu");
        if (!state.joined) {
            if (futures ? last < state.last : last <= state.last) {
                return;
            }
            long from = futures ? state.last : state.last + 1;
            check(first <= from && from <= last,
                    "no join: " + first + ".." + last + " on " + state.last);
            state.joined = true;
        } else if (futures) {
            check(event.path("pu").asLong() == state.last,
                    "gap: pu " + event.path("pu") + " after " + state.last);
        } else {
            check(first == state.last + 1, "gap: U " + first + " after " + state.last);
        }
        levels(state.bids, event.path("b"));
        levels(state.asks, event.path("a"));
        state.last = last;
        applied++;
    }

    private void krakenV2(JsonNode frame) {
        JsonNode data = frame.path("data").path(0);
        State state = state(data.path("symbol").asText());
        boolean snapshot = frame.path("type").asText().equals("snapshot");
        if (snapshot) {
            state.clear();
            state.last = 0;
        }
        data.path("bids").forEach(level -> put(state.bids, level.path("price"), level.path("qty")));
        data.path("asks").forEach(level -> put(state.asks, level.path("price"), level.path("qty")));
        truncate(state);
        long ours = KrakenChecksum.of(digits(state.asks), digits(state.bids));
        check(ours == data.path("checksum").asLong(), "checksum was " + data.path("checksum")
                + ", ours is " + ours);
        applied++;
    }

    private void krakenV1(JsonNode frame) {
        String channel = frame.path(frame.size() - 2).asText();
        if (!channel.startsWith("book-")) {
            return;
        }
        State state = state(frame.path(frame.size() - 1).asText());
        state.last = 0;
        String checksum = "";
        for (int i = 1; i < frame.size() - 2; i++) {
            JsonNode part = frame.path(i);
            if (part.has("as") || part.has("bs")) {
                state.clear();
            }
            for (String key : List.of("as", "a")) {
                levels(state.asks, part.path(key));
            }
            for (String key : List.of("bs", "b")) {
                levels(state.bids, part.path(key));
            }
            checksum = part.path("c").asText(checksum);
        }
        truncate(state);
        if (!checksum.isEmpty()) {
            long ours = KrakenChecksum.of(digits(state.asks), digits(state.bids));
            check(Long.toString(ours).equals(checksum),
                    "checksum was " + checksum + ", ours is " + ours);
        }
        applied++;
    }

    private void bybit(JsonNode frame) {
        JsonNode data = frame.path("data");
        State state = state(data.path("s").asText());
        boolean snapshot = frame.path("type").asText().equals("snapshot");
        long u = data.path("u").asLong();
        if (snapshot) {
            state.clear();
        } else {
            check(u == state.last + 1, "gap: u " + u + " after " + state.last);
        }
        levels(state.bids, data.path("b"));
        levels(state.asks, data.path("a"));
        state.last = u;
        applied++;
    }

    private void truncate(State state) {
        while (state.bids.size() > depth) {
            state.bids.pollLastEntry();
        }
        while (state.asks.size() > depth) {
            state.asks.pollLastEntry();
        }
    }

    private static List<String> digits(Map<BigDecimal, BigDecimal> side) {
        List<String> digits = new ArrayList<>();
        side.entrySet().stream().limit(10).forEach(level -> {
            digits.add(level.getKey().toPlainString());
            digits.add(level.getValue().toPlainString());
        });
        return digits;
    }

    private static void levels(Map<BigDecimal, BigDecimal> side, JsonNode levels) {
        levels.forEach(level -> put(side, level.path(0), level.path(1)));
    }

    private static void put(Map<BigDecimal, BigDecimal> side, JsonNode price, JsonNode size) {
        BigDecimal key = new BigDecimal(price.asText());
        BigDecimal value = new BigDecimal(size.asText());
        side.remove(key);
        if (value.signum() > 0) {
            side.put(key, value);
        }
    }

    private static void check(boolean right, String otherwise) {
        if (!right) {
            throw new AssertionError(otherwise);
        }
    }

    /// A book as text, plain decimals without trailing zeros, to compare with [#text(Listing,
    /// Book)].
    String text(String symbol) {
        State state = books.get(symbol);
        return state == null ? "no book" : side(state.bids) + " | " + side(state.asks);
    }

    private static String side(Map<BigDecimal, BigDecimal> side) {
        StringBuilder out = new StringBuilder();
        side.forEach((price, size) -> out.append(plain(price)).append('x').append(plain(size))
                .append(' '));
        return out.toString();
    }

    /// The truth in the same form.
    static String text(Listing listing, Book book) {
        StringBuilder out = new StringBuilder();
        for (Side side : Side.values()) {
            for (int rank = 0; rank < book.depth(side); rank++) {
                out.append(plain(new BigDecimal(listing.price(book.price(side, rank))))).append('x')
                        .append(plain(new BigDecimal(listing.size(book.size(side, rank)))))
                        .append(' ');
            }
            out.append(side == Side.BID ? " | " : "");
        }
        return out.toString();
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
