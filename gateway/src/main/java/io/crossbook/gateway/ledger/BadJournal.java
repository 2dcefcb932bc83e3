package io.crossbook.gateway.ledger;

/// A journal that cannot be gone on with; the message says where it is, what is wrong and at which row, for people.
public final class BadJournal extends RuntimeException {

    private static final long serialVersionUID = 1;

    BadJournal(String what) {
        super(what);
    }

    BadJournal(String what, Throwable cause) {
        super(what, cause);
    }
}
