package io.crossbook.gateway;

import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Standing;
import io.crossbook.gateway.loop.Inbox;
import io.crossbook.gateway.loop.Loop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The end of who trades, before anything closes: nothing new is begun, and what is under way is brought to its end, for as long as that may take.
///
/// A leg that stands alone would wait for the next start, and nobody knows when that is.
final class Ending {

    private static final Logger LOG = LoggerFactory.getLogger("crossbook");
    private static final String WHY = "this daemon ends";
    /// Orders are answered within seconds, and what a leg lacks is traded within a few more; whoever stops services kills after 30 s, and loop, journal and tape are to close before that.
    private static final Duration LONGEST = Duration.ofSeconds(10);
    /// An engine that has not answered by then is blocked, and brings nothing to its end.
    private static final Duration SILENCE = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(20);

    private final Consumer<String> withhold;
    private final Supplier<CompletableFuture<Left>> left;
    private final Duration longest;
    private final Duration silence;

    /// What is still to do: whether nothing new is begun any more, how many attempts are under way, and how many wait for a person.
    record Left(boolean withheld, int working, int parked) {
        static final Left NOTHING = new Left(true, 0, 0);

        boolean over() {
            return withheld && working == 0;
        }

        /// Of an engine that was told to begin nothing; on its thread.
        static Left of(Engine engine) {
            Standing standing = engine.standing();
            return standing == null
                    ? NOTHING
                    : new Left(engine.desk().withheld().equals(WHY), standing.working(),
                            standing.parked());
        }
    }

    Ending(Consumer<String> withhold, Supplier<CompletableFuture<Left>> left, Duration longest,
            Duration silence) {
        this.withhold = withhold;
        this.left = left;
        this.longest = longest;
        this.silence = silence;
    }

    /// Of this engine, on this loop.
    static Ending of(Loop loop, Engine engine) {
        Inbox.State state = loop.inbox().state("withhold");
        return new Ending(
                why -> state.put(new Input.Command(new Input.Wish.Withhold(why))),
                () -> read(loop, engine), LONGEST, SILENCE);
    }

    private static CompletableFuture<Left> read(Loop loop, Engine engine) {
        var left = new CompletableFuture<Left>();
        loop.run(() -> left.complete(Left.of(engine)));
        // After a mistake of ours nothing runs any more; what is open is for the next start.
        var _ = loop.ended().handle((_, _) -> left.complete(Left.NOTHING));
        return left;
    }

    /// Waits until nothing is under way, or for as long as it may; says what is left then.
    void await() {
        withhold.accept(WHY);
        long begun = System.nanoTime();
        boolean told = false;
        try {
            Left now = look();
            while (!now.over()) {
                if (!told && now.working() > 0) {
                    told = true;
                    LOG.info(
                            "It ends: nothing new is begun; attempts under way, brought to their end first: {}, for {} s at most",
                            now.working(), longest.toSeconds());
                }
                if (System.nanoTime() - begun > longest.toNanos()) {
                    LOG.warn(
                            "Attempts still under way: {}, after {} s: they wait for the next start, which asks every exchange what became of them; start it again soon",
                            now.working(), longest.toSeconds());
                    return;
                }
                Thread.sleep(POLL);
                now = look();
            }
            if (now.parked() > 0) {
                LOG.warn(
                        "Attempts parked: {}; nothing trades them until a person decides: `crossbook attempts` after the next start",
                        now.parked());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException _) {
            LOG.warn(
                    "Whether attempts are under way is not known, for the engine does not answer within {} ms: what is open waits for the next start; start it again soon",
                    silence.toMillis());
        }
    }

    private Left look() throws InterruptedException, ExecutionException, TimeoutException {
        return left.get().get(silence.toNanos(), TimeUnit.NANOSECONDS);
    }
}
