package io.crossbook.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.engine.Floor;
import io.crossbook.gateway.feed.Broadcast;
import io.crossbook.gateway.feed.Feed;
import io.crossbook.gateway.stream.FactChannel;
import io.crossbook.gateway.stream.Hearer;
import io.crossbook.gateway.stream.Rounds;
import io.crossbook.gateway.stream.Topic;
import io.crossbook.gateway.stream.Wish;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// When what has moved is told: in the tick that finds it, and at the next where the engine is slow.
final class TopicBoardTest {

    private final Feed feed = new Feed(() -> {});
    private final Floor floor = new Floor(Floor.settings(true), feed).open();
    private final Queue<Consumer<Engine>> engineThread = new ArrayDeque<>();
    private final Rounds rounds = new Rounds(0);
    private final Queue<Runnable> feedThread = new ArrayDeque<>();
    private final Broadcast broadcast = new Broadcast(feed, engineThread::add, feedThread::add);
    private final FactChannel trades = new FactChannel(rounds, Wish.of("trade").head(), 5);
    private final TopicBoard board = new TopicBoard(rounds,
            Map.of(Topic.TOP, new TopSource(rounds, feed, engineThread::add, feedThread::add),
                    Topic.OPPORTUNITY,
                    new OpportunitySource(rounds, broadcast, feed, engineThread::add),
                    Topic.TRADE, _ -> new Source.Opened(trades, () -> {})),
            engineThread::add, feedThread::add, () -> Set.of("north", "south"), () -> {});
    private final Hearer hearer = new Hearer();
    private int update = 8;

    private void reads(String... topics) {
        trades.begin();
        var reader = board.join(hearer);
        for (String topic : topics) {
            board.subscribe(reader, Wish.of(topic));
        }
        tick();
        hearer.heard.clear();
        hearer.flushes = 0;
    }

    private void tick() {
        board.tick();
        answer();
    }

    private void answer() {
        engineAnswers();
        broadcast.drain();
        feedHears();
    }

    private void engineAnswers() {
        for (var reading = engineThread.poll(); reading != null; reading = engineThread.poll()) {
            reading.accept(floor.engine);
        }
    }

    private void feedHears() {
        for (var work = feedThread.poll(); work != null; work = feedThread.poll()) {
            work.run();
        }
    }

    private void bids(String price) {
        floor.says(1, "change BTCUSD " + update++ + " 0 bid " + price + " 3");
    }

    private static String bestBid(JsonObject message) {
        return message.getJsonArray("data").getJsonObject(0).getJsonObject("bestBid")
                .getString("price");
    }

    @Test
    void what_moved_before_a_tick_is_told_in_that_tick_in_one_go() {
        reads("top", "trade");
        bids("100.25");
        trades.tell("1", "{}", true);
        tick();

        assertEquals(List.of("top", "trade"),
                hearer.heard.stream().map(each -> each.getString("topic")).sorted().toList());
        assertEquals(1, hearer.flushes);

        bids("100.5");
        tick();
        assertEquals("100.5", bestBid(hearer.heard.getLast()));
    }

    @Test
    void an_engine_that_does_not_answer_holds_facts_back_until_the_next_tick_and_no_longer() {
        reads("top", "trade");
        trades.tell("1", "{}", true);
        board.tick();
        assertEquals(0, hearer.heard.size());
        board.tick();
        assertEquals(1, hearer.heard.size());

        bids("100.25");
        answer(); // of both ticks at once
        assertEquals("100.25", bestBid(hearer.heard.getLast()));
        assertEquals(2, hearer.flushes);
    }

    @Test
    void where_the_engine_is_not_asked_nobody_waits_for_it() {
        reads("trade");
        trades.tell("1", "{}", true);
        board.tick();
        assertEquals(1, hearer.heard.size());
        assertEquals(0, engineThread.size());
    }

    @Test
    void a_quote_that_moves_is_told_where_it_is_not_the_best_too() {
        reads("top");
        floor.says(2, "change BTCUSD 8 0 bid 100 0 bid 95 2"); // north bids 100 all the while
        tick();

        assertEquals(1, hearer.heard.size());
        assertEquals("95", hearer.heard.getFirst().getJsonArray("data").getJsonObject(0)
                .getJsonArray("quotes").getJsonObject(1).getString("bid"));

        floor.says(2, "change BTCUSD 9 0 bid 94 1"); // nothing that a quote shows
        tick();
        assertEquals(1, hearer.heard.size());
    }

    @Test
    void an_opportunity_that_closes_while_the_engine_answers_who_begins_stays_closed() {
        floor.says(2, "change BTCUSD 8 0 bid 102 1 ask 101 0 ask 103 1");
        board.subscribe(board.join(hearer), Wish.of("opportunity"));
        board.tick();
        engineAnswers(); // it is open
        floor.says(2, "change BTCUSD 9 0 bid 102 0");
        broadcast.drain();
        feedHears();
        tick();

        assertEquals("closed", hearer.heard.getLast().getJsonArray("data").stream()
                .map(JsonObject.class::cast).toList().getLast().getString("state"));
    }

    @Test
    void an_exchange_that_nobody_follows_is_an_error_and_not_a_quiet_market() {
        var reader = board.join(hearer);
        board.subscribe(reader, Wish.of(Map.of("topic", "trade", "exchange", "north")));
        var refused = assertThrows(IllegalArgumentException.class, () -> board.subscribe(reader,
                Wish.of(Map.of("topic", "trade", "exchange", "nroth"))));
        assertEquals("exchange 'nroth' is not one of ",
                refused.getMessage().substring(0, "exchange 'nroth' is not one of ".length()));
    }

    @Test
    void where_trades_are_lost_those_that_came_begin_the_snapshot_that_says_so() {
        broadcast.refresh();
        answer();
        var told = new TradeSource(rounds, broadcast).open(Wish.of("trade")).channel();
        rounds.join(hearer).subscribe("trade", told);
        tick();
        for (int i = 0; i < 16_384 + 9; i++) { // more than wait for the feed
            floor.says(1, "trade BTCUSD 100.5 1");
        }
        while (broadcast.drain()) {
            // turn after turn
        }
        tick();

        JsonObject last = hearer.heard.getLast();
        assertEquals(true, last.getBoolean("snapshot"));
        assertEquals(50, last.getJsonArray("data").size());
    }
}
