package io.crossbook.simulator;

import java.math.BigDecimal;
import java.util.Map;

/// Reads Binance's order parameters. Binance, "New order", and the filters of its listings.
final class BinanceTickets {

    private final TradingDesk desk;
    private long invented;

    /// What was asked for, or why it is none.
    sealed interface Read {}

    record Asked(Ticket ticket, String type, String life) implements Read {}

    record Wrong(BinanceReply reply) implements Read {}

    BinanceTickets(TradingDesk desk) {
        this.desk = desk;
    }

    Read read(Map<String, String> params) {
        for (String name : new String[]{"symbol", "side", "type"}) {
            if (params.getOrDefault(name, "").isEmpty()) {
                return new Wrong(BinanceReply.unsent(name));
            }
        }
        Listing listing = desk.listing(params.getOrDefault("symbol", ""));
        if (listing == null) {
            return wrong(-1121, "Invalid symbol.");
        }
        String side = params.getOrDefault("side", "");
        if (!side.equals("BUY") && !side.equals("SELL")) {
            return wrong(-1117, "Invalid side.");
        }
        String id = params.getOrDefault("newClientOrderId", "");
        if (!id.matches("[.A-Z:/a-z0-9_-]{0,36}")) {
            return wrong(-1100, "Illegal characters found in parameter 'newClientOrderId'; legal"
                    + " range is '^[\\.A-Z\\:/a-z0-9_-]{1,36}$'.");
        }
        return kind(params, listing, side.equals("BUY") ? Side.BID : Side.ASK,
                id.isEmpty() ? "web_" + ++invented : id);
    }

    private Read kind(Map<String, String> params, Listing listing, Side side, String id) {
        String type = params.getOrDefault("type", "");
        String life = params.getOrDefault("timeInForce", "");
        return switch (type) {
            case "LIMIT", "STOP_LOSS_LIMIT" -> switch (life) {
                case "GTC" -> limit(params, listing, side, id, Ticket.Kind.LIMIT,
                        Ticket.Life.GOOD_TILL_CANCELLED);
                case "IOC" -> limit(params, listing, side, id, Ticket.Kind.LIMIT,
                        Ticket.Life.IMMEDIATE_OR_CANCEL);
                case "FOK" -> limit(params, listing, side, id, Ticket.Kind.LIMIT,
                        Ticket.Life.FILL_OR_KILL);
                case "" -> new Wrong(BinanceReply.unsent("timeInForce"));
                default -> wrong(-1115, "Invalid timeInForce.");
            };
            case "LIMIT_MAKER" -> life.isEmpty()
                    ? limit(params, listing, side, id, Ticket.Kind.POST_ONLY,
                            Ticket.Life.GOOD_TILL_CANCELLED)
                    : wrong(-1106, "Parameter 'timeInForce' sent when not required.");
            case "MARKET" -> market(params, listing, side, id);
            default -> wrong(-1116, "Invalid orderType.");
        };
    }

    private Read limit(Map<String, String> params, Listing listing, Side side, String id,
            Ticket.Kind kind, Ticket.Life life) {
        for (String name : new String[]{"quantity", "price"}) {
            if (!params.containsKey(name)) {
                return new Wrong(BinanceReply.unsent(name));
            }
        }
        long price = Steps.count(params.getOrDefault("price", ""), listing.priceDecimals());
        long lots = Steps.count(params.getOrDefault("quantity", ""), listing.sizeDecimals());
        if (price <= 0) {
            return new Wrong(refused(Refusal.PRICE_STEP));
        }
        if (lots <= 0) {
            return new Wrong(refused(Refusal.SIZE_STEP));
        }
        Ticket ticket = new Ticket(listing, side, kind, life, price, lots, BigDecimal.ZERO, id,
                fee(listing, side));
        return params.getOrDefault("type", "").equals("STOP_LOSS_LIMIT")
                ? stop(params, ticket)
                : asked(params, ticket);
    }

    private Read stop(Map<String, String> params, Ticket ticket) {
        if (!params.containsKey("stopPrice")) {
            return new Wrong(BinanceReply.unsent("stopPrice"));
        }
        long trigger = Steps.count(params.getOrDefault("stopPrice", ""),
                ticket.listing().priceDecimals());
        if (trigger <= 0) {
            return new Wrong(refused(Refusal.PRICE_STEP));
        }
        Ticket stop = ticket.waitingFor(trigger);
        return desk.triggersAtOnce(stop)
                ? wrong(-2010, "Stop price would trigger immediately.")
                : asked(params, stop);
    }

    private Read market(Map<String, String> params, Listing listing, Side side, String id) {
        String budget = params.getOrDefault("quoteOrderQty", "");
        boolean counted = params.containsKey("quantity");
        if (counted != budget.isEmpty()) {
            return new Wrong(BinanceReply.unsent("quantity"));
        }
        long lots = counted
                ? Steps.count(params.getOrDefault("quantity", ""), listing.sizeDecimals())
                : 0;
        if (counted ? lots <= 0 : Steps.count(budget, 8) <= 0) {
            return new Wrong(refused(Refusal.SIZE_STEP));
        }
        return asked(params, new Ticket(listing, side, Ticket.Kind.MARKET,
                Ticket.Life.IMMEDIATE_OR_CANCEL, 0, lots,
                counted ? BigDecimal.ZERO : new BigDecimal(budget), id, fee(listing, side)));
    }

    private static Asked asked(Map<String, String> params, Ticket ticket) {
        return new Asked(ticket, params.getOrDefault("type", ""),
                params.getOrDefault("timeInForce", ""));
    }

    /// Binance charges what is received.
    private static String fee(Listing listing, Side side) {
        return side == Side.BID ? listing.instrument().base() : listing.instrument().quote();
    }

    private static Wrong wrong(int code, String message) {
        return new Wrong(BinanceReply.fault(400, code, message));
    }

    static BinanceReply refused(Refusal refusal) {
        return switch (refusal) {
            case NOT_TRADING -> BinanceReply.fault(400, -2010, "Market is closed.");
            case PRICE_STEP -> BinanceReply.fault(400, -1013, "Filter failure: PRICE_FILTER");
            case SIZE_STEP, TOO_SMALL ->
                BinanceReply.fault(400, -1013, "Filter failure: LOT_SIZE");
            case TOO_CHEAP -> BinanceReply.fault(400, -1013, "Filter failure: NOTIONAL");
            case DUPLICATE -> BinanceReply.fault(400, -2010, "Duplicate order sent.");
            case INSUFFICIENT -> BinanceReply.fault(400, -2010,
                    "Account has insufficient balance for requested action.");
            case WOULD_TAKE -> BinanceReply.fault(400, -2010,
                    "Order would immediately match and take.");
        };
    }
}
