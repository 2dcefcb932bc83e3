package io.crossbook.simulator;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads Kraken's order parameters, named as over REST. Kraken, "Add Order".
final class KrakenTickets {

    private static final String ARGUMENTS = "EGeneral:Invalid arguments";
    private static final long FARTHEST_MILLIS = 60_000;

    private final TradingDesk desk;

    /// What was asked for, or Kraken's error.
    sealed interface Read {}

    record Asked(Ticket ticket) implements Read {}

    record Wrong(String error) implements Read {}

    KrakenTickets(TradingDesk desk) {
        this.desk = desk;
    }

    /// The error of a deadline when a request comes in, empty where it has none: not nearer than this, nor
    /// more than a minute ahead.
    String early(Map<String, String> params, long nearestMillis) {
        String deadline = params.getOrDefault("deadline", "");
        if (deadline.isEmpty()) {
            return "";
        }
        try {
            long ahead = Instant.parse(deadline).toEpochMilli() - desk.now();
            return ahead <= 0
                    ? "EService:Deadline elapsed"
                    : ahead < nearestMillis || ahead > FARTHEST_MILLIS
                            ? ARGUMENTS + ":deadline"
                            : "";
        } catch (DateTimeParseException _) {
            return ARGUMENTS + ":deadline";
        }
    }

    /// Whether the matching engine is to refuse it: its deadline has passed by now.
    boolean late(Map<String, String> params) {
        String deadline = params.getOrDefault("deadline", "");
        return !deadline.isEmpty() && Instant.parse(deadline).toEpochMilli() <= desk.now();
    }

    Read read(Map<String, String> params) {
        Listing listing = listing(params.getOrDefault("pair", ""));
        if (listing == null) {
            return new Wrong("EQuery:Unknown asset pair");
        }
        String type = params.getOrDefault("type", "");
        String id = params.getOrDefault("cl_ord_id", "");
        if (!type.equals("buy") && !type.equals("sell")) {
            return new Wrong(ARGUMENTS + ":type");
        }
        if (id.length() > 18 && !id.matches("[0-9a-f]{32}|[0-9a-f-]{36}")) {
            return new Wrong(ARGUMENTS + ":cl_ord_id");
        }
        List<String> flags = List.of(params.getOrDefault("oflags", "").split(",", -1));
        if (flags.contains("fcib") && flags.contains("fciq")) {
            return new Wrong(ARGUMENTS + ":oflags");
        }
        return kind(params, listing, type.equals("buy") ? Side.BID : Side.ASK, flags);
    }

    private Read kind(Map<String, String> params, Listing listing, Side side,
            List<String> flags) {
        long lots = Steps.count(params.getOrDefault("volume", ""), listing.sizeDecimals());
        String life = params.getOrDefault("timeinforce", "GTC").toUpperCase(Locale.ROOT);
        if (lots <= 0 && !flags.contains("viqc")) {
            return new Wrong(ARGUMENTS + ":volume");
        }
        String id = params.getOrDefault("cl_ord_id", "");
        return switch (params.getOrDefault("ordertype", "")) {
            case "market" -> new Asked(new Ticket(listing, side, Ticket.Kind.MARKET,
                    Ticket.Life.IMMEDIATE_OR_CANCEL, 0, flags.contains("viqc") ? 0 : lots,
                    flags.contains("viqc")
                            ? budget(params.getOrDefault("volume", ""))
                            : BigDecimal.ZERO,
                    id, fee(listing, side, flags)));
            case "limit", "stop-loss-limit" -> {
                boolean stop = params.getOrDefault("ordertype", "").startsWith("stop");
                long price = Steps.count(params.getOrDefault(stop ? "price2" : "price", ""),
                        listing.priceDecimals());
                boolean post = flags.contains("post");
                if (price <= 0) {
                    yield new Wrong("EOrder:Tick size check failed");
                }
                if (!List.of("GTC", "IOC").contains(life) || (post && life.equals("IOC"))) {
                    yield new Wrong(ARGUMENTS + ":timeinforce");
                }
                Ticket ticket = new Ticket(listing, side,
                        post ? Ticket.Kind.POST_ONLY : Ticket.Kind.LIMIT,
                        life.equals("IOC")
                                ? Ticket.Life.IMMEDIATE_OR_CANCEL
                                : Ticket.Life.GOOD_TILL_CANCELLED,
                        price, lots, BigDecimal.ZERO, id, fee(listing, side, flags));
                yield stop ? stop(params, ticket) : new Asked(ticket);
            }
            default -> new Wrong(ARGUMENTS + ":ordertype");
        };
    }

    /// Kraken, "Add Order": `price` is the trigger, `price2` the limit. Kraken would trade at once what is triggered at once; here it is refused.
    private Read stop(Map<String, String> params, Ticket ticket) {
        long trigger = Steps.count(params.getOrDefault("price", ""),
                ticket.listing().priceDecimals());
        if (trigger <= 0) {
            return new Wrong("EOrder:Tick size check failed");
        }
        Ticket stop = ticket.waitingFor(trigger);
        return desk.triggersAtOnce(stop) ? new Wrong("EOrder:Invalid price") : new Asked(stop);
    }

    private static BigDecimal budget(String volume) {
        return Steps.count(volume, 8) > 0 ? new BigDecimal(volume) : BigDecimal.ZERO;
    }

    /// Kraken, `oflags`: in the quote where `fciq` is said or it buys, in the base where `fcib` is said or it
    /// sells.
    private static String fee(Listing listing, Side side, List<String> flags) {
        boolean quote = flags.contains("fciq")
                || (side == Side.BID && !flags.contains("fcib"));
        return quote ? listing.instrument().quote() : listing.instrument().base();
    }

    /// The listing of any of Kraken's names for it; null where there is none.
    @Nullable
    Listing listing(String name) {
        return desk.market().listings(Exchange.KRAKEN).stream()
                .filter(listing -> KrakenNames.means(listing.instrument(), name)).findFirst()
                .orElse(null);
    }

    static String refused(Refusal refusal) {
        return switch (refusal) {
            case NOT_TRADING -> "EService:Market in cancel_only mode";
            case PRICE_STEP -> "EOrder:Tick size check failed";
            case SIZE_STEP -> ARGUMENTS + ":volume";
            case TOO_SMALL -> "EOrder:Order minimum not met";
            case TOO_CHEAP -> "EOrder:Cost minimum not met";
            case DUPLICATE -> ARGUMENTS + ":cl_ord_id";
            case INSUFFICIENT -> "EOrder:Insufficient funds";
            case WOULD_TAKE -> "EOrder:Post only order";
        };
    }
}
