package io.crossbook.execution.risk;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.Denial;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Lots;
import io.crossbook.execution.Markets;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderState;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// The rules that hold for every order, whoever wants it: not halted, a live book, the exchange's steps and minimums, a limit near the middle,
/// money that is there, and of a reducing order that it reduces.
///
/// What is missing denies. What goes wrong inside denies with the code `error`.
public final class StandingRules implements PreTradeGate {

    private final ExecutionState state;
    private final Markets markets;
    private final GateSettings settings;

    /// Over what is known and what the books show.
    public StandingRules(ExecutionState state, Markets markets, GateSettings settings) {
        this.state = state;
        this.markets = markets;
        this.settings = settings;
    }

    @Override
    public Verdict approve(OrderIntent intent, long now) {
        Order order = state.order(intent.id());
        if (order == null || !order.intent().equals(intent)
                || order.state() != OrderState.INTENDED) {
            return new Verdict.Refused(new Denial("order",
                    order == null ? "not in the journal" : order.state().toString(), "intended",
                    "state"));
        }
        if (now >= intent.deadlineNanos()) {
            return new Verdict.Refused(denial("deadline", now, intent.deadlineNanos(), "nanos"));
        }
        Denial denial = objection(intent, now);
        return denial == null
                ? new Verdict.Approved(new ApprovedOrder(intent))
                : new Verdict.Refused(denial);
    }

    @Override
    public @Nullable Denial objection(OrderIntent intent, long now) {
        try {
            return objection(intent);
        } catch (RuntimeException e) { // whatever it is: nothing leaves
            return new Denial("error", e.toString(), "none", "exceptions");
        }
    }

    private @Nullable Denial objection(OrderIntent intent) {
        Listing listing = intent.listing();
        Markets.Top top = markets.top(listing);
        if (!state.halted().isEmpty() && !intent.reduces()) {
            return new Denial("halted", state.halted(), "not halted", "state");
        }
        if (listing.instrument().kind() != Instrument.Kind.SPOT) {
            return new Denial("kind", listing.instrument().kind().toString(), "SPOT", "kind");
        }
        if (listing.rules().status() != Rules.Status.TRADING || !Lots.known(listing)) {
            return new Denial("rules", listing.rules().toString(), "trading and known", "rules");
        }
        if (top == null) {
            return new Denial("book", "not live", "live", "book");
        }
        Denial denial = form(intent);
        if (denial == null) {
            denial = price(intent, top);
        }
        if (denial == null) {
            denial = intent.reduces() ? reduces(intent) : worth(intent);
        }
        return denial == null ? money(intent) : denial;
    }

    private static @Nullable Denial form(OrderIntent intent) {
        Listing listing = intent.listing();
        BigDecimal notional = intent.size().multiply(intent.limit());
        if (!Lots.fits(intent.limit(), Lots.tick(listing))) {
            return denial("tick", intent.limit(), Lots.tick(listing), "quote");
        }
        if (!Lots.fits(intent.size(), Lots.lot(listing))) {
            return denial("lot", intent.size(), Lots.lot(listing), "base");
        }
        if (intent.size().compareTo(Lots.minSize(listing)) < 0) {
            return denial("size", intent.size(), Lots.minSize(listing), "base");
        }
        return notional.compareTo(Lots.minNotional(listing)) < 0
                ? denial("notional", notional, Lots.minNotional(listing), "quote")
                : null;
    }

    /// On both sides: a buy far below the middle is as little meant as one far above it.
    private @Nullable Denial price(OrderIntent intent, Markets.Top top) {
        BigDecimal twice = top.bid().add(top.ask());
        BigDecimal away = intent.limit().add(intent.limit()).subtract(twice).abs();
        BigDecimal most = twice.multiply(GateSettings.part(settings.limitBps()));
        return away.compareTo(most) > 0
                ? denial("limit", away, most, "twice the distance to the middle, quote")
                : null;
    }

    private @Nullable Denial worth(OrderIntent intent) {
        String quote = intent.listing().instrument().quote();
        BigDecimal most = settings.mostNotional().getOrDefault(quote, BigDecimal.ZERO);
        BigDecimal notional = intent.size().multiply(intent.limit());
        return notional.compareTo(most) > 0 ? denial("worth", notional, most, quote) : null;
    }

    /// All else of the attempt is known, and the order takes from what is left over, and no more.
    private @Nullable Denial reduces(OrderIntent intent) {
        Attempt attempt = state.attempt(intent.id().attempt());
        String base = intent.listing().instrument().base();
        BigDecimal left = attempt == null
                ? BigDecimal.ZERO
                : attempt.residue().getOrDefault(base, BigDecimal.ZERO);
        BigDecimal taken = intent.size()
                .multiply(BigDecimal.valueOf(intent.listing().rules().multiplier()));
        boolean others = attempt != null && attempt.orders().stream()
                .allMatch(order -> order.id().equals(intent.id()) || order.resolved());
        boolean less = left.signum() == (intent.buys() ? -1 : 1)
                && taken.compareTo(left.abs()) <= 0;
        return others && less ? null : denial("reduces", taken, left, base);
    }

    /// Spot never borrows.
    private @Nullable Denial money(OrderIntent intent) {
        Listing listing = intent.listing();
        String asset = intent.buys() ? listing.instrument().quote() : listing.instrument().base();
        BigDecimal needed = ExecutionState.pays(intent, intent.size(), asset,
                settings.feePart());
        BigDecimal free = state.ledger().holding(listing.exchange(), asset)
                .subtract(state.tied(listing.exchange(), asset, settings.feePart(),
                        intent.id()));
        return needed.compareTo(free) > 0 ? denial("balance", needed, free, asset) : null;
    }

    private static Denial denial(String code, Object measured, Object limit, String unit) {
        return new Denial(code, text(measured), text(limit), unit);
    }

    private static String text(Object value) {
        return value instanceof BigDecimal amount ? amount.toPlainString() : value.toString();
    }
}
