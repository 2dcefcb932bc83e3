package io.crossbook.cli;

import com.fasterxml.jackson.core.JsonFactory;
import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.books.Decimals;
import io.crossbook.exchanges.Dialects;
import io.crossbook.gateway.config.ConfigException;
import io.crossbook.gateway.config.Configuration;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Says what recorded sessions would have brought against each other.
@Command(name = "scan", description = {
        "Say what recorded listings would have brought against each other, after taker fees.",
        "Without --compare, every pair of listings of one instrument on two exchanges.",
        "One JSON document; also where nothing could be compared, which exit code 3 says.",
        "With --config, by the engine itself under that configuration, with all its costs: every opportunity, a JSON document a line, as it closed or stood at the end.",
        "With --bars, last prices from a file of bars or trades: where something may have been, not what could be had."})
final class ScanCommand implements Callable<Integer> {

    @Parameters(arity = "0..*", paramLabel = "SESSION", description = "JSON lines as in the corpus, plain or gzip.")
    private List<Path> sessions = List.of();

    @Option(names = "--compare", paramLabel = "EXCHANGE/SYMBOL,EXCHANGE/SYMBOL", split = ",", arity = "1", description = "These two: binance/BTCUSDT,kraken/BTC/USDT.")
    private List<String> compare = List.of();

    @Option(names = "--fees", paramLabel = "EXCHANGE=FRACTION", split = ",", description = "Taker fees as fractions: binance=0.001,kraken=0.004.")
    private Map<String, String> fees = Map.of();

    @Option(names = "--top-only", description = "Compare best prices alone, instead of walking the depth of both books.")
    private boolean topOnly;

    @Option(names = "--config", paramLabel = "FILE", description = "Fees, transfers, conversions and limits, as in exchanges.yaml.")
    private @Nullable Path config;

    @Option(names = "--summary", description = "With --config: totals by pair and by reason, as one document.")
    private boolean summary;

    @Option(names = "--changes", description = "With --config: every step in the life of each opportunity.")
    private boolean changes;

    @Option(names = "--bars", paramLabel = "FILE", description = "Bars or trades of several exchanges, as CSV, plain or gzip.")
    private @Nullable Path bars;

    @Option(names = "--expected-rule", paramLabel = "RULE", description = "With --bars: ${COMPLETION-CANDIDATES}. depeg: closes of minutes with volume; trades: each exchange's last, at most 5 s old, every second.")
    private LastPrices.@Nullable Rule rule;

    @Option(names = "--symbol", paramLabel = "SYMBOL", description = "With --bars: of what is in the file, this alone.")
    private @Nullable String symbol;

    @Option(names = "--json", description = "What is printed is JSON in any case; this changes nothing.")
    boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Map<String, ReplayedBook> books = new LinkedHashMap<>();
    private final List<ScannedPair> pairs = new ArrayList<>();
    private int listings;

    @Override
    public Integer call() throws IOException, Failure, ConfigException {
        if (config != null) {
            return configured(config);
        }
        if (fees.isEmpty() || summary || changes) {
            throw usage(fees.isEmpty()
                    ? "Missing required option: '--fees=EXCHANGE=FRACTION', or --config"
                    : "--summary and --changes are for --config");
        }
        Map<String, Long> fractions = fractions();
        if (bars != null) {
            spec.commandLine().getOut().println(lastPrices(bars, fractions));
            return Exit.OK;
        }
        if (sessions.isEmpty() || rule != null || symbol != null) {
            throw usage(sessions.isEmpty()
                    ? "SESSION is missing, or --bars"
                    : "--expected-rule and --symbol are for --bars");
        }
        if (!compare.isEmpty() && compare.size() != 2) {
            throw usage("--compare wants two listings, not " + compare.size());
        }
        for (String name : compare) {
            if (name.indexOf('/') <= 0) {
                throw usage("--compare " + name + ": EXCHANGE/SYMBOL is wanted");
            }
        }
        return recorded(fractions);
    }

    /// Always one document: also where nothing could be compared, which only the exit code and a line on stderr say.
    private int recorded(Map<String, Long> fractions) throws IOException, Failure {
        var replays = new ArrayList<SessionReplay>();
        List<String> missing;
        try {
            for (Path session : sessions) {
                open(session, replays);
            }
            missing = compare.stream().filter(name -> !books.containsKey(name)).toList();
            if (missing.isEmpty()) {
                pair(fractions);
                new MergedReplay(replays, pairs).run();
            }
        } finally {
            for (SessionReplay replay : replays) {
                replay.close();
            }
        }
        String document = json(missing, fractions);
        for (String name : missing) {
            spec.commandLine().getErr().println("crossbook: no book of " + name
                    + " in these sessions; there are " + String.join(", ", books.keySet()));
        }
        spec.commandLine().getOut().println(document);
        return replays.isEmpty() || !missing.isEmpty() ? Exit.NOTHING : Exit.OK;
    }

