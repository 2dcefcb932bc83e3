package io.crossbook.exchanges;

import io.crossbook.exchanges.Request.About;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What an exchange's answers mean, as a table: purpose × HTTP status × the exchange's own code. What it does not have is ambiguous.
///
/// An error is no evidence that nothing happened: only rows whose meaning the exchange has published say so.
public final class AnswerTable {

    /// What an answer means for what was asked.
    public enum Verdict {
        /// Done.
        ACCEPTED,
        /// Certainly not done.
        REFUSED,
        /// No byte has left us.
        NOT_SENT,
        /// There is no such order.
        NOT_FOUND,
        /// Nobody can tell.
        AMBIGUOUS
    }

    /// One row; `source` names the exchange's document.
    public record Row(About about, int status, String code, Verdict verdict, String source) {}

    private record Place(About about, int status, String code) {}

    private final List<Row> rows = new ArrayList<>();
    private final Map<Place, Verdict> verdicts = new HashMap<>();

    /// Adds one row; a second one for the same answer is our mistake.
    public AnswerTable row(About about, int status, String code, Verdict verdict, String source) {
        if (verdicts.put(new Place(about, status, code), verdict) != null) {
            throw new IllegalStateException(about + " " + status + " " + code + " stands twice");
        }
        rows.add(new Row(about, status, code, verdict, source));
        return this;
    }

    /// Adds codes that refuse an order, and a cancel as well, before anything is done.
    public AnswerTable refused(int status, String source, String... codes) {
        for (String code : codes) {
            row(About.PLACE, status, code, Verdict.REFUSED, source);
            row(About.CANCEL, status, code, Verdict.REFUSED, source);
        }
        return this;
    }

    /// What this answer means; `code` is the exchange's own, as its reader found it in the body.
    public Verdict verdict(About about, Answer answer, String code) {
        return switch (answer.phase()) {
            case NOT_SENT -> Verdict.NOT_SENT;
            case SENT -> Verdict.AMBIGUOUS;
            case ANSWERED -> verdicts.getOrDefault(new Place(about, answer.status(), code),
                    Verdict.AMBIGUOUS);
        };
    }

    /// All rows, in the order that they were added.
    public List<Row> rows() {
        return List.copyOf(rows);
    }
}
