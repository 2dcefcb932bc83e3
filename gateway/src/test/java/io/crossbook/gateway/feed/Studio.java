package io.crossbook.gateway.feed;

import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.engine.Floor;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/// A feed and its engine on a floor where `north` has a book; the test plays both threads.
final class Studio {

    final Feed feed = new Feed(() -> {});
    final Floor floor;
    final Broadcast broadcast;
    private final Queue<Consumer<Engine>> engineThread = new ArrayDeque<>();
    int update = 7;
    /// How often the engine's thread has answered.
    int turns;

    /// Books of so many levels a side; 0: all.
    Studio(int depth) {
        floor = new Floor(Floor.settings(true, depth), feed).open();
        broadcast = new Broadcast(feed, engineThread::add, Runnable::run);
    }

    /// Lets the engine's thread answer what was asked of it, and readers hear it; how much that was.
    int answer() {
        int answered = answerUnheard();
        drain();
        return answered;
    }

    /// Whether the engine's thread has something to answer.
    boolean asked() {
        return !engineThread.isEmpty();
    }

    Listener listens(Listener listener) {
        broadcast.join(listener);
        answer();
        return listener;
    }

    Studio says(String words) {
        floor.says(1, words);
        return this;
    }

    /// So many changes of the size of the best bid.
    Studio changes(int count) {
        for (int i = 0; i < count; i++) {
            says("change BTCUSD " + ++update + " 0 bid 100 " + (1 + update % 90));
        }
        return this;
    }

    /// Lets the engine's thread answer, and the feed's thread take nothing of it yet; how much that was.
    int answerUnheard() {
        int answered = 0;
        for (var reading = engineThread.poll(); reading != null; reading = engineThread.poll()) {
            reading.accept(floor.engine);
            answered++;
        }
        turns += answered;
        return answered;
    }

    /// Turn after turn, until nothing waits.
    void drain() {
        boolean more = true;
        while (more) {
            more = broadcast.drain();
        }
    }
}
