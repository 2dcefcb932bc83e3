package io.crossbook.gateway.engine;

import io.crossbook.arbitrage.Opportunity;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// Opportunities as people see them: withheld while nothing may be taken, and the last closed ones for a little longer.
final class Shown {

    private static final int CLOSED_KEPT = 1_000;

    private final ArrayDeque<Opportunity> closed = new ArrayDeque<>();
    private String withheld = "";

    /// Nothing may be taken, for this reason, until it is empty; whether that is news.
    boolean withhold(String why) {
        boolean fresh = !why.equals(withheld);
        withheld = why;
        return fresh;
    }

    String withheld() {
        return withheld;
    }

    /// What was judged, as it is shown.
    Opportunity of(Opportunity judged) {
        return withheld.isEmpty() ? judged : judged.withheld(withheld);
    }

    void told(Opportunity opportunity) {
        if (opportunity.state() == Opportunity.State.CLOSED) {
            closed.addFirst(opportunity);
            if (closed.size() > CLOSED_KEPT) {
                closed.removeLast();
            }
        }
    }

    /// The judged ones that are open, then the last closed ones, latest first.
    List<Opportunity> with(List<Opportunity> open) {
        var all = new ArrayList<Opportunity>();
        open.forEach(judged -> all.add(of(judged)));
        all.addAll(closed);
        return all;
    }
}
