package io.crossbook.cli;

import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.tape.Tape;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// Of `explain`: one moment and two listings instead of an opportunity, to see why there was none.
final class PointOptions {

    private static final long SECOND_NANOS = 1_000_000_000L;

    @Option(names = "--at", paramLabel = "TIME", description = "Instead of an ID: this moment, in epoch seconds or as 2023-03-11T06:48:00Z, and why nothing was found between --buy and --sell.")
    @Nullable
    String at;

    @Option(names = "--buy", paramLabel = "EXCHANGE/SYMBOL", description = "With --at: what would have been bought. With --opened: what was bought, where several opened at that time; as often as there are such legs.")
    List<String> buys = List.of();

    @Option(names = "--sell", paramLabel = "EXCHANGE/SYMBOL", description = "The same, where it would have been sold, or was.")
    List<String> sells = List.of();

    @Option(names = "--bars", paramLabel = "FILE", description = "With --at: instead of a tape, bars or trades as for scan, each as a book of one level that nobody quoted.")
    private @Nullable Path bars;

    @Option(names = "--expected-rule", paramLabel = "RULE", description = "With --bars: ${COMPLETION-CANDIDATES}, as for scan.")
    private LastPrices.@Nullable Rule rule;

    /// Why the options do not go together; empty when they do.
    String wrong(boolean withId, boolean withOpened, boolean withConfig, boolean withTape) {
        if (at == null) {
            if (bars != null || rule != null) {
                return "--bars and --expected-rule go with --at";
            }
            boolean named = !buys.isEmpty() || !sells.isEmpty();
            return named && !withOpened
                    ? "--buy and --sell go with --at, or with --opened"
                    : withId || withOpened ? "" : "an ID is wanted, or --at";
        }
        if (withId || withOpened || buys.size() != 1 || sells.size() != 1 || !withConfig) {
            return "--at wants one --buy, one --sell and --config, and no ID";
        }
        return (bars == null) == (rule == null) && withTape != (bars != null)
                ? ""
                : "--at wants --tape, or --bars with --expected-rule";
    }

    /// What to tell.
    WhyNot told(Configuration configuration, String config, List<Path> tapes, CommandSpec spec)
            throws IOException, Failure {
        PrintWriter err = spec.commandLine().getErr();
        long nanos = nanos(String.valueOf(at));
        if (bars == null || rule == null) {
            try (Tapes all = Tapes.of(tapes, spec).showing(spec)) {
                return told(configuration, config, all, nanos, buys.getFirst(),
                        sells.getFirst(), "", err);
            }
        }
        // The moment of a bar is when it began; what it closed at is known when it ended.
        long known = rule == LastPrices.Rule.DEPEG
                ? nanos + LastPrices.BAR_SECONDS * SECOND_NANOS
                : nanos;
        LastTradeBooks.Named buying = named(buys.getFirst());
        LastTradeBooks.Named selling = named(sells.getFirst());
        Path csv = Files.createTempFile("crossbook-last-", ".csv");
        try {
            new LastTradeBooks(buying, selling).write(LastPrices.prints(bars, rule), known, csv);
            try (Tapes all = Tapes.of(List.of(csv))) {
                return told(configuration, config, all, known, buying.toString(),
                        selling.toString(),
                        "last trades, as books of one level that nobody quoted: not executable",
                        err);
            }
        } finally {
            Files.delete(csv);
        }
    }

    private static WhyNot told(Configuration configuration, String config, Tapes tapes, long nanos,
            String buy, String sell, String note, PrintWriter err) throws IOException, Failure {
        WhatIf.check(tapes.settings(), configuration.settings(), config, err);
        try (Tape tape = tapes.open()) {
            Point point = Point.of(tape, configuration.settings(), nanos);
            return WhyNot.of(point, point.book(buy), point.book(sell), note);
        }
    }

    private static LastTradeBooks.Named named(String name) throws Failure {
        int slash = name.indexOf('/');
        LastTradeBooks.Named named = slash <= 0
                ? null
                : LastTradeBooks.Named.of(name.substring(0, slash), name.substring(slash + 1));
        if (named == null) {
            throw new Failure(Exit.USAGE,
                    name + ": EXCHANGE/SYMBOL is wanted, against some dollar");
        }
        return named;
    }

    private static long nanos(String time) throws Failure {
        try {
            if (time.endsWith("Z")) {
                Instant instant = Instant.parse(time);
                return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), SECOND_NANOS),
                        instant.getNano());
            }
            return new BigDecimal(time).movePointRight(9).setScale(0, RoundingMode.FLOOR)
                    .longValueExact();
        } catch (DateTimeParseException | ArithmeticException | NumberFormatException _) {
            throw new Failure(Exit.USAGE, "--at " + time
                    + ": epoch seconds or a time such as 2023-03-11T06:48:00Z is wanted");
        }
    }
}
