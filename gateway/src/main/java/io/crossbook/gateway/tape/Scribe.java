package io.crossbook.gateway.tape;

import io.crossbook.gateway.engine.Input;
import java.io.IOException;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// The writer's side: takes messages out of the ring and writes segments. [TapeWriter]'s thread calls [#step]; a test
/// may do so itself.
@SuppressWarnings("NonAtomicVolatileUpdate") // Counters have one writer, this thread.
final class Scribe implements Ring.Taker {

    /// A ring message whose content waits in the queue of facts: an input, an effect, a checkpoint.
    static final int FACT = 100;

    private static final long NO_RUN = Long.MIN_VALUE;
    private static final long RETRY_NANOS = 5_000_000_000L;
    private static final long FREE_NANOS = 1_000_000_000L;
    /// After a hole a checkpoint makes the rest replayable; not more often than this.
    private static final long MEND_NANOS = 10_000_000_000L;

    private final TapeSettings settings;
    private final String build;
    private final Storage storage;
    private final Secrets secrets;
    private final TapeAlarms alarms;
    private final Segments segments;
    private final Ring ring;
    private final Queue<Object> facts;

    private @Nullable SegmentWriter segment;
    private int segmentNumber;
    private long segmentStamp;
    private long run = NO_RUN;
    /// The last input that is in a file.
    private long last;
    private long lastStamp;
    private boolean stopped;
    private boolean mend;
    private long retryNanos;
    private long freeNanos;
    private long nowNanos;
    private long blockNanos;

    /// Counters, written here and read anywhere.
    volatile long written;
    volatile long inputs;
    volatile long unwritten;
    volatile long bytes;
    volatile boolean recording;
    /// Counts up to ask the loop for a checkpoint.
    volatile int turnsWanted;
    private int turnsTaken;

    Scribe(TapeSettings settings, String build, Storage storage, Secrets secrets,
            TapeAlarms alarms, Recovery.Found found, Ring ring, Queue<Object> facts) {
        this.settings = settings;
        this.build = build;
        this.storage = storage;
        this.secrets = secrets;
        this.alarms = alarms;
        this.segments = found.segments();
        this.segmentNumber = found.lastSegment();
        this.last = found.lastNumber();
        this.ring = ring;
        this.facts = facts;
    }

    /// Drains the ring and does what is due at `nanoTime`; returns how many messages there were.
    int step(long nanoTime) {
        nowNanos = nanoTime;
        int messages = ring.drain(this);
        if (segment != null) {
            if (segment.pending() && nanoTime - blockNanos >= settings.flushNanos()) {
                flush(segment);
            }
            written = segment == null ? written : segment.written();
            if (segment != null && nanoTime - freeNanos >= FREE_NANOS) {
                freeNanos = nanoTime;
                leaveRoom();
            }
            long age = lastStamp - segmentStamp;
            if (segment != null && (segment.bytes() >= settings.segmentBytes()
                    || age >= settings.segmentNanos() || (mend && age >= MEND_NANOS))) {
                wantTurn();
            }
        } else if (stopped && nanoTime >= retryNanos) {
            retryNanos = nanoTime + RETRY_NANOS;
            if (roomAgain()) {
                wantTurn();
            }
        }
        return messages;
    }

    private void flush(SegmentWriter to) {
        try {
            to.flush();
        } catch (IOException e) {
            fail(to, e);
        }
    }

    private void wantTurn() {
        if (turnsWanted == turnsTaken) {
            turnsWanted++;
        }
    }

    /// Stops before others run out of space.
    private void leaveRoom() {
        try {
            enough();
        } catch (IOException e) {
            finish();
            stop(e);
        }
    }

    private void enough() throws IOException {
        if (storage.free(settings.folder()) < settings.minFreeBytes()) {
            throw new IOException("less than " + settings.minFreeBytes() + " bytes are free");
        }
    }

