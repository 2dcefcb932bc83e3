package io.crossbook.gateway.engine;

import io.crossbook.books.BookBreak;
import io.crossbook.books.Books;
import io.crossbook.books.Listing;
import io.crossbook.exchanges.Fault;
import org.jspecify.annotations.Nullable;

/// What people and tools wish for, and who does it.
final class Wishes {

    private final Books books;
    private final Market market;
    private final Desk desk;
    private final Roster roster;
    private final Watcher watcher;

    Wishes(Books books, Market market, Desk desk, Roster roster, Watcher watcher) {
        this.books = books;
        this.market = market;
        this.desk = desk;
        this.roster = roster;
        this.watcher = watcher;
    }

    /// Does it; `executor` is null while nobody trades.
    void take(Input.Wish wish, @Nullable Executor executor, long now) {
        switch (wish) {
            case Input.Wish.Enable(String name, boolean enabled) -> {
                Exchange exchange = named(name, now);
                if (exchange != null) {
                    roster.enable(exchange, enabled, now);
                    if (executor != null) {
                        executor.renew();
                    }
                }
            }
            case Input.Wish.Resync(String name, String symbol) -> {
                Exchange exchange = named(name, now);
                if (exchange != null) {
                    resync(exchange, symbol, now);
                }
            }
            case Input.Wish.Withhold(String why) -> desk.withhold(why, now);
            case Input.Wish.Halt _,Input.Wish.Rearm _,Input.Wish.Unwind _,Input.Wish.Clear _,Input.Wish.WriteOff _ -> {
                if (executor == null) {
                    nobody(wish, now);
                } else {
                    executor.wished(wish, now);
                }
            }
        }
    }

    /// Something is wanted of whoever trades, and nobody does.
    void nobody(Object wanted, long now) {
        watcher.refused("nobody trades here: " + wanted, now);
    }

    private @Nullable Exchange named(String name, long now) {
        Exchange exchange = roster.find(name);
        if (exchange == null) {
            watcher.fault(name, new Fault(Fault.Kind.EXCHANGE, "",
                    "a command names this exchange, but it is not configured"), now);
        }
        return exchange;
    }

    private void resync(Exchange exchange, String symbol, long now) {
        for (Listing listing : exchange.listings) {
            if (listing.symbol().equals(symbol)) {
                market.failAndResync(books.book(listing.id()), BookBreak.Kind.RESET,
                        "asked for by command", now);
            }
        }
    }
}
