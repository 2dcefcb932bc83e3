package io.crossbook.exchanges.kraken;

import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.arbitrage.FeeModel;
import io.crossbook.books.Listing;
import io.crossbook.exchanges.Amounts;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.AnswerReader;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Malformed;
import io.crossbook.exchanges.OrderOut;
import io.crossbook.exchanges.Orders;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.StatusReader;
import io.crossbook.exchanges.Times;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderEvent.End;
import io.crossbook.execution.OrderId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads what Kraken answers about orders, once the table has found it a success.
final class KrakenOrderAnswers implements AnswerReader.Words {

    private static final String NO_LEDGER = "the key may not query ledger entries: without that a withdrawal which the stream did not tell looks like a missing"
            + " coin";

    private final String exchange;
    private final KrakenOrders orders;

    KrakenOrderAnswers(String exchange, KrakenOrders orders) {
        this.exchange = exchange;
        this.orders = orders;
    }

    @Override
    public String code(Json body) {
        return KrakenOrderCodes.of(body);
    }

    @Override
    public String why(Json body) {
        return KrakenOrderCodes.why(body);
    }

    @Override
    public boolean read(Request request, Json body, OrderOut out) {
        Json.Obj result = body.asObject("answer").object("result");
        String step = request.task().step();
        return switch (request.about()) {
            case PLACE -> placed(request, result, out);
            case CANCEL -> cancelled(request, result, out);
            case ASK -> switch (step) {
                case KrakenOrders.OPEN -> asked(request, result.object("open"), out);
                case KrakenOrders.CLOSED -> asked(request, result.object("closed"), out);
                case String _ -> trades(request, result, out);
            };
            case SWEEP -> switch (step) {
                case KrakenOrders.OPEN -> swept(request, result.object("open"), out);
                case KrakenOrders.CLOSED -> closed(request, result.object("closed"), out);
                case String _ -> trades(request, result, out);
            };
            case BALANCES -> balances(request, result, out);
            case ARM -> !result.text("triggerTime").isEmpty(); // "0" once it is disarmed
            case PERMISSIONS -> permissions(request, result, out);
            case TRANSFERS -> transfers(request, result.object("ledger"), out);
            case LOGIN, SNAPSHOT, METADATA, TIME, AUDIT, STATUS ->
                throw new Malformed("no answer of order entry");
        };
    }

    private static boolean placed(Request request, Json.Obj result, OrderOut out) {
        List<Json> ids = result.list("txid");
        if (ids.size() != 1) {
            throw new Malformed(ids.size() + " orders instead of one");
        }
        out.order(new OrderEvent.Accepted(request.task().id(), ids.getFirst().asText("txid")));
        return true;
    }

    /// What the cancelled order came to, the stream or a question tells.
    private static boolean cancelled(Request request, Json.Obj result, OrderOut out) {
        if (result.whole("count") == 0) {
            out.order(new OrderEvent.CancelRefused(request.task().id(), "count 0",
                    "nothing was cancelled"));
        }
        return true;
    }

    private boolean asked(Request request, Json.Obj rows, OrderOut out) {
        OrderId id = request.task().id();
        boolean found = false;
        for (Map.Entry<String, Json> row : rows.fields().entrySet()) {
            Json.Obj order = row.getValue().asObject("order");
            if (!clientId(order).equals(id.toString())) {
                // Had it heard what we asked for, it would not have told of others.
                throw new Malformed("orders that were not asked for");
            }
            found = true;
            order(request, id, request.task().symbol(), order, out);
        }
        if (!found && request.task().step().equals(KrakenOrders.OPEN)) {
            out.request(orders.closed(request));
        } else if (!found) {
            out.order(new OrderEvent.NotFound(id));
        }
        return true;
    }

    private static String clientId(Json.Obj order) {
        Json id = order.optional("cl_ord_id");
        return id == null || id instanceof Json.Null ? "" : id.asText("cl_ord_id");
    }

    private void order(Request request, OrderId id, String symbol, Json.Obj order, OrderOut out) {
        OrderEvent state = state(id, order.text("status"), Amounts.positive(order, "vol_exec"));
        out.order(state);
        if (!out.lacks(state)) {
            return;
        }
        var trades = new ArrayList<String>();
        if (order.has("trades")) {
            for (Json trade : order.list("trades")) {
                trades.add(trade.asText("trade"));
            }
        }
        for (int from = 0; from < trades.size(); from += KrakenOrders.TRADES_AT_ONCE) {
            out.request(orders.trades(request, id, symbol, trades.subList(from,
                    Math.min(trades.size(), from + KrakenOrders.TRADES_AT_ONCE))));
        }
    }

