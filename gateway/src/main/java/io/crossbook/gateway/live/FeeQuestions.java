package io.crossbook.gateway.live;

import io.crossbook.arbitrage.FeeModel;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.Dialects;
import io.crossbook.exchanges.Orders;
import io.crossbook.exchanges.Request;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Mode;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.wire.Urls;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks over our own wire, hourly, what trading costs us: where an exchange wants rising nonces, nobody else may sign with the same key beside us.
///
/// Any thread; the futures of `asking` never fail.
public final class FeeQuestions {

    /// Whose requests carry a nonce that must rise: XChange's rise by milliseconds, ours by microseconds, and one key has one row of them.
    private static final Set<String> NONCES = Set.of("kraken");
    private static final Logger LOG = LoggerFactory.getLogger("crossbook");
    private static final long HOUR_MILLIS = 3_600_000;
    private static final long AGAIN_MILLIS = 60_000;

    /// Runs something later.
    @FunctionalInterface
    public interface Later {
        /// After so many milliseconds.
        void after(long millis, Runnable task);
    }

    private final BiFunction<String, Request, CompletableFuture<Answer>> asking;
    private final Consumer<Input.Word.Rates> told;
    private final LongSupplier clock;
    private final Later later;
    private final Map<String, Settings.Exchange> exchanges = new TreeMap<>();
    private final Set<String> untold = new HashSet<>();
    private boolean closed;

    /// `clock` in epoch nanoseconds.
    public FeeQuestions(BiFunction<String, Request, CompletableFuture<Answer>> asking,
            Consumer<Input.Word.Rates> told, LongSupplier clock, Later later) {
        this.asking = asking;
        this.told = told;
        this.clock = clock;
        this.later = later;
    }

    /// Whether we trade there and nobody else may sign with the same key: its nonces would have to rise above ours.
    public static boolean alone(Configuration configuration, String exchange) {
        return configuration.execution().mode().leaves()
                && configuration.execution().patience().containsKey(exchange)
                && configuration.settings().exchanges().stream()
                        .anyMatch(each -> each.entry().name().equals(exchange)
                                && NONCES.contains(each.dialect()));
    }

    /// From now on that exchange is asked, until this is closed; where others may ask, they do.
    public synchronized void begin(Settings.Exchange exchange) {
        if (NONCES.contains(exchange.dialect())
                && exchanges.put(exchange.entry().name(), exchange) == null) {
            ask(exchange.entry().name());
        }
    }

    /// Asks nobody any more.
    public synchronized void close() {
        closed = true;
    }

    private synchronized void ask(String name) {
        Settings.Exchange exchange = exchanges.get(name);
        Orders orders = exchange == null || closed ? null : orders(exchange);
        Request request = orders == null ? null : orders.fees();
        if (orders != null && request != null) {
            ask(name, orders, request);
        }
    }

    private void ask(String name, Orders orders, Request request) {
        long read = clock.getAsLong();
        var _ = asking.apply(name, request).thenAccept(answer -> {
            Map<String, FeeModel.Rate> rates = orders.fees(answer);
            if (real(name)) {
                warn(name, rates, orders.refusal(request, answer));
            }
            if (!rates.isEmpty()) {
                told.accept(new Input.Word.Rates(name, read, rates));
            }
            later.after(rates.isEmpty() ? AGAIN_MILLIS : HOUR_MILLIS, () -> ask(name));
        });
    }

    /// Practice exchanges do not tell it, and need not.
    private synchronized boolean real(String name) {
        Settings.Exchange exchange = exchanges.get(name);
        String rest = exchange == null ? "" : exchange.entry().rest();
        return rest.isEmpty() || Urls.foreign(Mode.LIVE, rest).isEmpty();
    }

    /// Once when it begins and once when it is over: it is asked every minute.
    private synchronized void warn(String name, Map<String, FeeModel.Rate> rates, String refusal) {
        if (rates.isEmpty() && untold.add(name)) {
            LOG.warn(
                    "{}: the account does not tell what trading costs{}: what is configured counts,"
                            + " and with real money nothing is begun there once what it told is a day old;"
                            + " asked again every minute",
                    name,
                    refusal.isEmpty() ? "" : " (" + refusal + ")");
        } else if (!rates.isEmpty() && untold.remove(name)) {
            LOG.info("{}: the account tells what trading costs again", name);
        }
    }

    /// With its spot listings, of which it is asked.
    static Orders orders(Settings.Exchange exchange) {
        Dialect dialect = Dialects.of(exchange.dialect(), exchange.entry());
        List<Listing> listings = new ArrayList<>();
        for (Instrument instrument : exchange.instruments()) {
            if (instrument.kind() == Instrument.Kind.SPOT) {
                listings.add(new Listing(listings.size(), exchange.entry().name(),
                        dialect.symbol(instrument), instrument, Rules.UNKNOWN));
            }
        }
        return java.util.Objects.requireNonNull(dialect.orders(listings), "takes no orders");
    }
}
