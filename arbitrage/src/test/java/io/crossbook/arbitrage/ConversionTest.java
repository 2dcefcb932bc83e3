package io.crossbook.arbitrage;

import static io.crossbook.arbitrage.Market.EVERY_CHANGE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.BookBreak;
import io.crossbook.books.Decimals;
import io.crossbook.books.Instrument;
import io.crossbook.books.Rules;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The same base against two quotes: by the executable book between them, never by assuming that two dollars are equal.
final class ConversionTest {

    private static final Rules CENTS = Market.rules("0.01", "0.0001", "0.0001", "1");
    private static final Rules FINE = Market.rules("0.0001", "0.01", "0.01", "1");

    private final Market market = new Market(EVERY_CHANGE);

    @BeforeEach
    void bitcoin_in_two_dollars() {
        market.with("binance", "0.001", CENTS, Market.BTC_USDT)
                .with("kraken", "0.002", CENTS, Instrument.spot("BTC", "USD"))
                .with("bitstamp", "0.0005", FINE, Instrument.spot("USDT", "USD"));
    }

    private void wanted(ChainSettings.Mode mode, long limit) {
        wanted(mode, limit, market.fees());
    }

    private void wanted(ChainSettings.Mode mode, long limit, Fees fees) {
        wanted(mode, limit, mode == ChainSettings.Mode.CARRIED
                ? new Costs(fees, ways("0", true), _ -> 0, 0)
                : Costs.of(fees));
    }

    private void wanted(ChainSettings.Mode mode, long limit, Costs costs) {
        market.detector.configured(EVERY_CHANGE, costs, new ChainSettings(
                List.of(new ChainSettings.Conversion("USDT", "USD", mode, limit)),
                ChainSettings.Cycles.NONE), market.now);
    }

    /// All goes everywhere for nothing, but dollars leave Kraken for a fee, or not at all.
    private static Transfers ways(String fee, boolean out) {
        var networks = new ArrayList<Transfers.Network>();
        for (String exchange : List.of("binance", "kraken", "bitstamp", "coinbase")) {
            for (String asset : List.of("BTC", "USD", "USDT")) {
                boolean dollars = exchange.equals("kraken") && asset.equals("USD");
                networks.add(new Transfers.Network(exchange, asset, "net",
                        dollars ? Decimals.parse(fee, Money.SCALE) : 0, 0, 5, true,
                        out || !dollars, ""));
            }
        }
        return new Transfers(networks, Map.of("USDT", 10_000L * 100_000_000));
    }

    /// A coin that sells for dollars on Kraken, which has a book for these too, though a worse one.
    private void carriedFrom(Costs costs) {
        market.with("kraken", "0.002", FINE, Instrument.spot("USDT", "USD"));
        wanted(ChainSettings.Mode.CARRIED, 0, costs);
        market.snapshot("kraken USDT/USD", "bid 0.9799 x 50000 | ask 0.9801 x 50000")
                .snapshot("bitstamp", "bid 0.9699 x 50000 | ask 0.9701 x 50000")
                .snapshot("kraken", "bid 99.99 x 5 | ask 100.01 x 5")
                .snapshot("binance", "bid 99.98 x 5 | ask 100.00 x 1");
    }

    @Test
    void what_is_carried_is_valued_where_it_stands_unless_ways_are_counted() {
        carriedFrom(Costs.of(market.fees()));

        // 99.79002 USD, and 0.9801 · 1.002 of them for a USDT.
        assertEquals("carry 99.79002 USD on kraken, worth 101.61293574 USDT on kraken USDTUSD net "
                + "of 0.2 %", market.last().steps().getLast().detail());
    }

    @Test
    void what_is_carried_is_never_valued_where_it_cannot_go() {
        carriedFrom(new Costs(market.fees(), ways("0", false), _ -> 0, 0));
        assertEquals("carry 99.79002 USD on kraken, worth 101.61293574 USDT on kraken USDTUSD net "
                + "of 0.2 %", market.last().steps().getLast().detail());

        market.fails("kraken USDT/USD");
        assertEquals("conversion", market.last().closedWhy());
    }

