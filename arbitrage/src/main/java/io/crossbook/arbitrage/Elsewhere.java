package io.crossbook.arbitrage;

import java.util.List;

/// Which cycles are told of as something else that is looked for: by the exchange that all of one lies on, or as a conversion that is executed.
record Elsewhere(ChainSettings wanted) {

    /// Whether this choice of a chain's listings is.
    boolean has(Chain chain, List<Hop> hops) {
        if (chain.kind() != Kind.CYCLE) {
            return false;
        }
        String exchange = hops.getFirst().exchange();
        boolean within = chain.exchange().isEmpty() && wanted.cycles().onOneExchange();
        for (int i = 1; within && i < hops.size(); i++) {
            within = hops.get(i).exchange().equals(exchange);
        }
        for (int i = 0; !within && hops.size() == 3 && i < 3; i++) {
            within = converts(hops.get(i), hops.get((i + 1) % 3), hops.get((i + 2) % 3));
        }
        return within;
    }

    private boolean converts(Hop conversion, Hop buy, Hop sell) {
        List<ChainSettings.Conversion> declared = wanted.conversions();
        for (int i = 0; buy.buys() && !sell.buys() && i < declared.size(); i++) {
            ChainSettings.Conversion one = declared.get(i);
            if (one.mode() == ChainSettings.Mode.EXECUTED
                    && one.between(conversion.gives(), conversion.gets())) {
                return true;
            }
        }
        return false;
    }
}
