package io.crossbook.gateway.config;

import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.books.Decimals;
import io.crossbook.books.Instrument;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.Orders;
import io.crossbook.execution.desk.LegOrder;
import io.crossbook.execution.desk.Patience;
import io.crossbook.execution.desk.Rung;
import io.crossbook.execution.paper.PaperTerms;
import io.crossbook.execution.risk.GateSettings;
import io.crossbook.execution.risk.Setting;
import io.crossbook.gateway.engine.Execution;
import io.crossbook.gateway.engine.Mode;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.ledger.Durability;
import io.crossbook.gateway.wire.Urls;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The keys `mode` and `live`, the sections `risk` and `orders`, and `patience` of every exchange: whether anybody trades, where, and how.
///
/// A mode whose orders leave is only right when all that is signed would go to where that mode may send it.
final class ExecutionReader {

    private static final Form<String> MODE = Form
            .oneOf(Arrays.stream(Mode.values()).map(Mode::word).toList());
    private static final Form<String> LEGS = Form.oneOf(List.of("proven", "doubtfulFirst"));
    private static final Orders.Deadline ANY = new Orders.Deadline(1, 60_000);
    private static final long MILLI = 1_000_000L;
    private static final long LEAST_MILLIS = 100;
    private static final String ORDER_SOCKET = "orderSocket";

    private final Problems problems;
    private final Section top;
    private final Mode mode;
    private final GateSettings risk;
    /// Whether these are the limits of the file: what does not go with others need not be told.
    private final boolean limited;
    private final Map<String, Patience> patience = new TreeMap<>();
    private final Map<String, Long> latencies = new TreeMap<>();
    private final Set<String> dedicated = new TreeSet<>();
    /// Those that are traded at and enforce no deadline.
    private final Set<String> unenforced = new TreeSet<>();

    ExecutionReader(Problems problems, Section top) {
        this.problems = problems;
        this.top = top;
        mode = Mode.valueOf(top.value("mode", MODE, Mode.PAPER.word())
                .toUpperCase(Locale.ROOT));
        boolean live = top.value("live", Form.FLAG, false);
        if (live != (mode == Mode.LIVE)) {
            top.wrong("live", live
                    ? "is true: mode is " + mode.word() + ", which wants false"
                    : "is not true: mode is live, which wants it here and in the account of every exchange that is traded at");
        }
        int before = problems.count();
        risk = RiskReader.read(top.section("risk"));
        limited = problems.count() == before;
    }

    Mode mode() {
        return mode;
    }

    /// One entry with its section `patience`. `dialect` is null where something else is wrong with the entry.
    void exchange(Section section, Section waits, Settings.Exchange exchange, Account account,
            @Nullable Dialect dialect) {
        Orders orders = dialect == null ? null : dialect.orders(List.of());
        boolean enforced = orders == null || orders.deadline().enforced();
        Patience read = patience(waits, orders == null || !enforced ? ANY : orders.deadline(),
                enforced ? Patience.ENFORCED : Patience.UNENFORCED);
        if (orders != null && exchange.entry().options().containsKey(ORDER_SOCKET)) {
            sockets(section, orders, Urls::webSocketProblem);
        }
        if (mode == Mode.LIVE) { // also one that is off: it can be switched on
            given(section, "webSocketUrl", exchange.entry().webSocket());
            given(section, "restUrl", exchange.entry().rest());
        }
        if (!traded(exchange, account, orders)) {
            return;
        }
        patience.put(exchange.entry().name(), read);
        if (!enforced) {
            unenforced.add(exchange.entry().name());
        }
        if (account.dedicated()) {
            dedicated.add(exchange.entry().name());
        }
        latencies.put(exchange.entry().name(), exchange.terms().latencyMillis() * MILLI);
        if (mode.leaves() && orders != null) {
            leaves(section, exchange, orders);
        }
        if (mode == Mode.LIVE && !account.live()) {
            section.secretSection("account").wrong("live",
                    "is not true: mode is live, which wants it here too");
        }
    }

    /// A journal that a power cut may shorten forgets orders that may still stand, unless the exchange itself has let them end.
    void keeps(Section journal, Durability durability) {
        if (mode == Mode.LIVE && durability != Durability.FULL && !unenforced.isEmpty()) {
            journal.wrong("durability", "is not full: mode is live, and "
                    + String.join(", ", unenforced)
                    + " takes orders however late they come: one that the journal has lost with the power would stand, and nobody would know of it");
        }
    }

    /// What the detector offers the gate must let pass, or it were offered again and again for nothing.
    void rebalances(Section section, Settings.Rebalancing rebalancing) {
        long most = risk.values().getOrDefault(Setting.MAX_REBALANCE_COST, 0L);
        if (mode != Mode.WATCH && limited
                && rebalancing.maxCostBps() > most * Decimals.power(DetectorSettings.BPS_SCALE)) {
            section.wrong("maxCostBps", "is more than risk.maxRebalanceCostBps, which is " + most
                    + ": no more than that is wanted");
        }
    }

