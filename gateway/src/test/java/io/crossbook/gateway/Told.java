package io.crossbook.gateway;

import io.crossbook.arbitrage.Opportunity;
import io.crossbook.arbitrage.Sums;
import io.crossbook.gateway.engine.Watcher;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Hears what an engine on a thread of its own tells, so that a test can add it up when it ends.
public class Told implements Watcher {

    public final List<Opportunity> opportunities = new CopyOnWriteArrayList<>();

    @Override
    public void opportunity(Opportunity opportunity, long now) {
        opportunities.add(opportunity);
    }

    /// The steps of all of them add up.
    public void addsUp() {
        opportunities.forEach(Sums::check);
    }
}
