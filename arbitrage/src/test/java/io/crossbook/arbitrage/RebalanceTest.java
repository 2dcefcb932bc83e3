package io.crossbook.arbitrage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.arbitrage.Exchanging.Book;
import io.crossbook.arbitrage.Exchanging.Level;
import io.crossbook.arbitrage.Rebalance.Lean;
import io.crossbook.arbitrage.Rebalance.Proposal;
import io.crossbook.books.Decimals;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is proposed when stock leans, and what it costs.
class RebalanceTest {

    private static final Fees FREE = _ -> 0;
    private static final Fees TENTH = _ -> 1_000_000;

    private final Stock stock = new Stock();
    private final List<Book> books = new ArrayList<>();
    private final List<Transfers.Network> networks = new ArrayList<>();

    private void held(String exchange, String amounts) {
        var held = new java.util.HashMap<String, Long>();
        for (String one : amounts.split(" ", -1)) {
            int colon = one.indexOf(':');
            held.put(one.substring(0, colon), Decimals.parse(one.substring(colon + 1), 8));
        }
        stock.told(exchange, held);
    }

    /// One level a side, of 100 base units.
    private void book(String exchange, String instrument, String bid, String ask) {
        books.add(new Book(
                new Listing(books.size(), exchange, instrument, Instrument.parse(instrument),
                        Rules.UNKNOWN),
                List.of(new Level(new BigDecimal(bid), new BigDecimal(100))),
                List.of(new Level(new BigDecimal(ask), new BigDecimal(100)))));
    }

    private void network(String exchange, String asset, String name, String fee, int minutes) {
        networks.add(new Transfers.Network(exchange, asset, name, Decimals.parse(fee, 8), 0,
                minutes, true, true, ""));
    }

    private Rebalance under(Fees fees) {
        return new Rebalance(stock, Map.of(), new Transfers(networks, Map.of()),
                new Exchanging(books, fees));
    }

    private static List<String> lines(List<Proposal> proposals) {
        return proposals.stream().map(proposal -> proposal.kind() + " "
                + Exchanging.plain(proposal.cost()) + " " + proposal.costBps().toPlainString() + " "
                + proposal.minutes() + ": " + String.join(", ", proposal.steps())).toList();
    }

    private static Lean lean(String asset, String from, String to, String amount) {
        return new Lean(asset, from, to, new BigDecimal(amount).setScale(8));
    }

    @Test
    void stock_leans_where_less_than_half_of_its_share_is_left() {
        held("a", "BTC:1.4 USDT:1000");
        held("b", "BTC:0.6 USDT:1000");
        book("a", "BTC/USDT", "99", "100");
        book("b", "BTC/USDT", "99", "100");
        assertEquals(List.of(), under(FREE).leans());

        held("a", "BTC:1.6 USDT:1000");
        held("b", "BTC:0.4 USDT:1000");
        assertEquals(List.of(lean("BTC", "a", "b", "0.6")), under(FREE).leans());
    }

    @Test
    void shares_that_are_configured_are_what_should_be_held() {
        held("a", "BTC:3");
        held("b", "BTC:1");
        book("a", "BTC/USDT", "99", "100");
        book("b", "BTC/USDT", "99", "100");
        var thirds = Map.of("a", Map.of("BTC", 3L), "b", Map.of("BTC", 1L));
        assertEquals(List.of(), new Rebalance(stock, thirds, Transfers.IGNORED,
                new Exchanging(books, FREE)).leans());

        var other = Map.of("a", Map.of("BTC", 1L), "b", Map.of("BTC", 3L));
        assertEquals(List.of(lean("BTC", "a", "b", "2")), new Rebalance(stock, other,
                Transfers.IGNORED, new Exchanging(books, FREE)).leans());
    }

    @Test
    void the_fullest_gives_first_to_whom_most_is_missing() {
        held("a", "BTC:5");
        held("b", "BTC:4");
        held("c", "BTC:0");
        held("d", "BTC:0.6");
        for (String exchange : List.of("a", "b", "c", "d")) {
            book(exchange, "BTC/USDT", "99", "100");
        }

        // 2.4 each; what is given is never more than what is too much.
        assertEquals(List.of(lean("BTC", "a", "c", "2.4"), lean("BTC", "b", "d", "1.6"),
                lean("BTC", "a", "d", "0.2")), under(FREE).leans());
    }

