package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Two sessions that one machine recorded at the same time, scanned against each other.
class ScanCorpusTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Path spot(Path corpus) {
        return corpus.resolve("market/binance/"
                + "2024-08-08_spot_BTCUSDT_depth100ms_bbo_trade.jsonl.gz");
    }

    private static Path perpetual(Path corpus) {
        return corpus.resolve("market/binance_futures/"
                + "2024-08-08_usdm_BTCUSDT_depth0ms_bbo_trade.jsonl.gz");
    }

    private static Path small(Path corpus, String venue) {
        return corpus.resolve("market/" + venue + "/2021-10-12_spot_depth100ms.jsonl.gz");
    }

    @Test
    void the_best_prices_give_exactly_the_numbers_of_the_corpus() throws IOException {
        Path corpus = Corpus.folder();
        JsonNode expected = JSON.readTree(
                corpus.resolve("arbitrage/expected_spot_vs_usdm_BTCUSDT.json").toFile());
        int cases = 0;
        for (var one : expected.get("cases").properties()) {
            String[] fees = one.getKey().replace("feeA=", "").replace("feeB=", "").split(" ", -1);

            Ran ran = Ran.crossbook("scan", spot(corpus), perpetual(corpus), "--compare",
                    "binance/BTCUSDT,binance-futures/BTCUSDT", "--fees",
                    "binance=" + fees[0] + ",binance-futures=" + fees[1], "--top-only");

            assertEquals(Exit.OK, ran.code(), ran.err());
            var ours = (ObjectNode) JSON.readTree(ran.out());
            assertEquals(expected.get("cut_at"), ours.get("cut_at"));
            assertEquals(one.getValue(), ours.retain("buyA_sellB", "buyB_sellA"), one.getKey());
            cases++;
        }
        assertEquals(4, cases);
    }

    @Test
    void a_walk_into_the_depth_never_takes_less_than_the_best_prices_offer() throws IOException {
        Path corpus = Corpus.folder();

        Ran ran = Ran.crossbook("scan", spot(corpus), perpetual(corpus), "--compare",
                "binance/BTCUSDT,binance-futures/BTCUSDT", "--fees",
                "binance=0.0001,binance-futures=0.0001");

        JsonNode ours = JSON.readTree(ran.out());
        assertEquals("depth", ours.get("sized_by").asText());
        JsonNode first = ours.get("buyB_sellA").get("first_episode");
        assertEquals(1723161255.3197026, first.get("ts").asDouble());
        assertTrue(first.get("size").asDouble() >= 1.088, first.toString());
    }

    @Test
    void spot_and_perpetual_are_no_pair_unless_asked_for() throws IOException {
        Path corpus = Corpus.folder();

        Ran ran = Ran.crossbook("scan", spot(corpus), perpetual(corpus), "--fees", "binance=0");

        assertEquals(Exit.OK, ran.code(), ran.err());
        assertEquals("[]", JSON.readTree(ran.out()).get("pairs").toString());
    }

    @Test
    void a_fee_that_nobody_stated_is_asked_for() {
        Path corpus = Corpus.folder();

        Ran ran = Ran.crossbook("scan", small(corpus, "binance"), small(corpus, "binance_us"),
                "--compare", "binance/NKNUSDT,binance-us/COMPUSDT", "--fees", "binance=0.001");

        assertEquals(Exit.USAGE, ran.code());
        assertTrue(ran.err().contains("--fees names no fee for binance-us"), ran.err());
        assertEquals("", ran.out());
    }

    @Test
    void a_listing_that_is_not_recorded_is_named_among_those_that_are() throws IOException {
        Path corpus = Corpus.folder();

        Ran ran = Ran.crossbook("scan", small(corpus, "binance"), "--compare",
                "binance/NKNUSDT,kraken/BTC/USDT", "--fees", "binance=0.001,kraken=0.004");

        assertEquals(Exit.NOTHING, ran.code());
        assertTrue(ran.err().contains(
                "no book of kraken/BTC/USDT in these sessions; there are binance/NKNUSDT, binance/BLZETH"),
                ran.err());
        assertEquals("[\"kraken/BTC/USDT\"]",
                JSON.readTree(ran.out()).get("missing").toString());
    }
}
