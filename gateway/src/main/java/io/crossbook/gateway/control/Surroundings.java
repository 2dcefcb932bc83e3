package io.crossbook.gateway.control;

import io.crossbook.gateway.tape.Secrets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a daemon finds around itself: its environment, what must never be shown, and the name of its build.
public record Surroundings(Function<String, @Nullable String> environment, Secrets secrets,
        String build) {

    /// This process's own.
    public static Surroundings of(String build) {
        return new Surroundings(System::getenv, new Secrets(), build);
    }

    /// The value of a variable without blanks around it; empty where there is none.
    public String value(String variable) {
        String value = environment.apply(variable);
        return value == null ? "" : value.strip();
    }
}
