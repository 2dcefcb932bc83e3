package io.crossbook.arbitrage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.Decimals;
import io.crossbook.books.DerivativeUpdate;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Rules;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Spot against perpetual: what entering brings, what leaving costs, and one funding.
final class BasisTest {

    /// In milliseconds, how long before a funding one must be in to receive it.
    private static final long CLOSE = 5_000;
    private static final Instrument PERPETUAL = Instrument.perpetual("BTC", "USDT", "USDT");

    private final Market market = new Market(Market.EVERY_CHANGE).with("spot", "0.001")
            .with("perp", "0.0005", Rules.UNKNOWN, PERPETUAL);

    private void prices() {
        market.snapshot("spot", "bid 99.99 x 5 | ask 100 x 2").snapshot("perp",
                "bid 101 x 3 | ask 101.02 x 3");
    }

    private void funding(String rate, long millis) {
        market.detector.funding(market.book("perp"),
                Decimals.parse(rate, DerivativeUpdate.SCALE), market.now + millis * 1_000_000,
                market.now);
    }

    @Test
    void leaving_again_is_paid_for_and_the_next_funding_is_earned() {
        prices();
        funding("0.0001", 600 + CLOSE);

        Opportunity o = market.last();
        assertEquals(Kind.BASIS, o.kind());
        // Enter: 202 − 200 − 0.2 − 0.101. Leave: the fees again, and for each BTC half of 0.01 on spot and half of 0.02 on perp. Funding 0.0001 of 202.
        assertEquals(
                List.of("buy -200 USDT", "buy 2 BTC", "buy_fee -0.2 USDT", "sell -2 BTC",
                        "sell 202 USDT", "sell_fee -0.101 USDT", "exit -0.2 USDT",
                        "exit -0.01 USDT", "exit -0.101 USDT", "exit -0.02 USDT",
                        "funding 0.0202 USDT"),
                o.steps().stream().map(step -> step.what() + " "
                        + Decimals.format(step.amount(), step.scale()) + " " + step.asset())
                        .toList());
        assertEquals(2_00000000L - 30100000L - 33100000L + 2020000L, o.net());
        // 0.301 to enter and 0.331 to leave, paid by 0.0202 a time.
        assertEquals(32, o.working().breakevenPeriods());
    }

    /// All fees are taken from what is received.
    private void feesInKind() {
        Fees fees = market.fees();
        market.detector.configured(Market.EVERY_CHANGE, new Fees() {
            @Override
            public long taker(Listing listing) {
                return fees.taker(listing);
            }

            @Override
            public boolean inReceived(Listing listing) {
                return true;
            }
        }, market.now);
    }

    @Test
    void a_basis_in_kind_is_looked_at_anew_when_its_ways_out_or_its_fundings_change() {
        feesInKind();
        market.snapshot("spot", "bid 99.980 x 0.5, 99.80 x 5 | ask 100 x 2.000").snapshot("perp",
                "bid 101.00 x 3.000 | ask 101.02 x 1, 101.30 x 3");
        long exit = market.last().working().exit();
        // 1.498 BTC of the 1.998 go a cent deeper, then 0.998 cost ten more.
        market.change("spot", "bid 99.80 x 0, 99.79 x 5");
        assertEquals(exit + 1498000L, market.last().working().exit());
        market.change("perp", "ask 101.30 x 0, 101.40 x 3");
        assertEquals(exit + 1498000L + 9980000L, market.last().working().exit());

        funding("0.0001", 600 + CLOSE);
        assertEquals(2017980L, market.last().working().funding());
        funding("0.0002", 600 + CLOSE);
        assertEquals(4035960L, market.last().working().funding());
    }

    /// What buying 200 USDT's worth costs besides its fees, as the detector says when it is asked.
    private List<String> asked() {
        Verdict verdict = market.detector.ask(0, 1, market.now);
        return Objects.requireNonNull(verdict).costs().stream()
                .map(cost -> cost.what() + " " + Decimals.format(200 * cost.rate(),
                        DetectorSettings.FEE_SCALE))
                .toList();
    }

