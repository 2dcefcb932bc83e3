package io.crossbook.gateway.loop;

import io.crossbook.gateway.engine.Input;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/// Where other threads hand facts to the loop; bounded, and says what it dropped.
///
/// Two lanes. A **fact** (an answer, a command, metadata) is never dropped: who will have one takes a place for it first, while it can
/// still refrain from asking. Of a **state** (a clock, a polled book) only the latest counts: an unread one is overwritten
/// and counted. Facts are read before states. Any thread writes, the loop reads.
public final class Inbox {

    private final int capacity;
    private final AtomicInteger taken = new AtomicInteger();
    private final MpscAtomicArrayQueue<Input> facts;

    private final int mostStates;
    private final ConcurrentHashMap<String, State> states = new ConcurrentHashMap<>();
    private final MpscAtomicArrayQueue<State> fresh;
    private final LongAdder overwritten = new LongAdder();
    private final LongAdder refused = new LongAdder();

    private final AtomicBoolean woken = new AtomicBoolean();
    private final Runnable wake;

    /// @param capacity how many facts may wait or be expected
    /// @param mostStates how many names states may have
    /// @param wake makes the loop call [#drain] soon
    Inbox(int capacity, int mostStates, Runnable wake) {
        this.capacity = capacity;
        this.mostStates = mostStates;
        this.wake = wake;
        facts = new MpscAtomicArrayQueue<>(Math.max(2, capacity));
        fresh = new MpscAtomicArrayQueue<>(Math.max(2, mostStates));
    }

    /// Takes a place for one fact; false when none is left: then do not ask for what could not be received.
    public boolean reserve() {
        for (int now = taken.get(); now < capacity; now = taken.get()) {
            if (taken.compareAndSet(now, now + 1)) {
                return true;
            }
        }
        refused.increment();
        return false;
    }

    /// Gives a place back that will not be used.
    public void release() {
        if (taken.decrementAndGet() < 0) {
            throw new IllegalStateException("A place was given back that nobody had taken");
        }
    }

    /// Hands over a fact for which a place was taken.
    public void fact(Input fact) {
        if (!facts.offer(fact)) {
            throw new IllegalStateException("A fact came for which no place was taken: " + fact);
        }
        wakeUp();
    }

    /// Hands over a fact without a place taken before; false when there is none left: then it was not taken over.
    public boolean offer(Input fact) {
        if (!reserve()) {
            return false;
        }
        fact(fact);
        return true;
    }

    /// The state of this name, the same object each time.
    public State state(String name) {
        State known = states.get(name);
        if (known != null) {
            return known;
        }
        synchronized (states) {
            if (states.size() >= mostStates) {
                throw new IllegalStateException(
                        "More than " + mostStates + " states; the next would be " + name);
            }
            return states.computeIfAbsent(name, _ -> new State());
        }
    }

    /// A place for the latest of its kind.
    public final class State {
        private final AtomicReference<@Nullable Input> latest = new AtomicReference<>();

        private State() {}

        /// Replaces what was not read yet.
        public void put(Input input) {
            if (latest.getAndSet(input) != null) {
                overwritten.increment();
                return;
            }
            if (!fresh.offer(this)) {
                throw new IllegalStateException("A state waits twice");
            }
            wakeUp();
        }
    }

    private void wakeUp() {
        if (!woken.get() && woken.compareAndSet(false, true)) {
            wake.run();
        }
    }

    /// Hands up to `most` inputs to the loop, then gives frames their turn. The loop's thread only.
    void drain(Inputs into, int most) {
        woken.set(false);
        for (int i = 0; i < most; i++) {
            Input next = next();
            if (next == null) {
                return;
            }
            into.input(next);
        }
        wakeUp();
    }

    private @Nullable Input next() {
        Input fact = facts.poll();
        if (fact != null) {
            taken.decrementAndGet();
            return fact;
        }
        State state = fresh.poll();
        return state == null ? null : state.latest.getAndSet(null);
    }

    /// How many states were overwritten unread.
    public long overwritten() {
        return overwritten.sum();
    }

    void bind(MeterRegistry registry) {
        FunctionCounter.builder("crossbook.inbox.overwritten", overwritten, LongAdder::sum)
                .description("States replaced before the loop read them").register(registry);
        FunctionCounter.builder("crossbook.inbox.refused", refused, LongAdder::sum)
                .description("Facts for which no place was left").register(registry);
        Gauge.builder("crossbook.inbox.taken", taken, AtomicInteger::get).register(registry);
    }
}
