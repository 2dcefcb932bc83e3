package io.crossbook.gateway.tape;

import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Bytes;
import io.crossbook.gateway.engine.Effects;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Watcher;
import io.crossbook.gateway.loop.Recorder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jctools.queues.atomic.SpscAtomicArrayQueue;

/// Records a run. The loop hands over each input after it was decided on; nothing here waits, and a frame allocates nothing.
///
///     var tape = TapeWriter.open(TapeSettings.in(folder), build, secrets, alarms);
///     var engine = new Engine(tape.taping(wire), …);
///     tape.begin(now, engine::checkpoint);
///     var loop = new Loop(clock, tape, registry);
///
/// `begin`, `input`, `hash` and the effects are the loop thread's; `close` may come from any thread once the loop has ended.
/// When the writer cannot keep up, inputs are dropped, counted, and told of by a hole on the tape.
public final class TapeWriter implements Recorder, AutoCloseable {

    /// Facts that may wait for the writer at once.
    private static final int FACTS = 1 << 14;
    private static final long IDLE_NANOS = 2_000_000;

    /// What was recorded: the last input that is in a file, inputs taken, inputs lost to a full ring, inputs lost while recording was stopped or to a failed
    /// write, bytes of finished segments, and whether it records now.
    public record Stats(long last, long inputs, long dropped, long unwritten, long bytes,
            boolean recording) {

        /// Whether inputs come and do not reach the disk. Before the first of them nothing is recorded, and nothing is lost.
        public boolean stopped() {
            return !recording && unwritten > 0;
        }
    }

    private final Path folder;
    private final Trading trading;
    private final Ring ring;
    private final SpscAtomicArrayQueue<Object> facts = new SpscAtomicArrayQueue<>(FACTS);
    private final Scribe scribe;
    private final long lastNumber;
    private final FileChannel lock;
    private final Thread thread;
    private volatile boolean closing;

    private Supplier<Checkpoint> state = () -> {
        throw new IllegalStateException("begin() comes first");
    };
    private long number;
    private long stamp;
    private long holeFrom;
    private boolean noteLost;
    private int turns;
    private volatile long dropped;

    private TapeWriter(TapeSettings settings, String build, Secrets secrets, TapeAlarms alarms,
            Storage storage, Recovery.Found found, FileChannel lock) {
        this.lock = lock;
        folder = settings.folder();
        trading = new Trading(alarms);
        ring = new Ring(settings.ringBytes());
        scribe = new Scribe(settings, build, storage, secrets, trading, found, ring, facts);
        lastNumber = found.lastNumber();
        thread = Thread.ofPlatform().name("tape").daemon().unstarted(this::write);
    }

    /// Where it records.
    public Path folder() {
        return folder;
    }

    /// Opens a folder for recording: what an earlier run left torn is cut off first. Fails when another process records there.
    public static TapeWriter open(TapeSettings settings, String build, Secrets secrets,
            TapeAlarms alarms) throws IOException {
        TapeWriter writer = prepare(settings, build, secrets, alarms, Storage.DISK);
        writer.thread.start();
        return writer;
    }