    @Test
    void whoever_asks_hears_the_costs_of_what_arrives() {
        feesInKind();
        market.snapshot("spot", "bid 99.990 x 5 | ask 100 x 2.000").snapshot("perp",
                "bid 101 x 3.000 | ask 101.02 x 3");

        // The same as a_fee_in_kind_leaves_less_to_sell_against.
        assertEquals(List.of("exit 0.2", "exit 0.00999", "exit 0.100899", "exit 0.01998"),
                asked());
    }

    /// A book whose bid is above its ask has no middle: leaving it there is no gain.
    @Test
    void a_crossed_book_makes_no_exit_a_gain() {
        market.snapshot("spot", "bid 100.50 x 5 | ask 100 x 2").snapshot("perp",
                "bid 101 x 3 | ask 101.02 x 3");

        assertEquals(List.of("exit 0.2", "exit 0.101", "exit 0.02"), asked());
    }

    @Test
    void a_fee_in_kind_leaves_less_to_sell_against() {
        feesInKind();
        market.snapshot("spot", "bid 99.990 x 5 | ask 100 x 2.000").snapshot("perp",
                "bid 101 x 3.000 | ask 101.02 x 3");
        funding("0.0001", 600 + CLOSE);

        Opportunity o = market.last();
        assertEquals(Kind.BASIS, o.kind());
        assertEquals(
                List.of("buy -200 USDT", "buy 2 BTC", "buy_fee -0.002 BTC", "sell -1.998 BTC",
                        "sell 201.798 USDT", "sell_fee -0.100899 USDT", "exit -0.2 USDT",
                        "exit -0.00999 USDT", "exit -0.100899 USDT", "exit -0.01998 USDT",
                        "funding 0.0201798 USDT"),
                o.steps().stream().map(step -> step.what() + " "
                        + Decimals.format(step.amount(), step.scale()) + " " + step.asset())
                        .toList());
        assertEquals("the next funding, 0.01 % of 201.798", o.steps().getLast().detail());
        // The thousandth of the coins cost 0.2.
        assertEquals(20000000L + 10089900L, o.working().fees());
        assertEquals(32, o.working().breakevenPeriods());
        assertEquals(33086900L, o.working().exit());
    }

    /// The steps of leaving, as people read them.
    private List<String> exits() {
        return market.last().steps().stream().filter(step -> step.what() == Step.What.EXIT)
                .map(step -> Decimals.format(step.amount(), step.scale()) + " on "
                        + step.exchange() + ": " + step.detail())
                .toList();
    }

    @Test
    void all_of_the_size_is_left_down_the_other_side_of_each_book() {
        market.snapshot("spot", "bid 99.98 x 0.5, 99.8 x 5 | ask 100 x 2").snapshot("perp",
                "bid 101.00 x 3 | ask 101.02 x 1, 101.30 x 3");

        // 99.98 / 2 + 99.8 · 1.5 = 199.69, and in the middle 2 · 99.99; 101.02 + 101.3 = 202.32, in the middle 2 · 101.01.
        assertEquals(List.of("-0.2 on spot: leaving again: taker 0.1 % of 200",
                "-0.29 on spot: leaving again: sell 2 BTC for 199.69, in the middle of the book 199.98",
                "-0.101 on perp: leaving again: taker 0.05 % of 202",
                "-0.3 on perp: leaving again: buy back 2 BTC for 202.32, in the middle of the book 202.02"),
                exits());
        assertEquals(169900000L - 89100000L, market.last().net());
    }

    @Test
    void what_is_too_dear_to_leave_is_not_entered_and_what_nobody_takes_back_neither() {
        market.snapshot("spot", "bid 99.98 x 0.5, 98 x 5 | ask 100 x 2").snapshot("perp",
                "bid 101.00 x 3 | ask 101.02 x 1, 101.30 x 3");
        // Each BTC brings 0.8495 after fees, and another 0.1505 to pay again; what sells at 98 loses 1.99 of it.
        assertEquals(List.of(5L, 1), List.of(market.last().first().size(),
                market.last().first().sizeScale()));

        market.snapshot("spot", "bid 99.98 x 0.7 | ask 100 x 2");
        assertEquals(List.of(7L, 1), List.of(market.last().first().size(),
                market.last().first().sizeScale()));
        market.snapshot("spot", "bid 99.98 x 7 | ask 100 x 2").snapshot("perp",
                "bid 101.00 x 3 | ask 101.02 x 0.3");
        assertEquals(List.of(3L, 1), List.of(market.last().first().size(),
                market.last().first().sizeScale()));
    }

