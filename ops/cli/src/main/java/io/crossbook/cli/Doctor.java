package io.crossbook.cli;

import io.crossbook.gateway.access.Door;
import io.crossbook.gateway.alerts.Alerting;
import io.crossbook.gateway.config.Account;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.config.GatewaySettings;
import io.crossbook.gateway.engine.Mode;
import io.crossbook.gateway.ledger.JournalSettings;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Looks at everything on this machine that a start needs, and contacts nobody: keys, journal and paper, certificate and tokens, addresses of alerts, the port, folders, disk and clock.
final class Doctor {

    private static final long GIB = 1L << 30;
    private static final int PING_MILLIS = 20_000;
    private static final long STEP_SECONDS = 60;
    private static final Set<PosixFilePermission> OURS = PosixFilePermissions
            .fromString("rwx------");
    /// systemd's own word of whether it has set the clock.
    private static final Path TIMESYNC = Path.of("/run/systemd/timesync");
    private static final String SYNCHRONIZED = "synchronized";

    private final Configuration configuration;
    private final Function<String, @Nullable String> environment;
    private final List<Finding> findings = new ArrayList<>();

    private Doctor(Configuration configuration, Function<String, @Nullable String> environment) {
        this.configuration = configuration;
        this.environment = environment;
    }

    /// All that was found, what ends a start first. `environment` has keys and addresses by their names.
    static List<Finding> look(Configuration configuration,
            Function<String, @Nullable String> environment) {
        var doctor = new Doctor(configuration, environment);
        doctor.keys();
        TradingDoctor.look(configuration, environment, doctor::found);
        doctor.door();
        doctor.alerts();
        doctor.port();
        doctor.folders();
        doctor.clock();
        return Stream.concat(doctor.findings.stream().filter(Finding::wrong),
                doctor.findings.stream().filter(finding -> !finding.wrong())).toList();
    }

    private void found(boolean wrong, String what, String where, String wanted) {
        findings.add(new Finding(wrong, what, where, wanted));
    }

    private void keys() {
        configuration.accounts().forEach((exchange, account) -> {
            boolean traded = configuration.execution().mode().leaves()
                    && configuration.execution().patience().containsKey(exchange);
            for (String variable : account.variables()) {
                String value = environment.apply(variable);
                if (value == null || value.isBlank()) {
                    found(traded, "keys", "exchanges." + exchange + ".account names " + variable
                            + ", and neither the environment nor " + configuration.control()
                            + " has it", wanted(traded, variable, account));
                }
            }
        });
    }

    private static String wanted(boolean traded, String variable, Account account) {
        return "export it, or `crossbook keys add " + variable + "`" + (traded
                ? "; it may trade" + (account.live() ? " real money" : "")
                        + " and must not withdraw"
                : "; without it the account is not asked, and what is configured counts");
    }

    private void door() {
        try {
            Door.of(configuration, PING_MILLIS);
        } catch (IllegalStateException e) {
            found(true, "gateway", String.valueOf(e.getMessage()), "docs/access.md says how");
        }
    }

    private void alerts() {
        try (Alerting _ = Alerting.open(configuration.alerts(), environment, _ -> {},
                UnaryOperator.identity())) {
            // what cannot be opened says so
        } catch (IllegalStateException e) {
            found(true, "alerts", String.valueOf(e.getMessage()),
                    "export it; docs/runbook.md says where it comes from");
        }
    }

    private void port() {
        GatewaySettings gateway = configuration.gateway();
        String at = gateway.host() + ":" + gateway.port() + " cannot be had now (";
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true); // what was closed a moment ago is free
            socket.bind(new InetSocketAddress(InetAddress.getByName(gateway.host()),
                    gateway.port()));
        } catch (BindException e) {
            boolean taken = String.valueOf(e.getMessage()).contains("in use");
            if (taken && BesideDaemon.runs(configuration)) {
                found(false, "port", at + e.getMessage() + ")", "the daemon that runs in "
                        + configuration.control() + " has it: it ends before another begins");
            } else {
                found(true, "port", at + e.getMessage() + ")", taken
                        ? "another gateway.port, or the end of who has it: `ss -ltnp`"
                        : "an address of this machine, and a port above 1023 where the user is not root");
            }
        } catch (IOException e) {
            found(true, "port", at + e + ")", "the name or address of this machine");
        }
    }

    private void folders() {
        folder("control.directory", configuration.control(), GIB);
        Path control = configuration.control();
        try {
            if (Files.isDirectory(control) && control.getFileSystem()
                    .supportedFileAttributeViews().contains("posix")
                    && !OURS.containsAll(Files.getPosixFilePermissions(control))) {
                found(false, "folder", "control.directory " + control + " is open to others",
                        "chmod 700 (a start does it)");
            }
        } catch (IOException e) {
            found(true, "folder", control + " cannot be looked at: " + e.getMessage(),
                    "a folder of our own user");
        }
        JournalSettings journal = configuration.journal().settings();
        if (configuration.execution().mode() != Mode.WATCH && journal.sqlite()) {
            Path folder = Objects.requireNonNullElse(journal.path().normalize().getParent(),
                    control);
            if (!folder.equals(control.toAbsolutePath().normalize())) {
                folder("journal.file", folder, GIB);
            }
        }
        if (configuration.tape().enabled()) {
            Path tape = configuration.tape().directory();
            folder("tape.directory", tape,
                    Math.max(GIB, configuration.tape().maxTotalBytes() - size(tape)));
        }
    }

    /// Where something is going to be written: there, or in the nearest folder that is.
    private void folder(String key, Path folder, long bytes) {
        Path at = folder.toAbsolutePath().normalize();
        while (at.getParent() != null && Files.notExists(at)) {
            at = at.getParent();
        }
        if (!Files.isDirectory(at) || !Files.isWritable(at)) {
            found(true, "folder", key + " " + folder + ": " + at + (Files.isDirectory(at)
                    ? " may not be written to by this user"
                    : " is no folder"), "another folder, or chown");
            return;
        }
        try {
            long free = Files.getFileStore(at).getUsableSpace();
            if (free < bytes) {
                found(false, "disk", gib(free) + " are free for " + key + " " + folder
                        + ", which may grow by " + gib(bytes),
                        "make room, or lower tape.maxTotalMebibytes: a full disk stops the tape, and a journal that cannot be written stops trading");
            }
        } catch (IOException e) {
            found(false, "disk", at + ": " + e.getMessage(), "`df -h`");
        }
    }

    private static String gib(long bytes) {
        return Math.round(10.0 * bytes / GIB) / 10.0 + " GiB";
    }

    private static long size(Path folder) {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException _) {
            return 0; // that it cannot be read is told as the folder's own
        }
    }

    private void clock() {
        if (Files.isDirectory(TIMESYNC) && Files.notExists(TIMESYNC.resolve(SYNCHRONIZED))) {
            found(false, "clock", "systemd has not set it since the machine began",
                    "`timedatectl`; exchanges refuse orders of a clock that is off");
        }
        Path control = configuration.control();
        if (!Files.isDirectory(control)) {
            return;
        }
        try (Stream<Path> files = Files.list(control)) {
            Instant late = Instant.now().plusSeconds(STEP_SECONDS);
            for (Path file : files.toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isAfter(late)) {
                    found(false, "clock", file + " was written at "
                            + Files.getLastModifiedTime(file) + ", which is yet to come",
                            "`timedatectl`: this machine's clock was set back, or was wrong then");
                }
            }
        } catch (IOException e) {
            found(true, "folder", control + " cannot be read: " + e.getMessage(),
                    "a folder of our own user");
        }
    }
}
