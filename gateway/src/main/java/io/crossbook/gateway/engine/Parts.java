package io.crossbook.gateway.engine;

import io.crossbook.books.Books;
import io.crossbook.execution.paper.PaperMarket;
import java.util.function.LongSupplier;

/// Of the engine, what whoever trades in it needs. `clock` is the time of the input that is being taken.
record Parts(Books books, Desk desk, Timers timers, Roster roster, Requests requests,
        Effects effects, Watcher watcher, OutputHash hash, PaperMarket paper,
        LongSupplier clock) {}
