package io.crossbook.cli.certify;

import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.OrderOut;
import io.crossbook.exchanges.Request;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.OrderEvent;
import java.util.concurrent.CompletableFuture;

/// What is asked over REST, until the last answer was read. On the loop's thread.
final class Question implements OrderOut {

    private final Station station;
    private final CompletableFuture<Void> over;
    private int open;

    Question(Station station, CompletableFuture<Void> over) {
        this.station = station;
        this.over = over;
    }

    @Override
    public void request(Request request) {
        open++;
        station.ask(request, answer -> station.orders.read(request, answer, this));
    }

    @Override
    public void read(Request request, boolean whole) {
        station.heard.reads.add(whole);
        if (--open == 0) {
            over.complete(null);
        }
    }

    @Override
    public void order(OrderEvent event) {
        station.heard.events.add(event);
    }

    @Override
    public void account(AccountFact fact) {
        station.heard.facts.add(fact);
    }

    @Override
    public void foreign(String symbol, String exchangeId) {
        station.heard.foreign.add(exchangeId);
    }

    @Override
    public void streaming(String link, boolean live) {
        // No stream.
    }

    @Override
    public void reconnect(String why) {
        // No connection.
    }

    @Override
    public void fault(Fault fault) {
        station.heard.faults.add(fault);
    }
}
