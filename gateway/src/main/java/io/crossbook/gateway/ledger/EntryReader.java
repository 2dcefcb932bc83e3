package io.crossbook.gateway.ledger;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.AttemptNews;
import io.crossbook.execution.Denial;
import io.crossbook.execution.Entry;
import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderNews;
import io.crossbook.execution.account.Account;
import io.crossbook.execution.account.Commit;
import io.crossbook.execution.account.Posting;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Map;

/// Reads what [EntryWriter] wrote, of this version and of all before it; anything else is a [BadRow] and never a guess.
final class EntryReader {

    /// What is written today. A later build that writes other fields counts on, and still reads this.
    static final int VERSION = 7;
    /// Knew not what attempts were to bring.
    private static final int WITHOUT_PLANNED = 1;
    /// Knew not what exchanges say that was paid for a trade.
    private static final int WITHOUT_COST = 4;
    /// Knew not which pauses a human was shown who allowed again: all of them ended; and kept no answer but what nobody could read.
    private static final int WITHOUT_PAUSE = 6;
    private static final int WITHOUT_EVIDENCE = 6;

    private EntryReader() {}

    static Entry entry(String type, int version, String body, long at) throws BadRow {
        if (version < WITHOUT_PLANNED || version > VERSION) {
            throw new BadRow("it is of version " + version + ", this build knows " + VERSION
                    + ": a newer one has written it");
        }
        try {
            Fields in = Fields.parse(body);
            Entry entry = entry(type, version, in, at);
            in.end();
            return entry;
        } catch (IllegalArgumentException e) { // what a record itself will not have
            throw new BadRow(String.valueOf(e.getMessage()), e);
        }
    }

    private static Entry entry(String type, int version, Fields in, long at) throws BadRow {
        return switch (type) {
            case "booted" -> new Entry.Booted(in.small("epoch"), in.text("build"),
                    in.text("configuration"), at);
            case "reserved" -> new Entry.Reserved(plan(in, version), at);
            case "intended" -> new Entry.Intended(intent(in), at);
            case "skipped" -> new Entry.Skipped(in.whole("attempt"), in.small("rung"),
                    in.text("why"), at);
            case "acted" -> new Entry.Acted(in.order("order"), in.word("act", OrderNews.class),
                    in.text("why"), at);
            case "asked" -> new Entry.Asked(in.order("order"), at);
            case "swept" -> new Entry.Swept(in.text("exchange"), in.whole("sinceNanos"),
                    in.whole("askedNanos"), at);
            case "adopted" -> adopted(in, version, at);
            case "turned" -> new Entry.Turned(in.whole("attempt"),
                    in.word("news", AttemptNews.class), in.text("why"), at);
            case "closed" -> new Entry.Closed(in.whole("attempt"), in.amounts("net"),
                    in.amounts("fees"), in.amounts("dust"), at);
            case "cleared" -> new Entry.Cleared(in.whole("attempt"), in.amounts("amounts"),
                    in.text("why"), at);
            case "reconciled" -> new Entry.Reconciled(in.whole("attempt"), at);
            case "denied" -> new Entry.Denied(in.whole("opportunity"), new Denial(in.text("code"),
                    in.text("measured"), in.text("limit"), in.text("unit")), at);
            case "halted" -> new Entry.Halted(in.text("why"), at);
            case "paused" -> new Entry.Paused(in.text("what"), in.text("why"), at);
            case "rearmed" -> new Entry.Rearmed(in.text("why"),
                    version <= WITHOUT_PAUSE ? Entry.Rearmed.ALL : in.whole("pause"), at);
            case "posted" -> posted(in, at);
            default -> new Entry.Told(event(type, version, in), at); // a type of a newer build ends there
        };
    }

