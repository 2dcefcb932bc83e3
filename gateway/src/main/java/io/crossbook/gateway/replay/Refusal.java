package io.crossbook.gateway.replay;

/// What is wanted of a replay cannot be had; the message says what was found and what is wanted.
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    /// As of HTTP.
    final int status;

    Refusal(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    static Refusal notOnTape(String message) {
        return new Refusal(404, message);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
