package io.crossbook.gateway.xchange;

import io.crossbook.arbitrage.FeeModel;
import io.crossbook.books.Instrument;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.mazi.rescu.HttpStatusExceptionSupport;

/// What an account says that trading costs, asked pair by pair and a few a minute: a pair that is refused takes no other's rate away.
///
/// Any thread; one round at a time.
final class PairRates {

    private static final Logger LOG = LoggerFactory.getLogger("crossbook");
    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final long HOUR_NANOS = 60 * MINUTE_NANOS;
    /// A round ends well before anybody gives it up, even where each answer takes long.
    private static final long ROUND_NANOS = MINUTE_NANOS / 2;
    /// All rates are dated by the oldest of them: one that is told no more has to go before they are not believed with it.
    private static final long KEPT_NANOS = FeeModel.BELIEVED_NANOS - HOUR_NANOS;
    private static final int BAD_REQUEST = 400;

    /// Rates by the instrument's name, none older than `readNanos`.
    record Reading(Map<String, FeeModel.Rate> rates, long readNanos) {}

    private record Dated(FeeModel.Rate rate, long readNanos) {}

    private final String exchange;
    private final AccountService service;
    private final Keys keys;
    private final LongSupplier now;
    private final int most;
    private final IntConsumer charge;
    private final Map<String, Dated> told = new TreeMap<>();
    private final Map<String, Long> asked = new HashMap<>();
    /// Of which has been said that they are not told.
    private final Set<String> untold = new HashSet<>();
    private long nextNanos = Long.MIN_VALUE;

    /// Asks after `most` pairs in a minute; `now` is the time, epoch nanoseconds; `charge` is told the weight of each question.
    PairRates(String exchange, AccountService service, Keys keys, LongSupplier now, int most,
            IntConsumer charge) {
        this.exchange = exchange;
        this.service = service;
        this.keys = keys;
        this.now = now;
        this.most = most;
        this.charge = charge;
    }

    /// Asks after those whose turn it is, and tells all that is known; null where that is nothing.
    synchronized @Nullable Reading ask(List<Instrument> instruments) throws IOException {
        long begun = now.getAsLong();
        Set<String> names = new HashSet<>();
        instruments.forEach(each -> names.add(each.toString()));
        told.keySet().retainAll(names);
        asked.keySet().retainAll(names);
        untold.retainAll(names);
        if (begun >= nextNanos) {
            nextNanos = begun + MINUTE_NANOS;
            round(due(instruments, begun), begun);
        }
        told.values().removeIf(each -> begun - each.readNanos >= KEPT_NANOS);
        return told.isEmpty() ? null : reading();
    }

    private Reading reading() {
        var rates = new HashMap<String, FeeModel.Rate>();
        told.forEach((name, each) -> rates.put(name, each.rate));
        return new Reading(rates, told.values().stream().mapToLong(Dated::readNanos).min()
                .orElseThrow());
    }

    /// Those that were not told for an hour; whose last question is the oldest comes first, answered or not: what never answers must not hold up the others.
    private List<Instrument> due(List<Instrument> instruments, long begun) {
        List<Instrument> due = instruments.stream().filter(each -> {
            Dated before = told.get(each.toString());
            return before == null || begun - before.readNanos >= HOUR_NANOS;
        }).sorted(Comparator.comparingLong(
                each -> asked.getOrDefault(each.toString(), Long.MIN_VALUE))).toList();
        if (due.size() > most) {
            LOG.info("{}: asks what {} of {} pairs cost, {} a minute", exchange, most, due.size(),
                    most);
        }
        return due.subList(0, Math.min(most, due.size()));
    }

    private void round(List<Instrument> due, long begun) throws IOException {
        if (due.isEmpty()) {
            return;
        }
        service.learn();
        Map<String, String> failed = new LinkedHashMap<>();
        Set<String> again = new HashSet<>();
        for (Instrument instrument : due) {
            if (now.getAsLong() - begun >= ROUND_NANOS) {
                break;
            }
            String name = instrument.toString();
            asked.put(name, begun);
            charge.accept(service.weight());
            try {
                FeeModel.Rate rate = service.rate(instrument);
                if (rate == null) {
                    failed.put(name, "its answer does not name it");
                } else {
                    told.put(name, new Dated(rate, begun));
                    again.add(name);
                }
            } catch (IOException | RuntimeException e) { // XChange's own, whatever they are
                failed.put(name, keys.without(Attempt.reason(e)));
                if (concernsAll(e)) {
                    break;
                }
            }
        }
        say(failed, again);
    }

    /// Whether it says nothing of this pair, but that the exchange or the key does not answer at all, or that we ask too much.
    private static boolean concernsAll(Exception e) {
        return e instanceof IOException || (e instanceof HttpStatusExceptionSupport refusal
                && refusal.getHttpStatusCode() != BAD_REQUEST);
    }

    /// Once when it begins and once when it is over: it is asked every minute.
    private void say(Map<String, String> failed, Set<String> again) {
        failed.keySet().removeIf(name -> !untold.add(name));
        if (!failed.isEmpty()) {
            LOG.warn(
                    "{}: the account does not tell what trading costs: {}; there what is configured counts, and with real money nothing is begun"
                            + " once what it told is a day old; asked again every minute",
                    exchange, failed);
        }
        again.removeIf(name -> !untold.remove(name));
        if (!again.isEmpty()) {
            LOG.info("{}: the account tells what trading {} costs again", exchange,
                    String.join(", ", again));
        }
    }
}