    @Test
    void what_is_carried_pays_its_way_to_the_book_that_it_is_valued_at() {
        carriedFrom(new Costs(market.fees(), ways("97", true), _ -> 0, 0));

        // 97 USD of the 9,999 that 10,000 USDT make here: a share of the 100.1 that are spent.
        assertEquals("transfer -0.9710672",
                market.last().steps().getLast().what() + " " + Decimals
                        .format(market.last().steps().getLast().amount(), Money.SCALE));
        assertEquals("USD from kraken to bitstamp by NET for 97 USD in 5 minutes, of 10000 USDT, "
                + "0.9700971 % of 100.1", market.last().steps().getLast().detail());
    }

    @Test
    void what_is_carried_stays_where_its_way_would_cost_more_than_it_brings() {
        carriedFrom(new Costs(market.fees(), ways("150", true), _ -> 0, 0));

        assertEquals("carry 99.79002 USD on kraken, worth 101.61293574 USDT on kraken USDTUSD net "
                + "of 0.2 %", market.last().steps().getLast().detail());
    }

    private static String legs(Opportunity o) {
        return o.state() + " " + o.kind() + " " + o.legs() + ": net "
                + Decimals.format(o.net(), Money.SCALE) + " " + o.asset()
                + (o.closedWhy().isEmpty() ? "" : ", " + o.closedWhy());
    }

    private static String steps(Opportunity o) {
        return String.join(", ", o.steps().stream().map(step -> step.what() + " "
                + Decimals.format(step.amount(), step.scale()) + " " + step.asset()).toList());
    }

    @Test
    void a_depeg_of_three_percent_makes_no_false_edge() {
        wanted(ChainSettings.Mode.EXECUTED, 0);
        // 3 % more dollars for the coin: exactly because a USDT is worth 3 % less.
        market.snapshot("bitstamp", "bid 0.9699 x 50000 | ask 0.9701 x 50000")
                .snapshot("kraken", "bid 99.99 x 5 | ask 100.01 x 5")
                .snapshot("binance", "bid 103.08 x 5 | ask 103.10 x 5");

        assertTrue(market.told.isEmpty());
    }

    /// A USDT is worth 97 cents, and Binance has not followed: the coin costs 100 USDT there.
    private void depeg(ChainSettings.Mode mode, long limit) {
        wanted(mode, limit);
        market.snapshot("bitstamp", "bid 0.9699 x 50000 | ask 0.9701 x 50000")
                .snapshot("kraken", "bid 99.99 x 5 | ask 100.01 x 5")
                .snapshot("binance", "bid 99.98 x 5 | ask 100.00 x 1");
    }

    @Test
    void a_depeg_of_three_percent_makes_the_true_edge_known() {
        depeg(ChainSettings.Mode.EXECUTED, 0);

        // 1 BTC for 100 + 0.1 USDT; 99.99 − 0.19998 = 99.79002 USD; they buy 102.81 USDT at 0.9701: 99.735981 + 0.04986799.
        assertEquals("opened conversion [buy 1 BTC on binance at 100, sell 1 BTC on kraken at "
                + "99.99, buy 102.81 USDT on bitstamp at 0.9701]: net 2.71 USDT",
                legs(market.last()));
        assertEquals("buy -100 USDT, buy 1 BTC, buy_fee -0.1 USDT, sell -1 BTC, sell 99.99 USD, "
                + "sell_fee -0.19998 USD, buy -99.735981 USD, buy 102.81 USDT, "
                + "buy_fee -0.049868 USD", steps(market.last()));
        assertFalse(market.last().executable());
    }

    @Test
    void a_fee_that_a_coin_pays_says_so_and_is_told_anew_when_it_does_no_more() {
        depeg(ChainSettings.Mode.EXECUTED, 0);
        long net = market.last().net();

        wanted(ChainSettings.Mode.EXECUTED, 0, market.coined("kraken", "KNC"));
        assertEquals("buy -100 USDT, buy 1 BTC, buy_fee -0.1 USDT, sell -1 BTC, sell 99.99 USD, "
                + "coin_fee -0.19998 USD, buy -99.735981 USD, buy 102.81 USDT, "
                + "buy_fee -0.049868 USD", steps(market.last()));
        assertEquals("taker 0.2 % of 99.99, paid in KNC", market.last().steps().get(5).detail());
        assertEquals(net, market.last().net());

        wanted(ChainSettings.Mode.EXECUTED, 0);
        assertEquals(List.of("OPENED", "CHANGED", "CHANGED"),
                market.told.stream().map(one -> one.state().name()).toList());
        assertEquals(Step.What.SELL_FEE, market.last().steps().get(5).what());
        wanted(ChainSettings.Mode.EXECUTED, 0);
        assertEquals(3, market.told.size());
    }

