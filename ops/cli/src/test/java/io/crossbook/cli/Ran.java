package io.crossbook.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;

/// What a command answered, run in this process.
record Ran(int code, String out, String err) {

    static Ran crossbook(Object... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true),
                Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
        return new Ran(code, out.toString(), err.toString());
    }

    /// The folder of the repository.
    static Path root() {
        return Path.of(System.getProperty("crossbook.root", "../..")).toAbsolutePath()
                .normalize();
    }
}
