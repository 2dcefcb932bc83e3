package io.crossbook.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What was last paid on several exchanges, moment by moment, from a file of bars or of trades.
///
/// Last trades are not executable: what they show is no opportunity, only where one may have been.
final class LastPrices {

    /// How a file becomes moments.
    enum Rule {
        /// Bars of one minute: the close of those in which something was traded.
        DEPEG,
        /// Trades, received at `local_timestamp` (µs): at every second the last of each exchange, at most five seconds old.
        TRADES;

        /// How people write it.
        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private static final ObjectReader CSV = new CsvMapper()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .readerForMapOf(String.class).with(CsvSchema.emptySchema().withHeader());
    static final Pattern DOLLAR = Pattern.compile("[-_/]?(USDT|USDC|USD)$");
    private static final long SECOND_MICROS = 1_000_000;
    /// How long a bar lasts.
    static final long BAR_SECONDS = 60;
    private static final long MOST_AGE_MICROS = 5 * SECOND_MICROS;

    /// A price that was paid, known from `micros` on; `size` is what was traded at it, or in all of its bar.
    record Print(long micros, String exchange, String symbol, BigDecimal price, BigDecimal size) {}

    private record Trade(long micros, String exchange, BigDecimal price) {}

    private final Path file;
    private final @Nullable String symbol;
    private final Set<String> symbols = new LinkedHashSet<>();
    private final SortedMap<Long, Map<String, BigDecimal>> moments = new TreeMap<>();
    private int row;

    private LastPrices(Path file, @Nullable String symbol) {
        this.file = file;
        this.symbol = symbol;
    }

    /// Reads a file; `symbol` null takes all that is in it.
    static LastPrices read(Path file, Rule rule, @Nullable String symbol)
            throws IOException, Failure {
        var prices = new LastPrices(file, symbol);
        switch (rule) {
            case DEPEG -> prices.bars();
            case TRADES -> prices.trades();
        }
        if (prices.moments.isEmpty()) {
            throw new Failure(Exit.NOTHING, file + ": nothing of "
                    + (symbol == null ? "any symbol" : symbol) + "; there are "
                    + String.join(", ", prices.symbols));
        }
        return prices;
    }

    /// All prices of a file, of whatever symbol, as they became known: a bar's when it ended.
    static List<Print> prints(Path file, Rule rule) throws IOException, Failure {
        var prices = new LastPrices(file, null);
        var prints = new ArrayList<Print>();
        prices.each(row -> {
            Print print = switch (rule) {
                case DEPEG -> new Print((prices.second(row) + BAR_SECONDS) * SECOND_MICROS,
                        prices.text(row, "venue"), prices.text(row, "symbol"),
                        prices.price(row, "close"), prices.number(row, "volume"));
                case TRADES -> new Print(prices.micros(row), prices.text(row, "exchange"),
                        prices.text(row, "symbol"), prices.price(row, "price"),
                        prices.number(row, "amount"));
            };
            if (print.size.signum() > 0) {
                prints.add(print);
            }
        });
        prints.sort(Comparator.comparingLong(Print::micros)); // stable: of one moment the file's order counts
        return prints;
    }

    /// By epoch second, the price on each exchange that has one.
    SortedMap<Long, Map<String, BigDecimal>> moments() {
        return moments;
    }

    private void bars() throws IOException, Failure {
        each(bar -> {
            if (wanted(bar) && number(bar, "volume").signum() > 0) {
                at(second(bar)).put(text(bar, "venue"), price(bar, "close"));
            }
        });
        if (symbol == null && symbols.size() > 1) {
            throw several();
        }
    }

    private Failure several() {
        return new Failure(Exit.USAGE, file + ": holds several symbols, --symbol wants one of "
                + String.join(", ", symbols));
    }

    private void trades() throws IOException, Failure {
        var trades = new ArrayList<Trade>();
        var names = new HashMap<String, Set<String>>();
        each(trade -> {
            if (wanted(trade)) {
                String exchange = text(trade, "exchange");
                names.computeIfAbsent(exchange, _ -> new HashSet<>()).add(text(trade, "symbol"));
                trades.add(new Trade(micros(trade), exchange, price(trade, "price")));
            }
        });
        var coins = new HashSet<String>();
        names.values().forEach(spelt -> spelt.forEach(name -> coins.add(coin(name))));
        if (coins.size() > 1 || names.values().stream().anyMatch(spelt -> spelt.size() > 1)) {
            throw several();
        }
        trades.sort(Comparator.comparingLong(Trade::micros)); // stable: of one moment the file's order counts
        onGrid(trades);
    }

