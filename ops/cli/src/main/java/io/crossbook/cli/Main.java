package io.crossbook.cli;

import io.crossbook.gateway.config.ConfigException;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The door to everything: one class a command.
@Command(name = "crossbook", description = "Cross-exchange arbitrage engine and market-data gateway.", mixinStandardHelpOptions = true, versionProvider = Main.Version.class, scope = ScopeType.INHERIT, synopsisSubcommandLabel = "COMMAND", exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
        " 0:done", " 1:something failed, or a check found a violation",
        " 2:the command line was wrong", " 3:of what was asked for, nothing could be done",
        "78:the configuration is wrong"}, subcommands = {CheckCommand.class, FeesCommand.class,
                RebalanceCommand.class, BooksCommand.class,
                ScanCommand.class, SimulatorCommand.class, DemoCommand.class, RunCommand.class,
                RecordCommand.class, BenchCommand.class, ReplayCommand.class, TapeCommand.class,
                BacktestCommand.class, ExplainCommand.class, TuneCommand.class,
                ProveCommand.class, CertifyCommand.class, FeedCommand.class,
                ReportCommand.Balances.class, ReportCommand.Attempts.class,
                ReportCommand.Orders.class, ReportCommand.Ledger.class,
                WishCommand.Halt.class, WishCommand.Resume.class, WishCommand.Unwind.class,
                WishCommand.Clear.class, SwitchCommand.Reload.class,
                SwitchCommand.Switch.class, ExportCommand.class,
                TokenCommand.class, KeysCommand.class,
                CompletionCommand.class})
public final class Main {

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show where in the program an error came from.")
    private boolean debug;

    /// Whether what goes to stderr is read by a person as it comes.
    private final boolean terminal;

    private Main() {
        this(false);
    }

    private Main(boolean terminal) {
        this.terminal = terminal;
    }

    boolean terminal() {
        return terminal;
    }

    /// Runs one command and ends the process with its exit code.
    public static void main(String[] arguments) {
        var out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = run(new Main(Terminal.reads()), out, err, arguments);
        out.flush();
        if (out.checkError() && code == Exit.OK) {
            code = Exit.FAILED; // the answer did not arrive
        }
        Logs.end();
        System.exit(code);
    }

    /// Runs one command; `out` takes its answer, `err` everything else.
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return run(new Main(), out, err, arguments);
    }

    private static int run(Main main, PrintWriter out, PrintWriter err, String... arguments) {
        var line = new CommandLine(main);
        line.setOut(out).setErr(err);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(colours() ? Ansi.ON : Ansi.OFF));
        Guide.complete(line);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(colours());
        line.setParameterExceptionHandler((wrong, _) -> {
            err.println("crossbook: " + wrong.getMessage() + " (" + wrong.getCommandLine()
                    .getCommandSpec().qualifiedName() + " --help says more)");
            return Exit.USAGE;
        });
        line.setExecutionExceptionHandler((failed, _, _) -> main.failed(failed, err));
        return line.execute(arguments);
    }

    private int failed(Exception failed, PrintWriter err) {
        switch (failed) {
            case ConfigException wrong -> wrong.problems().forEach(err::println);
            case Failure _,IOException _,UncheckedIOException _ ->
                err.println("crossbook: " + message(failed));
            default -> err.println("crossbook: " + failed + (debug ? "" : " (--debug says where)"));
        }
        if (debug) {
            failed.printStackTrace(err);
        }
        return switch (failed) {
            case ConfigException _ -> Exit.CONFIGURATION;
            case Failure failure -> failure.exitCode();
            default -> Exit.FAILED;
        };
    }

    /// An error as the end of one line.
    static String message(Exception failed) {
        return switch (failed) {
            case NoSuchFileException missing -> "there is no file " + missing.getFile();
            case FileSystemException file -> file.getFile() + ": " + (file.getReason() == null
                    ? file.getClass().getSimpleName()
                    : file.getReason());
            case Failure failure -> String.valueOf(failure.getMessage());
            case UncheckedIOException within when within.getCause() != null -> message(
                    within.getCause());
            default -> failed.toString();
        };
    }

    // Some JDKs have a console even where there is no terminal: it has to be asked.
    private static boolean colours() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false)
                && System.getenv("NO_COLOR") == null;
    }

    /// What `--version` prints.
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[]{"crossbook " + (version == null ? "(not packaged)" : version)
                    + ", Java " + Runtime.version()};
        }
    }
}
