package io.crossbook.gateway.engine;

import io.crossbook.books.ClockOffset;
import io.crossbook.books.Instrument;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.Announcements;
import io.crossbook.execution.desk.BookReferences;
import io.crossbook.execution.risk.Conditions;
import io.crossbook.execution.risk.GateSettings;
import io.crossbook.execution.risk.KnownConditions;
import io.crossbook.execution.risk.References;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the risk gate asks besides books and orders: references of prices, clocks, which exchanges trade, the lease.
final class Circumstances implements Conditions {

    private static final String USDT = "USDT";

    private final Execution execution;
    private final Parts parts;
    private final BookReferences references;
    private final KnownConditions known = new KnownConditions();
    private final Predicate<String> streams;
    private final Announcements announced = new Announcements();
    private final Map<String, Long> denied = new HashMap<>();
    private Map<String, BigDecimal> rates;

    /// `streams` says whether somebody tells us all of our orders at an exchange now.
    Circumstances(Execution execution, Parts parts, Predicate<String> streams) {
        this.streams = streams;
        this.execution = execution;
        rates = execution.risk().rates();
        this.parts = parts;
        references = new BookReferences(parts.books());
    }

    BookReferences references() {
        return references;
    }

    /// What one unit of an asset is worth in USDT by the middle of the markets that are live, or by what is configured; null when nobody knows.
    @Nullable
    BigDecimal price(String asset) {
        if (asset.equals(USDT)) {
            return BigDecimal.ONE;
        }
        List<BigDecimal> mids = new ArrayList<>();
        for (References.Reference each : references.of(Instrument.spot(asset, USDT))) {
            if (each.mid() != null) {
                mids.add(each.mid());
            }
        }
        mids.sort(null);
        return mids.isEmpty()
                ? rates.get(asset)
                : mids.get((mids.size() - 1) / 2);
    }

    /// What assets are worth by configuration from now on.
    void rated(GateSettings limits) {
        rates = limits.rates();
    }

    /// This process alone may act for the accounts until then.
    void lease(long untilNanos) {
        known.lease(untilNanos);
    }

    /// An exchange keeps this of our account for orders of others.
    void locked(String exchange, Map<String, BigDecimal> amounts) {
        known.locked(exchange, amounts);
    }

    /// An exchange's clock was read.
    void clock(Exchange exchange) {
        ClockOffset clock = exchange.clock;
        if (clock.known()) {
            known.clock(exchange.name(), clock.offsetNanos(), clock.errorNanos());
        }
    }

    /// An exchange says itself when it will not be there.
    void announced(AccountFact.Announced answer) {
        announced.told(answer);
    }

    @Override
    public @Nullable Duration clockOffset(String exchange) {
        return known.clockOffset(exchange);
    }

    /// It is spoken to, and we know what it lists.
    @Override
    public Status trading(String name) {
        Exchange exchange = parts.roster().find(name);
        return exchange != null && exchange.on() && !exchange.listings.isEmpty()
                ? Status.OPEN
                : Status.SUSPENDED;
    }

    @Override
    public Status planned(String name) {
        Exchange exchange = parts.roster().find(name);
        long now = parts.clock().getAsLong();
        return exchange != null && exchange.enabled // what drains begins nothing
                && Stream.concat(exchange.settings.maintenances().stream(),
                        announced.of(name).stream().map(each -> new Settings.Maintenance(
                                each.fromNanos(), each.untilNanos())))
                        .noneMatch(each -> each.keepsFrom(now)) ? Status.OPEN : Status.SUSPENDED;
    }

    @Override
    public Status stream(String name) {
        return streams.test(name) ? Status.OPEN : Status.SUSPENDED;
    }

    /// Where no real money is nothing can be withdrawn, and so nothing be locked in.
    @Override
    public Status withdrawals(String exchange, String asset) {
        return execution.mode() != Mode.LIVE || parts.desk().transfers().lets(exchange, asset)
                ? Status.OPEN
                : Status.SUSPENDED;
    }

    @Override
    public BigDecimal locked(String exchange, String asset) {
        return known.locked(exchange, asset);
    }

    @Override
    public long leaseNanos() {
        return known.leaseNanos();
    }

    @Override
    public BigDecimal share(Instrument instrument) {
        return known.share(instrument);
    }

    /// Tells how often each check has denied since it was asked last.
    void denials(Map<String, Long> all, long now) {
        all.forEach((check, times) -> {
            Long before = denied.put(check, times);
            long more = times - (before == null ? 0 : before);
            if (more > 0) {
                parts.watcher().denied(check, more, now);
            }
        });
    }
}