    /// Where an order stands. Kraken, "Get Closed Orders", `status`; a word that is not there makes no sense.
    static OrderEvent state(OrderId id, String status, BigDecimal filled) {
        return switch (status) {
            case "pending", "open" -> new OrderEvent.Standing(id, filled);
            case "closed" -> new OrderEvent.Ended(id, End.FILLED, filled);
            case "canceled" -> new OrderEvent.Ended(id, End.CANCELLED, filled);
            case "expired" -> new OrderEvent.Ended(id, End.EXPIRED, filled);
            default -> throw new Malformed("order status '" + status + "'");
        };
    }

    private boolean trades(Request request, Json.Obj rows, OrderOut out) {
        OrderId id = request.task().id();
        for (Map.Entry<String, Json> row : rows.fields().entrySet()) {
            out.order(trade(request, id, row.getKey(), row.getValue().asObject("trade")));
        }
        return rows.fields().size() == request.task().from();
    }

    /// The fee is in the quote, as `fciq` asks for; REST counts it so in any case ("Get Trades Info", `fee`).
    private OrderEvent trade(Request request, OrderId id, String tradeId, Json.Obj trade) {
        Listing listing = orders.listing(trade.text("pair"));
        if (listing == null || !listing.symbol().equals(request.task().symbol())) {
            throw new Malformed("pair '" + trade.text("pair") + "'");
        }
        BigDecimal price = Amounts.of(trade.field("price"));
        BigDecimal size = Amounts.of(trade.field("vol"));
        return new OrderEvent.Traded(new Fill(id, exchange, listing.symbol(), tradeId, price, size,
                Amounts.cost(trade, "cost", price, size), Amounts.of(trade.field("fee")),
                listing.instrument().quote(),
                Amounts.seconds(trade.field("time")), Fill.Source.ASKED));
    }

    private void each(Request request, Json.Obj rows, OrderOut out) {
        for (Map.Entry<String, Json> row : rows.fields().entrySet()) {
            Json.Obj order = row.getValue().asObject("order");
            String pair = order.object("descr").text("pair");
            OrderId id = OrderId.parse(clientId(order));
            Listing listing = orders.listing(pair);
            if (id == null) {
                out.foreign(pair, row.getKey());
            } else if (listing == null) {
                out.fault(new Fault(Fault.Kind.UNKNOWN_SYMBOL, pair,
                        "order " + id + " is on a pair that is not traded here"));
                // Whom nobody knows, halts.
                out.order(state(id, order.text("status"), Amounts.positive(order, "vol_exec")));
            } else {
                out.account(found(id, listing, order));
                order(request, id, listing.symbol(), order, out);
            }
        }
    }

    /// What was sent, as the exchange has it.
    private static AccountFact.Found found(OrderId id, Listing listing, Json.Obj order) {
        Json.Obj words = order.object("descr");
        boolean buys = switch (words.text("type")) {
            case "buy" -> true;
            case "sell" -> false;
            case String other -> throw new Malformed("side '" + other + "'");
        };
        return new AccountFact.Found(id, listing, buys, Amounts.orZero(order, "vol"),
                Amounts.orZero(words, "price"), Amounts.seconds(order.field("opentm")));
    }

    private boolean swept(Request request, Json.Obj rows, OrderOut out) {
        each(request, rows, out);
        return true;
    }

    private boolean closed(Request request, Json.Obj rows, OrderOut out) {
        each(request, rows, out);
        if (rows.fields().size() >= KrakenOrders.PAGE) {
            out.request(orders.closedSince(request.task().sinceNanos(),
                    request.task().from() + rows.fields().size()));
        }
        return true;
    }

    /// All but trades, which are ours or show as somebody else's.
    private boolean transfers(Request request, Json.Obj rows, OrderOut out) {
        new KrakenLedger(exchange).read(rows).forEach(out::account);
        if (rows.fields().size() >= KrakenOrders.PAGE) {
            out.request(orders.ledger(request.task().sinceNanos(),
                    request.task().from() + rows.fields().size()));
        }
        return true;
    }

