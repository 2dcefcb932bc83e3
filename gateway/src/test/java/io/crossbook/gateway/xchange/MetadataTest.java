package io.crossbook.gateway.xchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.BookLimits;
import io.crossbook.books.Instrument;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.Dialects;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Specification;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.simulator.Exchange;
import io.crossbook.simulator.Fault;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.kraken.KrakenExchange;
import org.knowm.xchange.kraken.dto.marketdata.KrakenAssetPair;
import org.knowm.xchange.kraken.service.KrakenMarketDataServiceRaw;

@Timeout(value = 240, unit = TimeUnit.SECONDS)
final class MetadataTest {

    private final Practice practice = new Practice();
    private final Metadata metadata = new Metadata();

    @AfterEach
    void close() {
        practice.close();
    }

    private Settings.Exchange settings(Exchange exchange, String... instruments) {
        return new Settings.Exchange(
                new Entry(exchange.id(), "", practice.rest(exchange), 0, true, true, Map.of(),
                        Map.of()),
                exchange.id(), true,
                java.util.Arrays.stream(instruments).map(Instrument::parse).toList(),
                new BookLimits(1, 1, 1), 0, 0);
    }

    private List<Specification> found(Settings.Exchange exchange) throws Exception {
        return metadata.specifications(exchange).get(60, TimeUnit.SECONDS);
    }

    /// What the dialect finds in the same exchange's own words.
    private static List<Specification> own(Settings.Exchange exchange) throws Exception {
        Dialect dialect = Dialects.of(exchange.dialect(), exchange.entry());
        Request request = dialect.metadata().getFirst();
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(HttpRequest.newBuilder(URI.create(request.url())).build(),
                    BodyHandlers.ofByteArray());
            return dialect.specifications(request, Answer.ok(new Bytes(answer.body())));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Exchange.class, names = {"BINANCE", "BYBIT"})
    void xchange_tells_exactly_what_the_exchange_tells(Exchange exchange) throws Exception {
        Settings.Exchange settings = settings(exchange, "BTC/USDT", "ETH/USDT");
        List<Specification> own = own(settings);

        assertTrue(own.size() >= 2, own.toString());
        assertEquals(new HashSet<>(own), new HashSet<>(found(settings)));
        assertTrue(own.stream().allMatch(row -> row.rules().tick() > 0 && row.rules().lot() > 0
                && row.rules().minSize() > 0 && row.rules().minNotional() > 0), own.toString());
    }

    @Test
    void of_kraken_xchange_lacks_rules_and_is_not_asked() throws Exception {
        Settings.Exchange settings = settings(Exchange.KRAKEN, "BTC/USDT");
        assertEquals(List.of(), found(settings));
        assertNotEquals(List.of(), own(settings));

        // Should a later XChange bring them, this fails, and Kraken may join: docs/decisions.
        var accessors = java.util.Arrays.stream(KrakenAssetPair.class.getMethods())
                .map(method -> method.getName().toLowerCase(java.util.Locale.ROOT)).toList();
        assertTrue(accessors.stream().noneMatch(name -> name.contains("tick")
                || name.contains("costmin") || name.contains("status")), accessors.toString());

        // What it has is right.
        var kraken = new KrakenExchange();
        ExchangeSpecification specification = kraken.getDefaultExchangeSpecification();
        specification.setShouldLoadRemoteMetaData(false);
        specification.setSslUri(practice.rest(Exchange.KRAKEN));
        kraken.applySpecification(specification);
        var pairs = ((KrakenMarketDataServiceRaw) kraken.getMarketDataService())
                .getKrakenAssetPairs(new CurrencyPair[0]).getAssetPairMap();
        KrakenAssetPair pair = pairs.values().stream()
                .filter(row -> "XBT/USDT".equals(row.getWsName())).findFirst().orElse(null);
        assertNotNull(pair);
        Specification ours = own(settings).stream()
                .filter(row -> row.symbol().equals("BTC/USDT")).findFirst().orElseThrow();
        assertEquals(ours.rules().priceScale(), pair.getPairScale());
        assertEquals(ours.rules().sizeScale(), pair.getVolumeLotScale());
    }

    @Test
    void what_does_not_cover_the_configuration_is_left_to_the_dialect() throws Exception {
        assertEquals(List.of(), found(settings(Exchange.BINANCE, "BTC/USDT", "NIX/USDT")));
        assertEquals(List.of(),
                found(settings(Exchange.BYBIT, "BTC/USDT", "BTC/USDT:USDT")));
    }

    @Test
    void a_failure_is_empty_and_forgotten_an_answer_is_kept() throws Exception {
        Settings.Exchange settings = settings(Exchange.BINANCE, "BTC/USDT");
        practice.inflict(Fault.of(Fault.Kind.FAILING_REST));
        assertEquals(List.of(), found(settings));
        practice.relent();
        List<Specification> found = found(settings);
        assertNotEquals(List.of(), found);

        practice.inflict(Fault.of(Fault.Kind.FAILING_REST));
        assertEquals(found, found(settings), "from the cache");
        assertEquals(List.of(), new Metadata().specifications(settings).get(60, TimeUnit.SECONDS),
                "and never from XChange's own file");
    }

    @Test
    void half_an_answer_is_none() throws Exception {
        for (Fault.Kind kind : List.of(Fault.Kind.CUT_REST, Fault.Kind.MALFORMED_REST,
                Fault.Kind.TOO_MANY_REQUESTS)) {
            practice.inflict(Fault.of(kind));
            assertEquals(List.of(), found(settings(Exchange.BINANCE, "BTC/USDT")), kind::name);
            assertEquals(List.of(), found(settings(Exchange.BYBIT, "BTC/USDT")), kind::name);
            practice.relent();
        }
    }
}
