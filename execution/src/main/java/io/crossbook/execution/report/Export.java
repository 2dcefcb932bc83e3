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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Consumer;

/// Rows of one [Table] for spreadsheets, out of the entries of a journal in their order: the header, then each row, as lines of CSV (RFC 4180).
///
/// Amounts are plain digits, to the last; times are UTC. A row of `attempts` comes at the [#end], when nothing more is told of it.
public final class Export implements Consumer<Entry> {

    private static final long SECOND = 1_000_000_000L;

    /// What can be had.
    public enum Table {
        /// Every trade of ours, once.
        FILLS("at,exchange,symbol,base,quote,side,price,size,worth,fee,fee_asset,trade,order,role,rung,attempt,source"),
        /// Funding and interest.
        FUNDING("at,exchange,what,asset,amount,reference"),
        /// All else that came, went, or was found different: what it is called is the first word of its posting.
        TRANSFERS("at,exchange,what,asset,amount,reference"),
        /// What became of each attempt, in the asset that it is counted in, by the numbers that pause pairs.
        ATTEMPTS(
                "attempt,begun,closed,pair,asset,state,rungs,planned,realised,captured,conversion,unwind,fees,net,rebalances");

        private final String header;

        Table(String header) {
            this.header = header;
        }
    }

    private static final Set<Account.Kind> FUNDING = EnumSet.of(Account.Kind.FUNDING);
    /// Fees that were told with fills are with the fills.
    private static final Set<Account.Kind> TRANSFERS = EnumSet.of(Account.Kind.EXTERNAL,
            Account.Kind.IN_TRANSIT, Account.Kind.UNEXPLAINED, Account.Kind.FEES);

    private final Table table;
    private final Consumer<String> lines;
    private final ExecutionState state = new ExecutionState();
    private final Set<Fill.Key> told = new HashSet<>();
    private final Map<Long, Long> begun = new HashMap<>();
    private final Map<Long, Long> closed = new HashMap<>();

    /// Tells the header at once.
    public Export(Table table, Consumer<String> lines) {
        this.table = table;
        this.lines = lines;
        lines.accept(table.header);
    }

    @Override
    public void accept(Entry entry) {
        state.apply(entry);
        switch (entry) {
            case Entry.Reserved(var plan, var at) -> begun.put(plan.attempt(), at);
            case Entry.Closed(var attempt, _, _, _, var at) -> closed.put(attempt, at);
            case Entry.Told(OrderEvent.Traded(var fill), _) -> fill(fill);
            case Entry.Posted posted -> posted(posted);
            case Entry.Told _,Entry.Booted _,Entry.Intended _,Entry.Skipped _,Entry.Acted _,Entry.Asked _,Entry.Swept _,Entry.Turned _,Entry.Denied _,Entry.Halted _,Entry.Paused _,Entry.Rearmed _ ->
                {
                }
        }
    }

    /// The journal has no more.
    public void end() {
        if (table == Table.ATTEMPTS) {
            state.attempts().forEach(this::attempt);
        }
    }

    private void fill(Fill fill) {
        Order order = state.order(fill.order());
        if (table != Table.FILLS || order == null || !told.add(fill.key())) {
            return;
        }
        OrderIntent intent = order.intent();
        Listing listing = intent.listing();
        BigDecimal size = fill.size()
                .multiply(BigDecimal.valueOf(listing.rules().multiplier()));
        row(time(fill.tradedNanos()), fill.exchange(), fill.symbol(),
                listing.instrument().base(), listing.instrument().quote(),
                intent.buys() ? "buy" : "sell", plain(fill.price()), plain(size),
                plain(fill.size().multiply(fill.price())), plain(fill.fee()), fill.feeAsset(),
                fill.tradeId(), intent.id().toString(), intent.id().role().toString(),
                Integer.toString(intent.rung()), Long.toString(intent.id().attempt()),
                fill.source().name().toLowerCase(java.util.Locale.ROOT));
    }

    /// One row for what each holding got of it; what only went from one account outside to another is of no exchange.
    private void posted(Entry.Posted posted) {
        Set<Account.Kind> kinds = table == Table.FUNDING
                ? FUNDING
                : table == Table.TRANSFERS ? TRANSFERS : Set.of();
        List<Posting> postings = posted.commit().postings();
        if (postings.stream().noneMatch(each -> kinds.contains(each.account().kind()))) {
            return;
        }
        boolean ours = postings.stream()
                .anyMatch(each -> each.account().kind() == Account.Kind.HOLDING);
        for (Posting each : postings) {
            boolean told = ours
                    ? each.account().kind() == Account.Kind.HOLDING
                    : each.account().kind() == Account.Kind.IN_TRANSIT;
            if (told) {
                row(time(posted.atNanos()), each.account().exchange(),
                        posted.commit().why().split(" ", 2)[0], each.asset(),
                        plain(each.amount()), posted.reference());
            }
        }
    }

    private void attempt(Attempt attempt) {
        Attribution of = Attribution.of(attempt);
        var net = new StringJoiner(" ");
        of.net().forEach((asset, amount) -> net.add(plain(amount) + " " + asset));
        Long end = attempt.closed() ? closed.get(attempt.id()) : null;
        row(Long.toString(attempt.id()), time(begun.getOrDefault(attempt.id(), 0L)),
                end == null ? "" : time(end), TrackRecord.pair(attempt.plan()),
                attempt.plan().asset(), attempt.state().toString(),
                Integer.toString(attempt.rungs()), plain(of.planned()), plain(of.realised()),
                plain(of.in(of.captured())), plain(of.in(of.conversion())),
                plain(of.in(of.unwind())), plain(of.in(of.fees())), net.toString(),
                Boolean.toString(attempt.plan().rebalances()));
    }

    private void row(String... cells) {
        var line = new StringJoiner(",");
        for (String cell : cells) {
            line.add(cell(cell));
        }
        lines.accept(line.toString());
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

    private static String time(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND))
                .toString();
    }
}
