package io.crossbook.simulator;

/// What Binance answers to a private request, over REST or on the WebSocket API: a status and a
/// result, or an error.
record BinanceReply(int status, String json) {

    /// Nothing at all.
    static final BinanceReply LOST = new BinanceReply(0, "");

    static BinanceReply ok(String json) {
        return new BinanceReply(200, json);
    }

    static BinanceReply fault(int status, int code, String message) {
        return new BinanceReply(status,
                "{\"code\":" + code + ",\"msg\":" + Json.quote(message) + "}");
    }

    static String missing(String name) {
        return "Mandatory parameter '" + name + "' was not sent, was empty/null, or malformed.";
    }

    static BinanceReply unsent(String name) {
        return fault(400, -1102, missing(name));
    }
}
