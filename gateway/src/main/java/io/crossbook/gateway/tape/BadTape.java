package io.crossbook.gateway.tape;

/// Bytes that no writer of ours can have written; the message says what is wrong, the reader adds where.
final class BadTape extends Exception {

    private static final long serialVersionUID = 1;

    BadTape(String what) {
        super(what);
    }

    BadTape(String what, Throwable cause) {
        super(what, cause);
    }
}
