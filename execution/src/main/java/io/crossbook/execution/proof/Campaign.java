package io.crossbook.execution.proof;

import io.crossbook.execution.AttemptState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Many runs of the proof, on as many threads as there are processors; what comes out does not depend on how many those are.
public final class Campaign {

    private Campaign() {}

    /// When the process dies in each run.
    public enum Crash {
        /// Never.
        NONE,
        /// Several times, at moments that the seed chooses.
        RANDOM,
        /// Never, and once after every step of a seed's run that leaves something else than the one before, and again while it recovers: as many runs as there are such
        /// steps.
        EVERY
    }

    /// A run that broke a rule: how to have it again, and what it broke. `diesAt` is the step after which it dies; 0 for what the seed chooses.
    public record Failure(long seed, int diesAt, List<String> violations) {}

    /// How many runs there were and how many of them broke a rule; the first of these; how many attempts and orders, and of the attempts how many were
    /// parked; a hash over all that was done, sent and told.
    public record Result(long runs, long violations, @Nullable Failure first, long attempts,
            long orders, long parked, long deaths, long logHash) {

        private static final Result NOTHING = new Result(0, 0, null, 0, 0, 0, 0, 17);

        private Result and(Result next) {
            return new Result(runs + next.runs, violations + next.violations,
                    first == null ? next.first : first, attempts + next.attempts,
                    orders + next.orders, parked + next.parked, deaths + next.deaths,
                    logHash * 31 + next.logHash);
        }
    }

    /// Runs `seeds` seeds from `first` on; `done` hears of each that is done, from whichever thread it was on.
    public static Result run(long first, int seeds, Crash crash, LongConsumer done) {
        List<Result> results = LongStream.range(first, first + seeds).parallel().mapToObj(seed -> {
            Result result = crash == Crash.EVERY ? every(seed) : once(seed, crash);
            done.accept(seed);
            return result;
        }).toList();
        return results.stream().reduce(Result.NOTHING, Result::and);
    }

    private static Result once(long seed, Crash crash) {
        return result(0, Proof.run(seed, byChance(crash)));
    }

    private static Proof.Crash byChance(Crash crash) {
        return crash == Crash.RANDOM ? Proof.Crash.RANDOM : Proof.Crash.NONE;
    }

    private static Result every(long seed) {
        Proof.Undying undying = Proof.undying(seed);
        Result all = result(0, undying.outcome());
        for (int step : undying.stops()) {
            Proof.Outcome outcome = Proof.run(seed, step);
            if (outcome == null) {
                throw new IllegalStateException("seed " + seed + " has no step " + step
                        + " to die after, and has taken it before");
            }
            all = all.and(result(step, outcome));
        }
        return all;
    }

    private static Result result(int diesAt, Proof.Outcome outcome) {
        boolean broken = !outcome.violations().isEmpty();
        int attempts = outcome.attempts().values().stream().mapToInt(each -> each).sum();
        return new Result(1, broken ? 1 : 0,
                broken ? new Failure(outcome.seed(), diesAt, outcome.violations()) : null,
                attempts, outcome.orders(),
                outcome.attempts().getOrDefault(AttemptState.PARKED, 0),
                outcome.deaths(), outcome.logHash());
    }

    /// All that happened in a run, line by line with its seconds.
    public static List<String> story(long seed, Crash crash, int diesAt) {
        List<String> lines = new ArrayList<>();
        Proof.tell(seed, byChance(crash), diesAt, lines::add);
        return lines;
    }

    /// What the mutant of this name does first of all that must not be: the seed that shows it and what it shows. Null when `seeds` seeds show nothing.
    public static @Nullable Failure caught(Mutant mutant, int seeds) {
        return caught(mutant, 1, seeds);
    }

    /// The same from another first seed on.
    public static @Nullable Failure caught(Mutant mutant, long first, int seeds) {
        var loader = new MutantLoader(mutant);
        return LongStream.range(first, first + seeds)
                .mapToObj(seed -> new Failure(seed, 0, loader.violations(seed, 0)))
                .filter(failure -> !failure.violations().isEmpty()).findFirst().orElse(null);
    }

    /// For [MutantLoader], which calls it by name in its own copy of this class: what a run finds that dies after a step, or, 0, at random.
    static List<String> violations(long seed, int diesAt) {
        Proof.Outcome outcome = diesAt == 0
                ? Proof.run(seed, Proof.Crash.RANDOM)
                : Proof.run(seed, diesAt);
        return outcome == null ? List.of() : outcome.violations();
    }
}
