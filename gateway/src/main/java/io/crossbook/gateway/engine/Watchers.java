package io.crossbook.gateway.engine;

import io.crossbook.arbitrage.Opportunity;
import io.crossbook.arbitrage.Stock;
import io.crossbook.books.BookBreak;
import io.crossbook.books.BookSkip;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.DerivativeUpdate;
import io.crossbook.books.Health;
import io.crossbook.books.LiquidationUpdate;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.QuoteUpdate;
import io.crossbook.books.TradeUpdate;
import io.crossbook.exchanges.Fault;
import io.crossbook.execution.Entry;
import io.crossbook.execution.report.Markouts;
import io.crossbook.execution.report.Statement;

/// Several watchers as one, told in their order.
public final class Watchers implements Watcher {

    private final Watcher[] all;

    /// Tells each of `all`.
    public Watchers(Watcher... all) {
        this.all = all.clone();
    }

    @Override
    public void book(ListingBook book, BookUpdate update, long now) {
        for (Watcher watcher : all) {
            watcher.book(book, update, now);
        }
    }

    @Override
    public void quote(ListingBook book, QuoteUpdate quote, long now) {
        for (Watcher watcher : all) {
            watcher.quote(book, quote, now);
        }
    }

    @Override
    public void trade(ListingBook book, TradeUpdate trade, long now) {
        for (Watcher watcher : all) {
            watcher.trade(book, trade, now);
        }
    }

    @Override
    public void liquidation(ListingBook book, LiquidationUpdate liquidation, long now) {
        for (Watcher watcher : all) {
            watcher.liquidation(book, liquidation, now);
        }
    }

    @Override
    public void derivative(ListingBook book, DerivativeUpdate update, long now) {
        for (Watcher watcher : all) {
            watcher.derivative(book, update, now);
        }
    }

    @Override
    public void skipped(ListingBook book, BookSkip.Reason reason, long now) {
        for (Watcher watcher : all) {
            watcher.skipped(book, reason, now);
        }
    }

    @Override
    public void broken(ListingBook book, BookBreak.Kind kind, String why, long now) {
        for (Watcher watcher : all) {
            watcher.broken(book, kind, why, now);
        }
    }

    @Override
    public void health(ListingBook book, Health before, Health after, long now) {
        for (Watcher watcher : all) {
            watcher.health(book, before, after, now);
        }
    }

    @Override
    public void top(int instrument, long now) {
        for (Watcher watcher : all) {
            watcher.top(instrument, now);
        }
    }

    @Override
    public void opportunity(Opportunity opportunity, long now) {
        for (Watcher watcher : all) {
            watcher.opportunity(opportunity, now);
        }
    }

    @Override
    public void low(Stock.Depth depth, long now) {
        for (Watcher watcher : all) {
            watcher.low(depth, now);
        }
    }

    @Override
    public void fault(String exchange, Fault fault, long now) {
        for (Watcher watcher : all) {
            watcher.fault(exchange, fault, now);
        }
    }

    @Override
    public void quarantined(Listing listing, String why, long now) {
        for (Watcher watcher : all) {
            watcher.quarantined(listing, why, now);
        }
    }

    @Override
    public void withdrawn(ListingBook book, long now) {
        for (Watcher watcher : all) {
            watcher.withdrawn(book, now);
        }
    }

    @Override
    public void audited(ListingBook book, String finding, long now) {
        for (Watcher watcher : all) {
            watcher.audited(book, finding, now);
        }
    }

    @Override
    public void unreachable(String exchange, String link, String why, long now) {
        for (Watcher watcher : all) {
            watcher.unreachable(exchange, link, why, now);
        }
    }

    @Override
    public void connection(String exchange, String link, int connection, boolean open, String why,
            long now) {
        for (Watcher watcher : all) {
            watcher.connection(exchange, link, connection, open, why, now);
        }
    }

    @Override
    public void alarm(String words, long now) {
        for (Watcher watcher : all) {
            watcher.alarm(words, now);
        }
    }

    @Override
    public void halted(String why, long now) {
        for (Watcher watcher : all) {
            watcher.halted(why, now);
        }
    }

    @Override
    public void tested(String fault, long now) {
        for (Watcher watcher : all) {
            watcher.tested(fault, now);
        }
    }

    @Override
    public void refused(String why, long now) {
        for (Watcher watcher : all) {
            watcher.refused(why, now);
        }
    }

    @Override
    public void foreign(String exchange, String symbol, String order, long now) {
        for (Watcher watcher : all) {
            watcher.foreign(exchange, symbol, order, now);
        }
    }

    @Override
    public void denied(String check, long more, long now) {
        for (Watcher watcher : all) {
            watcher.denied(check, more, now);
        }
    }

    @Override
    public void entry(Entry entry, long now) {
        for (Watcher watcher : all) {
            watcher.entry(entry, now);
        }
    }

    @Override
    public void standing(Standing standing, long now) {
        for (Watcher watcher : all) {
            watcher.standing(standing, now);
        }
    }

    @Override
    public void markout(Markouts.Markout markout, long now) {
        for (Watcher watcher : all) {
            watcher.markout(markout, now);
        }
    }

    @Override
    public void earned(Statement statement, long now) {
        for (Watcher watcher : all) {
            watcher.earned(statement, now);
        }
    }

    @Override
    public void hash(long inputs, long hash, long now) {
        for (Watcher watcher : all) {
            watcher.hash(inputs, hash, now);
        }
    }
}
