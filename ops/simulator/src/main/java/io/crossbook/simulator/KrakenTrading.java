package io.crossbook.simulator;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What Kraken does with orders, whether they come over REST or the WebSocket.
final class KrakenTrading {

    private final TradingDesk desk;
    private final KrakenTickets tickets;
    private final DeadMansSwitch deadMan;
    private final Map<String, Account> tokens = new HashMap<>();

    /// An order was taken, or Kraken's error.
    record Outcome(@Nullable Order order, String error) {}

    KrakenTrading(TradingDesk desk) {
        this.desk = desk;
        tickets = new KrakenTickets(desk);
        deadMan = new DeadMansSwitch(desk);
    }

    TradingDesk desk() {
        return desk;
    }

    KrakenTickets tickets() {
        return tickets;
    }

    /// A new token for frames; Kraken's expire, these do not.
    String token(Account account) {
        String token = "WW91ciBhdXRoZW50aWNhdGlvbiB0b2tlbiBnb2VzIGhlcmUu" + (tokens.size() + 1);
        tokens.put(token, account);
        return token;
    }

    /// Whose token it is; null where it is nobody's.
    @Nullable
    Account holder(String token) {
        return tokens.get(token);
    }

    Outcome place(Account account, Map<String, String> params) {
        return switch (tickets.read(params)) {
            case KrakenTickets.Wrong(String error) -> new Outcome(null, error);
            case KrakenTickets.Asked _ when tickets.late(params) ->
                new Outcome(null, "EService:Deadline elapsed");
            case KrakenTickets.Asked(Ticket ticket) -> switch (desk.place(account, ticket)) {
                case Placed.Refused(Refusal why) ->
                    new Outcome(null, KrakenTickets.refused(why));
                case Placed.Taken(Order order) -> new Outcome(order, "");
            };
        };
    }

    /// Cancels one, by either of its ids; the error where nothing of it stands.
    Outcome cancel(Account account, String txid, String clientId) {
        Order order = named(account, txid, clientId);
        return order != null && desk.cancel(order, "user")
                ? new Outcome(order, "")
                : new Outcome(null, "EOrder:Unknown order");
    }

    private static @Nullable Order named(Account account, String txid, String clientId) {
        if (txid.isEmpty()) {
            return clientId.isEmpty() ? null : account.order(clientId);
        }
        return account.orders().stream().filter(order -> order.wireId.equals(txid)).findFirst()
                .orElse(null);
    }

    List<Order> cancelAll(Account account) {
        return desk.cancelAll(account);
    }

    /// Kraken, "Cancel All Orders After X": the times as it answers them; no seconds disarm it.
    String[] cancelAfter(Account account, long seconds) {
        if (seconds == 0) {
            deadMan.disarm(account);
            return new String[]{moment(0), "0"};
        }
        deadMan.arm(account, seconds * 1_000);
        return new String[]{moment(0), moment(seconds)};
    }

    private String moment(long secondsAhead) {
        return Instant.ofEpochMilli(desk.now() + secondsAhead * 1_000)
                .truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
