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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// The proof bites: each rule that is broken on purpose is seen broken.
final class MutantsTest {

    private static final int SEEDS = 1_000;
    static final List<Mutant> MUTANTS = Mutants.ALL;

    /// Seeds that have shown those that the first ones do not: where one does not any more, all are tried, which takes longer.
    private static final Map<String, Long> SEEN = Map.ofEntries(
            Map.entry("a-coin-has-no-limit", 31L), Map.entry("a-stop-comes-too-soon", 43L),
            Map.entry("as-large-as-it-likes", 54L), Map.entry("attempts-come-twice", 805L),
            Map.entry("explains-before-sweeps-settle", 57L),
            Map.entry("one-silence-holds-all", 70L), Map.entry("spot-borrows", 34L),
            Map.entry("what-is-there-shows-at-once", 69L),
            Map.entry("where-nothing-is-known-all-agrees", 442L));

    @ParameterizedTest
    @FieldSource("MUTANTS")
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

        assertTrue(MUTANTS.size() >= 20);
        assertEquals(MUTANTS.stream()
                .map(each -> "| `" + each.name() + "` | " + each.breaks() + " |").toList(), named);
    }
}