    /// Perpetuals are not traded yet, and nothing leaves for an exchange of which we have no key.
    private boolean traded(Settings.Exchange exchange, Account account, @Nullable Orders orders) {
        boolean spot = exchange.instruments().stream()
                .anyMatch(each -> each.kind() == Instrument.Kind.SPOT);
        return exchange.enabled() && spot && switch (mode) {
            case WATCH -> false;
            case PAPER -> !exchange.dialect().equals("xchange"); // watched, and never fired at
            case PRACTICE, TESTNET, LIVE -> orders != null && account.named();
        };
    }

    /// What is left out is the dialect's own address, which may be wrong as well.
    private void leaves(Section section, Settings.Exchange exchange, Orders orders) {
        String rest = Urls.foreign(mode, orders.balances(0).url());
        if (!rest.isEmpty() && !(mode == Mode.LIVE && !exchange.entry().rest().isEmpty())) {
            section.wrong("restUrl", "leads elsewhere: " + rest);
        }
        if (orders.links().stream().allMatch(link -> Urls.webSocketProblem(link.url()).isEmpty())) {
            sockets(section, orders, url -> Urls.foreign(mode, url));
        } // else that has been said
    }

    /// Several connections to one address are wrong once.
    private static void sockets(Section section, Orders orders, UnaryOperator<String> problem) {
        orders.links().stream().map(link -> problem.apply(link.url()))
                .filter(text -> !text.isEmpty()).distinct()
                .forEach(text -> section.section("options").wrong(ORDER_SOCKET,
                        "leads elsewhere: " + text));
    }

    /// Where real money decides, nothing is heard from this machine or a test system.
    private void given(Section section, String key, String url) {
        String problem = url.isEmpty() ? "" : Urls.foreign(mode, url);
        if (!problem.isEmpty()) {
            section.wrong(key, "leads elsewhere: " + problem);
        }
    }

    /// What exchanges really take their time for cannot be configured away; on this machine it may be short.
    private Patience patience(Section section, Orders.Deadline deadline, Patience otherwise) {
        boolean real = mode == Mode.TESTNET || mode == Mode.LIVE;
        long clocks = !limited
                ? 0
                : risk.values().getOrDefault(Setting.MAX_CLOCK_OFFSET,
                        Setting.MAX_CLOCK_OFFSET.standard());
        // Half a second on the way, in whole seconds.
        long usual = Math.ceilDiv(deadline.nearestMillis() + 500, 1_000L) * 1_000;
        var read = new Patience(
                section.value("windowMillis", Form.whole(
                        Math.max(LEAST_MILLIS, deadline.nearestMillis()),
                        deadline.farthestMillis()), usual) * MILLI,
                section.value("engineMillis", Form.whole(
                        real ? otherwise.engineNanos() / MILLI : LEAST_MILLIS, 120_000),
                        otherwise.engineNanos() / MILLI) * MILLI,
                section.value("skewMillis", Form.whole(Math.max(LEAST_MILLIS, clocks), 10_000),
                        Math.max(otherwise.skewNanos() / MILLI, clocks)) * MILLI,
                section.value("visibleMillis", Form.whole(real ? 1_000 : LEAST_MILLIS, 120_000),
                        otherwise.visibleNanos() / MILLI) * MILLI,
                otherwise.answerNanos(), otherwise.askNanos(), otherwise.lateWatchNanos());
        section.end();
        return read;
    }

    /// A stop within the budget would be reached by whatever has used that up, which is when attempts park.
    private static int stop(Section orders, int budget) {
        int stop = orders.value("parkedStopBps", Form.whole(0, Rung.MOST_BPS), 0L).intValue();
        if (stop != 0 && stop <= budget) {
            orders.wrong("parkedStopBps", "is " + stop + ": more than lossBudgetBps, which is "
                    + budget + ", or 0 for no stop is wanted");
            return 0;
        }
        return stop;
    }

    /// All that was read, with the section `orders`; `named` is how exchanges are named.
    Execution read(Form<String> named) {
        Section orders = top.section("orders");
        LegOrder legs = orders.value("legs", LEGS, "proven").equals("proven")
                ? LegOrder.PROVEN
                : LegOrder.DOUBTFUL_FIRST;
        int budget = orders.value("lossBudgetBps", Form.whole(1, Rung.MOST_BPS),
                (long) Execution.LOSS_BUDGET_BPS).intValue();
        int stop = stop(orders, budget);
        var doubt = new TreeMap<String, Integer>();
        Section ranks = orders.section("doubt");
        for (String exchange : ranks.names()) {
            if (named.reader().apply(exchange) == null) {
                ranks.wrongKey(exchange, "is no exchange of this file: " + named.wanted()
                        + " is wanted" + named.meant(exchange));
            }
            doubt.put(exchange, ranks.value(exchange, Form.whole(0, 100), 0L).intValue());
        }
        orders.end();
        if (mode.leaves() && patience.isEmpty() && problems.count() == 0) {
            top.wrong("mode", "is " + mode.word()
                    + ", and nobody can be traded with: an enabled exchange that takes orders, with spot listings and the keys of an account, is wanted");
        }
        return new Execution(mode, risk, patience, doubt, legs, budget, stop,
                new PaperTerms(PaperTerms.DEFAULT.latencyNanos(), latencies,
                        PaperTerms.DEFAULT.timeoutNanos(), PaperTerms.DEFAULT.unwinds()),
                dedicated);
    }
}
