package io.crossbook.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.crossbook.books.Listing;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TradeTest {

    private static final Listing LISTING = Orders.listing(1, "kraken", "BTC/USD");

    private static Fill fill(OrderIntent intent) {
        return new Fill(intent.id(), "kraken", "BTCUSD", "t1", new BigDecimal("60000.1"),
                new BigDecimal("0.00012345"), new BigDecimal("7.40701"), new BigDecimal("0.02963"),
                "USD", 5, Fill.Source.STREAM);
    }

    @Test
    void what_was_paid_is_booked_as_the_exchange_has_rounded_it() {
        OrderIntent buy = Orders.leg(0, LISTING, "buy 0.00012345 at 60000.1");
        OrderIntent sell = Orders.leg(1, LISTING, "sell 0.00012345 at 60000.1");

        assertEquals(Map.of("BTC", new BigDecimal("0.00012345"), "USD", new BigDecimal("-7.43664")),
                Trade.net(buy, fill(buy)));
        assertEquals(new BigDecimal("7.40701"), Trade.gross(sell, fill(sell)).get("USD"));
        assertEquals("[7.40701, -0.02963]", Trade.commit(sell, fill(sell)).postings().stream()
                .filter(each -> each.account().kind().name().equals("HOLDING")
                        && each.asset().equals("USD"))
                .map(each -> each.amount()).toList().toString());
    }

    @Test
    void nobody_tells_it_so_it_is_price_times_size() {
        OrderIntent buy = Orders.leg(0, LISTING, "buy 0.00012345 at 60000.1");

        assertEquals(new BigDecimal("-7.407012345"),
                Trade.gross(buy, Orders.traded(buy, "t1", "0.00012345", "60000.1", "0", "USD")
                        .fill()).get("USD"));
    }
}
