package io.crossbook.gateway.web;

import io.crossbook.arbitrage.Opportunity;
import io.crossbook.gateway.feed.Broadcast;
import io.crossbook.gateway.feed.EngineThread;
import io.crossbook.gateway.feed.Feed;
import io.crossbook.gateway.feed.Views;
import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// The topics of `/v1/stream` and who reads them. On the feed's thread.
///
/// Tops are states: what moved several times since the last round is sent once, with its last value. Opportunities are facts: each is sent.
final class TopicBoard implements TopicStream.Topics, Broadcast.OpportunityReader {

    private final Feed feed;
    private final Broadcast broadcast;
    private final EngineThread engine;
    private final Consumer<Runnable> onFeedThread;
    private final Set<TopicStream> streams = new LinkedHashSet<>();
    private boolean reading;

    TopicBoard(Feed feed, Broadcast broadcast, EngineThread engine,
            Consumer<Runnable> onFeedThread) {
        this.feed = feed;
        this.broadcast = broadcast;
        this.engine = engine;
        this.onFeedThread = onFeedThread;
    }

    @Override
    public void start(TopicStream stream, String topic) {
        streams.add(stream);
        if (topic.equals("top")) {
            engine.run(now -> {
                List<Views.TopView> tops = Views.tops(now);
                onFeedThread.accept(() -> stream.snapshot("top", tops(tops)));
            });
        } else {
            if (!reading) {
                reading = true;
                broadcast.opportunities(this);
            }
            startOpportunities(List.of(stream));
        }
    }

    private void startOpportunities(List<TopicStream> starting) {
        engine.run(now -> {
            List<Opportunity> known = Views.opportunities(now); // what is told meanwhile follows it, perhaps once more
            onFeedThread.accept(() -> {
                var data = new JsonArray();
                known.forEach(opportunity -> data.add(Json.opportunity(opportunity)));
                starting.forEach(stream -> stream.snapshot("opportunity", data));
            });
        });
    }

    @Override
    public void stop(TopicStream stream) {
        streams.remove(stream);
        if (reading && streams.stream().noneMatch(other -> other.wants("opportunity"))) {
            reading = false;
            broadcast.noOpportunities(this);
        }
    }

    @Override
    public void opportunity(Opportunity opportunity) {
        streams.forEach(stream -> stream.opportunity(opportunity));
    }

    @Override
    public void lost() {
        startOpportunities(
                streams.stream().filter(stream -> stream.wants("opportunity")).toList());
    }

    /// Sends the tops that moved since the last call, when somebody reads them.
    void publishTops() {
        if (streams.stream().noneMatch(stream -> stream.wants("top"))) {
            return;
        }
        engine.run(now -> {
            var moved = new ArrayList<Views.TopView>();
            feed.movedTops().stream().forEach(instrument -> moved.add(Views.top(now, instrument)));
            feed.movedTops().clear();
            if (!moved.isEmpty()) {
                onFeedThread.accept(() -> {
                    JsonArray data = tops(moved);
                    streams.stream().filter(stream -> stream.wants("top"))
                            .forEach(stream -> stream.change("top", data));
                });
            }
        });
    }

    private static JsonArray tops(List<Views.TopView> tops) {
        var data = new JsonArray();
        tops.forEach(top -> data.add(Json.top(top)));
        return data;
    }
}
