package io.crossbook.gateway.alerts;

import io.crossbook.arbitrage.Money;
import io.crossbook.arbitrage.Pair;
import io.crossbook.arbitrage.Pass;
import io.crossbook.arbitrage.Stock;
import io.crossbook.books.Decimals;
import io.crossbook.books.Health;
import io.crossbook.books.ListingBook;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.AttemptState;
import io.crossbook.execution.ExecutionState;
import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.engine.ExchangeState;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What one look at the engine shows: by cause, what holds now and words for it; and how much the detector has evaluated.
///
/// `evaluations` is -1 where it was not counted; `comparable` is whether any instrument has two live listings.
record Look(Map<Cause, Map<String, String>> held, long evaluations, boolean comparable) {

    private static final int MOST_SHOWN = 5;
    /// That no book of an exchange is live is another thing than that one of many is not.
    static final String ALL_BOOKS = ": all books";
    /// How the ledger's reconciliation ends its words where the amounts are what fees of another rate would be.
    private static final String OTHER_FEES = "fees are not what was told";

    /// On the engine's thread, so it must be short; `all` also counts evaluations, over all pairs.
    static Look at(Engine engine, boolean all) {
        var held = new LinkedHashMap<Cause, Map<String, String>>();
        ExecutionState state = engine.execution();
        if (state != null) {
            attempts(held, state);
            paused(held, state);
            put(held, Cause.HALTED, halted(state));
        }
        put(held, Cause.FEED_LAG, feeds(engine));
        put(held, Cause.LOW_INVENTORY, low(engine));
        return new Look(held, all ? evaluations(engine) : -1, all && comparable(engine));
    }

    /// The last reason first, because it is what is new; whatever halted before it holds as well.
    static Map<String, String> halted(ExecutionState state) {
        List<String> reasons = state.halts().reversed().stream().map(ExecutionState.Halt::why)
                .toList();
        return reasons.isEmpty() ? Map.of() : Map.of("", String.join("; before it: ", reasons));
    }

    private static void put(Map<Cause, Map<String, String>> held, Cause cause,
            Map<String, String> what) {
        held.put(cause, what);
    }

    static void attempts(Map<Cause, Map<String, String>> held, ExecutionState state) {
        var parked = new TreeMap<String, String>();
        var oneLegged = new TreeMap<String, String>();
        for (Attempt attempt : state.live()) {
            String about = "attempt " + attempt.id();
            if (attempt.state() == AttemptState.PARKED) {
                parked.put(about, left(attempt) + "; crossbook attempts " + attempt.id());
            } else if (!attempt.state().over() && !attempt.residue().isEmpty()) {
                oneLegged.put(about, attempt.state().toString() + ", " + left(attempt));
            }
        }
        put(held, Cause.PARKED, parked);
        put(held, Cause.ONE_LEGGED, oneLegged);
    }

    private static String left(Attempt attempt) {
        return attempt.residue().isEmpty()
                ? "not all of its orders is known"
                : attempt.residue().entrySet().stream()
                        .map(each -> plain(each.getValue()) + " " + each.getKey())
                        .collect(Collectors.joining(", ")) + " left over";
    }

    private static String plain(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString();
    }

    static void paused(Map<Cause, Map<String, String>> held, ExecutionState state) {
        var unexplained = new TreeMap<String, String>();
        var fees = new TreeMap<String, String>();
        state.paused().forEach((what, why) -> (why.contains(OTHER_FEES) ? fees : unexplained)
                .put(what, why));
        put(held, Cause.UNEXPLAINED_BALANCE, unexplained);
        put(held, Cause.FEE_MISMATCH, fees);
    }

    /// What is switched off is missed by nobody.
    private static Set<String> enabled(Engine engine) {
        return engine.exchanges().stream().filter(ExchangeState::enabled)
                .map(ExchangeState::name).collect(Collectors.toSet());
    }

    private static Map<String, String> feeds(Engine engine) {
        Set<String> enabled = enabled(engine);
        var bad = new TreeMap<String, Map<String, String>>();
        var books = new TreeMap<String, Integer>();
        for (ListingBook book : engine.books().all()) {
            String exchange = book.listing().exchange();
            if (enabled.contains(exchange)) {
                books.merge(exchange, 1, Integer::sum);
                if (book.health() != Health.LIVE) {
                    bad.computeIfAbsent(exchange, _ -> new LinkedHashMap<>())
                            .put(book.listing().symbol(), book.why());
                }
            }
        }
        var told = new TreeMap<String, String>();
        bad.forEach((exchange,
                symbols) -> told.put(symbols.size() == books.getOrDefault(exchange, 0)
                        ? exchange + ALL_BOOKS
                        : exchange,
                        symbols.size() + " of " + books.get(exchange) + " books are not live: "
                                + symbols.entrySet().stream().limit(MOST_SHOWN)
                                        .map(each -> each.getKey() + " (" + each.getValue() + ")")
                                        .collect(Collectors.joining(", "))
                                + (symbols.size() > MOST_SHOWN ? ", …" : "")));
        return told;
    }

    /// What is told of some books of an exchange is not over when it is all of them.
    static Map<String, String> going(Map<String, String> now, Predicate<String> told) {
        var all = new TreeMap<>(now);
        now.forEach((about, words) -> {
            String exchange = about.replace(ALL_BOOKS, "");
            if (told.test(exchange)) {
                all.put(exchange, words);
            }
        });
        return all;
    }

    private static Map<String, String> low(Engine engine) {
        Set<String> enabled = enabled(engine);
        var low = new TreeMap<String, String>();
        for (Stock.Depth depth : engine.desk().stock()
                .depths(engine.settings().inventory().trade())) {
            if (depth.low() && enabled.contains(depth.exchange())) {
                low.put(depth.exchange() + " " + depth.asset(),
                        Decimals.format(depth.free(), Money.SCALE) + " are left, enough for "
                                + depth.trades() + " trades; crossbook rebalance");
            }
        }
        return low;
    }

    private static long evaluations(Engine engine) {
        long all = 0;
        for (Pair pair : engine.desk().pairs()) {
            all += pair.takes();
            for (Pass reason : Pass.values()) {
                all += pair.passes(reason);
            }
        }
        return all;
    }

    private static boolean comparable(Engine engine) {
        Set<String> enabled = enabled(engine);
        var live = new HashSet<@Nullable Object>();
        for (ListingBook book : engine.books().all()) {
            if (book.health() == Health.LIVE && enabled.contains(book.listing().exchange())
                    && !live.add(book.listing().instrument())) {
                return true;
            }
        }
        return false;
    }
}
