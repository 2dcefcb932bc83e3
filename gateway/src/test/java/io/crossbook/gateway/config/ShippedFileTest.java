package io.crossbook.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.arbitrage.FeeModel;
import io.crossbook.books.Instrument;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.Dialects;
import io.crossbook.exchanges.Entry;
import io.crossbook.gateway.engine.Mode;
import io.crossbook.gateway.engine.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// `exchanges.yaml` at the root works as it is, explains itself, and notices any one value that is broken.
class ShippedFileTest {

    private static final Path FOLDER = Path.of(System.getProperty("crossbook.root", ".."))
            .toAbsolutePath().normalize();

    private static @Nullable Dialect any(String dialect, Entry entry) {
        return null;
    }

    private static Path file() {
        return FOLDER.resolve("exchanges.yaml");
    }

    private static List<String> problems(String text) {
        try {
            Configuration.parse("exchanges.yaml", text, Path.of("desk"),
                    ShippedFileTest::any);
            return List.of();
        } catch (ConfigException e) {
            return e.problems();
        }
    }

    /// Somebody reads this before writing `mode: live`.
    @Test
    void it_does_not_say_that_nobody_acts_on_it() throws IOException {
        String text = Files.readString(file());
        assertFalse(text.contains("Nothing acts on it"), "orders are made of it");
        assertTrue(text.lines().anyMatch(line -> line.startsWith("#")
                && line.contains("real money in mode live")));
    }

    @Test
    void it_is_right_and_says_what_the_defaults_say() throws ConfigException, IOException {
        // Every entry has a dialect, which takes its depth and options.
        Configuration configuration = Configuration.read(file(), Dialects::of);

        var binance = configuration.settings().exchanges().getFirst();
        assertEquals(Entry.of("binance"), binance.entry());
        assertEquals(io.crossbook.arbitrage.DetectorSettings.DEFAULT,
                configuration.settings().detector());
        // Each section left out gives what the file spells out.
        String text = Files.readString(file());
        String exchanges = text.substring(0, text.indexOf("\narbitrage:"));
        Configuration bare = Configuration.parse("exchanges.yaml", exchanges,
                FOLDER, ShippedFileTest::any);
        assertEquals(configuration.gateway(), bare.gateway());
        assertEquals(configuration.tape(), bare.tape());
        assertEquals(configuration.risk(), bare.risk());
        assertEquals(configuration.journal(), bare.journal());
        assertEquals(configuration.control(), bare.control());
        assertEquals(Mode.PAPER, configuration.execution().mode());
        Configuration known = Configuration.parse("exchanges.yaml", exchanges, FOLDER,
                Dialects::of);
        assertEquals(known.execution(), configuration.execution());
        assertEquals(Set.of("binance", "bybit", "coinbase", "kraken", "okx"),
                configuration.execution().patience().keySet());
        assertEquals(configuration.settings().auditMillis(), bare.settings().auditMillis());
        assertEquals(configuration.settings().transfers(), bare.settings().transfers());
        assertEquals(configuration.settings().inventory(), bare.settings().inventory());
        Settings.Terms plain = Settings.Terms.PLAIN;
        assertEquals(new Settings.Terms(plain.tiers(), plain.volume(), plain.pairs(),
                FeeModel.Payer.RECEIVED, plain.coin(), plain.latencyMillis()), binance.terms());
        assertEquals(List.of(), configuration.settings().chains().conversions());
        assertFalse(configuration.settings().chains().cycles().enabled());
        assertEquals(0, configuration.settings().latencyPercent());
        assertTrue(configuration.accounts().values().stream().noneMatch(Account::named));
    }

    /// Who buys on the first four gets less than he bought; on the other two he pays more.
    @Test
    void spot_fees_are_paid_in_what_each_exchange_takes() throws ConfigException {
        var payers = new TreeMap<String, FeeModel.Payer>();
        for (Settings.Exchange exchange : Configuration.read(file(), Dialects::of).settings()
                .exchanges()) {
            if (exchange.instruments().stream()
                    .anyMatch(each -> each.kind() == Instrument.Kind.SPOT)) {
                payers.put(exchange.entry().name(), exchange.terms().payer());
            }
        }
        assertEquals(Map.of("binance", FeeModel.Payer.RECEIVED, "binance-us",
                FeeModel.Payer.RECEIVED, "bybit", FeeModel.Payer.RECEIVED, "okx",
                FeeModel.Payer.RECEIVED, "kraken", FeeModel.Payer.QUOTE, "coinbase",
                FeeModel.Payer.QUOTE), payers);
    }

