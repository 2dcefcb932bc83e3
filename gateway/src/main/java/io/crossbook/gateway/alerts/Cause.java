package io.crossbook.gateway.alerts;

import java.util.Locale;

/// What an alert is about; `docs/runbook.md` has a section for each that says what to do.
///
/// `patienceMillis` is how long it must hold before it is told: what passes by itself wakes nobody. `againMillis` is how long after that other words for it are told as
/// well, where other words are something else that is wrong; of the others they are the same thing in other numbers, and wait for the next repetition.
public enum Cause {
    /// Nothing new is begun until a person resumes it.
    HALTED(Severity.CRITICAL, 0, 0),
    /// An attempt waits for a person.
    PARKED(Severity.CRITICAL, 0),
    /// One leg of an attempt has traded, and what it left stands open.
    ONE_LEGGED(Severity.CRITICAL, 5_000),
    /// An exchange has more or less than the ledger, and nobody can say why.
    UNEXPLAINED_BALANCE(Severity.CRITICAL, 0, 300_000),
    /// An exchange charged other fees than it told.
    FEE_MISMATCH(Severity.WARNING, 0, 300_000),
    /// The journal does not keep entries any more.
    JOURNAL_FAILED(Severity.CRITICAL, 0),
    /// The engine's thread has not answered.
    LOOP_SILENT(Severity.CRITICAL, 0),
    /// The engine has ended by a mistake of ours, and the process ends with it; told once.
    LOOP_ENDED(Severity.CRITICAL, 0),
    /// Books of an exchange are too old, too late or broken.
    FEED_LAG(Severity.WARNING, 15_000),
    /// Markets move, and the detector has looked at nothing.
    DETECTOR_SILENT(Severity.WARNING, 60_000),
    /// On a side, stock for fewer than three trades is left.
    LOW_INVENTORY(Severity.WARNING, 5_000),
    /// A key of an exchange ends soon.
    KEY_EXPIRING(Severity.WARNING, 0, 0),
    /// Inputs do not reach the disk.
    TAPE_STOPPED(Severity.WARNING, 3_000),
    /// What the configuration's file says is not in force: a start by it may fail.
    CONFIGURATION_REFUSED(Severity.WARNING, 60_000, 300_000),
    /// Whatever else the engine calls a person for; told once, never resolved.
    ALARM(Severity.CRITICAL, 0);

    private final Severity severity;
    private final long patienceMillis;
    private final long againMillis;

    Cause(Severity severity, long patienceMillis) {
        this(severity, patienceMillis, Long.MAX_VALUE);
    }

    Cause(Severity severity, long patienceMillis, long againMillis) {
        this.severity = severity;
        this.patienceMillis = patienceMillis;
        this.againMillis = againMillis;
    }

    public Severity severity() {
        return severity;
    }

    long patienceMillis() {
        return patienceMillis;
    }

    long againMillis() {
        return againMillis;
    }

    /// As it stands in messages and metrics: `one_legged`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Where the runbook tells of it.
    public String section() {
        return "docs/runbook.md#alert-" + word().replace('_', '-');
    }
}
