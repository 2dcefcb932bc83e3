package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.crossbook.simulator.Instrument;
import io.crossbook.simulator.Session;
import io.crossbook.simulator.SessionPlan;
import io.crossbook.simulator.SessionPlan.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Scans of which nothing comes: the exit code says so, and stdout carries one document all the same.
class ScanNothingTest {

    @TempDir
    private Path folder;

    private static JsonNode document(Ran ran) throws IOException {
        return new ObjectMapper().readTree(ran.out());
    }

    private Path unread() throws IOException {
        return Files.writeString(folder.resolve("mtgox.jsonl"),
                "{\"ts\":1,\"venue\":\"MTGOX\",\"conn\":\"a\",\"dir\":\"recv\",\"frame\":\"{}\"}\n");
    }

    @Test
    void sessions_that_nobody_reads_are_no_pairs() throws IOException {
        Ran ran = Ran.crossbook("scan", unread(), "--fees", "mtgox=0");

        assertEquals(Exit.NOTHING, ran.code(), ran.err());
        assertTrue(ran.err().contains("mtgox.jsonl: no dialect for MTGOX, left out"), ran.err());
        assertEquals("{\"sized_by\":\"depth\",\"pairs\":[]}", document(ran).toString());
    }

    @Test
    void a_listing_that_is_not_there_has_no_points() throws IOException {
        Path session = folder.resolve("kraken.jsonl.gz");
        Session.generate(SessionPlan.books(Variant.KRAKEN_V2, 1, 5, Instrument.of("BTC/USDT")))
                .write(session);

        Ran ran = Ran.crossbook("scan", session, unread(), "--compare",
                "kraken/BTC/USDT,mtgox/BTCUSD", "--fees", "kraken=0.004,mtgox=0.006", "--top-only");

        assertEquals(Exit.NOTHING, ran.code(), ran.err());
        assertTrue(ran.err().contains(
                "no book of mtgox/BTCUSD in these sessions; there are kraken/BTC/USDT"), ran.err());
        String nothing = "{\"points\":0,\"positive\":0,\"episodes\":0,\"max_net_bps\":null,"
                + "\"max_at\":null,\"first_episode\":null}";
        assertEquals("{\"sized_by\":\"top\",\"missing\":[\"mtgox/BTCUSD\"],"
                + "\"A\":\"kraken/BTC/USDT\",\"B\":\"mtgox/BTCUSD\",\"feeA\":\"0.004\","
                + "\"feeB\":\"0.006\",\"cut_at\":null,\"buyA_sellB\":" + nothing
                + ",\"buyB_sellA\":" + nothing + "}", document(ran).toString());
    }

    @Test
    void a_session_that_nobody_reads_beside_one_that_is_read_is_only_left_out()
            throws IOException {
        Path session = folder.resolve("kraken.jsonl.gz");
        Session.generate(SessionPlan.books(Variant.KRAKEN_V2, 1, 5, Instrument.of("BTC/USDT")))
                .write(session);

        Ran ran = Ran.crossbook("scan", session, unread(), "--fees", "kraken=0.004");

        assertEquals(Exit.OK, ran.code(), ran.err());
        assertEquals("[]", document(ran).get("pairs").toString());
    }
}
