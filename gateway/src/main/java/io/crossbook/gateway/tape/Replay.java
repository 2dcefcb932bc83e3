package io.crossbook.gateway.tape;

import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Request;
import io.crossbook.gateway.engine.Effects;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.NoEffects;
import io.crossbook.gateway.engine.Watcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Plays a tape to an engine, with the recorded stamps as the only time. One thread.
///
/// An audit compares everything the engine does with what is on the tape. A what-if lets it do otherwise: its REST requests get
/// the recorded answers to the like, whoever asked for them; nothing is compared, and nobody trades in it as the run did.
public final class Replay {

    public enum Mode {
        AUDIT, WHAT_IF
    }

    /// The first place where an audited engine did otherwise: while it decided on input `number`.
    public record Divergence(long number, long stamp, String recorded, String done) {
        @Override
        public String toString() {
            return "input " + number + " at " + stamp + ": the tape has " + recorded
                    + ", now it is " + done;
        }
    }

    /// How it ended: inputs played, when the first one came, the last one's number and stamp, why it stopped (empty: the tape was
    /// played to its end), hashes that agreed, and the divergence, null when there was none.
    public record Outcome(long inputs, long firstStamp, long last, long lastStamp, String why,
            long hashes, @Nullable Divergence divergence) {
        public boolean whole() {
            return why.isEmpty() && divergence == null;
        }
    }

    private static final Input TICK = new Input.Tick();

    private final Tape tape;
    private final Mode mode;
    private final Pace pace;
    private final RecordedAnswers recordedAnswers = new RecordedAnswers();
    private final Connections connections = new Connections();
    private final LinkNames links = new LinkNames();
    private final Map<Long, Effect.Ask> asked = new HashMap<>();
    private final List<Item> recorded = new ArrayList<>();
    private final List<Item> done = new ArrayList<>();
    private long inputs;
    private long firstStamp;
    private long hashes;
    private long run = Long.MIN_VALUE;

    public Replay(Tape tape, Mode mode, Pace pace) {
        this.tape = tape;
        this.mode = mode;
        this.pace = pace;
    }

    /// What the engine is to be given as its effects: they are noted, and nothing else happens.
    public Effects effects() {
        return new TapedEffects(NoEffects.NONE, effect -> {
            done.add(new Item.Did(effect));
            links.see(effect);
            if (mode == Mode.WHAT_IF
                    && effect instanceof Effect.Ask(long id, String exchange, Request request)) {
                recordedAnswers.ask(id, exchange, request);
            }
        });
    }

    /// What is to watch the engine, so that its hashes are compared.
    public Watcher watcher() {
        return new Watcher() {
            @Override
            public void hash(long count, long hash, long now) {
                done.add(new Item.Hashed(count, hash));
            }
        };
    }

