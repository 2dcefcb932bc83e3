package io.crossbook.gateway.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.arbitrage.ChainSettings;
import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.arbitrage.FeeModel;
import io.crossbook.arbitrage.Inventory;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.arbitrage.Stock;
import io.crossbook.arbitrage.Transfers;
import io.crossbook.books.BookLimits;
import io.crossbook.exchanges.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What accounts tell decides as soon as it is told, and as long as it is to be believed.
final class AccountsTest {

    private static final long UNIT = 100_000_000L;
    private static final long HOUR_MILLIS = 3_600_000;
    private static final FeeModel.Coin COIN = new FeeModel.Coin("NTH", 200_000_000, UNIT, 10);

    /// A taker fee of 0.6 % each, so that 1 % between the prices does not pay.
    private static Settings settings(FeeModel.Coin coin, Settings.Ways ways,
            Settings.Holdings inventory) {
        var terms = new Settings.Terms(List.of(), 0, Map.of(), FeeModel.Payer.QUOTE, coin, 0);
        var exchanges = new ArrayList<Settings.Exchange>();
        for (String name : List.of("north", "south")) {
            exchanges.add(new Settings.Exchange(
                    new Entry(name, "", "", 0, true, true, Map.of(), Map.of()), "plain", true,
                    List.of(Floor.BTC_USD), BookLimits.DEFAULT, 6_000_000, 6_000_000, terms));
        }
        return new Settings(exchanges, DetectorSettings.DEFAULT, 0, List.of(), List.of(),
                ChainSettings.DEFAULT, ways, inventory, 0);
    }

    private static Floor floor(FeeModel.Coin coin, Settings.Ways ways) {
        return new Floor(settings(coin, ways, Settings.Holdings.UNKNOWN));
    }

    private static Floor dislocated(Floor floor) {
        return floor.says(1, "snapshot BTCUSD 7 0 bid 100 1 ask 101 1")
                .says(2, "snapshot BTCUSD 7 0 bid 102.01 1 ask 103 1");
    }

    private static Input.Account rates(Floor floor, String exchange, long rate) {
        return new Input.Account(new Input.Word.Rates(exchange, floor.now,
                Map.of("BTC/USD", new FeeModel.Rate(rate, rate))));
    }

    private static Input.Account held(Floor floor, String exchange, long coins) {
        return new Input.Account(new Input.Word.Held(exchange, floor.now, Map.of("NTH", coins)));
    }

    private static Input.Account ways(Floor floor, String exchange, boolean open) {
        var networks = new ArrayList<Transfers.Network>();
        for (String asset : List.of("BTC", "USD")) {
            networks.add(new Transfers.Network(exchange, asset, "NET", 0, 0, 1, open, open, ""));
        }
        return new Input.Account(new Input.Word.Ways(exchange, floor.now, networks));
    }

    private static Opportunity.State last(Floor floor) {
        return floor.opportunities.getLast().state();
    }

    private static long looks(Floor floor) {
        return floor.engine.desk().pairs().stream().mapToLong(pair -> pair.takes()
                + java.util.Arrays.stream(io.crossbook.arbitrage.Pass.values())
                        .mapToLong(pair::passes).sum())
                .sum();
    }

    /// What is told again as it was changes nothing, and nothing is looked at; but it counts from then on.
    @Test
    void a_word_that_says_nothing_new_is_not_reckoned_with_anew() {
        Floor floor = floor(FeeModel.Coin.NONE, new Settings.Ways(true, Map.of(), List.of()));
        dislocated(floor.open());
        floor.input(rates(floor, "north", 1_000_000)).input(ways(floor, "north", true));
        floor.pass(HOUR_MILLIS / 2);
        long looks = looks(floor);

        floor.input(rates(floor, "north", 1_000_000)).input(ways(floor, "north", true));
        assertEquals(looks, looks(floor));
        assertEquals(floor.now, floor.engine.desk().fees()
                .term(floor.engine.books().book(0).listing()).readNanos());
        floor.pass(HOUR_MILLIS / 2 + 1); // the first word of ways would have lapsed by now
        assertEquals(looks, looks(floor));
        floor.pass(HOUR_MILLIS / 2); // and now the second has
        assertTrue(looks(floor) > looks);

        looks = looks(floor);
        floor.input(rates(floor, "north", 2_000_000));
        assertTrue(looks(floor) > looks);
        looks = looks(floor);
        floor.input(ways(floor, "north", false));
        assertTrue(looks(floor) > looks);
    }

