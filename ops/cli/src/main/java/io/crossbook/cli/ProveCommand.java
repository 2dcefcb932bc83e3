package io.crossbook.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.execution.proof.Campaign;
import io.crossbook.execution.proof.Mutant;
import io.crossbook.execution.proof.Mutants;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Execution against simulated exchanges that lose, delay and repeat what they say, while the process dies.
@Command(name = "prove", description = {
        "Run the code that trades against simulated exchanges on a virtual clock: orders and answers get lost, come late or twice, the process dies; then "
                + "all heals, and everything must be filled, flat or parked with a word, and the ledger as the exchanges have it.",
        "Ends with 1 when a rule was broken, and tells the first such run from begin to end. docs/proof.md says what is checked."})
final class ProveCommand implements Callable<Integer> {

    private static final int SEEDS = 500;
    private static final int MUTANT_SEEDS = 1_000;
    private static final String ALL = "all";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(names = "--seeds", paramLabel = "N", description = "How many runs, each another story (default: "
            + SEEDS + "; with --mutants how many to try each with, "
            + MUTANT_SEEDS + ").")
    private @Nullable Integer seeds;

    @Option(names = "--seed", paramLabel = "S", description = "The seed of the first run; alone, without --mutants: of the only one.")
    private @Nullable Long seed;

    @Option(names = "--crash", paramLabel = "none|random|every", description = "When the process dies: never, several times at random, or once after every single step and again while it recovers (default: random; mutants always do).")
    private Campaign.@Nullable Crash crash;

    @Option(names = "--mutants", arity = "0..1", paramLabel = "NAME", split = ",", fallbackValue = ALL, description = "Break one rule after the other on purpose: each must be noticed. Only these, where they are named (--mutants=sends-twice,never-asks).")
    private @Nullable List<String> mutants;

    @Option(names = "--json", description = "The answer as one JSON document.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        positive("--seeds", seeds);
        positive("--seed", seed);
        if (mutants != null && crash != null) {
            throw new ParameterException(spec.commandLine(),
                    "--crash is not for --mutants: each of them dies several times at random");
        }
        long first = seed == null ? 1 : seed;
        return mutants != null
                ? mutants(named(mutants), first, seeds == null ? MUTANT_SEEDS : seeds)
                : runs(first, seeds != null ? seeds : seed != null ? 1 : SEEDS,
                        crash == null ? Campaign.Crash.RANDOM : crash);
    }

    private void positive(String option, @Nullable Number value) {
        if (value != null && value.longValue() <= 0) {
            throw new ParameterException(spec.commandLine(),
                    option + " is " + value + ", wanted is a whole number above zero");
        }
    }

    private int runs(long first, int count, Campaign.Crash crash) throws Exception {
        long began = System.nanoTime();
        var counter = new AtomicInteger();
        Campaign.Result result;
        try (Progress shown = Progress.of(spec, "seeds", count)) {
            result = Campaign.run(first, count, crash, _ -> shown.at(counter.incrementAndGet()));
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        print(json
                ? document(result, first, crash, seconds)
                : text(result, first, count, crash, seconds));
        Campaign.Failure failure = result.first();
        if (failure != null) {
            tell(failure, crash);
        }
        return result.violations() == 0 ? Exit.OK : Exit.FAILED;
    }

    private void print(String answer) {
        spec.commandLine().getOut().println(answer);
    }

    /// The story of the first run that broke a rule: with --json on stderr, since stdout carries one document.
    private void tell(Campaign.Failure failure, Campaign.Crash crash) {
        PrintWriter to = json ? spec.commandLine().getErr() : spec.commandLine().getOut();
        to.println();
        to.println("The first, seed " + failure.seed() + (failure.diesAt() == 0
                ? ""
                : ", which dies after step " + failure.diesAt()) + ":");
        Campaign.story(failure.seed(), crash, failure.diesAt()).forEach(to::println);
    }

    private String document(Campaign.Result result, long first, Campaign.Crash crash,
            double seconds) throws Exception {
        ObjectNode node = JSON.createObjectNode().put("runs", result.runs())
                .put("violations", result.violations()).put("seconds", rounded(seconds))
                .put("seed", first).put("logHash", "%016x".formatted(result.logHash()))
                .put("crash", crash.name().toLowerCase(Locale.ROOT))
                .put("attempts", result.attempts()).put("orders", result.orders())
                .put("parked", result.parked()).put("deaths", result.deaths());
        Campaign.Failure failure = result.first();
        if (failure != null) {
            ObjectNode failed = node.putObject("firstFailing").put("seed", failure.seed())
                    .put("diesAt", failure.diesAt());
            failure.violations().forEach(failed.putArray("violations")::add);
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node);
    }

    private static double rounded(double seconds) {
        return Math.round(seconds * 1_000) / 1e3;
    }

    private String text(Campaign.Result result, long first, int count, Campaign.Crash crash,
            double seconds) {
        return "%,d runs (seeds %d to %d, crash %s) in %.1f s: %,d attempts, %,d orders, %,d deaths of the process, %,d attempts parked.%n"
                .formatted(result.runs(), first, first + count - 1,
                        crash.name().toLowerCase(Locale.ROOT), seconds, result.attempts(),
                        result.orders(), result.deaths(), result.parked())
                + (result.violations() == 0
                        ? "No rule was broken."
                        : "RULES WERE BROKEN in %,d runs.".formatted(result.violations()))
                + " Log hash %016x.".formatted(result.logHash());
    }

    private List<Mutant> named(List<String> names) {
        if (names.equals(List.of(ALL))) {
            return Mutants.ALL;
        }
        var found = new ArrayList<Mutant>();
        for (String name : names) {
            found.add(Mutants.ALL.stream().filter(each -> each.name().equals(name)).findFirst()
                    .orElseThrow(() -> new ParameterException(spec.commandLine(), "--mutants: '"
                            + name + "' is none of them; docs/proof.md names all")));
        }
        return found;
    }

    private int mutants(List<Mutant> wanted, long first, int most) throws Exception {
        ObjectNode node = JSON.createObjectNode();
        var caught = node.putArray("mutants");
        var survivors = node.putArray("survivors");
        for (Mutant mutant : wanted) {
            Campaign.Failure failure = Campaign.caught(mutant, first, most);
            if (failure == null) {
                survivors.add(mutant.name());
            } else {
                caught.addObject().put("name", mutant.name()).put("caughtBySeed", failure.seed());
            }
            if (!json) {
                print(failure == null
                        ? mutant.name() + " SURVIVED " + most + " seeds (" + mutant.breaks() + ")"
                        : "%-40s seed %-4d %s".formatted(mutant.name(), failure.seed(),
                                failure.violations().getFirst()));
            }
        }
        if (json) {
            print(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node));
        } else {
            print(survivors.isEmpty()
                    ? "All " + caught.size() + " were caught."
                    : survivors.size() + " of " + wanted.size() + " SURVIVED.");
        }
        return survivors.isEmpty() ? Exit.OK : Exit.FAILED;
    }
}
