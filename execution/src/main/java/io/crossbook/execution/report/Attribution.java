package io.crossbook.execution.report;

import io.crossbook.execution.Attempt;
import io.crossbook.execution.Fill;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.TrackRecord;
import io.crossbook.execution.Trade;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Where what an attempt brought comes from, by asset, from its fills alone: no price of any other moment is in it.
///
/// `captured` is what the legs brought as far as they match, `conversion` the leg between the quotes of two others, `unwind` what legs got beyond each other and
/// the rungs that traded it back, `fees` all that was taken (negative). They sum to what the attempt's fills moved, to the last digit. Funding comes with
/// accounts and not with attempts of spot: see [Statement].
public record Attribution(Attempt.Plan plan, Map<String, BigDecimal> captured,
        Map<String, BigDecimal> conversion, Map<String, BigDecimal> unwind,
        Map<String, BigDecimal> fees) {

    private static final int DECIMALS = 18;

    public Attribution {
        captured = Collections.unmodifiableMap(new TreeMap<>(captured));
        conversion = Collections.unmodifiableMap(new TreeMap<>(conversion));
        unwind = Collections.unmodifiableMap(new TreeMap<>(unwind));
        fees = Collections.unmodifiableMap(new TreeMap<>(fees));
    }

    /// A fill of a leg, as it is moved before fees.
    private record Part(OrderIntent intent, Map<String, BigDecimal> flow) {
        BigDecimal of(String asset) {
            return flow.getOrDefault(asset, BigDecimal.ZERO);
        }
    }

    /// Of an attempt as it stands.
    public static Attribution of(Attempt attempt) {
        return of(attempt, _ -> true);
    }

    /// The same, as if these of its fills were all.
    static Attribution of(Attempt attempt, Predicate<Fill> which) {
        var captured = new TreeMap<String, BigDecimal>();
        var conversion = new TreeMap<String, BigDecimal>();
        var unwind = new TreeMap<String, BigDecimal>();
        var fees = new TreeMap<String, BigDecimal>();
        List<Part> matched = new ArrayList<>();
        for (Order order : attempt.orders()) {
            OrderIntent intent = order.intent();
            for (Fill fill : order.fills()) {
                if (!which.test(fill)) {
                    continue;
                }
                Map<String, BigDecimal> flow = Trade.gross(intent, fill);
                fees.merge(fill.feeAsset(), fill.fee().negate(), BigDecimal::add);
                if (intent.rung() > 0) {
                    Amounts.add(unwind, flow);
                } else if (converts(attempt.plan(), intent)) {
                    Amounts.add(conversion, flow);
                } else {
                    Amounts.add(captured, flow);
                    matched.add(new Part(intent, flow));
                }
            }
        }
        for (String base : attempt.between()) {
            Map<String, BigDecimal> excess = excess(matched, base);
            Amounts.add(unwind, excess);
            excess.forEach((asset, amount) -> captured.merge(asset, amount.negate(),
                    BigDecimal::add));
        }
        return new Attribution(attempt.plan(), captured, conversion, unwind, fees);
    }

    /// A leg of three or more that trades what two others are quoted in.
    private static boolean converts(Attempt.Plan plan, OrderIntent leg) {
        var own = leg.listing().instrument();
        return plan.legs().size() > 2
                && plan.legs().stream().filter(other -> other.listing().instrument().base()
                        .equals(own.base())).count() == 1
                && quotes(plan, own.base()) && quotes(plan, own.quote());
    }

    private static boolean quotes(Attempt.Plan plan, String asset) {
        return plan.legs().stream()
                .anyMatch(leg -> leg.listing().instrument().quote().equals(asset));
    }

    /// What was bought or sold of a base beyond the other side, at the average of its own side. It is taken from one part and given to another, so that rounding
    /// the price changes no sum.
    private static Map<String, BigDecimal> excess(List<Part> parts, String base) {
        var excess = new TreeMap<String, BigDecimal>();
        List<Part> of = parts.stream()
                .filter(part -> part.intent.listing().instrument().base().equals(base)).toList();
        BigDecimal beyond = of.stream().map(part -> part.of(base)).reduce(BigDecimal.ZERO,
                BigDecimal::add);
        List<Part> side = of.stream()
                .filter(part -> part.of(base).signum() == beyond.signum()).toList();
        BigDecimal whole = side.stream().map(part -> part.of(base)).reduce(BigDecimal.ZERO,
                BigDecimal::add);
        if (beyond.signum() != 0 && whole.signum() != 0) {
            excess.put(base, beyond);
            for (Part part : side) {
                String quote = part.intent.listing().instrument().quote();
                excess.merge(quote, part.of(quote).multiply(beyond).divide(whole, DECIMALS,
                        RoundingMode.HALF_EVEN), BigDecimal::add);
            }
        }
        return excess;
    }

    /// All of it, by asset: what the fills moved, fees included.
    public Map<String, BigDecimal> net() {
        var net = new TreeMap<String, BigDecimal>();
        for (Map<String, BigDecimal> part : List.of(captured, conversion, unwind, fees)) {
            Amounts.add(net, part);
        }
        return net;
    }

    /// What it was to bring, in the asset that it is counted in; 0 where nobody has said.
    public BigDecimal planned() {
        return plan.planned();
    }

    /// What it brought, in the asset that it is counted in: the number by which pairs are paused. What paid fees besides its own assets is not in it.
    public BigDecimal realised() {
        return in(net());
    }

    /// A part of it in the same way: the four of them sum to what it realised.
    public BigDecimal in(Map<String, BigDecimal> part) {
        return TrackRecord.worth(plan, part);
    }
}
