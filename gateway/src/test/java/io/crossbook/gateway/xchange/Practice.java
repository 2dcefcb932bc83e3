package io.crossbook.gateway.xchange;

import static org.awaitility.Awaitility.await;

import io.crossbook.exchanges.Entry;
import io.crossbook.simulator.Book;
import io.crossbook.simulator.Exchange;
import io.crossbook.simulator.Fault;
import io.crossbook.simulator.Injection;
import io.crossbook.simulator.Instrument;
import io.crossbook.simulator.Listing;
import io.crossbook.simulator.Settings;
import io.crossbook.simulator.Side;
import io.crossbook.simulator.Simulator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;

/// The practice exchanges on a clock that only the test moves: between its moves, whoever follows a book can catch up with it.
final class Practice implements AutoCloseable {

    static final int LEVELS = 10;
    private static final Map<Exchange, String> CLASSES = Map.of(Exchange.BINANCE,
            LocalBinance.class.getName(), Exchange.KRAKEN, LocalKraken.class.getName(),
            Exchange.BYBIT, LocalBybit.class.getName());

    private final Vertx vertx = Vertx.vertx();
    private final Simulator simulator = wait(Simulator.start(vertx,
            Settings.DEFAULT.withoutDislocations().withManualClock()));

    /// Generous: the machine may be busy with anything.
    static ConditionFactory patiently() {
        return await().pollInterval(Duration.ofMillis(20)).atMost(Duration.ofSeconds(60));
    }

    static <T> T wait(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// The entry of an exchange behind the bridge.
    Entry bridged(Exchange exchange) {
        return new Entry(exchange.id() + "-bridged", simulator.ws(exchange),
                simulator.rest(exchange), 0, true, true, Map.of(),
                Map.of("class", CLASSES.getOrDefault(exchange, ""), "Exchange_Type",
                        exchange == Exchange.BYBIT
                                ? "org.knowm.xchange.bybit.dto.BybitCategory.SPOT"
                                : "org.knowm.xchange.binance.dto.ExchangeType.SPOT"));
    }

    String rest(Exchange exchange) {
        return simulator.rest(exchange);
    }

    void advance(long millis) {
        wait(simulator.advance(millis));
    }

    /// Lets a listing's market stand still until the exchange has told all of it (Binance speaks once a second): from now on
    /// for half a second more, whoever follows the book can be compared.
    void settle(Exchange exchange, String instrument) {
        wait(simulator.ask(market -> market.inject(Injection.Kind.STALE,
                market.listing(exchange, Instrument.of(instrument)), 2_000, 0)));
        advance(1_500);
    }

    void inflict(Fault fault) {
        wait(simulator.inflict(fault));
    }

    void relent() {
        wait(simulator.mischief(mischief -> {
            mischief.relent();
            return true;
        }));
    }

    void shut(Exchange exchange) {
        wait(simulator.shut(exchange));
    }

    void reopen(Exchange exchange) {
        wait(simulator.reopen(exchange));
    }

    /// The ten best levels of both sides as the exchange has published them: `100.5 x 2`, best bids first, then best asks.
    List<String> truth(Exchange exchange, String instrument) {
        return wait(simulator.ask(market -> {
            Listing listing = market.listing(exchange, Instrument.of(instrument));
            Book book = market.published(listing).top(LEVELS);
            var levels = new ArrayList<String>();
            for (Side side : Side.values()) {
                for (int i = 0; i < book.depth(side); i++) {
                    levels.add(level(listing.price(book.price(side, i)),
                            listing.size(book.size(side, i))));
                }
            }
            return levels;
        }));
    }

    static String level(String price, String size) {
        return plain(new BigDecimal(price)) + " x " + plain(new BigDecimal(size));
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    @Override
    public void close() {
        simulator.close();
        wait(vertx.close());
    }
}
