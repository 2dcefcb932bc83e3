package io.crossbook.gateway.replay;

/// What is wanted is not on the tape; the message says what is there instead.
final class NotOnTape extends Exception {

    private static final long serialVersionUID = 1;

    NotOnTape(String message) {
        super(message);
    }
}
