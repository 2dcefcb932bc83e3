package io.crossbook.execution.report;

import io.crossbook.books.Listing;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Fill;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.TrackRecord;
import io.crossbook.execution.account.Account;
import io.crossbook.execution.account.Posting;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Rows of one [Table] for spreadsheets, out of the entries of a journal in their order: the header, then each row, as lines of CSV (RFC 4180).
///
/// Amounts are plain digits, to the last; prices and sizes are those of one unit of the base; times are UTC, empty for never. A row of `attempts` comes at the
/// [#end], when nothing more is told of it. `docs/runbook.md` names every column.
public final class Export implements Consumer<Entry> {

    private static final long SECOND = 1_000_000_000L;

    /// What can be had.
    public enum Table {
        /// Every trade of ours, once.
        FILLS("traded,exchange,symbol,base,quote,side,price,size,amount,fee,feeAsset,order,attempt,role,rung,tradeId,source"),
        /// Funding and interest.
        FUNDING("posted,exchange,what,asset,amount,other,reference"),
        /// All else that came, went, or was found different: what it is called is the first word of its posting.
        TRANSFERS("posted,exchange,what,asset,amount,other,reference"),
        /// What became of each attempt, in the asset that it is counted in, by the numbers that pause pairs.
        ATTEMPTS(
                "attempt,opportunity,begun,ended,state,pair,asset,planned,realised,captured,conversion,unwind,fees,lossBudget,net,leftOver,orders,rung,rebalances");

        private final String header;

        Table(String header) {
            this.header = header;
        }

        /// What its columns are called.
        public List<String> columns() {
            return List.of(header.split(","));
        }

        /// What a command calls it: `fills`.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Set<Account.Kind> FUNDING = EnumSet.of(Account.Kind.FUNDING);
    /// Fees that were told with fills are with the fills.
    private static final Set<Account.Kind> TRANSFERS = EnumSet.of(Account.Kind.EXTERNAL,
            Account.Kind.IN_TRANSIT, Account.Kind.UNEXPLAINED, Account.Kind.FEES);

    private final Table table;
    private final Consumer<List<String>> rows;
    private final ExecutionState state = new ExecutionState();
    private final Map<Long, Long> begun = new HashMap<>();
    private final Map<Long, Long> ended = new HashMap<>();

    /// As lines, the header at once.
    public static Export csv(Table table, Consumer<String> lines) {
        lines.accept(table.header);
        return new Export(table, row -> lines.accept(line(row)));
    }

    /// Each row as its cells, in the order of the columns.
    public Export(Table table, Consumer<List<String>> rows) {
        this.table = table;
        this.rows = rows;
    }

    @Override
    public void accept(Entry entry) {
        switch (entry) {
            case Entry.Reserved(var plan, var at) -> begun.put(plan.attempt(), at);
            case Entry.Adopted(var plan, _, var at) -> begun.putIfAbsent(plan.attempt(), at);
            case Entry.Closed(var attempt, _, _, _, var at) -> ended.put(attempt, at);
            case Entry.Told(OrderEvent.Traded traded, _) -> fill(traded);
            case Entry.Posted posted -> posted(posted);
            case Entry.Told _,Entry.Booted _,Entry.Intended _,Entry.Skipped _,Entry.Acted _,Entry.Asked _,Entry.Swept _,Entry.Turned _,Entry.Cleared _,Entry.Reconciled _,Entry.Denied _,Entry.Halted _,Entry.Paused _,Entry.Rearmed _ ->
                {
                }
        }
        state.apply(entry);
    }

    /// The journal has no more.
    public void end() {
        if (table == Table.ATTEMPTS) {
            state.attempts().forEach(this::attempt);
        }
    }

    private void fill(OrderEvent.Traded traded) {
        Fill fill = traded.fill();
        Order order = state.order(fill.order());
        if (table != Table.FILLS || order == null || order.knows(traded)) {
            return;
        }
        rows.accept(cells(order.intent(), fill));
    }

