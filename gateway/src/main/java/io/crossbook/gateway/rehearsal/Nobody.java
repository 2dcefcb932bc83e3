package io.crossbook.gateway.rehearsal;

import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.OrderOut;
import io.crossbook.exchanges.Request;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.OrderEvent;

/// Who hears what a conversation says that was never begun: nothing.
final class Nobody implements OrderOut {

    static final Nobody HERE = new Nobody();

    private Nobody() {}

    @Override
    public void request(Request request) {
        throw new IllegalStateException("a rehearsal wants to send " + request);
    }

    @Override
    public void order(OrderEvent event) {}

    @Override
    public void account(AccountFact fact) {}

    @Override
    public void foreign(String symbol, String exchangeId) {}

    @Override
    public void read(Request request, boolean whole) {}

    @Override
    public void streaming(String link, boolean live) {}

    @Override
    public void reconnect(String why) {}

    @Override
    public void fault(Fault fault) {}
}
