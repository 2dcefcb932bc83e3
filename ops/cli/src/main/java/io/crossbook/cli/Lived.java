package io.crossbook.cli;

import io.crossbook.arbitrage.Leg;
import io.crossbook.arbitrage.Opportunity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// One opportunity that a replay has found: when it opened, when it was worth most, and all that was told of it.
final class Lived {

    /// In which run on the tape it was, from 1, and what that run had told before the tape begins; negative when all of the run is there.
    final int run;
    final long before;
    final Moment opened;
    private Moment best;
    private final List<Opportunity> life = new ArrayList<>();

    Lived(int run, long before, Moment opened) {
        this.run = run;
        this.before = before;
        this.opened = opened;
        best = opened;
        life.add(opened.opportunity());
    }

    /// It was told again.
    void told(Opportunity opportunity) {
        life.add(opportunity);
    }

    /// As it was when it was worth most.
    Moment best() {
        return best;
    }

    void best(Moment better) {
        best = better;
    }

    /// All that was told of it, in order.
    List<Opportunity> life() {
        return List.copyOf(life);
    }

    long id() {
        return opened.opportunity().id();
    }

    /// Whether it buys and sells on these listings, among others; each is written as `exchange/SYMBOL`, or `exchange/BASE/QUOTE`.
    static boolean trades(Opportunity opportunity, List<String> buys, List<String> sells) {
        return any(opportunity, true, buys) && any(opportunity, false, sells);
    }

    private static boolean any(Opportunity opportunity, boolean buys, List<String> names) {
        return names.stream().allMatch(name -> opportunity.legs().stream()
                .anyMatch(leg -> leg.buys() == buys && Point.isNamed(leg.listing(), name)));
    }

    /// `two_legs: buy bybit/BTCUSDT, sell coinbase/BTC-USDT`, in the words of the options that ask for it.
    String trades() {
        return opened.opportunity().kind() + ": "
                + opened.opportunity().legs().stream().map(Lived::trade)
                        .collect(Collectors.joining(", "));
    }

    private static String trade(Leg leg) {
        return (leg.buys() ? "buy " : "sell ") + ScannedPair.name(leg.listing());
    }
}
