package io.crossbook.exchanges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AmountsTest {

    private static String cost(String told, String price, String size) {
        return Amounts.cost(Json.parse(Bytes.of("{" + told + "}")).asObject("trade"), "cost",
                new BigDecimal(price), new BigDecimal(size)).stripTrailingZeros().toPlainString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            // told                  price       size        booked
            "\"cost\":\"7.40701\"    | 60000.1   | 0.00012345 | 7.40701",
            "\"cost\":7.407          | 60000.1   | 0.00012345 | 7.407",
            "\"cost\":\"0.00001\"    | 0.0000085 | 1          | 0.00001",
            "\"cost\":\"15250412\"   | 15250411.7| 1          | 15250412",
            "\"cost\":\"0.00051235\" | 0.04098765| 0.0125     | 0.00051235"})
    void what_was_paid_is_what_is_told_as_far_as_it_is_a_rounding(String told, String price,
            String size, String booked) {
        assertEquals(booked, cost(told, price, size));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "\"fee\":1                | 60000.1   | 0.00012345 | 7.407012345",
            "\"cost\":null            | 60000.1   | 0.00012345 | 7.407012345",
            "\"cost\":\"0\"           | 60000.1   | 0.00012345 | 7.407012345",
            "\"cost\":\"74.07012\"    | 60000.1   | 0.00012345 | 7.407012345",
            "\"cost\":\"-7.40701\"    | 60000.1   | 0.00012345 | 7.407012345",
            "\"cost\":\"7.40901\"     | 60000.1   | 0.00012345 | 7.407012345"})
    void what_is_no_rounding_is_not_believed(String told, String price, String size,
            String booked) {
        assertEquals(booked, cost(told, price, size));
    }

    @Test
    void what_is_no_number_makes_no_sense() {
        assertThrows(Malformed.class, () -> cost("\"cost\":\"much\"", "1", "1"));
    }
}