    @Test
    void trades_that_flow_the_other_way_come_first_and_may_even_earn() {
        held("a", "BTC:2 USDT:1000");
        held("b", "BTC:0 USDT:1000");
        book("a", "BTC/USDT", "101", "102");
        book("b", "BTC/USDT", "99", "100");
        network("a", "BTC", "BTC", "0.001", 40);
        network("b", "BTC", "BTC", "0.002", 30);
        Rebalance rebalance = under(TENTH);
        Lean lean = rebalance.leans().getFirst();

        List<Proposal> proposals = rebalance.proposals(lean);

        // 1 BTC brings 101 less 0.1 %; 100.899 buy 100.899 / 1.001 / 100.
        assertEquals(List.of(
                "opposite -0.00798201 -79.83 0: a: trade 1 BTC for 100.899 USDT (0.1 % fee), b: trade 100.899 USDT for 1.00798201 BTC (0.1 % fee)",
                "transfer 0.001 10.00 40: a: withdraw 1 BTC to b by BTC (fee 0.001 BTC, about 40 minutes)"),
                lines(proposals));
    }

    @Test
    void what_is_not_there_to_pay_with_is_not_proposed() {
        held("a", "BTC:2 USDT:1000");
        held("b", "BTC:0 USDT:100");
        book("a", "BTC/USDT", "101", "102");
        book("b", "BTC/USDT", "99", "100");
        Rebalance rebalance = under(FREE);

        assertEquals(List.of(), lines(rebalance.proposals(lean("BTC", "a", "b", "1"))));
        assertEquals("no network of BTC is known on a",
                rebalance.shut(lean("BTC", "a", "b", "1")));
    }

    @Test
    void what_the_exchange_itself_has_too_much_of_is_traded_directly_or_through_another_asset() {
        held("a", "BTC:2 ETH:0 USDT:0");
        held("b", "BTC:0 ETH:100 USDT:0");
        book("a", "BTC/USDT", "99", "101");
        book("a", "ETH/USDT", "9.9", "10.1");
        book("b", "BTC/USDT", "99.9", "100.1");
        book("b", "ETH/USDT", "9.99", "10.01");
        book("b", "ETH/BTC", "0.09", "0.11");

        List<String> within = lines(under(FREE).proposals(lean("BTC", "a", "b", "1"))).stream()
                .filter(line -> line.startsWith("within")).toList();

        // Through USDT it costs a tenth of a percent twice, directly a tenth.
        assertEquals(List.of(
                "within 0.00199801 19.99 0: b: trade 10 ETH for 99.9 USDT (0 % fee), b: trade 99.9 USDT for 0.99800199 BTC (0 % fee)",
                "within 0.1 1000.00 0: b: trade 10 ETH for 0.9 BTC (0 % fee)"), within);
    }

    @Test
    void a_cheaper_asset_carries_what_is_dear_to_send() {
        held("a", "BTC:2 USDT:0");
        held("b", "BTC:0 USDT:0");
        book("a", "BTC/USDT", "99.99", "100.01");
        book("b", "BTC/USDT", "99.99", "100.01");
        network("a", "BTC", "BTC", "0.01", 40);
        network("b", "BTC", "BTC", "0.01", 40);
        network("a", "USDT", "TRC20", "0.1", 3);
        network("b", "USDT", "Tron", "0.1", 2);

        assertEquals(List.of(
                "transfer 0.00119989 12.00 3: a: trade 1 BTC for 99.99 USDT (0 % fee), a: withdraw 99.99 USDT to b by TRX (fee 0.1 USDT, about 3 minutes), b: trade 99.89 USDT for 0.99880011 BTC (0 % fee)",
                "transfer 0.01 100.00 40: a: withdraw 1 BTC to b by BTC (fee 0.01 BTC, about 40 minutes)"),
                lines(under(FREE).proposals(lean("BTC", "a", "b", "1"))));
    }

    @Test
    void a_book_that_does_not_reach_so_far_is_no_way() {
        held("a", "BTC:300 USDT:0");
        held("b", "BTC:0 USDT:100000");
        book("a", "BTC/USDT", "99", "101");
        book("b", "BTC/USDT", "99", "101");

        assertEquals(1, opposite("100"));
        assertEquals(0, opposite("100.1"));
    }

    private long opposite(String amount) {
        return under(FREE).proposals(lean("BTC", "a", "b", amount)).stream()
                .filter(proposal -> proposal.kind() == Rebalance.Kind.OPPOSITE).count();
    }

    @Test
    void a_fee_out_of_what_is_received_buys_less() {
        book("a", "BTC/USDT", "99", "100");
        var received = new Fees() {
            @Override
            public long taker(Listing listing) {
                return 1_000_000;
            }

            @Override
            public boolean inReceived(Listing listing) {
                return true;
            }
        };

        assertEquals(new BigDecimal("0.99900000"), new Exchanging(books, received)
                .convert("a", "USDT", "BTC", new BigDecimal(100)).orElseThrow());
        assertEquals(new BigDecimal("0.99900099"), new Exchanging(books, TENTH)
                .convert("a", "USDT", "BTC", new BigDecimal(100)).orElseThrow());
        assertTrue(new Exchanging(books, TENTH)
                .convert("b", "USDT", "BTC", new BigDecimal(100)).isEmpty());
    }
}
