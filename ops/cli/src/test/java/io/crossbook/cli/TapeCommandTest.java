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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Tapes by command: made of recordings, looked at, cut, written out, played.
class TapeCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private Path imported(Variant variant) throws IOException {
        Path session = folder.resolve("session.jsonl.gz");
        Session.generate(SessionPlan.books(variant, 5, 100, Instrument.of("BTC/USDT")))
                .write(session);
        Path tape = folder.resolve("tape");
        Ran ran = Ran.crossbook("tape", "import", session, "--out", tape);
        assertEquals(Exit.OK, ran.code(), ran.err());
        return tape;
    }

    private static JsonNode json(Ran ran) throws IOException {
        return JSON.readTree(ran.out());
    }

    @Test
    void a_session_becomes_a_tape_that_is_sound() throws IOException {
        Path tape = imported(Variant.KRAKEN_V2);

        Ran verified = Ran.crossbook("tape", "verify", tape);
        assertEquals(Exit.OK, verified.code(), verified.err());
        assertTrue(verified.out().contains("all good"), verified.out());
        JsonNode info = json(Ran.crossbook("tape", "info", "--json", tape));
        assertTrue(info.get("sound").asBoolean());
        assertTrue(info.at("/frames/kraken").asLong() >= 100, info.toString());
        assertTrue(Ran.crossbook("tape", "info", tape).out().contains("kraken"));
    }

    @Test
    void damage_is_an_exit_code_and_a_sentence() throws IOException {
        Path tape = imported(Variant.KRAKEN_V2);
        Path segment = tape.resolve("000001.tape");
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length - 9] ^= 1;
        Files.write(segment, bytes);

        Ran verified = Ran.crossbook("tape", "verify", "--json", tape);

        assertEquals(Exit.FAILED, verified.code());
        assertTrue(!json(verified).get("sound").asBoolean(), verified.out());
        Ran exported = Ran.crossbook("tape", "export", tape);
        assertEquals(Exit.FAILED, exported.code());
        assertEquals(Exit.FAILED, Ran.crossbook("replay", "--what-if", tape).code());
    }

    @Test
    void what_is_exported_is_what_was_imported() throws IOException {
        Path tape = imported(Variant.BINANCE);
        Path out = folder.resolve("again.jsonl.gz");

        Ran toFile = Ran.crossbook("tape", "export", tape, "--out", out);
        Ran toStdout = Ran.crossbook("tape", "export", tape);

        assertEquals(Exit.OK, toFile.code(), toFile.err());
        assertEquals("", toFile.out());
        try (var first = Recording.open(folder.resolve("session.jsonl.gz"));
                var second = Recording.open(out)) {
            for (Recorded line = first.next(); line != null; line = first.next()) {
                Recorded same = second.next();
                assertTrue(same != null && same.nanos() == line.nanos()
                        && same.direction().equals(line.direction())
                        && same.frame().toString().equals(line.frame().toString()),
                        line + " became " + same);
                assertTrue(toStdout.out().contains("\"dir\":\"" + line.direction() + "\""));
            }
            assertEquals(null, second.next());
        } catch (Failure e) {
            throw new IOException(e);
        }
    }

    @Test
    void an_imported_tape_has_nothing_to_compare_with_and_says_so() throws IOException {
        Ran ran = Ran.crossbook("replay", imported(Variant.BINANCE));

        assertEquals(Exit.OK, ran.code(), ran.out() + ran.err());
        assertTrue(ran.err().contains("was imported or cut"), ran.err());
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void every_protocol_that_was_recorded_is_read_again(Variant variant) throws IOException {
        JsonNode played = json(Ran.crossbook("replay", "--json", imported(variant)));

        assertTrue(played.get("whole").asBoolean(), played.toString());
        assertTrue(played.get("bookUpdates").asLong() >= 90, played.toString());
    }

    @Test
    void a_recording_plays_to_an_engine_and_so_does_what_is_cut_out_of_it() throws IOException {
        Path tape = imported(Variant.KRAKEN_V2);

        JsonNode played = json(Ran.crossbook("replay", "--what-if", "--json", tape));
        assertTrue(played.get("whole").asBoolean(), played.toString());
        JsonNode info = json(Ran.crossbook("tape", "info", "--json", tape));
        assertEquals(info.get("inputs"), played.get("inputs"));

        Path cut = folder.resolve("cut");
        Ran ran = Ran.crossbook("tape", "cut", tape, "--around", "60", "--before", "5", "--after",
                "5", "--out", cut);
        assertEquals(Exit.OK, ran.code(), ran.err());
        Ran small = Ran.crossbook("replay", "--what-if", cut);
        assertEquals(Exit.OK, small.code(), small.out() + small.err());
    }

    @Test
    void a_tape_that_is_not_there_is_named() {
        Path missing = folder.resolve("missing");
        for (String[] words : new String[][]{{"tape", "verify"}, {"tape", "info"}, {"replay"}}) {
            var line = new java.util.ArrayList<Object>(java.util.List.of((Object[]) words));
            line.add(missing);

            Ran ran = Ran.crossbook(line.toArray());

            assertEquals(Exit.FAILED, ran.code(), ran.err());
            assertEquals("crossbook: there is no file " + missing, ran.err().strip());
        }
    }

    @Test
    void what_cannot_be_is_one_line() {
        Ran missing = Ran.crossbook("tape", "info", folder.resolve("none"));
        assertEquals(Exit.FAILED, missing.code());
        assertEquals(1, missing.err().lines().count(), missing.err());
        assertEquals(Exit.USAGE, Ran.crossbook("tape").code());
        assertEquals(Exit.USAGE, Ran.crossbook("tape", "import", "--out", folder).code());
        assertEquals(Exit.USAGE, Ran.crossbook("replay", folder, "--speed", "-1").code());
    }
}