    /// The same without its thread: a test calls [#scribe]'s `step` itself.
    static TapeWriter prepare(TapeSettings settings, String build, Secrets secrets,
            TapeAlarms alarms, Storage storage) throws IOException {
        Files.createDirectories(settings.folder());
        FileChannel lock = FileChannel.open(settings.folder().resolve("tape.lock"),
                StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lock.tryLock() == null) {
                throw new IOException(
                        settings.folder() + ": another process is recording to this folder");
            }
            return new TapeWriter(settings, build, secrets, alarms, storage,
                    Recovery.recover(settings.folder(), alarms), lock);
        } catch (OverlappingFileLockException e) {
            lock.close();
            throw new IOException(settings.folder() + ": this process already records here", e);
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    Scribe scribe() {
        return scribe;
    }

    /// The last input that an earlier run left in the folder, 0 when there is none.
    public long lastNumber() {
        return lastNumber;
    }

    /// Opens the first segment, before the first input. `checkpoint` is asked again, on the loop's thread, whenever a later
    /// segment begins.
    public void begin(long now, Supplier<Checkpoint> checkpoint) {
        state = checkpoint;
        number = lastNumber;
        stamp = now;
        if (!fact(lastNumber, now, checkpoint.get())) {
            throw new IllegalStateException("a fresh ring has room for a checkpoint");
        }
    }

    /// Lets trading follow the recording where the settings say [TapeSettings.OnDiskFull#STOP_TRADING]: `withhold` hears why nothing
    /// may be taken while nothing is recorded, and an empty reason once it is again. On the writer's thread, or at once.
    public void trading(Consumer<String> withhold) {
        trading.tell(withhold);
    }

    /// Tapes an input that was decided on; `inRun` counts up by one from 1. On the tape, numbers go on from the run before.
    @Override
    public void input(long inRun, long now, Input input) {
        long newNumber = lastNumber + inRun;
        if (newNumber != number + 1) {
            throw new IllegalStateException(
                    "input " + inRun + " of the run after input " + (number - lastNumber));
        }
        boolean taped = !noteLost && told() && copy(newNumber, now, input);
        number = newNumber;
        stamp = now;
        noteLost = false;
        if (!taped) {
            drop(newNumber);
        } else if (scribe.turnsWanted != turns && fact(newNumber, now, state.get())) {
            turns = scribe.turnsWanted;
        }
    }

    /// Tapes the engine's hash over its first `inputs` decisions, while it decides on the next input to be taped.
    public void hash(long inputs, long hash) {
        int at = noteLost || !told() ? -1 : ring.claim(Format.HASH, 16, number + 1, stamp);
        if (at < 0) {
            noteLost = true;
            return;
        }
        Ring.putLong(ring.array(), at, inputs);
        Ring.putLong(ring.array(), at + 8, hash);
        ring.publish();
    }

    /// Carries out effects through `real`, and tapes them beside the input that is being decided on.
    public Effects taping(Effects real) {
        return new TapedEffects(real, this::note);
    }

    private void note(Effect effect) {
        noteLost = noteLost || !told() || !fact(number + 1, stamp, effect);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // Only the loop's thread writes it.
    private void drop(long lost) {
        holeFrom = holeFrom == 0 ? lost : holeFrom;
        dropped++;
    }

    /// Whether the tape knows of everything that was dropped.
    private boolean told() {
        if (holeFrom == 0) {
            return true;
        }
        // Half the ring must be free, or one hole would follow the other.
        int at = ring.half() ? ring.claim(Format.HOLE, 8, number, stamp) : -1;
        if (at < 0) {
            return false;
        }
        Ring.putLong(ring.array(), at, holeFrom);
        ring.publish();
        holeFrom = 0;
        return true;
    }

    private boolean copy(long newNumber, long now, Input input) {
        return switch (input) {
            case Input.Frame frame -> frame(newNumber, now, frame);
            case Input.Tick _ -> {
                boolean room = ring.claim(Format.TICK, 0, newNumber, now) >= 0;
                ring.publish();
                yield room;
            }
            // The body belongs to whoever brought it, and is valid only now.
            case Input.Answered(long id, Answer it) -> fact(newNumber, now,
                    new Input.Answered(id, new Answer(it.phase(), it.status(),
                            new Bytes(it.body().copy()), it.why(), it.retryAfterMillis())));
            case Input.Opened _,Input.Closed _,Input.Listed _,Input.ServerTime _,Input.Configured _,Input.Command _,Input.Account _,Input.Trading _,Input.Lost _ ->
                fact(newNumber, now, input);
        };
    }

    private boolean frame(long newNumber, long now, Input.Frame frame) {
        int length = frame.bytes.length();
        int at = ring.claim(Format.FRAME, 8 + length, newNumber, now);
        if (at < 0) {
            return false;
        }
        Ring.putLong(ring.array(), at, frame.connection);
        System.arraycopy(frame.bytes.array, frame.bytes.start, ring.array(), at + 8, length);
        ring.publish();
        return true;
    }

    /// Hands over what never changes as it is; the writer packs it.
    private boolean fact(long newNumber, long now, Object fact) {
        if (facts.size() >= FACTS || ring.claim(Scribe.FACT, 0, newNumber, now) < 0) {
            return false;
        }
        facts.offer(fact);
        ring.publish();
        return true;
    }

    private void write() {
        boolean last = false;
        while (!last) {
            last = closing;
            if (step() == 0 && !last) {
                LockSupport.parkNanos(IDLE_NANOS);
            }
        }
        scribe.finish();
    }

    private int step() {
        try {
            return scribe.step(System.nanoTime());
        } catch (RuntimeException e) {
            scribe.fail(e);
            return 1;
        }
    }

    /// Tapes the hash over all decisions whenever the engine tells it; on its thread.
    public Watcher hashing() {
        return new Watcher() {
            @Override
            public void hash(long inputs, long hash, long now) {
                TapeWriter.this.hash(inputs, hash);
            }
        };
    }

    /// Numbers for metrics, from any thread.
    public Stats stats() {
        return new Stats(scribe.written, scribe.inputs, dropped, scribe.unwritten, scribe.bytes,
                scribe.recording);
    }

    /// Writes all that was handed over and ends the segment. The loop has ended before.
    @Override
    public void close() throws IOException {
        boolean own = thread.getState() == Thread.State.NEW;
        // What was dropped last has no room to be told of before the writer has made some.
        while (!told() && (own ? step() > 0 : thread.isAlive())) {
            LockSupport.parkNanos(own ? 0 : IDLE_NANOS);
        }
        closing = true;
        if (own) {
            write();
        } else {
            joinQuietly();
        }
        lock.close();
    }

    private void joinQuietly() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
