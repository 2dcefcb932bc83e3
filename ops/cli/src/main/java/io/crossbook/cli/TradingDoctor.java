package io.crossbook.cli;

import io.crossbook.exchanges.ApiKey;
import io.crossbook.exchanges.Dialects;
import io.crossbook.exchanges.Orders;
import io.crossbook.gateway.config.Account;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.engine.Mode;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.ledger.BadJournal;
import io.crossbook.gateway.ledger.JournalSettings;
import io.crossbook.gateway.ledger.SqlJournal;
import io.crossbook.gateway.live.LivePaper;
import io.crossbook.gateway.tape.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Looks at what a start that trades needs besides, in files and the environment alone: keys that are keys, a journal that can be gone on with, and the paper of mode live.
final class TradingDoctor {

    /// Where what is found goes: whether a start ends by it, what, where, and what is wanted.
    @FunctionalInterface
    interface Found {
        void found(boolean wrong, String what, String where, String wanted);
    }

    /// Of a journal that cannot be gone on with.
    private static final long NONE = -1;
    /// Of one on a server, which is not asked.
    private static final long UNKNOWN = Long.MAX_VALUE;

    private final Configuration configuration;
    private final Function<String, @Nullable String> environment;
    private final Found findings;
    private final Mode mode;
    private final Map<String, ApiKey> keys = new TreeMap<>();

    private TradingDoctor(Configuration configuration,
            Function<String, @Nullable String> environment, Found findings) {
        this.configuration = configuration;
        this.environment = environment;
        this.findings = findings;
        mode = configuration.execution().mode();
    }

    static void look(Configuration configuration, Function<String, @Nullable String> environment,
            Found findings) {
        var doctor = new TradingDoctor(configuration, environment, findings);
        if (doctor.mode == Mode.WATCH) {
            return;
        }
        if (doctor.mode.leaves()) {
            configuration.settings().exchanges().forEach(doctor::key);
        }
        long entries = doctor.journal();
        if (doctor.mode == Mode.LIVE && entries != NONE) {
            doctor.paper(entries);
        }
    }

    /// What is missing is told elsewhere.
    private void key(Settings.Exchange exchange) {
        String name = exchange.entry().name();
        Account account = configuration.accounts().getOrDefault(name, Account.NONE);
        Orders orders = configuration.execution().patience().containsKey(name)
                ? Dialects.of(exchange.dialect(), exchange.entry()).orders(List.of())
                : null;
        String id = value(account.keyEnv());
        String secret = value(account.secretEnv());
        if (orders == null || id.isEmpty() || secret.isEmpty()) {
            return;
        }
        try {
            new Secrets().add(id);
            new Secrets().add(secret);
            keys.put(name, new ApiKey(orders.signer().kind(), id, secret));
        } catch (IllegalArgumentException e) { // which does not quote it
            findings.found(true, "keys", "exchanges." + name + ".account: " + account.keyEnv()
                    + " and " + account.secretEnv() + " are no key: " + e.getMessage(),
                    "both as the exchange has given them");
        }
    }

    private String value(String variable) {
        return variable.isEmpty()
                ? ""
                : Objects.requireNonNullElse(environment.apply(variable), "").strip();
    }

    /// How many entries it has.
    private long journal() {
        try {
            JournalSettings settings = configuration.journal().opened(environment);
            return settings.sqlite() ? file(settings) : UNKNOWN;
        } catch (IllegalStateException e) {
            findings.found(true, "journal", String.valueOf(e.getMessage()),
                    "export it, or `crossbook keys add`");
        }
        return NONE;
    }

    private long file(JournalSettings settings) {
        Path file = settings.path().toAbsolutePath();
        try {
            if (Files.notExists(file) || Files.isRegularFile(file) && Files.size(file) == 0) {
                return 0; // whether it can be made is the folder's
            }
            if (!Files.isRegularFile(file) || !Files.isReadable(file) || !Files.isWritable(file)) {
                findings.found(true, "journal", file + " is no file that this user may write",
                        "chown, or another journal.file");
                return NONE;
            }
            return SqlJournal.entries(settings, mode);
        } catch (BadJournal e) {
            findings.found(true, "journal", String.valueOf(e.getMessage()), "docs/journal.md");
        } catch (IOException e) {
            findings.found(true, "journal", file + " cannot be looked at: " + e.getMessage(),
                    "a file of our own user");
        }
        return NONE;
    }

    private void paper(long entries) {
        Path control = configuration.control();
        try {
            // What was compiled is read for nothing where there is no paper.
            String build = Files.exists(LivePaper.at(control)) ? Daemon.checkedBuild() : "";
            String refusal = LivePaper.of(configuration.sum(), keys, build, Instant.now())
                    .refusal(control);
            if (!refusal.isEmpty()) {
                findings.found(entries == 0, "paper", "mode is live, and " + refusal,
                        entries == 0
                                ? "before that nothing is traded"
                                : "before that only what an earlier run has begun is brought to its end");
            }
        } catch (IOException e) {
            findings.found(true, "paper", LivePaper.at(control) + " cannot be read: "
                    + e.getMessage(), "a file of our own user");
        }
    }
}
