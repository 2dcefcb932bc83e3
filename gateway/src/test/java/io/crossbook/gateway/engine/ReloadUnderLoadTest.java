package io.crossbook.gateway.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.arbitrage.Opportunity;
import io.crossbook.books.ListingBook;
import io.crossbook.exchanges.Dialects;
import io.crossbook.gateway.config.ConfigException;
import io.crossbook.gateway.config.ConfigFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Good and bad files one after the other while books move: no book is touched, and what is found is what an engine finds that never knew another file.
final class ReloadUnderLoadTest {

    private static final List<String> EXCHANGES = List.of("east", "north", "west");
    private static final int FRAMES = 1_500;
    private static final List<String> MISTAKES = List.of("arbitrage: {minNetBps: high}\n",
            "telemetry: 1\n", "\tx: 1\n", "mode: watch\n", "orders: {lossBudgetBps: 20}\n",
            "risk: {maxAttemptUsdt: -1}\n", "gateway: {port: 1}\n", "a: &x 1\n");

    @TempDir
    private Path folder = Path.of("");

    private Path path = Path.of("");

    private static String text(int feeBps, int minNetBps, int maxQuote) {
        var yaml = new StringBuilder("exchanges:\n");
        for (String name : EXCHANGES) {
            yaml.append("  ").append(name)
                    .append(": {dialect: bybit, depth: 200, makerFee: 0.001, takerFee: 0.000")
                    .append(feeBps).append(", listings: [BTC/USDT]}\n");
        }
        return yaml + "arbitrage: {stepBps: 0, stepPercent: 0, minNetBps: " + minNetBps
                + ", maxQuote: " + maxQuote + "}\n";
    }

    private Stage stage(ConfigFile file) throws ConfigException {
        var entries = new TreeMap<String, String>();
        EXCHANGES.forEach(name -> entries.put(name, "listings: [BTC/USDT]"));
        Stage stage = Stage.of(entries, "");
        stage.configured(file.running().settings());
        EXCHANGES.forEach(name -> stage.lists(name, "BTCUSDT", "BTC/USDT", Stage.RULES));
        return stage.open();
    }

    private static Set<String> open(Stage stage) {
        return stage.engine.desk().opportunities().stream()
                .filter(each -> each.state() != Opportunity.State.CLOSED)
                .map(each -> each.kind() + " " + each.legs())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> books(Stage stage) {
        return stage.engine.books().all().stream().map(ReloadUnderLoadTest::shown).toList();
    }

    private static String shown(ListingBook book) {
        return book.listing() + " " + book.health() + " " + book.levels().bestBid() + " x "
                + book.levels().bestBidSize() + " | " + book.levels().bestAsk() + " x "
                + book.levels().bestAskSize();
    }

    /// A book about 100, which now and then is worth something against the others.
    private static String picture(Random random) {
        double middle = 100 + random.nextGaussian() * 0.15;
        return "%.2f x %d.5 | %.2f x %d.25".formatted(middle - 0.02, 1 + random.nextInt(3),
                middle + 0.02, 1 + random.nextInt(3));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void books_and_decisions_stay_right(long seed) throws IOException, ConfigException {
        var random = new Random(seed);
        path = Files.writeString(folder.resolve("desk.yaml"), text(5, 0, 0));
        ConfigFile file = ConfigFile.read(path, Dialects::of);
        Stage reloaded = stage(file);
        Stage untouched = stage(file);
        Map<String, String> last = new TreeMap<>();
        int given = 0;
        int taken = 0;
        int refused = 0;
        long before = reloaded.engine.inputs();
        for (int i = 0; i < FRAMES; i++) {
            String exchange = EXCHANGES.get(random.nextInt(EXCHANGES.size()));
            String picture = picture(random);
            last.put(exchange, picture);
            reloaded.now += 1_000_000;
            untouched.now += 1_000_000;
            reloaded.book(exchange, "BTCUSDT", picture);
            untouched.book(exchange, "BTCUSDT", picture);
            given++;
            if (random.nextInt(10) == 0) {
                String good = text(1 + random.nextInt(9), random.nextInt(4), random.nextInt(300));
                if (random.nextBoolean()) {
                    Files.writeString(path, good
                            + MISTAKES.get(random.nextInt(MISTAKES.size())));
                    assertThrows(ConfigException.class, file::look);
                    refused++;
                } else {
                    Files.writeString(path, good);
                    ConfigFile.Fresh fresh = file.look();
                    reloaded.configured(fresh.configuration().settings());
                    file.taken(fresh);
                    given++;
                    taken++;
                }
            }
            assertEquals(books(untouched), books(reloaded));
        }
        assertTrue(taken > 40 && refused > 40, taken + " taken, " + refused + " refused");
        assertEquals(given, reloaded.engine.inputs() - before, "no input is lost");

        Stage fresh = stage(file);
        fresh.now = reloaded.now;
        last.forEach((exchange, picture) -> fresh.book(exchange, "BTCUSDT", picture));
        last.forEach((exchange, picture) -> reloaded.book(exchange, "BTCUSDT", picture));
        assertEquals(open(fresh), open(reloaded));
        assertTrue(reloaded.told.size() > 20, "something was found on the way");
    }
}
