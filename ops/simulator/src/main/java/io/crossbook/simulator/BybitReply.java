package io.crossbook.simulator;

/// What Bybit answers to a private request: a code, words, and a result. `http` is the HTTP status, 0 for no
/// answer at all.
record BybitReply(int http, int code, String message, String result) {

    static final BybitReply LOST = new BybitReply(0, 0, "", "{}");

    static BybitReply ok(String result) {
        return new BybitReply(200, 0, "OK", result);
    }

    static BybitReply fault(int code, String message) {
        return new BybitReply(200, code, message, "{}");
    }
}
