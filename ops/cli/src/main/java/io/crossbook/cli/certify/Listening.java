package io.crossbook.cli.certify;

import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.OrderOut;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.OrderEvent;

/// Keeps all that a station hears, however it was asked. On the loop's thread.
abstract class Listening implements OrderOut {

    final Station station;

    Listening(Station station) {
        this.station = station;
    }

    @Override
    public final void order(OrderEvent event) {
        station.heard.events.add(event);
    }

    @Override
    public final void account(AccountFact fact) {
        station.heard.facts.add(fact);
    }

    @Override
    public final void foreign(String symbol, String exchangeId) {
        station.heard.foreign.add(exchangeId);
    }

    @Override
    public final void fault(Fault fault) {
        station.heard.faults.add(fault);
    }
}