    @Test
    void every_key_that_is_known_is_explained_in_it() throws IOException {
        String text = Files.readString(file());
        var known = new TreeSet<String>();
        for (String stranger : List.of("exchanges:\n  a:\n    qqqqqqqqqqqqqqqqqqqqqq: 1\n",
                "arbitrage: {qqqqqqqqqqqqqqqqqqqqqq: 1}", "books: {qqqqqqqqqqqqqqqqqqqqqq: 1}",
                "books: {mirrors: [{qqqqqqqqqqqqqqqqqqqqqq: 1}]}",
                "books: {assets: [{qqqqqqqqqqqqqqqqqqqqqq: 1}]}",
                "exchanges: {a: {fees: {qqqqqqqqqqqqqqqqqqqqqq: 1}}}",
                "exchanges: {a: {fees: {coin: {qqqqqqqqqqqqqqqqqqqqqq: 1}}}}",
                "exchanges: {a: {fees: {tiers: [{qqqqqqqqqqqqqqqqqqqqqq: 1}]}}}",
                "exchanges: {a: {account: {qqqqqqqqqqqqqqqqqqqqqq: 1}}}",
                "arbitrage: {cycles: {qqqqqqqqqqqqqqqqqqqqqq: 1}}",
                "arbitrage: {conversions: [{qqqqqqqqqqqqqqqqqqqqqq: 1}]}",
                "transfers: {qqqqqqqqqqqqqqqqqqqqqq: 1}",
                "exchanges: {a: {}}\ntransfers: {networks: {a: {B: {C: {qqqqqqqqqqqqqqqqqqqqqq: 1}}}}}",
                "inventory: {qqqqqqqqqqqqqqqqqqqqqq: 1}",
                "gateway: {qqqqqqqqqqqqqqqqqqqqqq: 1}", "tape: {qqqqqqqqqqqqqqqqqqqqqq: 1}",
                "exchanges: {a: {patience: {qqqqqqqqqqqqqqqqqqqqqq: 1}}}",
                "orders: {qqqqqqqqqqqqqqqqqqqqqq: 1}", "journal: {qqqqqqqqqqqqqqqqqqqqqq: 1}",
                "control: {qqqqqqqqqqqqqqqqqqqqqq: 1}")) {
            for (String problem : problems(stranger)) {
                int list = problem.indexOf("known here are ");
                if (list >= 0) {
                    known.addAll(Arrays.asList(problem.substring(list + 15).split(", ", -1)));
                }
            }
        }
        assertTrue(known.size() > 80, "known: " + known);
        for (String key : known) {
            // On its own line, in the example of its list, or above its section.
            Pattern explained = Pattern.compile("(?m)^.*\\b" + key + ":.*#.*\\w{3}|#.*\\b" + key
                    + ":|^#.*\\n(\\n)?" + key + ":");
            assertTrue(explained.matcher(text).find(), key + " is not explained");
        }
    }

    @Test
    void any_one_broken_value_gives_exactly_one_error_with_its_line() throws IOException {
        String text = Files.readString(file());
        Node top = new Compose(LoadSettings.builder().setUseMarks(true).build())
                .composeString(text).orElseThrow();
        var scalars = new ArrayList<ScalarNode>();
        collect(top, scalars);
        assertTrue(scalars.size() > 90, "values: " + scalars.size());
        for (ScalarNode scalar : scalars) {
            for (String broken : List.of("{}", "[]", "~", "\"\"", "\"4 %\"", "\"\\u0007\"")) {
                int from = index(text, scalar.getStartMark().orElseThrow());
                int to = index(text, scalar.getEndMark().orElseThrow());
                String damaged = text.substring(0, from) + broken + text.substring(to);
                int line = scalar.getStartMark().orElseThrow().getLine() + 1;

                List<String> problems = problems(damaged);

                // A folder may have any name.
                boolean folder = scalar.getValue().startsWith("data");
                if (!folder || !broken.contains("4 %")) {
                    assertEquals(1, problems.size(), broken + " in line " + line + ": " + problems);
                    assertTrue(problems.getFirst().startsWith("exchanges.yaml:" + line + ": "),
                            problems.getFirst());
                }
            }
        }
    }

    @Test
    void any_one_misspelt_key_is_told_with_the_right_one() throws IOException {
        String text = Files.readString(file());
        Node top = new Compose(LoadSettings.builder().setUseMarks(true).build())
                .composeString(text).orElseThrow();
        int tried = 0;
        for (String key : List.of("takerFee", "maxSkewMillis", "allowedOrigins", "onDiskFull",
                "auditMillis", "bestQuotes")) {
            int from = text.indexOf("    " + key + ":") >= 0
                    ? text.indexOf("    " + key + ":") + 4
                    : text.indexOf("  " + key + ":") + 2;
            String damaged = text.substring(0, from) + key.substring(1) + text.substring(from
                    + key.length());
            assertTrue(problems(damaged).stream()
                    .anyMatch(problem -> problem.endsWith("did you mean " + key + "?")),
                    key + ": " + problems(damaged));
            tried++;
        }
        assertEquals(6, tried);
        assertFalse(((MappingNode) top).getValue().isEmpty());
    }

    private static int index(String text, org.snakeyaml.engine.v2.exceptions.Mark mark) {
        int at = 0;
        for (int line = 0; line < mark.getLine(); line++) {
            at = text.indexOf('\n', at) + 1;
        }
        return at + mark.getColumn();
    }

    private static void collect(Node node, List<ScalarNode> scalars) {
        switch (node) {
            case ScalarNode scalar -> scalars.add(scalar);
            case SequenceNode sequence -> sequence.getValue().forEach(one -> collect(one, scalars));
            case MappingNode mapping -> {
                for (NodeTuple tuple : mapping.getValue()) {
                    collect(tuple.getValueNode(), scalars);
                }
            }
            default -> throw new IllegalStateException("a new kind of node");
        }
    }
}
