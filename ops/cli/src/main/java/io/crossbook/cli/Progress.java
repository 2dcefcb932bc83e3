package io.crossbook.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;
import picocli.CommandLine.Model.CommandSpec;

/// How far long work has come and when it will be over, on stderr: on a terminal one line that is written over, else a line every ten seconds.
/// Of work that is over within two seconds nothing is said. Any thread.
final class Progress implements AutoCloseable {

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long SILENT_NANOS = 2 * SECOND_NANOS;
    private static final long TERMINAL_NANOS = SECOND_NANOS / 2;
    private static final long LINE_NANOS = 10 * SECOND_NANOS;
    private static final int MANY = 90;

    private final PrintWriter err;
    private final boolean terminal;
    private final String unit;
    private final double total;
    private final LongSupplier nanos;
    private final long began;
    private long next;
    private int shown;

    /// `total` of `unit` is all of it; an empty unit counts in percent.
    Progress(PrintWriter err, boolean terminal, String unit, double total, LongSupplier nanos) {
        this.err = err;
        this.terminal = terminal;
        this.unit = unit;
        this.total = total;
        this.nanos = nanos;
        began = nanos.getAsLong();
        next = began + (terminal ? SILENT_NANOS : LINE_NANOS);
    }

    /// Of a command.
    static Progress of(CommandSpec spec, String unit, double total) {
        return new Progress(spec.commandLine().getErr(),
                spec.root().userObject() instanceof Main main && main.terminal(), unit, total,
                System::nanoTime);
    }

    /// So much is done.
    synchronized void at(double done) {
        long now = nanos.getAsLong();
        if (now - next < 0) {
            return;
        }
        next = now + (terminal ? TERMINAL_NANOS : LINE_NANOS);
        String text = "crossbook: " + words(done, now - began);
        if (terminal) {
            // Back to where it began: what the command itself prints meanwhile is written over it.
            err.print(text + " ".repeat(Math.max(0, shown - text.length())) + "\r");
            err.flush();
            shown = text.length();
        } else {
            err.println(text);
        }
    }

    private String words(double done, long spent) {
        double part = Math.clamp(done / total, 0, 1);
        String words = unit.isEmpty()
                ? String.format(Locale.ROOT, "%.0f %%", Math.floor(part * 100))
                : String.format(Locale.ROOT, "%.0f of %.0f %s", done, total, unit);
        return part <= 0 ? words : words + ", " + left(spent / part * (1 - part));
    }

    private static String left(double nanos) {
        long seconds = (long) Math.ceil(nanos / SECOND_NANOS);
        if (seconds <= MANY) {
            return "about " + seconds + " s left";
        }
        long minutes = (seconds + 30) / 60;
        return minutes <= MANY
                ? "about " + minutes + " min left"
                : String.format(Locale.ROOT, "about %.1f h left", minutes / 60.0);
    }

    /// It is over: nothing of it stays on a terminal.
    @Override
    public synchronized void close() {
        if (shown > 0) {
            err.print(" ".repeat(shown) + "\r");
            err.flush();
            shown = 0;
        }
    }
}
