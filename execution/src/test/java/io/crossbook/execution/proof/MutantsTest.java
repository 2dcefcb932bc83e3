package io.crossbook.execution.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// The proof bites: each rule that is broken on purpose is seen broken.
final class MutantsTest {

    private static final int SEEDS = 1_000;
    static final List<Mutant> MUTANTS = Mutants.ALL;

    @ParameterizedTest
    @FieldSource("MUTANTS")
    void a_broken_rule_is_seen(Mutant mutant) {
        Campaign.Failure caught = Campaign.caught(mutant, SEEDS);

        assertNotNull(caught, () -> mutant.name() + " survived " + SEEDS + " seeds");
        System.out.println(mutant.name() + ": seed " + caught.seed() + ", "
                + caught.violations().getFirst());
    }

    @Test
    void what_breaks_nothing_is_not_seen() {
        var same = new Mutant("the-same", "nothing", Proof.class.getName(), "journal",
                Edit.body(to -> to.aconst_null().areturn()));
        var unfit = assertThrows(IllegalStateException.class, () -> Campaign.caught(
                new Mutant("unfit", "nothing", Proof.class.getName(), "nothing", Edit.nothing()),
                1));

        assertTrue(unfit.toString().contains("does not fit the code any more"), unfit.toString());
        assertEquals(List.of(), new MutantLoader(same).violations(1));
    }

    @Test
    void what_is_no_program_is_not_caught_by_that() {
        String world = World.class.getName();
        for (Edit edit : List.of(Edit.body(CodeBuilder::ireturn),
                Edit.body(to -> to.invokestatic(ClassDesc.of(world), "nowhere",
                        MethodTypeDesc.of(ConstantDescs.CD_boolean)).ireturn()))) {
            var broken = new Mutant("broken", "nothing", world, "poor", edit);
            var said = assertThrows(IllegalStateException.class,
                    () -> new MutantLoader(broken).violations(1));
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
