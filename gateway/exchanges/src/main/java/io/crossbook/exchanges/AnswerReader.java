package io.crossbook.exchanges;

import io.crossbook.exchanges.AnswerTable.Verdict;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.OrderEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads an answer by a table first, and its body only where the table says that it was a success.
///
/// What a body tells goes out whole or not at all: one that stops making sense halfway is ambiguous, however it began.
public final class AnswerReader {

    /// The code of a body that could not be read; in no table.
    static final String UNREADABLE = "unreadable";
    /// The code of a cancel of which no byte left us.
    public static final String NOT_SENT = "not sent";

    /// How one exchange words its answers.
    public interface Words {

        /// The exchange's own code, as its table has it.
        String code(Json body);

        /// Why, in the exchange's words.
        String why(Json body);

        /// Reads the body of a success; false when it told less than was asked. [Malformed] when it makes no sense.
        boolean read(Request request, Json body, OrderOut out);
    }

    private final AnswerTable table;
    private final Words words;

    public AnswerReader(AnswerTable table, Words words) {
        this.table = table;
        this.words = words;
    }

    /// Reads it; never throws for what an exchange sent.
    public void read(Request request, Answer answer, OrderOut out) {
        read(request, answer, answer.phase() == Answer.Phase.ANSWERED
                ? parsed(answer.body())
                : null, out);
    }

    /// The same of an answer whose body is already read: a frame, or a part of one.
    public void read(Request request, Answer answer, @Nullable Json body, OrderOut out) {
        Verdict verdict = table.verdict(request.about(), answer, code(body));
        switch (verdict) {
            case ACCEPTED -> accepted(request, answer, body, out);
            case REFUSED -> refused(request, answer, body, out);
            case NOT_SENT -> notSent(request, answer, out);
            case NOT_FOUND -> {
                out.order(new OrderEvent.NotFound(request.task().id(), Evidence.of(answer)));
                out.read(request, true);
            }
            case AMBIGUOUS -> ambiguous(request, answer, out);
        }
    }

    /// Why it was refused, by the exchange's own code and words, in one line without what looks like a secret; empty where it was not, or nobody can tell.
    public String refusal(Request request, Answer answer) {
        Json body = answer.phase() == Answer.Phase.ANSWERED ? parsed(answer.body()) : null;
        String code = code(body);
        if (body == null || code.equals(UNREADABLE)
                || table.verdict(request.about(), answer, code) == Verdict.ACCEPTED) {
            return "";
        }
        String why = why(body);
        return Evidence.line(why.contains(code) ? why : code + " " + why);
    }

    private static @Nullable Json parsed(Bytes body) {
        try {
            return Json.parse(body);
        } catch (Malformed e) {
            return null;
        }
    }

    private String code(@Nullable Json body) {
        try {
            return body == null ? UNREADABLE : words.code(body);
        } catch (Malformed e) {
            return UNREADABLE;
        }
    }

    private String why(@Nullable Json body) {
        try {
            return body == null ? "" : words.why(body);
        } catch (Malformed e) {
            return "";
        }
    }

    private void accepted(Request request, Answer answer, @Nullable Json body, OrderOut out) {
        var gathered = new Gathered(out, () -> Evidence.of(answer));
        try {
            if (body == null) {
                throw new Malformed("no body");
            }
            boolean whole = words.read(request, body, gathered);
            gathered.to(out);
            out.read(request, whole);
        } catch (Malformed | IllegalArgumentException | ArithmeticException e) {
            out.fault(Fault.malformed(request.task().symbol(), String.valueOf(e.getMessage()),
                    Bytes.of(Evidence.quiet(answer.body()))));
            ambiguous(request, answer, out);
        }
    }

    private void refused(Request request, Answer answer, @Nullable Json body, OrderOut out) {
        switch (request.about()) {
            case PLACE -> out.order(new OrderEvent.Refused(request.task().id(), code(body),
                    why(body), Evidence.of(answer)));
            case CANCEL -> out.order(new OrderEvent.CancelRefused(request.task().id(),
                    code(body), why(body), Evidence.of(answer)));
            case ASK, SWEEP, BALANCES, ARM, LOGIN, PERMISSIONS, TRANSFERS, SNAPSHOT, METADATA, TIME,
                    AUDIT,
                    STATUS -> {
                ambiguous(request, answer, out);
                return;
            }
        }
        out.read(request, true);
    }

    private static void notSent(Request request, Answer answer, OrderOut out) {
        switch (request.about()) {
            case PLACE -> out.order(new OrderEvent.NotSent(request.task().id(), answer.why()));
            // Of the order itself nothing has become known.
            case CANCEL -> out.order(new OrderEvent.CancelRefused(request.task().id(), NOT_SENT,
                    answer.why(), Evidence.of(answer)));
            case ASK, SWEEP, BALANCES, ARM, LOGIN, PERMISSIONS, TRANSFERS, SNAPSHOT, METADATA, TIME,
                    AUDIT,
                    STATUS -> {
                ambiguous(request, answer, out);
                return;
            }
        }
        out.read(request, true);
    }

    private static void ambiguous(Request request, Answer answer, OrderOut out) {
        String evidence = Evidence.of(answer);
        switch (request.about()) {
            case PLACE, CANCEL, ASK -> out.order(
                    new OrderEvent.Ambiguous(request.task().id(), evidence));
            case SWEEP, BALANCES, ARM, LOGIN, PERMISSIONS, TRANSFERS, SNAPSHOT, METADATA, TIME,
                    AUDIT,
                    STATUS ->
                out.fault(
                        new Fault(Fault.Kind.REST, request.task().symbol(), request.about() + " "
                                + request.task().step() + " was not answered: " + evidence));
        }
        out.read(request, false);
    }

    /// Holds back what is said until all of it is, and adds to what is decided for good what it rests on.
    public static final class Gathered implements OrderOut {

        private final List<Consumer<OrderOut>> said = new ArrayList<>();
        private final OrderOut to;
        private final Supplier<String> evidence;

        /// For `to`, who knows what is known already. `evidence` is the answer or the frame that is read.
        public Gathered(OrderOut to, Supplier<String> evidence) {
            this.to = to;
            this.evidence = evidence;
        }

        @Override
        public boolean lacks(OrderEvent event) {
            return to.lacks(event);
        }

        /// Says it all.
        public void to(OrderOut out) {
            said.forEach(one -> one.accept(out));
        }

        @Override
        public void order(OrderEvent event) {
            OrderEvent kept = event.decides() ? event.restingOn(evidence.get()) : event;
            said.add(out -> out.order(kept));
        }

        @Override
        public void account(AccountFact fact) {
            said.add(out -> out.account(fact));
        }

        @Override
        public void foreign(String symbol, String exchangeId) {
            said.add(out -> out.foreign(symbol, exchangeId));
        }

        @Override
        public void request(Request request) {
            said.add(out -> out.request(request));
        }

        @Override
        public void untold(Request request, String why) {
            said.add(out -> out.untold(request, why));
        }

        @Override
        public void read(Request request, boolean whole) {
            said.add(out -> out.read(request, whole));
        }

        @Override
        public void streaming(String link, boolean live) {
            said.add(out -> out.streaming(link, live));
        }

        @Override
        public void reconnect(String why) {
            said.add(out -> out.reconnect(why));
        }

        @Override
        public void fault(Fault fault) {
            said.add(out -> out.fault(fault));
        }
    }
}
