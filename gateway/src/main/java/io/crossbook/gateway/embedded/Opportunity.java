package io.crossbook.gateway.embedded;

import java.math.BigDecimal;
import java.util.List;

/// Something worth doing, or no longer: `state` is `opened`, `changed` or `closed`. `json` has all of it, with every step of its edge, as docs/feed.md says.
public record Opportunity(long id, String state, String kind, List<Leg> legs, BigDecimal net,
        String netAsset, BigDecimal netBps, boolean executable, String reason, String json) {

    public Opportunity {
        legs = List.copyOf(legs);
    }

    /// One of its trades: `side` is `buy` or `sell`, `size` in base units, `limit` the worst price that the size reaches.
    public record Leg(String exchange, String symbol, String instrument, String side,
            BigDecimal size, BigDecimal limit) {}
}
