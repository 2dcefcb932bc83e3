package io.crossbook.execution.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// The proof bites: each rule that is broken on purpose is seen broken.
final class MutantsTest {

    private static final int SEEDS = 1_000;
    static final List<Mutant> MUTANTS = Mutants.ALL;
    /// Of so many, one is tried; `-Plong` and `prove --mutants` try all.
    private static final int STRIDE = Integer.getInteger("crossbook.mutants.stride", 3);
    static final List<Mutant> TRIED = IntStream.range(0, MUTANTS.size())
            .filter(i -> i % STRIDE == 0).mapToObj(MUTANTS::get).toList();

    /// Seeds that have shown those that the first ones do not: where one does not any more, all are tried, which takes longer.
    private static final Map<String, Long> SEEN = Map.ofEntries(
            Map.entry("a-budget-is-no-matter", 4L),
            Map.entry("a-coin-has-no-limit", 31L),
            Map.entry("a-days-loss-is-no-matter", 6L),
            Map.entry("a-failed-journal-is-ignored", 71L),
            Map.entry("a-fill-costs-its-price", 21L),
            Map.entry("a-halt-stops-nothing", 71L),
            Map.entry("a-lease-is-no-matter", 58L),
            Map.entry("a-pause-is-forgotten", 3L),
            Map.entry("a-refused-cancel-is-an-end", 17L),
            Map.entry("a-restart-means-not-sent", 3L),
            Map.entry("a-stop-comes-too-soon", 73L),
            Map.entry("a-stop-never-comes", 629L),
            Map.entry("a-stream-books-again", 25L),
            Map.entry("acts-before-it-is-written", 5L),
            Map.entry("all-coins-have-no-limit", 11L),
            Map.entry("an-error-is-a-refusal", 4L),
            Map.entry("an-own-fill-is-foreign", 176L),
            Map.entry("any-loss-is-a-fee", 3L),
            Map.entry("as-large-as-it-likes", 20L),
            Map.entry("attempts-come-twice", 21L),
            Map.entry("by-hand-without-end", 150L),
            Map.entry("cancels-nothing", 37L),
            Map.entry("cleared-is-left-over-still", 12L),
            Map.entry("clears-what-is-not-known", 50L),
            Map.entry("dead-at-once", 13L),
            Map.entry("explains-before-sweeps-settle", 57L),
            Map.entry("fees-need-no-coin", 25L),
            Map.entry("few-attempts-are-proof", 7L),
            Map.entry("ids-come-twice", 4L),
            Map.entry("limits-need-not-be-earned", 146L),
            Map.entry("many-at-once", 82L),
            Map.entry("never-asks", 46L),
            Map.entry("no-late-watch", 20L),
            Map.entry("no-proof-is-enough", 225L),
            Map.entry("one-silence-holds-all", 47L),
            Map.entry("only-the-first-halt-is-written", 77L),
            Map.entry("spot-borrows", 4L),
            Map.entry("the-history-is-not-read", 11L),
            Map.entry("the-second-leg-never-follows", 35L),
            Map.entry("unwind-above-its-cap", 82L),
            Map.entry("unwinds-where-nothing-was-shown", 53L),
            Map.entry("what-a-history-explains-agrees", 11L),
            Map.entry("what-differs-is-reconciled", 11L),
            Map.entry("what-is-open-again-is-reconciled", 157L),
            Map.entry("what-is-there-shows-at-once", 71L),
            Map.entry("what-is-written-off-is-no-exposure", 50L),
            Map.entry("what-it-brought-is-no-matter", 3L),
            Map.entry("what-was-written-off-is-traded", 874L),
            Map.entry("where-nothing-is-known-all-agrees", 74L));

    @ParameterizedTest
    @FieldSource("TRIED")
    void a_broken_rule_is_seen(Mutant mutant) {
        Long seen = SEEN.get(mutant.name());
        Campaign.Failure known = seen == null ? null : Campaign.caught(mutant, seen, 1);
        Campaign.Failure caught = known == null ? Campaign.caught(mutant, SEEDS) : known;

        assertNotNull(caught, () -> mutant.name() + " survived " + SEEDS + " seeds");
        System.out.println(mutant.name() + ": seed " + caught.seed() + ", "
                + caught.violations().getFirst());
    }

    @Test
    void a_rule_that_is_broken_before_the_step_of_a_death_is_not_forgotten() {
        Mutant mutant = MUTANTS.stream().filter(each -> each.name().equals("never-closes"))
                .findFirst().orElseThrow();

        assertNotEquals(List.of(), new MutantLoader(mutant).violations(2, 1_000_000));
        assertNull(Proof.run(2, 1_000_000));
    }

    @Test
    void what_breaks_nothing_is_not_seen() {
        var same = new Mutant("the-same", "nothing", Proof.class.getName(), "journal",
                Edit.body(to -> to.aconst_null().areturn()));
        var unfit = assertThrows(IllegalStateException.class, () -> Campaign.caught(
                new Mutant("unfit", "nothing", Proof.class.getName(), "nothing", Edit.nothing()),
                1));

        assertTrue(unfit.toString().contains("does not fit the code any more"), unfit.toString());
        assertEquals(List.of(), new MutantLoader(same).violations(1, 0));
    }

    @Test
    void what_is_no_program_is_not_caught_by_that() {
        String scene = Scene.class.getName();
        for (Edit edit : List.of(Edit.body(CodeBuilder::ireturn),
                Edit.body(to -> to.invokestatic(ClassDesc.of(scene), "nowhere",
                        MethodTypeDesc.of(ConstantDescs.CD_boolean)).ireturn()))) {
            var broken = new Mutant("broken", "nothing", scene, "poor", edit);
            var said = assertThrows(IllegalStateException.class,
                    () -> new MutantLoader(broken).violations(1, 0));
            assertTrue(said.toString().contains("broken is no program"), said.toString());
        }
    }

    @Test
    void the_page_names_all_and_no_others() throws IOException {
        List<String> named = Files
                .readAllLines(Path.of(System.getProperty("crossbook.root", "..")).resolve(
                        "docs/proof.md"))
                .stream().filter(line -> line.startsWith("| `")).toList();

        assertTrue(TRIED.size() >= 20);
        assertEquals(MUTANTS.stream()
                .map(each -> "| `" + each.name() + "` | " + each.breaks() + " |").toList(), named);
    }
}
