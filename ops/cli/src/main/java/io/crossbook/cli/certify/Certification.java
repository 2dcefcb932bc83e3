package io.crossbook.cli.certify;

import io.crossbook.simulator.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/// Runs the acceptance list against one practice exchange.
public final class Certification {

    /// How one case went. `number` is its place in the list, the same at every exchange; `seen` is what was seen, or why it failed.
    public record Result(int number, String group, String name, boolean passed, String seen,
            long millis) {}

    private Certification() {}

    /// The exchanges that there is a list for, by the names of their dialects.
    public static List<String> exchanges() {
        return Case.ALL.stream().map(Exchange::id).toList();
    }

    /// A line of the list. `exchanges` are those that have the case.
    public record Line(int number, String group, String name, List<String> exchanges) {}

    /// The whole list, in order.
    public static List<Line> list() {
        var lines = new ArrayList<Line>();
        for (Case one : Cases.ALL) {
            lines.add(new Line(lines.size() + 1, one.group(), one.name(),
                    one.exchanges().stream().map(Exchange::id).toList()));
        }
        return lines;
    }

    /// All cases of an exchange, in order; `wanted` chooses by number.
    public static List<Result> run(String exchange, Predicate<Integer> wanted) {
        Exchange at = Exchange.valueOf(exchange.toUpperCase(Locale.ROOT));
        var results = new ArrayList<Result>();
        List<Case> cases = Cases.ALL;
        try (Stand stand = new Stand(at, 7)) {
            for (int i = 0; i < cases.size(); i++) {
                if (cases.get(i).exchanges().contains(at) && wanted.test(i + 1)) {
                    results.add(run(stand, i + 1, cases.get(i)));
                }
            }
        }
        return results;
    }

    static Result run(Stand stand, int number, Case one) {
        long began = System.nanoTime();
        boolean passed = false;
        String seen;
        try (Trader trader = stand.trader()) {
            try {
                seen = one.check().run(trader);
                trader.holds();
                passed = true;
            } catch (Broken e) {
                seen = String.valueOf(e.getMessage());
            } catch (RuntimeException e) {
                seen = "failed: " + e;
            }
        }
        return new Result(number, one.group(), one.name(), passed, seen,
                (System.nanoTime() - began) / 1_000_000);
    }
}
