package io.crossbook.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;

/// Reads Bybit's order parameters. Bybit v5, "Place Order".
final class BybitTickets {

    private final TradingDesk desk;

    /// What was asked for, or why it is none.
    sealed interface Read {}

    record Asked(Ticket ticket) implements Read {}

    record Wrong(BybitReply reply) implements Read {}

    BybitTickets(TradingDesk desk) {
        this.desk = desk;
    }

    Read read(JsonNode params) {
        Listing listing = desk.listing(Json.text(params, "symbol"));
        String side = Json.text(params, "side");
        if (!Json.text(params, "category").equals("spot")) {
            return wrong(10_001, "params error: Category is invalid");
        }
        if (listing == null) {
            return wrong(170_121, "Invalid symbol.");
        }
        if (!side.equals("Buy") && !side.equals("Sell")) {
            return wrong(10_001, "params error: side invalid");
        }
        if (params.path("isLeverage").asInt(0) != 0) {
            return wrong(170_033, "margin Insufficient account balance");
        }
        if (Json.text(params, "orderLinkId").length() > 36) {
            return wrong(10_001, "params error: orderLinkId too long");
        }
        if (!List.of("", "Order", "StopOrder").contains(Json.text(params, "orderFilter"))) {
            return wrong(10_001, "params error: orderFilter invalid");
        }
        Side which = side.equals("Buy") ? Side.BID : Side.ASK;
        return switch (Json.text(params, "orderType")) {
            case "Limit" -> limit(params, listing, which);
            case "Market" -> stop(params)
                    ? wrong(10_001, "params error: no market order waits for a trigger here")
                    : market(params, listing, which);
            default -> wrong(170_116, "Invalid orderType.");
        };
    }

    private static boolean stop(JsonNode params) {
        return Json.text(params, "orderFilter").equals("StopOrder");
    }

    private Read limit(JsonNode params, Listing listing, Side side) {
        long price = Steps.count(Json.decimal(params, "price"), listing.priceDecimals());
        long lots = Steps.count(Json.decimal(params, "qty"), listing.sizeDecimals());
        if (price <= 0) {
            return new Wrong(refused(Refusal.PRICE_STEP));
        }
        if (lots <= 0) {
            return new Wrong(refused(Refusal.SIZE_STEP));
        }
        if (stop(params) && trigger(params, listing) <= 0) {
            return wrong(10_001, "params error: triggerPrice invalid");
        }
        return switch (params.path("timeInForce").asText("GTC")) {
            case "GTC" -> asked(params, listing, side, Ticket.Kind.LIMIT,
                    Ticket.Life.GOOD_TILL_CANCELLED, price, lots, BigDecimal.ZERO);
            case "IOC" -> asked(params, listing, side, Ticket.Kind.LIMIT,
                    Ticket.Life.IMMEDIATE_OR_CANCEL, price, lots, BigDecimal.ZERO);
            case "FOK" -> asked(params, listing, side, Ticket.Kind.LIMIT,
                    Ticket.Life.FILL_OR_KILL, price, lots, BigDecimal.ZERO);
            case "PostOnly" -> asked(params, listing, side, Ticket.Kind.POST_ONLY,
                    Ticket.Life.GOOD_TILL_CANCELLED, price, lots, BigDecimal.ZERO);
            default -> wrong(170_115, "Invalid timeInForce.");
        };
    }

    /// Bybit counts what a market order buys in the quote, what it sells in the base, unless told otherwise.
    private Read market(JsonNode params, Listing listing, Side side) {
        String unit = Json.text(params, "marketUnit");
        boolean budget = unit.isEmpty() ? side == Side.BID : unit.equals("quoteCoin");
        String quantity = Json.decimal(params, "qty");
        long lots = budget ? 0 : Steps.count(quantity, listing.sizeDecimals());
        if (budget ? Steps.count(quantity, 8) <= 0 : lots <= 0) {
            return new Wrong(refused(Refusal.SIZE_STEP));
        }
        return asked(params, listing, side, Ticket.Kind.MARKET, Ticket.Life.IMMEDIATE_OR_CANCEL,
                0, lots, budget ? new BigDecimal(quantity) : BigDecimal.ZERO);
    }

    private static long trigger(JsonNode params, Listing listing) {
        return Steps.count(Json.decimal(params, "triggerPrice"), listing.priceDecimals());
    }

    /// Bybit charges what is received.
    private static Read asked(JsonNode params, Listing listing, Side side, Ticket.Kind kind,
            Ticket.Life life, long price, long lots, BigDecimal budget) {
        Ticket ticket = new Ticket(listing, side, kind, life, price, lots, budget,
                Json.text(params, "orderLinkId"), side == Side.BID
                        ? listing.instrument().base()
                        : listing.instrument().quote());
        return new Asked(stop(params) ? ticket.waitingFor(trigger(params, listing)) : ticket);
    }

    private static Wrong wrong(int code, String message) {
        return new Wrong(BybitReply.fault(code, message));
    }

    static BybitReply refused(Refusal refusal) {
        return switch (refusal) {
            case NOT_TRADING -> BybitReply.fault(170_157,
                    "This trading pair is not available for api trading.");
            case PRICE_STEP -> BybitReply.fault(170_134, "Order price has too many decimals.");
            case SIZE_STEP -> BybitReply.fault(170_137, "Order volume decimal too long.");
            case TOO_SMALL -> BybitReply.fault(170_136,
                    "Order quantity has exceeded the lower limit.");
            case TOO_CHEAP -> BybitReply.fault(170_140, "Order value exceeded lower limit.");
            case DUPLICATE -> BybitReply.fault(170_141, "Duplicate clientOrderId");
            case INSUFFICIENT -> BybitReply.fault(170_131, "Insufficient balance.");
            case WOULD_TAKE -> BybitReply.fault(170_218, "The LIMIT-MAKER order is rejected.");
        };
    }
}