    private void open(Path session, List<SessionReplay> replays) throws IOException, Failure {
        PrintWriter err = spec.commandLine().getErr();
        Optional<SessionReplay> replay = SessionReplay.of(session, listings);
        if (replay.isEmpty()) {
            err.println("crossbook: " + session + ": no dialect for "
                    + RecordedFacts.of(session).venue() + ", left out");
            return;
        }
        replays.add(replay.get());
        listings += replay.get().books().size();
        for (ReplayedBook book : replay.get().books()) {
            String name = ScannedPair.name(book.listing());
            if (books.putIfAbsent(name, book) != null) {
                err.println("crossbook: " + session + ": " + name
                        + " is in a session before it too; that one counts");
            }
        }
    }

    private int configured(Path file) throws IOException, Failure, ConfigException {
        if (!fees.isEmpty() || !compare.isEmpty() || topOnly || bars != null || rule != null
                || symbol != null || (summary && changes)) {
            throw usage(summary && changes
                    ? "--summary or --changes, not both"
                    : "--config brings all costs: only --summary or --changes go with it");
        }
        if (sessions.isEmpty()) {
            throw usage("SESSION is missing");
        }
        Configuration configuration = Configuration.read(file, Dialects::of);
        var telling = summary
                ? ConfiguredScan.Telling.SUMMARY
                : changes ? ConfiguredScan.Telling.CHANGES : ConfiguredScan.Telling.LAST;
        try (Tapes tapes = Tapes.of(sessions, spec); Progress shown = Progress.of(spec, "", 1)) {
            tapes.show(shown);
            return new ConfiguredScan(tapes, telling, spec.commandLine().getOut(),
                    spec.commandLine().getErr()).run(configuration, file.toString());
        }
    }

    private String lastPrices(Path file, Map<String, Long> fractions) throws IOException, Failure {
        if (rule == null) {
            throw usage("--bars wants --expected-rule: depeg or trades");
        }
        if (!sessions.isEmpty() || !compare.isEmpty() || topOnly) {
            throw usage("--bars reads one file by itself: no SESSION, --compare or --top-only");
        }
        return new LastPriceScan(file, rule, LastPrices.read(file, rule, symbol),
                exchange -> BigDecimal.valueOf(fee(exchange, fractions),
                        DetectorSettings.FEE_SCALE))
                .json();
    }

    private ParameterException usage(String text) {
        return new ParameterException(spec.commandLine(), text);
    }

    private Map<String, Long> fractions() {
        var fractions = new HashMap<String, Long>();
        fees.forEach((exchange, text) -> {
            try {
                long fee = Decimals.parse(text, DetectorSettings.FEE_SCALE);
                if (Math.abs(fee) >= Decimals.power(DetectorSettings.FEE_SCALE - 1)) {
                    throw usage("--fees " + exchange + "=" + text
                            + ": a fraction below 0.1 is wanted");
                }
                fractions.put(exchange, fee);
            } catch (IllegalArgumentException e) {
                throw usage("--fees " + exchange + "=" + text + ": a fraction such as 0.001 "
                        + "is wanted");
            }
        });
        return fractions;
    }

    private void pair(Map<String, Long> fractions) {
        if (!compare.isEmpty()) {
            pairs.add(pair(Objects.requireNonNull(books.get(compare.get(0))),
                    Objects.requireNonNull(books.get(compare.get(1))), fractions));
            return;
        }
        var all = List.copyOf(books.values());
        for (int i = 0; i < all.size(); i++) {
            for (int j = i + 1; j < all.size(); j++) {
                ReplayedBook a = all.get(i);
                ReplayedBook b = all.get(j);
                if (a.listing().instrument().equals(b.listing().instrument())
                        && !a.listing().exchange().equals(b.listing().exchange())) {
                    pairs.add(pair(a, b, fractions));
                }
            }
        }
    }

    private ScannedPair pair(ReplayedBook a, ReplayedBook b, Map<String, Long> fractions) {
        return ScannedPair.of(a, b, fee(a.listing().exchange(), fractions),
                fee(b.listing().exchange(), fractions), topOnly);
    }

    private static String exchange(String name) {
        return name.substring(0, name.indexOf('/'));
    }

    // A fee that nobody has stated is not taken for zero: that would make every spread look like money.
    private long fee(String exchange, Map<String, Long> fractions) {
        Long fee = fractions.get(exchange);
        if (fee == null) {
            throw usage("--fees names no fee for " + exchange);
        }
        return fee;
    }

    private String json(List<String> missing, Map<String, Long> fractions) throws IOException {
        var text = new StringWriter();
        try (var json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeStringField("sized_by", topOnly ? "top" : "depth");
            if (!missing.isEmpty()) {
                json.writeArrayFieldStart("missing");
                for (String name : missing) {
                    json.writeString(name);
                }
                json.writeEndArray();
                String a = compare.get(0);
                String b = compare.get(1);
                ScannedPair.writeNothing(json, a, b, fee(exchange(a), fractions),
                        fee(exchange(b), fractions));
            } else if (!compare.isEmpty()) {
                pairs.getFirst().write(json);
            } else {
                json.writeArrayFieldStart("pairs");
                for (ScannedPair pair : pairs) {
                    json.writeStartObject();
                    pair.write(json);
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        }
        return text.toString();
    }
}
