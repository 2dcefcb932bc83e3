package io.crossbook.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/// What last prices of several exchanges would have brought against each other, for `scan --bars`.
///
/// Net of a pair: `sold · (1 − fee) / (bought · (1 + fee)) − 1`. The sum adds what was positive unrounded, and is rounded last.
final class LastPriceScan {

    private static final BigDecimal BPS = BigDecimal.valueOf(10_000);
    private static final MathContext EXACT = MathContext.DECIMAL128;
    private static final int SHOWN = 20;

    private final Path file;
    private final LastPrices.Rule rule;
    private final SortedMap<Long, Map<String, BigDecimal>> moments;
    private final Function<String, BigDecimal> fees;

    /// `fees` gives an exchange's taker fee as a fraction, or throws where nobody stated one.
    LastPriceScan(Path file, LastPrices.Rule rule, LastPrices prices,
            Function<String, BigDecimal> fees) {
        this.file = file;
        this.rule = rule;
        this.moments = prices.moments();
        this.fees = fees;
    }

    String json() throws IOException {
        SortedSet<String> exchanges = new TreeSet<>();
        moments.values().forEach(prices -> exchanges.addAll(prices.keySet()));
        var text = new StringWriter();
        try (var json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeStringField("file", String.valueOf(file.getFileName()));
            json.writeStringField("rule", rule.toString());
            json.writeStringField("note", "last trades, not executable");
            json.writeObjectFieldStart("taker_fees");
            for (String exchange : exchanges) {
                json.writeStringField(exchange, plain(fees.apply(exchange)));
            }
            json.writeEndObject();
            json.writeObjectFieldStart("pairs");
            for (String buy : exchanges) {
                for (String sell : exchanges) {
                    if (!buy.equals(sell)) {
                        new Pair(buy, sell).write(json);
                    }
                }
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        return text.toString();
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static String rounded(BigDecimal bps) {
        return bps.setScale(4, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static BigDecimal bps(BigDecimal got, BigDecimal paid) {
        return got.divide(paid, EXACT).subtract(BigDecimal.ONE).multiply(BPS);
    }

    /// Buying on one exchange and selling on another, at every moment at which both have a price.
    private final class Pair {
        private final String buy;
        private final String sell;
        private final BigDecimal buyFactor;
        private final BigDecimal sellFactor;

        Pair(String buy, String sell) {
            this.buy = buy;
            this.sell = sell;
            buyFactor = BigDecimal.ONE.add(fees.apply(buy));
            sellFactor = BigDecimal.ONE.subtract(fees.apply(sell));
        }

        void write(JsonGenerator json) throws IOException {
            int points = 0;
            int opportunities = 0;
            BigDecimal sum = BigDecimal.ZERO;
            BigDecimal max = null;
            long maxAt = 0;
            json.writeObjectFieldStart("buy " + buy + " / sell " + sell);
            json.writeArrayFieldStart("first_20");
            for (var moment : moments.entrySet()) {
                BigDecimal bought = moment.getValue().get(buy);
                BigDecimal sold = moment.getValue().get(sell);
                if (bought == null || sold == null) {
                    continue;
                }
                points++;
                BigDecimal net = bps(sold.multiply(sellFactor), bought.multiply(buyFactor));
                if (max == null || net.compareTo(max) > 0) {
                    max = net;
                    maxAt = moment.getKey();
                }
                if (net.signum() > 0) {
                    opportunities++;
                    sum = sum.add(net);
                    if (opportunities <= SHOWN) {
                        json.writeStartArray();
                        writeTime(json, moment.getKey());
                        json.writeString(bought.toPlainString());
                        json.writeString(sold.toPlainString());
                        json.writeString(rounded(bps(sold, bought)));
                        json.writeString(rounded(net));
                        json.writeEndArray();
                    }
                }
            }
            json.writeEndArray();
            json.writeNumberField("points_compared", points);
            json.writeNumberField("opportunities", opportunities);
            json.writeStringField("sum_net_bps", rounded(sum));
            if (max == null) {
                json.writeNullField("max_net_bps");
                json.writeNullField("max_at");
            } else {
                json.writeStringField("max_net_bps", rounded(max));
                json.writeFieldName("max_at");
                writeTime(json, maxAt);
            }
            json.writeEndObject();
        }
    }

    /// As each file writes its own: bars in words, trades in seconds.
    private void writeTime(JsonGenerator json, long second) throws IOException {
        switch (rule) {
            case DEPEG -> json.writeString(Instant.ofEpochSecond(second).toString());
            case TRADES -> json.writeNumber(second);
        }
    }
}