    @Override
    public void take(int kind, long number, long stamp, byte[] array, int start, int end) {
        Object fact = kind == FACT ? Objects.requireNonNull(facts.poll()) : null;
        if (fact instanceof Checkpoint checkpoint) {
            turn(checkpoint, number, stamp);
            return;
        }
        boolean input = kind < Format.FIRST_NOTE || fact instanceof Input;
        if (segment == null) {
            unwritten += input ? 1 : 0;
            return;
        }
        if (!segment.pending()) {
            blockNanos = nowNanos;
        }
        lastStamp = stamp;
        inputs += input ? 1 : 0;
        try {
            add(segment, kind, number, stamp, array, start, end, fact);
        } catch (IOException e) {
            fail(segment, e);
        }
    }

    private void add(SegmentWriter to, int kind, long number, long stamp, byte[] array, int start,
            int end, @Nullable Object fact) throws IOException {
        switch (kind) {
            case Format.FRAME -> to.frame(number, stamp, (int) Ring.longAt(array, start), array,
                    start + 8, end);
            case Format.TICK -> to.add(Format.TICK, number, stamp, array, start, start);
            case Format.HASH -> to.add(number, stamp, new Item.Hashed(Ring.longAt(array, start),
                    Ring.longAt(array, start + 8)));
            case Format.HOLE -> hole(to, number, stamp, Ring.longAt(array, start));
            default -> to.add(number, stamp, item(Objects.requireNonNull(fact)));
        }
    }

    private void hole(SegmentWriter to, long number, long stamp, long first) throws IOException {
        mend = true;
        to.add(number, stamp, new Item.Hole(first, number));
        alarms.hole(first, number);
    }

    private static Item item(Object fact) {
        return switch (fact) {
            case Input input -> new Item.Taken(input);
            case Effect effect -> new Item.Did(effect);
            default -> throw new IllegalStateException("not for a tape: " + fact);
        };
    }

    /// Ends the segment and begins the next after input `number`.
    private void turn(Checkpoint checkpoint, long number, long stamp) {
        finish();
        turnsTaken = turnsWanted;
        if (run == NO_RUN) {
            run = stamp;
        }
        try {
            enough();
            segment = new SegmentWriter(settings.folder(), storage,
                    new SegmentWriter.Start(++segmentNumber, run, last, number, stamp,
                            build, false),
                    checkpoint, settings.compress(), secrets);
            segmentStamp = stamp;
            lastStamp = stamp;
            mend = false;
            recording = true;
            segments.prune(settings, segment.bytes(), stamp, alarms);
            if (stopped) {
                stopped = false;
                alarms.resumed(number);
            }
        } catch (IOException e) {
            stop(e);
        }
    }

    /// Ends the segment, with all that is pending in it.
    void finish() {
        SegmentWriter ending = segment;
        if (ending == null) {
            return;
        }
        try {
            ending.close();
            remember(ending);
            segment = null;
            recording = false;
        } catch (IOException e) {
            fail(ending, e);
        }
    }

    private void remember(SegmentWriter ended) {
        last = ended.written();
        written = last;
        bytes += ended.bytes();
        segments.add(ended.file(), ended.bytes(), lastStamp);
    }

    private void fail(SegmentWriter to, IOException why) {
        unwritten += to.pendingInputs();
        inputs -= to.pendingInputs();
        to.abandon();
        remember(to);
        stop(why);
    }

    private void stop(IOException why) {
        segment = null;
        recording = false;
        retryNanos = nowNanos + RETRY_NANOS;
        if (!stopped) {
            stopped = true;
            alarms.stopped(last, String.valueOf(why.getMessage()), settings.onDiskFull());
        }
    }

    /// We are wrong: what is written stands, and nothing more is.
    void fail(RuntimeException why) {
        SegmentWriter broken = segment;
        if (broken != null) {
            broken.abandon();
            remember(broken);
        }
        stop(new IOException("the writer failed: " + why, why));
        retryNanos = Long.MAX_VALUE;
    }

    private boolean roomAgain() {
        try {
            return storage.free(settings.folder()) >= Math.max(settings.minFreeBytes(),
                    4L * Format.BLOCK_BYTES);
        } catch (IOException _) {
            return false;
        }
    }
}
