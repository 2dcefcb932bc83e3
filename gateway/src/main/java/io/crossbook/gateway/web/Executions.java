package io.crossbook.gateway.web;

import io.crossbook.books.Listing;
import io.crossbook.gateway.engine.Engine;
import java.util.List;

/// What was done about opportunities, as documents. Read on the engine's thread.
public interface Executions {

    /// Nobody trades.
    Executions NONE = new Executions() {
        @Override
        public void wanted(boolean wanted) {
            // there is nothing
        }

        @Override
        public Rows standing(Engine engine) {
            return Rows.NONE;
        }

        @Override
        public Rows moved(Engine engine) {
            return Rows.NONE;
        }
    };

    /// One attempt or order: what it is called, where it trades, how it stands, and whether that is the end of it.
    record Row(String name, List<Listing> listings, String json, boolean over) {}

    /// Attempts and their orders, oldest first.
    record Rows(List<Row> attempts, List<Row> orders) {
        /// There are none.
        public static final Rows NONE = new Rows(List.of(), List.of());

        boolean empty() {
            return attempts.isEmpty() && orders.isEmpty();
        }
    }

    /// Whether anybody wants to hear what moves.
    void wanted(boolean wanted);

    /// The last attempts, and all of which something may still come.
    Rows standing(Engine engine);

    /// Those that something happened to since the last call; the others of many with the next.
    Rows moved(Engine engine);
}