    @Test
    void rates_count_when_they_are_told_and_for_a_day() {
        Floor floor = floor(FeeModel.Coin.NONE, Settings.Ways.NOT_COUNTED);
        dislocated(floor.open());
        assertEquals(List.of(), floor.opportunities);

        floor.input(rates(floor, "north", 1_000_000)).input(rates(floor, "south", 1_000_000));
        assertNotEquals(Opportunity.State.CLOSED, last(floor));
        assertEquals(FeeModel.Source.ACCOUNT, floor.engine.desk().fees()
                .term(floor.book(Floor.NORTH).listing()).source());

        long told = floor.now;
        floor.now += (24 * HOUR_MILLIS - 500) * Floor.MILLI;
        dislocated(floor.opens(3, "north").opens(4, "south"));
        assertNotEquals(Opportunity.State.CLOSED, last(floor.pass(499)));
        // Nobody says anything: the engine asked to be woken.
        assertEquals(Opportunity.State.CLOSED, last(floor.pass(100)));
        assertEquals("fees", floor.opportunities.getLast().closedWhy());
        assertEquals(told + 24 * HOUR_MILLIS * Floor.MILLI,
                floor.opportunities.getLast().closedNanos());
        assertEquals("the account's rate is older than a day", floor.engine.desk().fees()
                .term(floor.book(Floor.NORTH).listing()).remark());
    }

    @Test
    void a_fee_coin_pays_while_there_is_enough_of_it() {
        Floor floor = floor(COIN, Settings.Ways.NOT_COUNTED);
        dislocated(floor.open());
        assertEquals(List.of(), floor.opportunities);

        floor.input(held(floor, "north", 10 * UNIT)).input(held(floor, "south", 10 * UNIT));
        assertNotEquals(Opportunity.State.CLOSED, last(floor));

        floor.input(held(floor, "south", 10 * UNIT - 1));
        assertEquals(Opportunity.State.CLOSED, last(floor));
        assertEquals("fees", floor.opportunities.getLast().closedWhy());
    }

    @Test
    void ways_are_shut_until_an_account_says_otherwise_and_an_hour_after() {
        Floor floor = floor(FeeModel.Coin.NONE,
                new Settings.Ways(true, Map.of("USD", 1_000 * UNIT), List.of()));
        floor.input(rates(floor, "north", 0)).input(rates(floor, "south", 0));
        dislocated(floor.open());
        assertEquals(List.of(), floor.opportunities);

        floor.input(ways(floor, "north", true)).input(ways(floor, "south", true));
        assertNotEquals(Opportunity.State.CLOSED, last(floor));

        floor.input(ways(floor, "south", false));
        assertEquals(Opportunity.State.CLOSED, last(floor));
        assertEquals("transfer_shut", floor.opportunities.getLast().closedWhy());

        floor.input(ways(floor, "south", true));
        assertNotEquals(Opportunity.State.CLOSED, last(floor));
        floor.now += HOUR_MILLIS * Floor.MILLI - 1;
        dislocated(floor);
        floor.now += 1;
        assertEquals(Opportunity.State.CLOSED, last(floor.input(new Input.Tick())));
        dislocated(floor);
        assertEquals("no network of BTC is known on north",
                floor.engine.desk().transfers().way("BTC", "north", "south").shut());
    }

