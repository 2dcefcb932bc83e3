package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProveCommandTest {

    /// What they show is the proof's own matter (`ProofTest`).
    private static final int SEEDS = 6;

    private static JsonNode json(Ran ran) throws IOException {
        return new ObjectMapper().readTree(ran.out());
    }

    @Test
    void the_same_seeds_give_the_same_hash_and_others_another() throws IOException {
        Ran ran = Ran.crossbook("prove", "--seeds", SEEDS, "--json");
        JsonNode once = json(ran);

        assertEquals(Exit.OK, ran.code(), ran.err());
        assertEquals(SEEDS, once.get("runs").asLong());
        assertEquals(0, once.get("violations").asLong());
        assertEquals(1, once.get("seed").asLong());
        assertTrue(once.get("seconds").asDouble() > 0);
        assertTrue(once.get("deaths").asLong() > SEEDS, ran.out());
        assertEquals(once.get("logHash"),
                json(Ran.crossbook("prove", "--seeds", SEEDS, "--json")).get("logHash"));
        assertTrue(!once.get("logHash").equals(
                json(Ran.crossbook("prove", "--seeds", SEEDS, "--seed", 2, "--json"))
                        .get("logHash")));
    }

    @Test
    void people_are_told_in_two_lines() {
        Ran ran = Ran.crossbook("prove", "--seed", 7, "--crash", "none");

        assertTrue(ran.out().startsWith("1 runs (seeds 7 to 7, crash none) in "), ran.out());
        assertTrue(ran.out().contains("No rule was broken. Log hash "), ran.out());
        assertEquals(2, ran.out().lines().count());
    }

    @Test
    void it_dies_after_every_step_of_a_seed() throws IOException {
        JsonNode every = json(Ran.crossbook("prove", "--seed", 3, "--crash", "every", "--json"));

        assertTrue(every.get("runs").asLong() > 100, every.toString());
        assertEquals(0, every.get("violations").asLong());
    }

    @Test
    void mutants_that_nobody_caught_from_the_seed_that_is_named_are_a_failure()
            throws IOException {
        Ran ran = Ran.crossbook("prove", "--mutants=sends-twice,never-asks", "--seeds", 1, "--seed",
                2, "--json");

        JsonNode found = json(ran);
        assertEquals(Exit.FAILED, ran.code());
        assertEquals("[\"never-asks\"]", found.get("survivors").toString());
        assertEquals("[{\"name\":\"sends-twice\",\"caughtBySeed\":2}]",
                found.get("mutants").toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0})
    void nonsense_is_refused(int none) {
        for (String option : List.of("--seeds", "--seed")) {
            refused(option + " is " + none + ", wanted is a whole number above zero", option, none);
        }
    }

    @Test
    void a_mutant_that_there_is_not_is_refused() {
        refused("--mutants: 'sends-thrice' is none of them; docs/proof.md names all",
                "--mutants=sends-thrice");
    }

    @Test
    void how_a_mutant_dies_is_not_for_choosing() {
        refused("--crash is not for --mutants: each of them dies several times at random",
                "--mutants", "--seeds", 1, "--crash", "random");
    }

    private static void refused(String why, Object... words) {
        var line = new ArrayList<Object>(List.of(words));
        line.addFirst("prove");
        Ran ran = Ran.crossbook(line.toArray());
        assertEquals(Exit.USAGE, ran.code(), ran.out());
        assertTrue(ran.err().contains(why), ran.err());
    }
}
