package io.crossbook.gateway.web;

import io.crossbook.gateway.feed.EngineThread;
import io.crossbook.gateway.stream.FactChannel;
import io.crossbook.gateway.stream.Rounds;
import io.crossbook.gateway.stream.Topic;
import io.crossbook.gateway.stream.Wish;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Attempts and orders, each as it stands whenever something has happened to it. A channel begins with the last of them, and all that are not
/// over.
final class ExecutionSource implements Source {

    private static final int MOST_OVER = 100;
    private static final int MOST_TOLD = 2_000;

    private final Rounds rounds;
    private final EngineThread engine;
    private final Consumer<Runnable> onFeedThread;
    private final Executions executions;
    private final Beginnings<Executions.Rows> beginnings;
    private final Map<Wish, FactChannel> channels = new LinkedHashMap<>();
    /// How each was told last: an attempt moves with each of its orders, and an order not with each of the others.
    private final Map<String, String> told = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST_TOLD;
        }
    };

    ExecutionSource(Rounds rounds, EngineThread engine, Consumer<Runnable> onFeedThread,
            Executions executions) {
        this.rounds = rounds;
        this.engine = engine;
        this.onFeedThread = onFeedThread;
        this.executions = executions;
        beginnings = new Beginnings<>(engine, onFeedThread, executions::standing);
    }

    @Override
    public Opened open(Wish wish) {
        var channel = new FactChannel(rounds, wish.head(), MOST_OVER);
        if (channels.isEmpty()) {
            engine.run(_ -> executions.wanted(true));
        }
        channels.put(wish, channel);
        beginnings.add(channel, standing -> {
            of(wish, standing).forEach(row -> tell(wish, channel, row));
            channel.begin();
        });
        return new Opened(channel, () -> {
            channels.remove(wish);
            if (channels.isEmpty()) {
                told.clear();
                engine.run(_ -> executions.wanted(false));
            }
        });
    }

    private static List<Executions.Row> of(Wish wish, Executions.Rows rows) {
        return wish.topic() == Topic.ATTEMPT ? rows.attempts() : rows.orders();
    }

    private static void tell(Wish wish, FactChannel channel, Executions.Row row) {
        if (row.listings().stream().anyMatch(wish::takes)) {
            channel.tell(row.name(), row.json(), row.over());
        }
    }

    @Override
    public boolean tick() {
        beginnings.tick();
        if (!channels.isEmpty()) {
            engine.run(now -> {
                Executions.Rows moved = executions.moved(now);
                if (!moved.empty()) {
                    onFeedThread.accept(() -> tell(moved));
                }
            });
        }
        return !channels.isEmpty();
    }

    private void tell(Executions.Rows moved) {
        moved.attempts().forEach(row -> tellNews(Topic.ATTEMPT, row));
        moved.orders().forEach(row -> tellNews(Topic.ORDER, row));
    }

    private void tellNews(Topic topic, Executions.Row row) {
        String name = topic.word() + " " + row.name();
        if (!row.json().equals(told.put(name, row.json()))) {
            channels.forEach((wish, channel) -> {
                if (wish.topic() == topic) {
                    tell(wish, channel, row);
                }
            });
        }
    }
}
