package io.crossbook.gateway.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.AttemptState;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.OrderState;
import io.crossbook.execution.desk.Rung;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Standing;
import io.crossbook.gateway.web.Halting.Halted;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is asked and wished over the socket, answered. Halting needs nobody; everything else needs the engine, and says so when it does not answer.
final class Commands {

    /// A command that is not carried out, with words for whoever gave it.
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String why) {
            super(why);
        }
    }

    private static final int LONGEST = 300;
    private static final long AGAIN_MILLIS = 20;
    private static final String REFUSED = "refused";
    private static final String WHY = "refusedWhy";
    private static final String PAUSE = "pause";
    private static final String UNHEARD = "unheard";

    private final Path haltFile;
    private final Halts halts;
    private final Reach engine;
    private final long patienceMillis;
    private final Switching switching;

    /// `patience` is how long the engine has to answer, and to do what was wished.
    Commands(Path folder, Halts halts, Reach engine, Duration patience) {
        haltFile = folder.resolve(HaltWatch.FILE);
        this.halts = halts;
        this.engine = engine;
        patienceMillis = patience.toMillis();
        switching = new Switching(engine, patience);
    }

    ObjectNode answer(JsonNode request) throws Refused, InterruptedException {
        String command = request.path("command").asText();
        Report report = Report.of(command);
        if (report != null) {
            return read(request, report);
        }
        return switch (command) {
            case "halt" -> halt(reason(request));
            case "halts" -> halts.write(engineHalt());
            case "resume" -> resume(reason(request), whole(request, "pull", 0, Long.MAX_VALUE),
                    pause(request));
            case "unwind" -> unwind(whole(request, "attempt", 1, Long.MAX_VALUE),
                    (int) whole(request, "maxLossBps", 1, Rung.MOST_BPS));
            case "reload" -> Switching.reload(engine.reloads());
            case "exchange" -> switching.exchange(request);
            case "markouts" -> markouts(whole(request, "attempt", 1, Long.MAX_VALUE));
            case "clear" -> clear(whole(request, "attempt", 1, Long.MAX_VALUE), reason(request),
                    writeOff(request));
            default -> throw new Refused("there is no command '" + Private.line(command, 40)
                    + "' here");
        };
    }

    private static String reason(JsonNode request) throws Refused {
        String why = Private.line(request.path("why").asText(), LONGEST);
        if (why.isEmpty()) {
            throw new Refused("a reason is wanted: who reads the journal later wants to know");
        }
        return why;
    }

    private static long whole(JsonNode request, String name, long least, long most)
            throws Refused {
        JsonNode value = request.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < least
                || value.longValue() > most) {
            throw new Refused("'" + name + "' must be a whole number from " + least
                    + (most == Long.MAX_VALUE ? " on" : " to " + most));
        }
        return value.longValue();
    }

    /// Who names none was shown none.
    private static long pause(JsonNode request) throws Refused {
        return request.has(PAUSE) ? whole(request, PAUSE, 0, Long.MAX_VALUE) : 0;
    }

    private ObjectNode read(JsonNode request, Report report) throws Refused, InterruptedException {
        ObjectNode read = asked((state, standing) -> report.read(state,
                Report.Head.of(standing), request));
        if (report == Report.LEDGER) {
            ObjectNode statement = answered(engine.earned(Earned::statement));
            if (statement != null) {
                read.set("statement", statement);
            }
        }
        return read;
    }

    /// How the market went on after the fills of an attempt; of the last thousand fills.
    private ObjectNode markouts(long attempt) throws Refused, InterruptedException {
        ObjectNode read = answered(
                engine.earned(earnings -> Earned.markouts(earnings.markouts(attempt))));
        return read == null ? Earned.markouts(List.of()) : read;
    }

    private ObjectNode asked(BiFunction<ExecutionState, Standing, ObjectNode> reading)
            throws Refused, InterruptedException {
        ObjectNode read = answered(engine.read(reading));
        if (read == null) {
            throw new Refused("nobody trades here: mode is watch, or trading has not begun yet");
        }
        return read;
    }

    private @Nullable ObjectNode answered(CompletableFuture<@Nullable ObjectNode> reading)
            throws Refused, InterruptedException {
        try {
            return reading.get(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw new Refused("the engine has not answered for " + patienceMillis
                    + " ms: its loop is blocked or has ended (halting works all the same)");
        } catch (ExecutionException e) {
            throw new Refused("the engine could not be read: " + e.getCause());
        }
    }

    private ObjectNode halt(String why) {
        Halted halted = halts.halt("command: " + why);
        ObjectNode answer = halts.write(JsonNodeFactory.instance.objectNode().put("halted", true))
                .put("pull", halted.pull());
        return halted.unnoted().isEmpty() ? answer : answer.put("unnoted", halted.unnoted());
    }

    /// What the engine itself says, which may have halted without a pull, in an earlier run for example; nothing where it does not answer.
    private ObjectNode engineHalt() throws InterruptedException {
        try {
            return asked((state, _) -> Report.halts(state));
        } catch (Refused e) {
            return Report.halts(new ExecutionState());
        }
    }

    /// Ends what the human was shown, who names the last pull and the last pause of it.
    private ObjectNode resume(String why, long pull, long pause)
            throws Refused, InterruptedException {
        if (!Files.notExists(haltFile)) {
            throw new Refused("the file " + haltFile + " halts: take it away first");
        }
        String against = engine.against();
        if (!against.isEmpty()) {
            throw new Refused(against);
        }
        if (pull != halts.last()) {
            throw new Refused("it was halted again meanwhile, by pull " + halts.last()
                    + ": look at what halted it, then resume anew");
        }
        asked((_, _) -> JsonNodeFactory.instance.objectNode()); // somebody must be there to hear it
        wish(new Input.Wish.Rearm(why, pull, pause));
        ObjectNode now = until((state, standing) -> resumed(state, standing, pause),
                read -> read.path("halted").asText().isEmpty() && !halts.pulled()
                        && !read.path(UNHEARD).booleanValue());
        if (now == null) {
            throw new Refused("still halted: " + stillHalted());
        }
        now.remove(UNHEARD);
        return now.put("resumed", true);
    }

    private static ObjectNode resumed(ExecutionState state, Standing standing, long pause) {
        ObjectNode now = JsonNodeFactory.instance.objectNode().put("halted", state.halted())
                .put("reluctance", standing.reluctance())
                .put(UNHEARD, state.paused().keySet().stream()
                        .anyMatch(what -> state.pause(what) <= pause));
        Report.paused(now, state);
        return now;
    }

    private String stillHalted() throws Refused, InterruptedException {
        ObjectNode now = asked((state, standing) -> JsonNodeFactory.instance.objectNode()
                .put("why", state.halted().isEmpty() ? standing.reluctance() : state.halted()));
        String why = now.path("why").asText();
        return why.isEmpty() ? "the latch is still pulled; the log says more" : why;
    }

    private ObjectNode unwind(long attempt, int maxLossBps) throws Refused, InterruptedException {
        ObjectNode before = parked(attempt);
        wish(new Input.Wish.Unwind(attempt, maxLossBps));
        return turned(attempt, before);
    }

    private static boolean writeOff(JsonNode request) throws Refused {
        JsonNode value = request.path("writeOff");
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw new Refused("'writeOff' must be true or false");
        }
        return value.booleanValue();
    }

    private ObjectNode clear(long attempt, String why, boolean writeOff)
            throws Refused, InterruptedException {
        ObjectNode before = parked(attempt);
        if (writeOff) {
            wish(new Input.Wish.WriteOff(attempt, why));
            ObjectNode done = turned(attempt, before);
            done.set("writtenOff", asked((state, _) -> writtenOff(state, attempt)).path("orders"));
            return done;
        }
        String unknown = asked((state, _) -> unknown(state, attempt)).path("unknown").asText();
        if (!unknown.isEmpty()) {
            throw new Refused("attempt " + attempt + " is not cleared: what became of " + unknown
                    + " is not known yet, and may still fill. It is asked after: see to it that the "
                    + "exchange answers, then clear what is left; where it never will, write it off: "
                    + "crossbook clear " + attempt + " \"WHAT YOU FOUND\" --write-off");
        }
        wish(new Input.Wish.Clear(attempt, why));
        return turned(attempt, before);
    }

    /// How it stands; refuses what is not parked.
    private ObjectNode parked(long id) throws Refused, InterruptedException {
        ObjectNode now = asked((state, standing) -> standing(state, standing, id).put("last",
                state.lastAttempt()));
        String where = now.path("state").asText();
        if (where.isEmpty()) {
            long last = now.path("last").longValue();
            throw new Refused("there is no attempt " + id + (last == 0
                    ? ": there was none yet"
                    : "; the last one is " + last));
        }
        if (!where.equals(AttemptState.PARKED.toString())) {
            throw new Refused("attempt " + id + " is " + where
                    + ", not parked: there is nothing for you to do");
        }
        return now;
    }

    private static ObjectNode standing(ExecutionState state, Standing standing, long id) {
        Attempt attempt = state.attempt(id);
        ObjectNode to = JsonNodeFactory.instance.objectNode().put("attempt", id)
                .put(REFUSED, standing.refused().number()).put(WHY, standing.refused().why());
        return attempt == null
                ? to.put("state", "")
                : to.put("state", attempt.state().toString())
                        .put("orders", attempt.orders().size());
    }

    private static ObjectNode unknown(ExecutionState state, long id) {
        Attempt attempt = state.attempt(id);
        return JsonNodeFactory.instance.objectNode().put("unknown", attempt == null
                ? ""
                : attempt.orders().stream().filter(order -> !order.resolved())
                        .map(order -> order.id() + " at " + order.intent().listing().exchange())
                        .collect(Collectors.joining(", ")));
    }

    /// What is assumed of the orders that were written off.
    private static ObjectNode writtenOff(ExecutionState state, long id) {
        ObjectNode to = JsonNodeFactory.instance.objectNode();
        ArrayNode rows = to.putArray("orders");
        Attempt attempt = state.attempt(id);
        if (attempt != null) {
            attempt.orders().stream().filter(order -> order.state() == OrderState.WRITTEN_OFF)
                    .forEach(order -> Report.order(rows.addObject(), order));
        }
        return to;
    }

    private ObjectNode turned(long id, ObjectNode before) throws Refused, InterruptedException {
        ObjectNode now = until((state, standing) -> standing(state, standing, id),
                read -> moved(read, before) || refused(read, before));
        if (now == null) {
            throw new Refused("attempt " + id + " is still parked, and the engine has said nothing"
                    + " of it for " + patienceMillis + " ms: look at `crossbook attempts " + id
                    + "`, then try again");
        }
        if (!moved(now, before)) {
            throw new Refused(now.path(WHY).asText());
        }
        now.remove(List.of(REFUSED, WHY));
        return now;
    }

    private static boolean moved(JsonNode now, JsonNode before) {
        return !now.path("state").asText().equals(AttemptState.PARKED.toString())
                || now.path("orders").intValue() > before.path("orders").intValue();
    }

    private static boolean refused(JsonNode now, JsonNode before) {
        return now.path(REFUSED).longValue() > before.path(REFUSED).longValue();
    }

    private void wish(Input.Wish wish) throws Refused {
        if (!engine.wish(wish)) {
            throw new Refused("the engine's inbox is full: try again");
        }
    }

    /// Looks until it is as wanted; null when it never was in time.
    private @Nullable ObjectNode until(BiFunction<ExecutionState, Standing, ObjectNode> reading,
            Predicate<ObjectNode> wanted) throws Refused, InterruptedException {
        for (long left = patienceMillis; left > 0; left -= AGAIN_MILLIS) {
            ObjectNode now = asked(reading);
            if (wanted.test(now)) {
                return now;
            }
            Thread.sleep(AGAIN_MILLIS);
        }
        return null;
    }
}
