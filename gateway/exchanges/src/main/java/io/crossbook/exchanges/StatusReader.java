package io.crossbook.exchanges;

import io.crossbook.execution.AccountFact;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Reads what an exchange answers when it is asked whether it is there, row by row: one that makes no sense takes no other with it.
public final class StatusReader {

    private final List<AccountFact.Maintenance> all = new ArrayList<>();
    private String unread = "";

    /// What was answered; `unread` says what of it could not be read, and is empty where all could.
    public record Told(List<AccountFact.Maintenance> all, String unread) {
        public Told {
            all = List.copyOf(all);
        }

        /// Whether nothing else is announced.
        public boolean whole() {
            return unread.isEmpty();
        }
    }

    /// Finds in a body what is announced, and adds it.
    @FunctionalInterface
    public interface Reading {
        /// [Malformed] where it makes no sense.
        void read(Json.Obj body, StatusReader into);
    }

    private StatusReader() {}

    /// What `reading` finds in an answer.
    public static Told read(Answer answer, Reading reading) {
        var reader = new StatusReader();
        if (answer.ok()) {
            reader.attempt(() -> reading.read(Json.parse(answer.body()).asObject("status"),
                    reader));
        } else {
            reader.unread = Evidence.line(Evidence.of(answer));
        }
        return new Told(reader.all, reader.unread);
    }

    /// Each of these by itself.
    public void rows(List<Json> rows, Consumer<Json.Obj> reading) {
        for (Json row : rows) {
            attempt(() -> reading.accept(row.asObject("row")));
        }
    }

    private void attempt(Runnable reading) {
        try {
            reading.run();
        } catch (Malformed | IllegalArgumentException | ArithmeticException e) {
            unread = Evidence.line(String.valueOf(e.getMessage()));
        }
    }

    /// It will not be there from then until then.
    public void away(long fromNanos, long untilNanos) {
        all.add(new AccountFact.Maintenance(fromNanos, untilNanos));
    }

    /// It is not there now, and nobody says for how long.
    public void absent(long nowNanos) {
        away(nowNanos, nowNanos + Orders.ABSENT_NANOS);
    }
}
