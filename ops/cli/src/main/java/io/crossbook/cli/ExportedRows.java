package io.crossbook.cli;

import io.crossbook.books.Instrument;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Fill;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.TrackRecord;
import io.crossbook.execution.account.Account;
import io.crossbook.execution.account.Commit;
import io.crossbook.execution.account.Posting;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Entries of a journal to rows of one export; each trade once, however often it was told.
final class ExportedRows {

    private static final List<String> FILLS = List.of("traded", "exchange", "symbol", "base",
            "quote", "side", "price", "size", "amount", "fee", "feeAsset", "order", "attempt",
            "role", "rung", "tradeId", "source");
    private static final List<String> POSTINGS = List.of("posted", "exchange", "asset", "amount",
            "other", "reference", "why");
    private static final List<String> ATTEMPTS = List.of("attempt", "opportunity", "begun", "ended",
            "state", "pair", "asset", "planned", "brought", "lossBudget", "net", "fees", "leftOver",
            "orders", "rung", "rebalances");

    private final ExportCommand.What what;
    private final Consumer<List<String>> to;
    private final ExecutionState state = new ExecutionState();
    private final Map<Long, Long> begun = new HashMap<>();
    private final Map<Long, Long> ended = new HashMap<>();

    ExportedRows(ExportCommand.What what, Consumer<List<String>> to) {
        this.what = what;
        this.to = to;
        to.accept(switch (what) {
            case FILLS -> FILLS;
            case FUNDING, TRANSFERS -> POSTINGS;
            case ATTEMPTS -> ATTEMPTS;
        });
    }

    void add(Entry entry) {
        if (entry instanceof Entry.Told(OrderEvent.Traded traded, _)) {
            fill(traded);
        } else if (entry instanceof Entry.Posted(String reference, Commit commit, long at)
                && !state.posted(reference)) {
            posted(reference, commit, at);
        } else if (entry instanceof Entry.Reserved(Attempt.Plan plan, long at)) {
            begun.put(plan.attempt(), at);
        } else if (entry instanceof Entry.Closed closed) {
            ended.put(closed.attempt(), closed.atNanos());
        }
        state.apply(entry);
    }

    /// No entries follow.
    void end() {
        if (what == ExportCommand.What.ATTEMPTS) {
            state.attempts().forEach(attempt -> to.accept(row(attempt)));
        }
    }

    private void fill(OrderEvent.Traded traded) {
        Order order = state.order(traded.id());
        if (what != ExportCommand.What.FILLS || order == null || order.knows(traded)) {
            return;
        }
        Fill fill = traded.fill();
        OrderIntent intent = order.intent();
        Instrument instrument = intent.listing().instrument();
        to.accept(List.of(time(fill.tradedNanos()), fill.exchange(), fill.symbol(),
                instrument.base(), instrument.quote(), intent.buys() ? "buy" : "sell",
                Plain.of(fill.price()), Plain.of(fill.size()),
                Plain.of(fill.price().multiply(fill.size())), Plain.of(fill.fee()),
                fill.feeAsset(), intent.id().toString(), Long.toString(intent.id().attempt()),
                intent.id().role().name().toLowerCase(Locale.ROOT),
                Integer.toString(intent.rung()), fill.tradeId(),
                fill.source().name().toLowerCase(Locale.ROOT)));
    }

    private void posted(String reference, Commit commit, long at) {
        var others = new TreeSet<String>();
        boolean funding = false;
        for (Posting posting : commit.postings()) {
            Account.Kind kind = posting.account().kind();
            if (kind != Account.Kind.HOLDING) {
                others.add(kind.toString());
                funding |= kind == Account.Kind.FUNDING;
            }
        }
        if (what != (funding ? ExportCommand.What.FUNDING : ExportCommand.What.TRANSFERS)) {
            return;
        }
        for (Posting posting : commit.postings()) {
            if (posting.account().kind() == Account.Kind.HOLDING) {
                to.accept(List.of(time(at), posting.account().exchange(), posting.asset(),
                        Plain.of(posting.amount()), String.join(" ", others), reference,
                        commit.why()));
            }
        }
    }

    private List<String> row(Attempt attempt) {
        Attempt.Plan plan = attempt.plan();
        return List.of(Long.toString(attempt.id()), Long.toString(plan.opportunity()),
                time(begun.getOrDefault(attempt.id(), 0L)),
                time(ended.getOrDefault(attempt.id(), 0L)), attempt.state().toString(),
                TrackRecord.pair(plan), plan.asset(), Plain.of(plan.planned()),
                Plain.of(attempt.net().getOrDefault(plan.asset(), BigDecimal.ZERO)),
                Plain.of(plan.lossBudget()), amounts(attempt.net()), amounts(attempt.fees()),
                amounts(attempt.residue()), Integer.toString(attempt.orders().size()),
                Integer.toString(attempt.rungs()), Boolean.toString(plan.rebalances()));
    }

    private static String amounts(Map<String, BigDecimal> amounts) {
        return amounts.entrySet().stream()
                .map(each -> Plain.of(each.getValue()) + " " + each.getKey())
                .collect(Collectors.joining("; "));
    }

    /// Empty where it never was.
    private static String time(long nanos) {
        return nanos == 0 ? "" : Instant.ofEpochSecond(0, nanos).toString();
    }
}
