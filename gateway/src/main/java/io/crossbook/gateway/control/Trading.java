package io.crossbook.gateway.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.exchanges.ApiKey;
import io.crossbook.exchanges.Dialects;
import io.crossbook.exchanges.Orders;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Signer;
import io.crossbook.execution.Entry;
import io.crossbook.gateway.config.Account;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.engine.Chronicle;
import io.crossbook.gateway.engine.Execution;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Mode;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.engine.Watcher;
import io.crossbook.gateway.ledger.Receipts;
import io.crossbook.gateway.ledger.SqlJournal;
import io.crossbook.gateway.live.LivePaper;
import io.crossbook.gateway.live.Untraded;
import io.crossbook.gateway.loop.Clock;
import io.crossbook.gateway.loop.Inbox;
import io.crossbook.gateway.web.Halting;
import io.crossbook.gateway.wire.Keyring;
import io.crossbook.gateway.wire.Latch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What it takes to trade besides the engine: keys, the journal, the latch and everybody who may pull it.
///
/// Opened before anything is connected, so that a key that is missing, a journal that somebody else has or one of another mode ends the start. The engine begins
/// to trade with [#begin], and not before.
public final class Trading implements Halting, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("crossbook");

    private final Execution execution;
    private final Configuration configuration;
    private final Surroundings around;
    private final Clock clock;
    private final Latch latch = new Latch();
    private final Keyring keyring;
    private final Map<String, ApiKey> keys = new TreeMap<>();
    private final Map<String, Orders> ways = new TreeMap<>();
    private final SqlJournal journal;
    private final Told told = new Told();
    /// Real money, and not checked: nothing new is begun.
    private volatile boolean unchecked;
    /// Also read by the threads of HTTP.
    private volatile @Nullable Control control;
    /// What has ended the loop; empty as long as it runs.
    private volatile String mistake = "";

    /// What the journal tells, handed to the engine as soon as there is one: of each kind only the latest counts.
    private static final class Told implements Receipts {
        private @Nullable Inbox inbox;
        private @Nullable Halts halts;
        private long leaseNanos;
        private String failure = "";

        synchronized void to(Inbox engine, Halts stops) {
            inbox = engine;
            halts = stops;
            lease(leaseNanos);
            if (!failure.isEmpty()) {
                failed(failure);
            }
        }

        @Override
        public void durable(long number) {
            put("journal durable", new Input.News.Durable(number));
        }

        /// The latch is pulled here, whatever the engine is doing: what waits at a socket must not leave either.
        @Override
        public synchronized void failed(String why) {
            failure = why;
            put("journal failed", new Input.News.JournalFailed(why));
            if (halts != null) {
                halts.pull("the journal has failed: " + why);
            }
        }

        synchronized boolean failed() {
            return !failure.isEmpty();
        }

        @Override
        public synchronized void lease(long untilNanos) {
            leaseNanos = untilNanos;
            put("journal lease", new Input.News.Lease(untilNanos));
        }

        private synchronized void put(String state, Input.News news) {
            if (inbox != null) {
                inbox.state(state).put(new Input.Trading(news));
            }
        }
    }

    private Trading(Configuration configuration, Surroundings around, Clock clock) {
        this.configuration = configuration;
        this.around = around;
        this.clock = clock;
        execution = configuration.execution();
        keyring = new Keyring(execution.mode(), latch, clock, around.secrets()::add);
        if (execution.mode().leaves()) {
            configuration.settings().exchanges().forEach(this::key);
        }
        journal = SqlJournal.open(configuration.journal().opened(around.environment()),
                execution.mode(), around.secrets()::blank, clock::now, told);
        unchecked = execution.mode() == Mode.LIVE && !refusal().isEmpty();
        if (unchecked && journal.entries() == 0) {
            String refusal = refusal();
            journal.close();
            throw new IllegalStateException("mode is live, and nothing is traded: " + refusal);
        }
    }

    /// Takes the journal and the keys. [IllegalStateException] where the environment lacks one, or has one that is no key;
    /// [io.crossbook.gateway.ledger.BadJournal] where the journal cannot be had.
    public static Trading open(Configuration configuration, Surroundings around, Clock clock) {
        return new Trading(configuration, around, clock);
    }

    /// The second of two steps: the file says `live` twice, and `check --live` has passed for it, these keys and this build. Why it has not; empty when it has.
    private String refusal() {
        try {
            return LivePaper.of(configuration.sum(), keys, around.build(),
                    Instant.ofEpochMilli(clock.now() / 1_000_000))
                    .refusal(configuration.control());
        } catch (IOException e) {
            return "whether `crossbook check --live` has passed cannot be read: " + e;
        }
    }

    /// Why nobody may allow anything new yet; empty when a human may. What an earlier process has begun is brought to its end without a check: an order that is open, or a
    /// leg that is missing, cannot wait for it. Looked at anew each time, any thread.
    public String against() {
        if (unchecked) {
            String refusal = refusal();
            unchecked = !refusal.isEmpty();
            return unchecked
                    ? "mode is live, and only what was begun before is brought to its end: "
                            + refusal + ", then `crossbook resume`"
                    : "";
        }
        return "";
    }

    private void key(Settings.Exchange exchange) {
        String name = exchange.entry().name();
        Account account = configuration.accounts().getOrDefault(name, Account.NONE);
        Orders orders = execution.patience().containsKey(name)
                ? Dialects.of(exchange.dialect(), exchange.entry()).orders(List.of())
                : null;
        if (orders == null) {
            return;
        }
        Signer signer = orders.signer();
        String id = secret(name, account.keyEnv());
        String secret = secret(name, account.secretEnv());
        try {
            var key = new ApiKey(signer.kind(), id, secret);
            keyring.add(name, signer, key);
            keys.put(name, key);
            ways.put(name, orders);
        } catch (IllegalArgumentException e) { // which does not quote it
            throw new IllegalStateException(
                    name + ": " + account.keyEnv() + " and " + account.secretEnv() + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private String secret(String exchange, String variable) {
        String value = around.value(variable);
        if (value.isEmpty()) {
            throw new IllegalStateException(exchange + ": mode is " + execution.mode().word()
                    + ", and the environment lacks " + variable);
        }
        try {
            around.secrets().add(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(exchange + ": " + variable + " holds " + e.getMessage(),
                    e);
        }
        return value;
    }

    /// What signs, and lets nothing out that must not leave.
    public Keyring keyring() {
        return keyring;
    }

    /// How orders are written down for the exchanges that they leave for.
    public Map<String, Orders> ways() {
        return Collections.unmodifiableMap(ways);
    }

    /// Where is traded in this run.
    public Set<String> traded() {
        return execution.patience().keySet();
    }

    /// Where the engine writes.
    public Chronicle chronicle() {
        return journal;
    }

    /// As [SqlJournal#rehearse] has it. Any thread.
    public void rehearse(List<Entry> commit) {
        journal.rehearse(commit);
    }

    /// How many commits wait to be written. Any thread.
    public int waiting() {
        return journal.waiting();
    }

    /// Whether entries could not be kept. Any thread.
    public boolean failed() {
        return told.failed();
    }

    /// Lets the engine trade, after what it is configured by; `beat` tells when its loop was last heard of, `engine` reaches it.
    public void begin(Inbox inbox, LongSupplier beat, Reach engine) throws IOException {
        if (!journal.cut().isEmpty()) {
            LOG.warn("The journal had a torn end: {}", journal.cut());
        }
        Inbox.State halt = inbox.state("halt");
        Control opened = Control.open(configuration.control(), latch, halt::put, beat, clock,
                configuration.silentMillis(), engine);
        control = opened;
        if (!mistake.isEmpty()) {
            opened.halts().halt(mistake); // it has ended before there was anybody to note it down
        }
        around.secrets().add(opened.token().secret());
        var began = new Input.News.Began(execution, around.build(),
                SqlJournal.configuration(execution.mode(), configuration.sum()),
                journal.entries(), journal.check());
        String against = against();
        if (!against.isEmpty()) {
            opened.halts().halt(against); // before anybody is told to begin
        }
        if (!inbox.offer(new Input.Trading(began))) {
            throw new IOException("the engine's inbox is full before it has begun");
        }
        told.to(inbox, opened.halts());
        opened.halts().tell();
        if (execution.mode() != Mode.PAPER || journal.entries() == 0) {
            Untraded.of(configuration).forEach(LOG::warn);
            String unproven = configuration.execution().unproven();
            if (!unproven.isEmpty()) {
                LOG.warn(unproven);
            }
        }
        LOG.info("Trading in mode {}: {}; journal {}, {} entries", execution.mode().word(),
                String.join(", ", execution.patience().keySet()),
                configuration.journal().settings().where(), journal.entries());
    }

    /// Names each exchange that orders leave for, with a request that keeps a connection to it ready.
    public void warms(BiConsumer<String, @Nullable Request> keep) {
        for (Settings.Exchange exchange : configuration.settings().exchanges()) {
            if (keyring.knows(exchange.entry().name())) {
                keep.accept(exchange.entry().name(),
                        Dialects.of(exchange.dialect(), exchange.entry()).timeRequest());
            }
        }
    }

    @Override
    public boolean knows(String token) {
        Control open = control;
        return open != null && open.token().is(token);
    }

    /// The latch is pulled before this returns; a disk may take its time.
    @Override
    public CompletableFuture<Halted> halt(String why) {
        Halts halts = halts();
        long pull = halts.pull(why);
        return CompletableFuture.supplyAsync(() -> new Halted(pull, halts.keep()),
                Thread::startVirtualThread);
    }

    /// What the engine itself has halted for stops at the socket too, and after a restart without its journal. The engine's thread; never waits.
    public Watcher watcher() {
        return new Watcher() {
            @Override
            public void halted(String why, long now) {
                halts().pull(why);
            }
        };
    }

    /// What was pulled, added to what the engine says. Any thread.
    public ObjectNode halts(ObjectNode engine) {
        return halts().write(engine);
    }

    /// What came of a wish to resume: what is so now, or why it was not done.
    public record Resumed(ObjectNode now, String refused) {}

    /// Allows new attempts again, by who was shown this pull and this pause; any thread. It may take some seconds.
    public CompletableFuture<Resumed> resume(String why, long pull, long pause) {
        return CompletableFuture.supplyAsync(() -> {
            ObjectNode request = JsonNodeFactory.instance.objectNode().put("command", "resume")
                    .put("why", why).put("pull", pull).put("pause", pause);
            Control open = control;
            try {
                return open == null
                        ? new Resumed(request, "nobody trades yet")
                        : new Resumed(open.commands().answer(request), "");
            } catch (Commands.Refused e) {
                return new Resumed(request, String.valueOf(e.getMessage()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Resumed(request, "it ends");
            }
        }, Thread::startVirtualThread);
    }

    private Halts halts() {
        Control open = control;
        if (open == null) {
            throw new IllegalStateException("nobody trades yet");
        }
        return open.halts();
    }

    /// The loop has ended by a mistake of ours: halted, and noted down for the next start before anything closes. Whoever starts it again unseen
    /// would trade into the same mistake.
    public void ended(Throwable by) {
        byte[] why = ("the loop has ended: " + by).getBytes(StandardCharsets.UTF_8);
        around.secrets().blank(why, 0, why.length);
        mistake = new String(why, StandardCharsets.UTF_8);
        Control open = control;
        if (open != null) {
            open.halts().halt(mistake);
        }
    }

    /// Nobody halts or commands any more; before the loop ends, whose end would look like silence.
    public void closeControl() {
        Control open = control;
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) { // whatever becomes of it: what follows must be closed too
            LOG.warn("The command socket did not close well: {}", e.toString());
        }
    }

    /// Writes what waits, and lets others have the journal; once the loop has ended.
    @Override
    public void close() {
        journal.close();
    }
}
