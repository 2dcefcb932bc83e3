package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.crossbook.exchanges.Dialects;
import io.crossbook.gateway.config.ConfigException;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.engine.Past;
import io.crossbook.gateway.tape.Replay;
import io.crossbook.gateway.tape.Tape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A tape that no longer holds the beginning of its run: an id never means another opportunity than the one that was told under it.
class PrunedTest {

    private static final Path EXAMPLES = Ran.root().resolve("docs/examples");
    @TempDir
    private Path folder = Path.of("");

    /// When the first of the example opens.
    private static final long OPENED = 1_767_225_601_000_000_000L;
    private static final Past SEVEN = new Past(7, List.of(), List.of());

    private static Explained explained(long id, long opened)
            throws IOException, Failure, ConfigException {
        var settings = Configuration.read(EXAMPLES.resolve("exchanges.yaml"), Dialects::of)
                .settings();
        try (Tapes tapes = Tapes.of(List.of(EXAMPLES.resolve("bybit.jsonl"),
                EXAMPLES.resolve("coinbase.jsonl"))); Tape tape = new Pruned(tapes.open(), SEVEN)) {
            return Explained.of(new Explained.Wanted(id, opened, 0, List.of(), List.of()), tape,
                    Replay.Mode.WHAT_IF,
                    settings);
        }
    }

    private static Lived only(Explained explained) {
        assertEquals(1, explained.found().size());
        return explained.found().getFirst();
    }

    @Test
    void one_that_was_told_before_is_not_there_any_more()
            throws IOException, Failure, ConfigException {
        Explained first = explained(1, 0);

        assertEquals(List.of(), first.found());
        assertEquals(7, first.cutOff());
    }

    @Test
    void one_that_is_found_under_an_id_need_not_have_been_told_under_it()
            throws IOException, Failure, ConfigException {
        Explained eighth = explained(8, 0);

        assertEquals(OPENED, only(eighth).opened.nanos());
        assertTrue(eighth.unsure().contains("--opened TIME"), eighth.unsure());
    }

    @Test
    void one_that_is_named_by_when_it_opened_is_that_one()
            throws IOException, Failure, ConfigException {
        Explained named = explained(3, OPENED);

        assertEquals(8, only(named).id());
        assertEquals("", named.unsure());
        assertEquals(List.of(), explained(3, OPENED + 1).found());
    }

    /// The ids that a scan tells of the time at which most opened.
    private List<JsonNode> together(List<Path> sessions, Path config) throws IOException {
        var scan = new ArrayList<Object>(List.of("scan", "--config", config, "--changes"));
        scan.addAll(sessions);
        var opened = new TreeMap<Long, List<JsonNode>>();
        for (String line : Ran.crossbook(scan.toArray()).out().lines().toList()) {
            JsonNode told = new ObjectMapper().readTree(line);
            if (told.get("state").asText().equals("opened")) {
                opened.computeIfAbsent(told.get("openedNanos").asLong(), _ -> new ArrayList<>())
                        .add(told);
            }
        }
        List<JsonNode> most = Collections.max(opened.values(),
                Comparator.comparingInt(List::size));
        assertTrue(most.size() > 1, "nothing opened together");
        return most;
    }

    private static String named(JsonNode leg) {
        return leg.get("listing").asText();
    }

    @Test
    void of_several_that_opened_together_one_is_asked_for_and_told_alone() throws IOException {
        List<Path> sessions = Dislocated.sessions(folder, 11, 800);
        Path config = Dislocated.config(folder, "0.001");
        List<JsonNode> together = together(sessions, config);
        var line = new ArrayList<Object>(List.of("explain", "--json", "--config", config,
                "--opened", together.getFirst().get("openedNanos")));
        sessions.forEach(session -> line.addAll(List.of("--tape", session)));

        Ran several = Ran.crossbook(line.toArray());

        assertEquals(Exit.NOTHING, several.code(), several.out());
        assertTrue(several.err().contains(together.size() + " opportunities opened at "),
                several.err());
        for (JsonNode each : together) {
            String buys = named(each.at("/legs/0"));
            String sells = named(each.at("/legs/1"));
            assertTrue(several.err().contains("\n  " + each.get("id") + " two_legs: buy " + buys
                    + ", sell " + sells + "\n"), several.err());
            var byId = new ArrayList<>(line);
            byId.add(each.get("id"));
            var byLegs = new ArrayList<>(line);
            byLegs.addAll(List.of("--buy", buys, "--sell", sells));
            for (List<Object> one : List.of(byId, byLegs)) {
                Ran ran = Ran.crossbook(one.toArray());
                assertEquals(Exit.OK, ran.code(), ran.err());
                JsonNode explained = new ObjectMapper().readTree(ran.out());
                assertEquals(each.get("id"), explained.at("/opportunity/id"));
                for (JsonNode step : explained.get("life")) {
                    assertEquals(each.get("id"), step.get("id"), "it is mixed with another");
                }
            }
        }
        line.addAll(List.of("--buy", "binance/NONE"));
        assertTrue(Ran.crossbook(line.toArray()).err().contains("no such opportunity opened at "));
    }

    /// Where the run lacks its beginning an id that was found here may be another's, so legs alone say which.
    @Test
    void of_several_on_a_cut_tape_the_legs_say_which() throws Exception {
        List<Path> sessions = Dislocated.sessions(folder, 11, 800);
        Path config = Dislocated.config(folder, "0.001");
        List<JsonNode> together = together(sessions, config);
        long at = together.getFirst().get("openedNanos").asLong();
        long id = together.getFirst().get("id").asLong();
        var settings = Configuration.read(config, Dialects::of).settings();
        try (Tapes tapes = Tapes.of(sessions)) {
            try (Tape tape = new Pruned(tapes.open(), SEVEN)) {
                Explained all = Explained.of(
                        new Explained.Wanted(id, at, 0, List.of(), List.of()), tape,
                        Replay.Mode.WHAT_IF, settings);
                assertEquals(together.size(), all.found().size());
                assertTrue(all.cut());
            }
            for (JsonNode each : together) {
                var wanted = new Explained.Wanted(0, at, 0, List.of(named(each.at("/legs/0"))),
                        List.of(named(each.at("/legs/1"))));
                try (Tape tape = new Pruned(tapes.open(), SEVEN)) {
                    Lived one = only(Explained.of(wanted, tape, Replay.Mode.WHAT_IF, settings));
                    assertEquals(each.get("id").asLong() + 7, one.id());
                    assertTrue(one.life().stream().allMatch(told -> told.id() == one.id()));
                }
            }
        }
    }

    @Test
    void on_a_whole_tape_the_time_says_which_too() {
        Object[] tapes = {"--tape", EXAMPLES.resolve("bybit.jsonl"), "--tape",
                EXAMPLES.resolve("coinbase.jsonl"), "--config", EXAMPLES.resolve("exchanges.yaml")};
        var line = new java.util.ArrayList<Object>(List.of("explain", "--opened", OPENED));
        line.addAll(List.of(tapes));

        Ran ran = Ran.crossbook(line.toArray());

        assertEquals(Exit.OK, ran.code(), ran.err());
        assertTrue(ran.out().startsWith("Opportunity 1, "), ran.out());
        line.set(2, OPENED + 1);
        assertTrue(Ran.crossbook(line.toArray()).err()
                .contains("no opportunity opened at " + (OPENED + 1)));
    }
}
