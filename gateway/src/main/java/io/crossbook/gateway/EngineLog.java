package io.crossbook.gateway;

import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.arbitrage.Leg;
import io.crossbook.arbitrage.Money;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.arbitrage.Stock;
import io.crossbook.books.BookBreak;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Decimals;
import io.crossbook.books.Health;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.exchanges.Fault;
import io.crossbook.gateway.engine.Standing;
import io.crossbook.gateway.engine.Watcher;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a person at the terminal wants to read: connections, books that break and return, faults, opportunities.
///
/// Rare things only: of an exchange whose books go live and stale again and again the first changes of a minute are told, the
/// rest counted.
public final class EngineLog implements Watcher {

    private static final Logger LOG = LoggerFactory.getLogger("crossbook");
    private static final int MOST_ALIKE = 5;
    private static final int MOST_CHANGES = 20;
    private static final int MOST_FOREIGN = 100;
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final Map<String, Integer> alike = new HashMap<>();
    private final Map<String, Integer> foreign = new HashMap<>();
    private final Map<String, Changes> changes = new LinkedHashMap<>();
    private long nextSummary = Long.MAX_VALUE;
    private String limits = "";

    /// The changes of health of one exchange's books within a minute.
    private static final class Changes {
        private final BitSet books = new BitSet();
        private final BitSet live = new BitSet();
        private long untilNanos;
        private int count;
    }

    @Override
    public void connection(String exchange, String link, int connection, boolean open, String why,
            long now) {
        if (open) {
            LOG.info("{}: connected (link {}, connection {})", exchange, link, connection);
        } else {
            LOG.warn("{}: connection {} of link {} is gone: {}", exchange, connection, link, why);
        }
    }

    @Override
    public void unreachable(String exchange, String link, String why, long now) {
        LOG.warn("{}: link {} could not be connected: {}", exchange, link, why);
    }

    @Override
    public void broken(ListingBook book, BookBreak.Kind kind, String why, long now) {
        if (kind != BookBreak.Kind.DISCONNECTED) {
            LOG.warn("{}: {}; asking for a snapshot", book.listing(), why);
        }
    }

    /// Comes with every update, so that a minute that is over is summed up soon.
    @Override
    public void book(ListingBook book, BookUpdate update, long now) {
        if (now >= nextSummary) {
            sumUp(now);
        }
    }

    @Override
    public void health(ListingBook book, Health before, Health after, long now) {
        Changes here = changes.computeIfAbsent(book.listing().exchange(), _ -> new Changes());
        if (now >= nextSummary) {
            sumUp(now);
        }
        if (here.count == 0) {
            here.untilNanos = now + MINUTE_NANOS;
            nextSummary = Math.min(nextSummary, here.untilNanos);
        }
        here.count++;
        here.books.set(book.listing().id());
        here.live.set(book.listing().id(), after == Health.LIVE);
        if (here.count > MOST_CHANGES) {
            return;
        }
        switch (after) {
            case LIVE -> LOG.info("{}: live", book.listing());
            case STALE -> LOG.info("{}: stale: {}", book.listing(), book.why());
            case BROKEN -> LOG.debug("{}: broken: {}", book.listing(), book.why());
        }
    }

    private void sumUp(long now) {
        nextSummary = Long.MAX_VALUE;
        changes.forEach((exchange, here) -> {
            if (here.count > 0 && now >= here.untilNanos) {
                if (here.count > MOST_CHANGES) {
                    LOG.info(
                            "{}: {} more changes of its books' health within a minute; now {} of {} are live",
                            exchange, here.count - MOST_CHANGES, here.live.cardinality(),
                            here.books.cardinality());
                }
                here.count = 0;
            } else if (here.count > 0) {
                nextSummary = Math.min(nextSummary, here.untilNanos);
            }
        });
    }

    @Override
    public void fault(String exchange, Fault fault, long now) {
        // Faults of one kind may come with every frame: the first few tell, the counter has the rest.
        int count = alike.merge(exchange + fault.kind(), 1, Integer::sum);
        if (count <= MOST_ALIKE) {
            LOG.warn("{}: {}{}", exchange, fault.text(),
                    count == MOST_ALIKE ? " (more of this kind are only counted)" : "");
        }
    }

    /// What it got wrong halts, which is told as an alarm.
    @Override
    public void tested(String fault, long now) {
        if (fault.isEmpty()) {
            LOG.info("the risk gate refuses what it must, and nothing else");
        }
    }

    /// Once when it changes: with real money what is configured does not count from the first day.
    @Override
    public void standing(Standing standing, long now) {
        if (!standing.limits().equals(limits)) {
            limits = standing.limits();
            LOG.warn("limits: {}",
                    limits.isEmpty() ? "all count as configured from now on" : limits);
        }
    }

    @Override
    public void refused(String why, long now) {
        LOG.warn("refused: {}", why);
    }

    @Override
    public void foreign(String exchange, String symbol, String order, long now) {
        int count = foreign.merge(exchange, 1, Integer::sum);
        if (count <= MOST_FOREIGN) {
            LOG.warn(
                    "{}: order {} of {} is none of ours and is left alone: somebody else trades on this account{}",
                    exchange, order, symbol,
                    count == MOST_FOREIGN ? " (more of them are only counted)" : "");
        }
    }

    @Override
    public void low(Stock.Depth depth, long now) {
        LOG.warn("{}: {} {} are left, enough for {} trades: see `crossbook rebalance`",
                depth.exchange(), Decimals.format(depth.free(), Money.SCALE), depth.asset(),
                depth.trades());
    }

    @Override
    public void opportunity(Opportunity opportunity, long now) {
        if (opportunity.state() == Opportunity.State.OPENED && LOG.isInfoEnabled()) {
            LOG.info("opportunity {}: {}, {} bp net", opportunity.id(),
                    opportunity.legs().stream().map(Leg::toString)
                            .collect(Collectors.joining(", ")),
                    Decimals.format(opportunity.netBps(), DetectorSettings.BPS_SCALE));
        }
    }

    @Override
    public void alarm(String words, long now) {
        LOG.error("ALARM {}", words);
    }

    @Override
    public void quarantined(Listing listing, String why, long now) {
        LOG.warn("{}: {}; kept out of {}", listing, why, listing.instrument());
    }

    @Override
    public void audited(ListingBook book, String finding, long now) {
        LOG.debug("{}: audit says {}", book.listing(), finding);
    }
}