    /// Plays until the end, the first hole, the first damage or the first divergence.
    public Outcome play(Player player) {
        long last = 0;
        long lastStamp = 0;
        while (tape.next()) {
            if (mode == Mode.WHAT_IF && tape.item() instanceof Item.Taken(Input.Frame frame)) {
                // Nearly all of them, and nothing to learn or to compare.
                pace.await(tape.stamp());
                counted();
                last = tape.number();
                lastStamp = tape.stamp();
                player.accept(lastStamp, frame);
                deliver(player, lastStamp);
                if (!recorded.isEmpty() || !done.isEmpty()) {
                    recorded.clear();
                    done.clear();
                }
                continue;
            }
            connections.see(tape.item());
            switch (tape.item()) {
                case Item.Started started -> {
                    if (started.run() != run) {
                        Checkpoint checkpoint = started.checkpoint();
                        if (mode == Mode.AUDIT && checkpoint.begun()
                                && checkpoint.engine().length() == 0) {
                            return ended(last, lastStamp, "the tape begins in the middle of a run"
                                    + " and does not hold the engine's state: only a what-if can"
                                    + " play it", null);
                        }
                        run = started.run();
                        links.clear();
                        player.start(checkpoint);
                        done.clear();
                        recorded.clear();
                        asked.clear();
                        deliver(player, tape.stamp());
                    }
                }
                case Item.Did did -> {
                    recorded.add(did);
                    if (did.effect() instanceof Effect.Ask ask) {
                        asked.put(ask.id(), ask);
                    }
                }
                case Item.Hashed hashed -> recorded.add(hashed);
                case Item.Hole(long from, long to) -> {
                    return ended(last, lastStamp, "inputs " + from + " to " + to
                            + " are not on the tape", null);
                }
                case Item.Recorded(String exchange, String url, Bytes body) -> {
                    pace.await(tape.stamp());
                    if (mode == Mode.WHAT_IF) {
                        recordedAnswers.answer(exchange, url, Answer.ok(new Bytes(body.copy())));
                        deliver(player, tape.stamp());
                    }
                    counted();
                    last = tape.number();
                    lastStamp = tape.stamp();
                }
                case Item.Taken(Input input) -> {
                    pace.await(tape.stamp());
                    last = tape.number();
                    lastStamp = tape.stamp();
                    take(player, input);
                    Divergence found = mode == Mode.AUDIT ? compare() : null;
                    if (found != null) {
                        return ended(last, lastStamp, "", found);
                    }
                    recorded.clear();
                    done.clear();
                }
            }
        }
        return ended(last, lastStamp,
                tape.ending().whole() ? "" : tape.ending().toString(), null);
    }

    private void counted() {
        if (inputs++ == 0) {
            firstStamp = tape.stamp();
        }
    }

    private void take(Player player, Input input) {
        counted();
        if (mode == Mode.AUDIT || !(input instanceof Input.Answered(long id, Answer answer))) {
            player.accept(tape.stamp(), mode == Mode.AUDIT
                    ? input
                    : traded(input) ? TICK : links.renamed(input, connections));
        } else {
            // The engine asks under ids of its own now; who had asked then is on the tape, unless that was cut off.
            Effect.Ask ask = asked.remove(id);
            if (ask != null) {
                recordedAnswers.answer(ask.exchange(), ask.request().url(),
                        new Answer(answer.phase(),
                                answer.status(), new Bytes(answer.body().copy()), answer.why(),
                                answer.retryAfterMillis()));
            }
        }
        deliver(player, tape.stamp());
    }

    /// Whether only whoever traded in the run has to do with it.
    private static boolean traded(Input input) {
        return switch (input) {
            case Input.Trading _ -> true;
            case Input.Opened(_, String link) -> Link.carriesOrders(link);
            case Input.Closed(_, String link, _) -> Link.carriesOrders(link);
            case Input.Command(Input.Wish wish) -> switch (wish) {
                case Input.Wish.Halt _,Input.Wish.Rearm _,Input.Wish.Unwind _,Input.Wish.Clear _,Input.Wish.WriteOff _ ->
                    true;
                case Input.Wish.Enable _,Input.Wish.Resync _,Input.Wish.Withhold _ -> false;
            };
            case Input.Frame _,Input.Answered _,Input.Listed _,Input.ServerTime _,Input.Configured _,Input.Account _,Input.Lost _,Input.Tick _ ->
                false;
        };
    }

    private void deliver(Player player, long now) {
        for (Input.Answered next = recordedAnswers.ready(); next != null; next = recordedAnswers
                .ready()) {
            player.accept(now, next);
        }
    }

    private @Nullable Divergence compare() {
        int most = Math.max(recorded.size(), done.size());
        for (int i = 0; i < most; i++) {
            Item then = i < recorded.size() ? recorded.get(i) : null;
            Item now = i < done.size() ? done.get(i) : null;
            if (then == null || !then.equals(now)) {
                return new Divergence(tape.number(), tape.stamp(), name(then), name(now));
            }
            hashes += then instanceof Item.Hashed ? 1 : 0;
        }
        return null;
    }

    private static String name(@Nullable Item item) {
        return item == null ? "nothing" : item.toString();
    }

    private Outcome ended(long last, long lastStamp, String why,
            @Nullable Divergence divergence) {
        return new Outcome(inputs, firstStamp, last, lastStamp, why, hashes, divergence);
    }
}