    /// Whatever has to do with withdrawing counts as that. Margin is asked for by the order alone (`leverage`), which ours never do.
    private boolean permissions(Request request, Json.Obj result, OrderOut out) {
        List<String> granted = result.list("permissions").stream()
                .map(each -> each.asText("permission")).toList();
        out.account(new AccountFact.Permissions(exchange, request.task().sinceNanos(),
                granted.contains("modify-trades"),
                granted.stream().anyMatch(each -> each.contains("withdraw")), false, ""));
        if (granted.stream().noneMatch(each -> each.contains("ledger"))) {
            out.fault(new Fault(Fault.Kind.EXCHANGE, "", NO_LEDGER));
        }
        return true;
    }

    /// Of what is announced, whatever may concern spot; and where only the state of now is told, whatever is not `online`.
    static void maintenances(Json.Obj result, long nowNanos, StatusReader told) {
        if (result.has("events")) {
            told.rows(result.list("events"), event -> event(event, nowNanos, told));
        } else if (!result.text("status").equals("online")) {
            told.absent(nowNanos);
        }
    }

    /// One that does not say when it ends goes on for as long as it is told.
    private static void event(Json.Obj event, long nowNanos, StatusReader told) {
        boolean others = !event.list("affected_services").isEmpty()
                && event.list("affected_services").stream().allMatch(
                        each -> each.asText("service").startsWith("futures"));
        if (others) {
            return;
        }
        long from = Times.rfc3339(event.text("expected_start_utc"));
        long end = event.has("expected_end_utc")
                ? Times.rfc3339(event.text("expected_end_utc"))
                : Times.NONE;
        if (from == Times.NONE) {
            throw new Malformed("a maintenance from '" + event.text("expected_start_utc") + "' on");
        }
        long until = end == Times.NONE ? Math.max(from, nowNanos) + Orders.ABSENT_NANOS : end;
        if (until > Math.max(from, nowNanos)) {
            told.away(from, until);
        }
    }

    /// In percent, the taker's in `fees` and the maker's in `fees_maker`; a pair without the second has one for both.
    static Map<String, FeeModel.Rate> fees(Answer answer, KrakenOrders orders) {
        var rates = new HashMap<String, FeeModel.Rate>();
        try {
            Json body = Json.parse(answer.body());
            if (!answer.ok() || !KrakenOrderCodes.of(body).isEmpty()) {
                return Map.of();
            }
            Json.Obj result = body.asObject("answer").object("result");
            Json.Obj makers = result.has("fees_maker") ? result.object("fees_maker") : null;
            for (Map.Entry<String, Json> row : result.object("fees").fields().entrySet()) {
                Listing listing = orders.listing(row.getKey());
                if (listing != null) {
                    Json.Obj taker = row.getValue().asObject("fee");
                    Json.Obj maker = makers != null && makers.has(row.getKey())
                            ? makers.object(row.getKey())
                            : taker;
                    rates.put(listing.instrument().toString(),
                            new FeeModel.Rate(fraction(taker), fraction(maker)));
                }
            }
            return rates;
        } catch (Malformed | IllegalArgumentException | ArithmeticException e) {
            return Map.of();
        }
    }

    /// Rounded up: never less than what is paid.
    private static long fraction(Json.Obj fee) {
        return Amounts.of(fee.field("fee")).movePointRight(DetectorSettings.FEE_SCALE - 2)
                .setScale(0, RoundingMode.CEILING).longValueExact();
    }

    /// What is not used up of a credit line is not ours, and what is counts as borrowed. What earns by itself is held with its coin, where all that orders hold stands: so
    /// there may be more of that than the coin alone has.
    private boolean balances(Request request, Json.Obj result, OrderOut out) {
        var assets = new HashMap<String, AccountFact.Balance>();
        var earning = new HashMap<String, AccountFact.Balance>();
        for (Map.Entry<String, Json> row : result.fields().entrySet()) {
            Map<String, AccountFact.Balance> all = KrakenNames.earning(row.getKey())
                    ? earning
                    : assets;
            if (all.put(KrakenNames.asset(row.getKey()),
                    balance(row.getValue().asObject("balance"))) != null) {
                throw new Malformed("asset '" + row.getKey() + "' twice");
            }
        }
        earning.forEach((asset, more) -> assets.merge(asset, more, AccountFact.Balance::and));
        out.account(new AccountFact.Balances(exchange, request.task().sinceNanos(),
                assets, true));
        return true;
    }

    private static AccountFact.Balance balance(Json.Obj row) {
        BigDecimal held = Amounts.orZero(row, "hold_trade");
        return new AccountFact.Balance(Amounts.of(row.field("balance")).subtract(held), held,
                Amounts.orZero(row, "credit_used"));
    }
}