    @Test
    void a_way_out_that_only_lies_beyond_the_horizon_is_not_known() {
        prices();
        ListingBook cut = market.book("spot");
        cut.apply(Market.update(0, "bid 99.99 x 5, 99.90 x 1 | ask 100.00 x 2", true)
                .complete(false), market.now);
        cut.apply(Market.update(0, "bid 99.99 x 0, 99.90 x 0, 99.80 x 1", false), market.now);
        market.detector.changed(cut, market.now);

        assertEquals("beyond_horizon", market.last().closedWhy());
    }

    @Test
    void a_funding_that_has_been_paid_counts_no_more() {
        prices();
        funding("0.0001", 600 + CLOSE);
        long before = market.last().net();
        market.after(599);
        assertEquals(before, market.last().net());
        market.after(1);

        assertEquals(before - 2020000L, market.last().net());
        assertEquals(0, market.last().working().breakevenPeriods());
    }

    @Test
    void a_funding_for_which_an_order_comes_too_late_is_no_income() {
        market.detector.configured(Market.EVERY_CHANGE,
                new Costs(market.fees(), Transfers.IGNORED,
                        listing -> listing.exchange().equals("perp") ? 300 : 5_000, 0),
                market.now);
        prices();
        funding("0.0001", 900 + CLOSE);
        long before = market.last().net();
        market.after(599);
        assertEquals(before, market.last().net());
        market.after(1);

        assertEquals(before - 2020000L, market.last().net());
    }

    @Test
    void a_funding_against_us_counts_until_it_is_paid() {
        prices();
        long without = market.last().net();
        funding("-0.0003", 600);
        assertEquals(without - 6060000L, market.last().net());
        market.after(599);
        assertEquals(without - 6060000L, market.last().net());
        market.after(1);

        assertEquals(without, market.last().net());
    }

    @Test
    void a_funding_that_nobody_repeats_is_no_income_any_more_but_still_a_cost() {
        for (String rate : List.of("0.0001", "-0.0001")) {
            prices();
            funding(rate, 8 * 3_600_000);
            long told = market.last().net();
            market.after(119_500);
            prices();
            assertEquals(told, market.last().net());
            market.after(500);
            boolean income = !rate.startsWith("-");
            assertEquals(told - (income ? 2020000L : 0), market.last().net(), rate);
            market.after(100);
            prices();
            assertEquals(told - (income ? 2020000L : 0), market.last().net(), rate);

            funding(rate, 8 * 3_600_000 - 120_100);
            assertEquals(told, market.last().net(), rate);
        }
    }

    @Test
    void funding_against_us_is_a_cost() {
        prices();
        long without = market.last().net();
        funding("-0.0003", 600);

        assertEquals(without - 6060000L, market.last().net());
        assertEquals(0, market.last().working().breakevenPeriods());
    }

    @Test
    void funding_alone_can_be_worth_it() {
        market.snapshot("spot", "bid 99.99 x 5 | ask 100 x 2").snapshot("perp",
                "bid 100 x 3 | ask 100.01 x 3");
        assertTrue(market.told.isEmpty());

        funding("0.005", 600 + CLOSE);
        assertEquals(Kind.BASIS, market.last().kind());
        assertEquals("spot", market.last().first().listing().exchange());
    }

    @Test
    void two_perpetuals_are_a_basis_too_and_each_has_its_funding() {
        market.with("other", "0.0005", Rules.UNKNOWN, PERPETUAL);
        market.snapshot("perp", "bid 99.99 x 3 | ask 100 x 3").snapshot("other",
                "bid 101 x 3 | ask 101.01 x 3");
        funding("0.0001", 600 + CLOSE);

        Opportunity o = market.last();
        assertEquals(Kind.BASIS, o.kind());
        assertEquals(-3000000L, o.working().funding(), "the buyer pays: " + o.steps());
    }

    @Test
    void what_cannot_be_left_again_is_not_entered() {
        market.snapshot("spot", "bid 99.99 x 5 | ask 100 x 2").snapshot("perp",
                "bid 101 x 3 | ask");

        assertTrue(market.told.isEmpty());
        assertEquals(1, market.passes("spot", "perp", Pass.EMPTY));
    }