    @Test
    void the_working_says_what_converting_costs_against_the_middle() {
        depeg(ChainSettings.Mode.EXECUTED, 0);

        Working working = market.last().working();
        // The middle is 0.97: the 99.735981 USD without the fee would be 102.82059896 USDT there, and 102.81 they are.
        assertEquals("0.01059896", Decimals.format(working.conversion(), Money.SCALE));
        // 0.1 USDT for the coin; what was sold for 99.99 USD cost 100.1, so of that its 0.19998 and the 0.049868 for the USDT: 0.2002 and 0.04992287,
        // both rounded up.
        assertEquals("0.35012287", Decimals.format(working.fees(), Money.SCALE));
        // From 100 to 102.82059896, and the two fees on the way.
        assertEquals("3.07072183", Decimals.format(working.gross(), Money.SCALE));
        assertEquals(market.last().net(), working.net());
    }

    @Test
    void a_stale_conversion_rejects() {
        wanted(ChainSettings.Mode.EXECUTED, 0);
        market.snapshot("bitstamp", "bid 0.9699 x 50000 | ask 0.9701 x 50000").after(1_000)
                .snapshot("kraken", "bid 99.99 x 5 | ask 100.01 x 5")
                .snapshot("binance", "bid 99.98 x 5 | ask 100.00 x 1");
        assertTrue(market.told.isEmpty());
        assertEquals(1, market.detector.chains().getFirst().passes(Pass.CONVERSION));

        market.change("bitstamp", "bid 0.9698 x 1");
        assertEquals(1, market.told.size());
    }

    @Test
    void a_conversion_that_breaks_or_ends_closes_what_was_open() {
        depeg(ChainSettings.Mode.EXECUTED, 0);
        market.fails("bitstamp");
        assertEquals("conversion", market.last().closedWhy());

        market.snapshot("bitstamp", "bid 0.9699 x 50000 | ask 0.9701 x 50000");
        assertEquals(Opportunity.State.OPENED, market.last().state());
        market.after(600).change("kraken", "bid 99.99 x 4.9").change("binance", "ask 100 x 0.9");
        market.after(400);
        assertEquals("conversion", market.last().closedWhy());
    }

    @Test
    void the_best_conversion_that_is_live_and_fresh_is_taken() {
        market.with("coinbase", "0", FINE, Instrument.spot("USDT", "USD"));
        depeg(ChainSettings.Mode.EXECUTED, 0);

        market.after(100).snapshot("coinbase", "bid 0.95 x 50000 | ask 0.9601 x 50000");
        assertEquals("changed", market.last().state().toString());
        assertEquals("coinbase", market.last().last().listing().exchange());

        market.book("coinbase").fail(BookBreak.Kind.GAP, "");
        market.detector.changed(market.book("coinbase"), market.now);
        assertEquals("bitstamp", market.last().last().listing().exchange());
        assertEquals(1, market.last().id());
    }

    /// 12 bp are left after fees by Bitstamp's book between the dollars.
    private void barelyPays(String coinbase) {
        market.with("coinbase", "0", FINE, Instrument.spot("USDT", "USD"));
        wanted(ChainSettings.Mode.EXECUTED, 0);
        market.snapshot("coinbase", coinbase)
                .snapshot("bitstamp", "bid 0.9951 x 50000 | ask 0.9953 x 50000")
                .snapshot("kraken", "bid 100.00 x 5 | ask 100.01 x 5")
                .snapshot("binance", "bid 99.98 x 5 | ask 100.00 x 1");
    }

    private static List<String> converted(List<Opportunity> of) {
        return of.stream().filter(one -> one.kind() == Kind.CONVERSION)
                .map(one -> one.last().listing().exchange()).toList();
    }

    @Test
    void a_conversion_that_is_an_error_hides_no_other() {
        // 510 bp.
        barelyPays("bid 0.9513 x 50000 | ask 0.9514 x 50000");

        assertEquals(List.of("bitstamp"), converted(market.told));
        assertEquals(List.of("bitstamp"), converted(market.detector.open()));
    }