    /// What is traded against some dollar, however an exchange spells it: POLUSDT, POL-USD, POL/USDC.
    private static String coin(String symbol) {
        return DOLLAR.matcher(symbol).replaceFirst("");
    }

    private void onGrid(List<Trade> trades) {
        var last = new HashMap<String, Trade>();
        // A feed that has ended shows nothing from then on.
        long end = trades.isEmpty() ? 0 : Math.ceilDiv(trades.getLast().micros, SECOND_MICROS);
        int next = 0;
        while (next < trades.size()) {
            long second = Math.ceilDiv(trades.get(next).micros, SECOND_MICROS);
            // From here on until all are too old, or the next is due.
            for (boolean any = true; any && second <= end; second++) {
                while (next < trades.size()
                        && trades.get(next).micros <= second * SECOND_MICROS) {
                    last.put(trades.get(next).exchange, trades.get(next));
                    next++;
                }
                any = false;
                for (Trade trade : last.values()) {
                    if (second * SECOND_MICROS - trade.micros <= MOST_AGE_MICROS) {
                        at(second).put(trade.exchange, trade.price);
                        any = true;
                    }
                }
            }
        }
    }

    private Map<String, BigDecimal> at(long second) {
        return moments.computeIfAbsent(second, _ -> new TreeMap<>());
    }

    /// What is done with a row, by its columns' names.
    private interface Reading {
        void row(Map<String, String> row) throws Failure;
    }

    private void each(Reading reading) throws IOException, Failure {
        try (var in = Recording.plain(file);
                MappingIterator<Map<String, String>> rows = CSV.readValues(in)) {
            for (Map<String, String> one = next(rows); one != null; one = next(rows)) {
                reading.row(one);
            }
        }
    }

    private @Nullable Map<String, String> next(MappingIterator<Map<String, String>> rows)
            throws IOException, Failure {
        row++;
        try {
            return rows.hasNextValue() ? rows.nextValue() : null;
        } catch (JsonProcessingException e) {
            throw new Failure(Exit.FAILED, file + ", row " + row + ": " + e.getOriginalMessage());
        }
    }

    private boolean wanted(Map<String, String> one) throws Failure {
        String its = text(one, "symbol");
        symbols.add(its);
        return symbol == null || symbol.equals(its);
    }

    private String text(Map<String, String> one, String column) throws Failure {
        String value = one.get(column);
        if (value == null || value.isEmpty()) {
            throw new Failure(Exit.FAILED, file + ", row " + row + ": no " + column
                    + "; wanted are the columns of its rule");
        }
        return value;
    }

    private BigDecimal number(Map<String, String> one, String column) throws Failure {
        String value = text(one, column);
        try {
            return new BigDecimal(value);
        } catch (NumberFormatException e) {
            throw wrong(column, value, "a number");
        }
    }

    private BigDecimal price(Map<String, String> one, String column) throws Failure {
        BigDecimal price = number(one, column);
        if (price.signum() <= 0) {
            throw wrong(column, price.toPlainString(), "a price above zero");
        }
        return price;
    }

    private long second(Map<String, String> bar) throws Failure {
        String value = text(bar, "open_time_utc");
        try {
            return Instant.parse(value).getEpochSecond();
        } catch (DateTimeParseException e) {
            throw wrong("open_time_utc", value, "a time such as 2023-03-10T00:00:00Z");
        }
    }

    private long micros(Map<String, String> trade) throws Failure {
        try {
            return number(trade, "local_timestamp").longValueExact();
        } catch (ArithmeticException e) {
            throw wrong("local_timestamp", text(trade, "local_timestamp"),
                    "whole microseconds since 1970");
        }
    }

    private Failure wrong(String column, String value, String want) {
        return new Failure(Exit.FAILED, file + ", row " + row + ": " + column + " is '" + value
                + "', " + want + " is wanted");
    }
}
