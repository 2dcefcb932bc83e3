package io.crossbook.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KrakenCorpusTest {

    @ParameterizedTest
    @CsvSource({"kraken/2026-08-16_v2_BTCUSD_d10_crc, 10, 54",
            "kraken/2026-08-24_v2_BTCUSD_d10_crc, 10, 4",
            "kraken/2026-07-05_v2_BTCUSD_d10_crc, 10, 11",
            "kraken/2021-04-17_v1_book1000_crc, 1000, 1627"})
    void every_recorded_checksum_is_ours_too(String session, int depth, int books) {
        SlowClient client = new SlowClient(depth);
        Corpus.lines(Corpus.market(session + ".jsonl.gz")).stream()
                .filter(line -> line.path("dir").asText().equals("recv"))
                .forEach(line -> client.frame(line.path("frame").asText()));

        assertEquals(books, client.applied());
    }
}
