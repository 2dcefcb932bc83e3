package io.crossbook.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KrakenChecksumTest {

    /// Kraken, "Book checksum (WebSocket v2)", the worked example.
    private static final List<String> ASKS = List.of("45285.2", "0.00100000", "45286.4",
            "1.54571953",
            "45286.6", "1.54571109", "45289.6", "1.54560911", "45290.2", "0.15890660", "45291.8",
            "1.54553491", "45294.7", "0.04454749", "45296.1", "0.35380000", "45297.5", "0.09945542",
            "45299.5", "0.18772827");
    private static final List<String> BIDS = List.of("45283.5", "0.10000000", "45283.4",
            "1.54582015",
            "45282.1", "0.10000000", "45281.0", "0.10000000", "45280.3", "1.54592586", "45279.0",
            "0.07990000", "45277.6", "0.03310103", "45277.5", "0.30000000", "45277.3", "1.54602737",
            "45276.6", "0.15445238");

    @Test
    void the_published_example_gives_the_published_checksum() {
        assertEquals(3_310_070_434L, KrakenChecksum.of(ASKS, BIDS));
    }

    @Test
    void the_eleventh_level_does_not_count() {
        List<String> deeper = new ArrayList<>(ASKS);
        deeper.add("45300.0");
        deeper.add("1.00000000");

        assertEquals(3_310_070_434L, KrakenChecksum.of(deeper, BIDS));
    }

    /// Kraken, "Book checksum (WebSocket v1)", the worked example: the same digits with zeros
    /// before them.
    @Test
    void leading_zeros_and_points_are_left_out() {
        assertEquals(KrakenChecksum.of(List.of("5005", "500"), List.of()),
                KrakenChecksum.of(List.of("0.05005", "0.00000500"), List.of()));
    }
}
