package io.crossbook.gateway.embedded;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.Health;
import io.crossbook.exchanges.Dialects;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.simulator.Exchange;
import io.crossbook.simulator.Settings;
import io.crossbook.simulator.Simulator;
import io.reactivex.rxjava3.disposables.Disposable;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What docs/embedding.md shows is run: a gateway in this process, on practice exchanges, and a program that reads it.
@Timeout(300)
final class EmbeddingTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Vertx vertx = Vertx.vertx();
    private final Simulator simulator = Simulator.start(vertx, Settings.DEFAULT.withSeed(7))
            .await();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        simulator.close();
        vertx.close().await();
    }

    private Configuration configuration() throws Exception {
        return Configuration.parse("embedded.yaml", """
                mode: watch
                exchanges:
                  binance:
                    webSocketUrl: %s
                    restUrl: %s
                    listings: [BTC/USDT, ETH/USDT]
                    takerFee: 0.0001
                    makerFee: 0.0001
                  kraken:
                    webSocketUrl: %s/v2
                    restUrl: %s
                    listings: [BTC/USDT, ETH/USDT]
                    takerFee: 0.0001
                    makerFee: 0.0001
                gateway: {port: 0}
                """.formatted(simulator.ws(Exchange.BINANCE), simulator.rest(Exchange.BINANCE),
                simulator.ws(Exchange.KRAKEN), simulator.rest(Exchange.KRAKEN)), folder,
                Dialects::of);
    }

    private static void says(List<String> said, String words) {
        await().atMost(PATIENCE).until(() -> said.stream().anyMatch(line -> line.matches(words)));
    }

    @Test
    void a_program_reads_the_gateway_that_it_has_started() throws Exception {
        var said = new CopyOnWriteArrayList<String>();
        MarketData market = MarketData.start(configuration());
        Disposable watching = Example.watch(market, said::add);

        says(said, "top BTC/USDT \\d.*");
        says(said, "top ETH/USDT \\d.*");
        says(said, "book LIVE 10 ");
        says(said, "trades: the last \\d+");
        says(said, "trade (buy|sell) .*");
        assertEquals(List.of(), said.stream().filter(line -> line.startsWith("no ")).toList());

        watching.dispose();
        market.close();
        assertThrows(ConnectException.class,
                () -> new Socket("127.0.0.1", market.address().getPort()).close());
    }

    @Test
    void another_program_reads_it_too_and_hears_that_it_is_gone() throws Exception {
        var said = new CopyOnWriteArrayList<String>();
        MarketData market = MarketData.start(configuration());
        try (MarketData other = MarketData.connect(market.address())) {
            var _ = other.tops().subscribe(_ -> said.add("top"),
                    why -> said.add(((FeedException) why).kind().toString()));
            says(said, "top");
            var _ = other.book("kraken", "BTC/USDT", 5)
                    .filter(book -> book.health() == Health.LIVE).blockingFirst();
            var _ = other.book("kraken", "NOT/LISTED", 5).subscribe(_ -> said.add("book"),
                    why -> said.add(((FeedException) why).kind() + ": " + why.getMessage()));
            says(said, "REFUSED: .*NOT/LISTED.*");
            market.close();
            says(said, "ENDED");
        }
        assertFalse(said.contains("book"));
    }

    @Test
    void the_page_shows_what_is_run() throws IOException {
        Path root = Path.of(System.getProperty("crossbook.root"));
        String code = Files.readString(root.resolve(
                "gateway/src/test/java/io/crossbook/gateway/embedded/Example.java"));
        String shown = code.substring(code.indexOf("begins here") + 12,
                code.indexOf("    // docs/embedding.md ends here")).stripTrailing();
        assertTrue(Files.readString(root.resolve("docs/embedding.md"))
                .contains("```java\n" + shown.stripIndent() + "\n```"), shown.stripIndent());
    }
}