    @Test
    void an_exchange_whose_account_told_of_its_ways_is_known_whole() {
        var configured = new ArrayList<Transfers.Network>();
        for (String exchange : List.of("north", "south")) {
            for (String asset : List.of("BTC", "USD", "ETH")) {
                configured.add(new Transfers.Network(exchange, asset, "NET", UNIT, 0, 9, true, true,
                        ""));
            }
        }
        Floor floor = floor(FeeModel.Coin.NONE,
                new Settings.Ways(true, Map.of("USD", 1_000 * UNIT), configured));
        floor.input(ways(floor, "north", false));

        Transfers now = floor.engine.desk().transfers();
        assertEquals("north lets no BTC by NET out", now.way("BTC", "north", "south").shut());
        // It told of BTC and USD, and of no way for ETH: what is configured does not open one.
        assertEquals("north told its account of no usable network for ETH: suspended",
                now.way("ETH", "north", "south").shut());
        assertEquals("north told its account of no usable network for ETH: suspended",
                now.way("ETH", "south", "north").shut());
        // South told nothing, so what is configured is what is known.
        floor.input(ways(floor, "north", true));
        assertTrue(floor.engine.desk().transfers().way("BTC", "south", "north").open());

        // An hour later north's word opens nothing any more, and the configuration still does not.
        floor.now += HOUR_MILLIS * Floor.MILLI;
        floor.input(new Input.Tick());
        Transfers later = floor.engine.desk().transfers();
        for (String asset : List.of("BTC", "ETH")) {
            assertEquals("no network of " + asset + " is known on north",
                    later.way(asset, "north", "south").shut());
        }
    }

    @Test
    void stock_is_what_was_configured_until_the_exchange_itself_tells() {
        var low = new ArrayList<String>();
        var holdings = new Settings.Holdings(Map.of("north", Map.of("USD", 500 * UNIT)),
                Map.of("USD", 100 * UNIT, "BTC", UNIT));
        var floor = new Floor(settings(FeeModel.Coin.NONE, Settings.Ways.NOT_COUNTED, holdings),
                new Watcher() {
                    @Override
                    public void low(Stock.Depth depth, long now) {
                        low.add(depth.exchange() + " " + depth.asset() + " " + depth.trades());
                    }
                });
        Stock stock = floor.engine.desk().stock();
        assertEquals(500 * UNIT, stock.free("north", "USD"));
        assertEquals(Inventory.UNKNOWN, stock.free("south", "USD"));
        assertEquals(List.of(), low);

        var told = new Input.Account(new Input.Word.Held("north", floor.now,
                Map.of("USD", 299 * UNIT, "BTC", 9 * UNIT)));
        floor.input(told).input(told);
        assertEquals(299 * UNIT, stock.free("north", "USD"));
        assertEquals(List.of("north USD 2"), low);

        // Configured anew, what the exchange told still counts.
        floor.input(new Input.Configured(floor.engine.settings()));
        assertEquals(299 * UNIT, stock.free("north", "USD"));
        assertEquals(List.of("north USD 2"), low);
    }

    @Test
    void a_fresh_engine_that_hears_what_was_told_last_decides_alike() {
        Settings settings = settings(COIN,
                new Settings.Ways(true, Map.of("USD", 1_000 * UNIT), List.of()),
                Settings.Holdings.UNKNOWN);
        var first = new Floor(settings);
        for (Input.Account word : List.of(rates(first, "north", 2_000_000),
                rates(first, "south", 3_000_000), held(first, "north", 20 * UNIT),
                ways(first, "north", true), ways(first, "south", true))) {
            first.input(word);
        }
        var second = new Floor(first.engine.settings());
        first.engine.desk().accounts().forEach(second::input);
        dislocated(first.open());
        dislocated(second.open());

        assertTrue(first.opportunities.size() > 0);
        assertEquals(first.opportunities, second.opportunities);
        assertEquals(first.engine.outputHash(), second.engine.outputHash());
    }
}
