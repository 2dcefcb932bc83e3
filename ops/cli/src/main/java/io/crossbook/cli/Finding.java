package io.crossbook.cli;

/// What `check` has found on this machine: what, where, and what to do. A start ends by what is `wrong`; the rest is worth a look.
record Finding(boolean wrong, String what, String where, String wanted) {

    /// As one line for a person.
    String line() {
        return (wrong ? "WRONG    " : "look at  ") + what + ": " + where + ": " + wanted;
    }
}
