package io.crossbook.simulator;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An account at one practice exchange: its key, what it holds, its orders and executions.
final class Account {

    final Exchange exchange;
    final String key;
    final String secret;
    /// The last nonce that a request was signed with, where the exchange has nonces.
    long nonce;
    /// What its key may do besides trading, and how it is set.
    boolean mayWithdraw;
    boolean mayBorrow;
    /// What it has asked for, where the exchange counts that.
    final KrakenCounter counter = new KrakenCounter();
    private final Map<String, Holding> holdings = new TreeMap<>();
    private final Map<String, BigDecimal> moved = new TreeMap<>();
    private final List<Movement> movements = new ArrayList<>();
    private final Map<Long, Order> orders = new LinkedHashMap<>();
    private final List<Execution> executions = new ArrayList<>();
    private final List<AccountListener> listeners = new ArrayList<>();
    private final Set<String> asked = new HashSet<>();
    private final List<String> repeated = new ArrayList<>();

    Account(Exchange exchange, String key, String secret) {
        this.exchange = exchange;
        this.key = key;
        this.secret = secret;
    }

    void listen(AccountListener listener) {
        listeners.add(listener);
    }

    void leave(AccountListener listener) {
        listeners.remove(listener);
    }

    void tell(Consumer<AccountListener> news) {
        List.copyOf(listeners).forEach(news);
    }

    /// A deposit, or a withdrawal where the amount is negative.
    void move(String asset, BigDecimal amount, long atMillis) {
        move(new Movement(movements.size() + 1, asset, amount, BigDecimal.ZERO, false, atMillis));
    }

    /// A withdrawal, with what it costs taken beside it.
    void withdraw(String asset, BigDecimal amount, BigDecimal fee, long atMillis) {
        move(new Movement(movements.size() + 1, asset, amount.negate(), fee, false, atMillis));
    }

    /// From another wallet of the same owner, or to it where the amount is negative.
    void shift(String asset, BigDecimal amount, long atMillis) {
        move(new Movement(movements.size() + 1, asset, amount, BigDecimal.ZERO, true, atMillis));
    }

    private void move(Movement movement) {
        vanish(movement.asset(), movement.change().negate());
        movements.add(movement);
        tell(listener -> listener.moved(movement));
    }

    /// So much is not there any more, and nothing ever tells of it.
    void vanish(String asset, BigDecimal amount) {
        change(asset, holding(asset).free(amount.negate()));
        moved.merge(asset, amount.negate(), BigDecimal::add);
    }

    /// Deposits and withdrawals of a time, the youngest first.
    List<Movement> movements(long fromMillis, long untilMillis, boolean came) {
        return movements(fromMillis, untilMillis).stream()
                .filter(each -> each.came() == came && !each.inside()).toList();
    }

    /// All that moved in a time, the youngest first.
    List<Movement> movements(long fromMillis, long untilMillis) {
        return movements.reversed().stream().filter(each -> each.atMillis() >= fromMillis
                && each.atMillis() <= untilMillis).toList();
    }

    Holding holding(String asset) {
        return holdings.getOrDefault(asset, Holding.NONE);
    }

    Map<String, Holding> holdings() {
        return holdings;
    }

    private void change(String asset, Holding holding) {
        holdings.put(asset, holding);
    }

    /// An order of this id is asked for, whatever becomes of the request on its way.
    void asks(String clientId) {
        if (!clientId.isEmpty() && !asked.add(clientId)) {
            repeated.add(clientId);
        }
    }

    void add(Order order) {
        orders.put(order.id, order);
        change(order.ticket.gives(), holding(order.ticket.gives()).lock(order.reserved));
    }

    /// Books a trade: what it gives comes out of what is locked, what it takes is free.
    void book(Order order, Execution execution) {
        executions.add(execution);
        Ticket ticket = order.ticket;
        BigDecimal given = execution.buys() ? execution.cost() : execution.size();
        BigDecimal taken = execution.buys() ? execution.size() : execution.cost();
        if (execution.feeAsset().equals(ticket.gives())) {
            given = given.add(execution.fee());
        } else {
            taken = taken.subtract(execution.fee());
        }
        order.reserved = order.reserved.subtract(given);
        change(ticket.gives(), holding(ticket.gives()).spend(given));
        change(ticket.takes(), holding(ticket.takes()).free(taken));
    }

    /// Lets go of what is locked for an order beyond this.
    void release(Order order, BigDecimal needed) {
        BigDecimal more = order.reserved.subtract(needed);
        order.reserved = needed;
        String asset = order.ticket.gives();
        change(asset, holding(asset).lock(more.negate()));
    }

    /// All orders, the oldest first.
    List<Order> orders() {
        return new ArrayList<>(orders.values());
    }

    @Nullable
    Order order(long id) {
        return orders.get(id);
    }

    /// The latest order of a client's id; null where there is none.
    @Nullable
    Order order(String clientId) {
        Order found = null;
        for (Order order : orders.values()) {
            if (order.ticket.clientId().equals(clientId)) {
                found = order;
            }
        }
        return found;
    }

    List<Execution> executions() {
        return executions;
    }

    /// The two assets that an order can change.
    static Set<String> assets(Order order) {
        return Set.of(order.ticket.gives(), order.ticket.takes());
    }

    AccountTruth truth() {
        return new AccountTruth(exchange, moved, holdings,
                orders.values().stream().map(Order::truth).toList(), executions, repeated);
    }

    /// Nothing of the secret.
    @Override
    public String toString() {
        return "an account at " + exchange.id();
    }
}