    private static OrderEvent event(String type, int version, Fields in) throws BadRow {
        return switch (type) {
            case "accepted" -> new OrderEvent.Accepted(in.order("order"), in.text("exchangeId"));
            case "refused" -> new OrderEvent.Refused(in.order("order"), in.text("code"),
                    in.text("why"), evidence(in, version));
            case "not_sent" -> new OrderEvent.NotSent(in.order("order"), in.text("why"));
            case "ambiguous" -> new OrderEvent.Ambiguous(in.order("order"), in.text("evidence"));
            case "traded" -> new OrderEvent.Traded(fill(in, version));
            case "standing" -> new OrderEvent.Standing(in.order("order"), in.amount("filled"));
            case "ended" -> new OrderEvent.Ended(in.order("order"),
                    in.word("end", OrderEvent.End.class), in.amount("filled"),
                    evidence(in, version));
            case "not_found" -> new OrderEvent.NotFound(in.order("order"),
                    evidence(in, version));
            case "cancel_refused" -> new OrderEvent.CancelRefused(in.order("order"),
                    in.text("code"), in.text("why"), evidence(in, version));
            default ->
                throw new BadRow("this build knows no such type: a newer one has written it");
        };
    }

    private static String evidence(Fields in, int version) throws BadRow {
        return version <= WITHOUT_EVIDENCE ? "" : in.text("evidence");
    }

    private static Fill fill(Fields in, int version) throws BadRow {
        BigDecimal price = in.amount("price");
        BigDecimal size = in.amount("size");
        return new Fill(in.order("order"), in.text("exchange"), in.text("symbol"),
                in.text("tradeId"), price, size,
                version <= WITHOUT_COST ? price.multiply(size) : in.amount("cost"),
                in.amount("fee"), in.text("feeAsset"), in.whole("tradedNanos"),
                in.word("source", Fill.Source.class));
    }

    private static Attempt.Plan plan(Fields in, int version) throws BadRow {
        var legs = new ArrayList<OrderIntent>();
        for (Fields leg : in.objects("legs")) {
            legs.add(intent(leg));
            leg.end();
        }
        return new Attempt.Plan(in.whole("attempt"), in.whole("opportunity"), in.text("asset"),
                legs, in.amount("lossBudget"),
                version == WITHOUT_PLANNED ? BigDecimal.ZERO : in.amount("planned"),
                in.has("rebalances") && in.yes("rebalances"),
                in.has("carries") ? in.amounts("carries") : Map.of());
    }

    private static Entry adopted(Fields in, int version, long at) throws BadRow {
        Attempt.Plan plan = plan(in, version);
        Fields found = in.object("found");
        OrderIntent order = intent(found);
        found.end();
        return new Entry.Adopted(plan, order, at);
    }

    private static OrderIntent intent(Fields in) throws BadRow {
        OrderId id = in.order("order");
        Fields at = in.object("listing");
        Listing listing = listing(at);
        at.end();
        boolean buys = switch (in.text("side")) {
            case "buy" -> true;
            case "sell" -> false;
            case String other -> throw new BadRow("'side' is '" + other + "', not buy or sell");
        };
        return new OrderIntent(id, listing, buys, in.amount("size"), in.amount("limit"),
                in.word("timeInForce", OrderIntent.TimeInForce.class), in.whole("deadlineNanos"),
                in.small("rung"), in.yes("reduces"));
    }

    private static Listing listing(Fields in) throws BadRow {
        var instrument = new Instrument(in.text("base"), in.text("quote"),
                in.word("kind", Instrument.Kind.class), in.text("settle"), in.text("expiry"));
        Fields its = in.object("rules");
        var rules = new Rules(its.small("priceScale"), its.small("sizeScale"), its.whole("tick"),
                its.whole("lot"), its.whole("minSize"), its.whole("minNotional"),
                its.whole("multiplier"), its.word("status", Rules.Status.class));
        its.end();
        return new Listing(in.small("id"), in.text("exchange"), in.text("symbol"), instrument,
                rules);
    }

    private static Entry posted(Fields in, long at) throws BadRow {
        var postings = new ArrayList<Posting>();
        for (Fields each : in.objects("postings")) {
            postings.add(new Posting(
                    new Account(each.word("account", Account.Kind.class), each.text("exchange")),
                    each.text("asset"), each.amount("amount")));
            each.end();
        }
        return new Entry.Posted(in.text("reference"), new Commit(in.text("why"), postings), at);
    }
}
