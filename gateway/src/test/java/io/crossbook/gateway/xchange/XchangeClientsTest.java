package io.crossbook.gateway.xchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import info.bitrich.xchangestream.core.StreamingExchange;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.xchange.XchangeDialect;
import io.crossbook.simulator.Exchange;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.disposables.SerialDisposable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.knowm.xchange.dto.marketdata.OrderBook;
import org.knowm.xchange.dto.trade.LimitOrder;

/// XChange's own clients against the practice exchanges: the proof that these speak the protocols. Nothing of ours but the address.
@Timeout(value = 240, unit = TimeUnit.SECONDS)
final class XchangeClientsTest {

    /// Some ten seconds, or more on a busy machine.
    private static final int PATIENT_ROUNDS = 500;
    private static final List<String> INSTRUMENTS = List.of("BTC/USDT", "ETH/USDT");

    private final Practice practice = new Practice();
    private final ConcurrentHashMap<String, List<String>> books = new ConcurrentHashMap<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        practice.close();
    }

    @ParameterizedTest
    @EnumSource(value = Exchange.class, names = {"BINANCE", "KRAKEN", "BYBIT"})
    void an_xchange_client_holds_the_markets_ten_best_levels(Exchange exchange) throws Exception {
        var listings = new ArrayList<Listing>();
        for (String name : INSTRUMENTS) {
            listings.add(new Listing(listings.size(), exchange.id(), name, Instrument.parse(name),
                    Rules.UNKNOWN));
        }
        Link link = new XchangeDialect(practice.bridged(exchange)).links(listings).getFirst();
        Address address = Address.of(link.url());
        StreamingExchange client = Exchanges.make(address);
        try {
            assertTrue(client.connect(Exchanges.products(link, address)).blockingAwait(60,
                    TimeUnit.SECONDS));
            for (Listing listing : listings) {
                follow(client, listing, address);
            }
            int moved = 0;
            for (int round = 0; round < 10; round++) {
                Map<String, List<String>> before = Map.copyOf(books);
                practice.advance(2_000);
                for (String name : INSTRUMENTS) {
                    practice.settle(exchange, name);
                    List<String> truth = practice.truth(exchange, name);
                    assertEquals(2 * Practice.LEVELS, truth.size());
                    moved += truth.equals(before.get(name)) ? 0 : 1;
                    Practice.patiently().untilAsserted(
                            () -> assertEquals(truth, books.get(name), name));
                }
            }
            assertEquals(List.of(), failures);
            assertTrue(moved > 0, "nothing moved");
            System.out.println(exchange + ": 20 comparisons agree, after a move in "
                    + moved);
        } finally {
            var _ = client.disconnect().blockingAwait(60, TimeUnit.SECONDS);
        }
    }

    /// Subscribes, again where no book comes. XChange sends a subscription before it notes whom the answer is for: on a
    /// connection as short as ours the first snapshot may find nobody there, and Bybit's client then waits for another for ever.
    private void follow(StreamingExchange client, Listing listing, Address address) {
        var subscription = new SerialDisposable();
        var rounds = new AtomicInteger();
        Practice.patiently().until(() -> {
            if (rounds.getAndIncrement() % PATIENT_ROUNDS == 0) {
                subscription.set(Disposable.disposed());
                subscription.set(Exchanges.books(client, listing, address).subscribe(
                        book -> books.put(listing.symbol(), levels(book)),
                        e -> failures.add(listing + ": " + e)));
            }
            // Some clients need a change before they fetch the book.
            practice.advance(50);
            return books.containsKey(listing.symbol());
        });
    }

    private static List<String> levels(OrderBook book) {
        var levels = new ArrayList<String>();
        for (List<LimitOrder> side : List.of(book.getBids(), book.getAsks())) {
            for (LimitOrder order : side.subList(0, Math.min(side.size(), Practice.LEVELS))) {
                levels.add(Practice.level(order.getLimitPrice().toPlainString(),
                        order.getOriginalAmount().toPlainString()));
            }
        }
        return levels;
    }
}
