package io.crossbook.gateway.web;

import io.crossbook.arbitrage.Opportunity;
import io.crossbook.gateway.feed.Broadcast;
import io.crossbook.gateway.feed.EngineThread;
import io.crossbook.gateway.feed.Feed;
import io.crossbook.gateway.feed.Views;
import io.crossbook.gateway.stream.FactChannel;
import io.crossbook.gateway.stream.Rounds;
import io.crossbook.gateway.stream.Wish;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Opportunities, each time that one is told of. A channel begins with those that are open and the last that closed.
final class OpportunitySource implements Source, Broadcast.OpportunityReader {

    private static final int MOST_CLOSED = 100;

    private final Rounds rounds;
    private final Broadcast broadcast;
    private final Beginnings<List<Opportunity>> beginnings;
    private final Map<Wish, FactChannel> channels = new LinkedHashMap<>();

    OpportunitySource(Rounds rounds, Broadcast broadcast, Feed feed, EngineThread engine) {
        this.rounds = rounds;
        this.broadcast = broadcast;
        // In the order of the facts: what was read must not undo what was told after it.
        beginnings = new Beginnings<>(engine, feed::inOrder, Views::opportunities);
    }

    @Override
    public Opened open(Wish wish) {
        var channel = new FactChannel(rounds, wish.head(), MOST_CLOSED);
        if (channels.isEmpty()) {
            broadcast.opportunities(this);
        }
        channels.put(wish, channel);
        begin(wish, channel);
        return new Opened(channel, () -> {
            channels.remove(wish);
            if (channels.isEmpty()) {
                broadcast.noOpportunities(this);
            }
        });
    }

    /// What is told before the answer is in it.
    private void begin(Wish wish, FactChannel channel) {
        beginnings.add(channel, known -> {
            channel.renew();
            lastClosedFirst(known).forEach(opportunity -> tell(wish, channel, opportunity));
            channel.begin();
        });
    }

    @Override
    public boolean tick() {
        return beginnings.tick();
    }

    /// Oldest first: what closed lately, then what is open.
    private static List<Opportunity> lastClosedFirst(List<Opportunity> known) {
        var told = new ArrayList<Opportunity>();
        known.stream().filter(OpportunitySource::closed).limit(MOST_CLOSED).forEach(told::addFirst);
        known.stream().filter(each -> !closed(each)).forEach(told::add);
        return told;
    }

    private static boolean closed(Opportunity opportunity) {
        return opportunity.closedNanos() != 0;
    }

    @Override
    public void opportunity(Opportunity opportunity) {
        channels.forEach((wish, channel) -> tell(wish, channel, opportunity));
    }

    private static void tell(Wish wish, FactChannel channel, Opportunity opportunity) {
        if (opportunity.legs().stream().anyMatch(leg -> wish.takes(leg.listing()))) {
            channel.tell(Long.toString(opportunity.id()), Json.opportunity(opportunity).encode(),
                    closed(opportunity));
        }
    }

    @Override
    public void lost() {
        channels.forEach(this::begin);
    }
}
