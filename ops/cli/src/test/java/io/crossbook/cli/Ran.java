package io.crossbook.cli;

import io.crossbook.arbitrage.Opportunity;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assertions;

/// What a command answered, run in this process.
record Ran(int code, String out, String err) {

    static Ran crossbook(Object... arguments) {
        // So that each opportunity adds its own steps up, whichever command finds it.
        Assertions.assertTrue(Opportunity.class.desiredAssertionStatus());
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true),
                Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
        return new Ran(code, PrintedSums.check(out.toString()), err.toString());
    }

    /// The folder of the repository.
    static Path root() {
        return Path.of(System.getProperty("crossbook.root", "../..")).toAbsolutePath()
                .normalize();
    }
}
