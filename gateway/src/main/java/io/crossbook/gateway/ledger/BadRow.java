package io.crossbook.gateway.ledger;

/// A row that no writer of ours can have written, or that this build does not know; the message says what is wrong, the reader adds which row.
final class BadRow extends Exception {

    private static final long serialVersionUID = 1;

    BadRow(String what) {
        super(what);
    }

    BadRow(String what, Throwable cause) {
        super(what, cause);
    }
}
