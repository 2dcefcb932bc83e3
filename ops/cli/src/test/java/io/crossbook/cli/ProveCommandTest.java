package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

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
    void mutants_that_nobody_caught_are_a_failure() throws IOException {
        Ran ran = Ran.crossbook("prove", "--mutants", "--seeds", 1, "--json");

        JsonNode found = json(ran);
        assertEquals(Exit.FAILED, ran.code());
        assertTrue(found.get("survivors").size() > 0);
        assertTrue(found.get("mutants").size() > 10);
        JsonNode first = found.get("mutants").get(0);
        assertEquals("sends-twice", first.get("name").asText());
        assertEquals(1, first.get("caughtBySeed").asLong());
    }

    @Test
    void nonsense_is_refused() {
        Ran ran = Ran.crossbook("prove", "--seeds", -1);

        assertEquals(Exit.USAGE, ran.code());
        assertTrue(ran.err().contains("--seeds is -1, wanted is a whole number above zero"),
                ran.err());
    }
}
