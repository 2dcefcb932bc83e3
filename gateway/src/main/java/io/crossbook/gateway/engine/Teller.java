package io.crossbook.gateway.engine;

import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.OrderOut;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.OrderEvent;

/// Tells its route what became known, however it was asked.
abstract class Teller implements OrderOut {

    final Route route;

    Teller(Route route) {
        this.route = route;
    }

    @Override
    public final void order(OrderEvent event) {
        route.order(event);
    }

    @Override
    public final void account(AccountFact fact) {
        route.account(fact);
    }

    @Override
    public final void foreign(String symbol, String exchangeId) {
        route.foreign(symbol, exchangeId);
    }

    @Override
    public final void fault(Fault fault) {
        route.fault(fault);
    }
}
