package io.crossbook.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/// The tables in the documents are those that run.
final class StatesDocumentTest {

    private static final String RENEW = "mvn test -pl execution -am -Dtest=StatesDocumentTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dcrossbook.renew=true";

    @Test
    void the_tables_in_docs_are_the_tables_of_the_code() throws IOException {
        Path file = Path.of(System.getProperty("crossbook.root", ".."), "docs",
                "execution-states.md");
        String wanted = document();
        if (Boolean.getBoolean("crossbook.renew")) {
            Files.writeString(file, wanted);
        }
        assertEquals(wanted, Files.exists(file) ? Files.readString(file) : "",
                () -> file.getFileName() + " is out of date; renew it with: " + RENEW);
    }

    private static String document() {
        return """
                # States of orders and attempts

                Made from the code by `StatesDocumentTest`; renew it with

                    %s

                A row for each piece of news, a column for each state. An empty cell: it stays. A name: it goes there. **!**: this cannot \
                be; it is journaled and halts all
                trading, and the state becomes the one named, or stays.

                ## Orders

                %s
                ## Attempts

                %s"""
                .formatted(RENEW,
                        table(OrderState.values(), OrderNews.values(), OrderState::on),
                        table(AttemptState.values(), AttemptNews.values(), AttemptState::on));
    }

    private static <S, N> String table(S[] states, N[] news, BiFunction<S, N, Next<S>> on) {
        var text = new StringBuilder("|");
        for (S state : states) {
            text.append(" | ").append(state);
        }
        text.append(" |\n|---").append("|---".repeat(states.length)).append("|\n");
        for (N each : news) {
            text.append("| **").append(each).append("**");
            for (S state : states) {
                Next<S> next = on.apply(state, each);
                text.append(" | ").append(next.possible() ? "" : "**!**")
                        .append(next.state().equals(state)
                                ? ""
                                : (next.possible() ? "" : " ")
                                        + next.state());
            }
            text.append(" |\n");
        }
        return text.toString();
    }
}
