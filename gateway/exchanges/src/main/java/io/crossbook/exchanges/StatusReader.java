package io.crossbook.exchanges;

import io.crossbook.execution.AccountFact;
import java.util.List;
import java.util.function.Function;

/// Reads what an exchange answers when it is asked whether it is there.
public final class StatusReader {

    private StatusReader() {}

    /// What `reading` finds in an answer; nothing where it is none, or makes no sense: then the books and the orders show what is wrong.
    public static List<AccountFact.Maintenance> read(Answer answer,
            Function<Json.Obj, List<AccountFact.Maintenance>> reading) {
        try {
            return answer.ok()
                    ? reading.apply(Json.parse(answer.body()).asObject("status"))
                    : List.of();
        } catch (Malformed | IllegalArgumentException | ArithmeticException e) {
            return List.of();
        }
    }

    /// It is not there now, and nobody says for how long.
    public static List<AccountFact.Maintenance> absent(String exchange, long nowNanos) {
        return List.of(new AccountFact.Maintenance(exchange, nowNanos, nowNanos,
                nowNanos + Orders.ABSENT_NANOS));
    }
}