    @Test
    void a_coin_whose_withdrawal_is_shut_is_no_bargain_and_an_open_way_costs() {
        var open = new Market(Market.EVERY_CHANGE).with("binance").with("kraken");
        // A trade's share of 10,000: 10 USDT of the one and 0.05 BTC at 98.5 of the other.
        var networks = List.of(network("binance", "BTC", "0", false),
                network("binance", "USDT", "10", true), network("kraken", "BTC", "0.05", true),
                network("kraken", "USDT", "0", true));
        open.detector.configured(Market.EVERY_CHANGE,
                new Costs(open.fees(),
                        new Transfers(networks, Map.of("USDT", 10_000L * 100_000_000)), _ -> 0, 0),
                open.now);
        open.snapshot("binance", "bid 99 x 1 | ask 100 x 1").snapshot("kraken",
                "bid 101 x 1 | ask 102 x 1");
        assertTrue(open.told.isEmpty());
        assertEquals(1, open.passes("binance", "kraken", Pass.TRANSFER_SHUT));

        open.snapshot("kraken", "bid 98 x 1 | ask 98.5 x 1");
        Step transfer = open.last().steps().getLast();
        // 98.5 · (10 + 0.05 · 98.5) / 10,000, the rate rounded up to billionths
        assertEquals("transfer -0.14701125", transfer.what() + " "
                + Decimals.format(transfer.amount(), transfer.scale()));
        assertEquals("BTC from kraken to binance by NET for 0.05 BTC in 5 minutes; USDT from "
                + "binance to kraken by NET for 10 USDT in 5 minutes, 0.14925 % of 98.5",
                transfer.detail());
        assertEquals(50000000L - 14701125L, open.last().net());
    }

    private static Transfers.Network network(String exchange, String asset, String fee,
            boolean withdrawals) {
        return new Transfers.Network(exchange, asset, "net", Decimals.parse(fee, Money.SCALE), 0, 5,
                true, withdrawals, "");
    }

    @Test
    void a_perpetual_that_is_bought_brings_no_coins_to_sell() {
        Rules rules = Market.rules("0.01", "0.001", "0.001", "5");
        var okx = new Market(Market.EVERY_CHANGE).with("okx", "0", rules, PERPETUAL).with("okx",
                "0", rules);
        okx.snapshot("okx BTC/USDT:USDT", "bid 99.99 x 5 | ask 100 x 2");
        okx.snapshot("okx BTC/USDT", "bid 103 x 2 | ask 103.01 x 3");
        var gate = new Gate(okx.books, _ -> true);
        gate.configured(Market.EVERY_CHANGE,
                new Costs(okx.fees(), new Transfers(List.of(), Map.of()), _ -> 0, 0),
                (_, asset) -> asset.equals("USDT") ? 1_000L * 100_000_000 : 0,
                _ -> new Gate.Tries(0, 0, 1_000));

        assertEquals("of the BTC on okx 0 is free, and 2 is needed",
                gate.judge(okx.last()).reason());
    }

    @Test
    void a_perpetual_is_not_traded_whoever_trades() {
        Rules rules = Market.rules("0.01", "0.001", "0.001", "5");
        var okx = new Market(Market.EVERY_CHANGE).with("okx", "0", rules, PERPETUAL).with("okx",
                "0", rules);
        okx.snapshot("okx BTC/USDT:USDT", "bid 99.99 x 5 | ask 100 x 2");
        okx.snapshot("okx BTC/USDT", "bid 103 x 2 | ask 103.01 x 3");
        var gate = new Gate(okx.books, _ -> true);
        gate.configured(Market.EVERY_CHANGE,
                new Costs(okx.fees(), new Transfers(List.of(), Map.of()), _ -> 0, 0),
                (_, _) -> 1_000_000L * 100_000_000, _ -> new Gate.Tries(0, 0, 1_000));
        assertEquals("perpetuals are not traded yet", gate.judge(okx.last()).reason());

        gate.idle("");
        Opportunity judged = gate.judge(okx.last());
        assertEquals("perpetuals are not traded yet", judged.reason());
        assertEquals(false, judged.executable());
    }
}
