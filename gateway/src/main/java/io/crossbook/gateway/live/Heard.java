package io.crossbook.gateway.live;

import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.OrderOut;
import io.crossbook.exchanges.Request;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.OrderEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Hears of the account, and of nothing else: what is asked here concerns no order.
final class Heard implements OrderOut {

    @Nullable
    AccountFact fact;
    boolean whole;
    /// What is wrong with what was told.
    final List<String> faults = new ArrayList<>();

    @Override
    public void order(OrderEvent event) {}

    @Override
    public void account(AccountFact told) {
        fact = told;
    }

    @Override
    public void foreign(String symbol, String exchangeId) {}

    @Override
    public void request(Request request) {}

    @Override
    public void read(Request request, boolean all) {
        whole = all;
    }

    @Override
    public void streaming(String link, boolean live) {}

    @Override
    public void reconnect(String why) {}

    @Override
    public void fault(Fault fault) {
        if (fault.kind() == Fault.Kind.EXCHANGE) { // others quote what was answered
            faults.add(fault.text());
        }
    }
}