    /// The cells of one of [Table#FILLS].
    public static List<String> cells(OrderIntent intent, Fill fill) {
        Listing listing = intent.listing();
        BigDecimal multiplier = BigDecimal.valueOf(listing.rules().multiplier());
        return List.of(time(fill.tradedNanos()), fill.exchange(), fill.symbol(),
                listing.instrument().base(), listing.instrument().quote(),
                intent.buys() ? "buy" : "sell", plain(fill.price().divide(multiplier)),
                plain(fill.size().multiply(multiplier)),
                plain(fill.cost()), plain(fill.fee()), fill.feeAsset(),
                intent.id().toString(), Long.toString(intent.id().attempt()),
                intent.id().role().toString(), Integer.toString(intent.rung()), fill.tradeId(),
                fill.source().name().toLowerCase(Locale.ROOT));
    }

    /// One row for what each holding got of it; what only went from one account outside to another is of no exchange.
    private void posted(Entry.Posted posted) {
        Set<Account.Kind> kinds = table == Table.FUNDING
                ? FUNDING
                : table == Table.TRANSFERS ? TRANSFERS : Set.of();
        List<Posting> postings = posted.commit().postings();
        if (state.posted(posted.reference()) || postings.stream()
                .noneMatch(each -> kinds.contains(each.account().kind()))) {
            return;
        }
        boolean ours = postings.stream()
                .anyMatch(each -> each.account().kind() == Account.Kind.HOLDING);
        Account.Kind told = ours ? Account.Kind.HOLDING : Account.Kind.IN_TRANSIT;
        String others = postings.stream().map(each -> each.account().kind())
                .filter(kind -> kind != told).map(Account.Kind::toString).distinct().sorted()
                .collect(Collectors.joining(" "));
        for (Posting each : postings) {
            if (each.account().kind() == told) {
                row(time(posted.atNanos()), each.account().exchange(),
                        posted.commit().why().split(" ", 2)[0], each.asset(),
                        plain(each.amount()), others, posted.reference());
            }
        }
    }

    private void attempt(Attempt attempt) {
        Attribution of = Attribution.of(attempt);
        Attempt.Plan plan = attempt.plan();
        row(Long.toString(attempt.id()), Long.toString(plan.opportunity()),
                time(begun.getOrDefault(attempt.id(), 0L)),
                time(attempt.closed() ? ended.getOrDefault(attempt.id(), 0L) : 0),
                attempt.state().toString(), TrackRecord.pair(plan), plan.asset(),
                plain(of.planned()), plain(of.realised()), plain(of.in(of.captured())),
                plain(of.in(of.conversion())), plain(of.in(of.unwind())),
                plain(of.in(of.fees())), plain(plan.lossBudget()), amounts(of.net()),
                amounts(attempt.residue()), Integer.toString(attempt.orders().size()),
                Integer.toString(attempt.rungs()), Boolean.toString(plan.rebalances()));
    }

    /// The asset comes first: what begins with a minus sign would be a formula.
    private static String amounts(Map<String, BigDecimal> amounts) {
        return amounts.entrySet().stream().filter(each -> each.getValue().signum() != 0)
                .map(each -> each.getKey() + " " + plain(each.getValue()))
                .collect(Collectors.joining("; "));
    }

    private void row(String... cells) {
        rows.accept(List.of(cells));
    }

    private static String line(List<String> cells) {
        var line = new StringJoiner(",");
        cells.forEach(cell -> line.add(cell(cell)));
        return line.toString();
    }

    /// What a spreadsheet would take for a formula is made text: exchanges choose some of these words.
    private static String cell(String text) {
        boolean number = text.matches("-?[0-9]+(\\.[0-9]+)?");
        String safe = !number && !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0
                ? "'" + text
                : text;
        return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + safe.replace("\"", "\"\"") + '"'
                : safe;
    }

    private static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }

    /// Empty where it never was.
    private static String time(long nanos) {
        return nanos == 0
                ? ""
                : Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND),
                        Math.floorMod(nanos, SECOND)).toString();
    }
}