    @Test
    void an_error_just_above_the_cap_is_not_told_by_a_worse_conversion() {
        barelyPays("bid 0.9969 x 50000 | ask 0.9970 x 50000");
        assertEquals(List.of("bitstamp"), converted(market.detector.open()));

        // 509 bp by Bitstamp, 491 by Coinbase.
        market.change("kraken", "bid 104.6 x 5 | ask 100.01 x 0, 104.7 x 5");
        assertEquals("above_cap", market.last().closedWhy());
        market.change("coinbase", "bid 0.9968 x 1").change("bitstamp", "bid 0.9950 x 1");
        assertEquals(List.of(), converted(market.detector.open()));
    }

    @Test
    void what_is_carried_is_valued_at_the_executable_side_net_of_its_fee() {
        depeg(ChainSettings.Mode.CARRIED, 0);

        // 99.79002 USD stay; 0.9701 · 1.0005 of them would be one USDT.
        assertEquals("buy -100 USDT, buy 1 BTC, buy_fee -0.1 USDT, sell -1 BTC, sell 99.99 USD, "
                + "sell_fee -0.19998 USD, carry -99.79002 USD, carry 102.81429741 USDT",
                steps(market.last()));
        assertEquals(2, market.last().legs().size());
        assertTrue(market.last().steps().getLast().detail()
                .startsWith("carry 99.79002 USD on kraken, worth 102.81429741 USDT on bitstamp"),
                market.last().steps().getLast().detail());
    }

    private static String left(Opportunity o, String asset) {
        BigDecimal sum = o.steps().stream()
                .filter(step -> step.asset().equals(asset) && step.what() != Step.What.CARRY)
                .map(step -> BigDecimal.valueOf(step.amount(), step.scale()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return sum.stripTrailingZeros().toPlainString();
    }

    @Test
    void all_that_stays_is_within_the_limit_and_not_only_what_is_valued() {
        depeg(ChainSettings.Mode.CARRIED, 40);

        // 0.4009 coins bring 40.01 USD less the fee; one ten-thousandth less is within.
        assertEquals("0.4008", Decimals.format(market.last().first().size(),
                market.last().first().sizeScale()));
        assertEquals("39.99584001", left(market.last(), "USD"));
    }

    @Test
    void a_coarse_lot_of_the_seller_stays_below_the_limit_of_what_is_carried() {
        market.with("coinbase", "0", Market.rules("0.01", "0.01", "0.01", "1"),
                Instrument.spot("BTC", "USD"));
        wanted(ChainSettings.Mode.CARRIED, 1_990);
        market.snapshot("bitstamp", "bid 0.9699 x 50000 | ask 0.9701 x 50000")
                .snapshot("coinbase", "bid 1000000 x 5 | ask 1000010 x 5")
                .snapshot("binance", "bid 999980 x 5 | ask 1000000 x 1");

        assertTrue(market.told.isEmpty(), "a hundredth of a coin is 10,000 USD");
        market.snapshot("coinbase", "bid 100000 x 5 | ask 100001 x 5")
                .snapshot("binance", "bid 99998 x 5 | ask 100000 x 1");
        assertEquals("1000", left(market.last(), "USD"));
    }

    @Test
    void what_is_carried_is_not_posted_twice() {
        depeg(ChainSettings.Mode.CARRIED, 0);

        BigDecimal all = market.last().steps().stream()
                .filter(step -> step.asset().equals("USD"))
                .map(step -> BigDecimal.valueOf(step.amount(), step.scale()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertEquals(0, all.signum(), market.last().steps().toString());
    }

    @Test
    void quotes_that_nobody_declared_are_not_converted() {
        market.detector.configured(EVERY_CHANGE, Costs.of(market.fees()), new ChainSettings(
                List.of(new ChainSettings.Conversion("USDC", "USD", ChainSettings.Mode.EXECUTED,
                        0)),
                ChainSettings.Cycles.NONE), market.now);
        market.snapshot("bitstamp", "bid 0.9699 x 50000 | ask 0.9701 x 50000")
                .snapshot("kraken", "bid 99.99 x 5 | ask 100.01 x 5")
                .snapshot("binance", "bid 99.98 x 5 | ask 100.00 x 1");

        assertTrue(market.told.isEmpty());
        assertTrue(market.detector.chains().isEmpty());
    }

    @Test
    void what_is_not_asked_for_any_more_closes() {
        depeg(ChainSettings.Mode.EXECUTED, 0);
        market.detector.configured(EVERY_CHANGE, Costs.of(market.fees()), ChainSettings.DEFAULT,
                market.now);

        assertEquals("unasked", market.last().closedWhy());
        assertTrue(market.detector.open().isEmpty());
    }
}
