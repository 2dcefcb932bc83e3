package io.crossbook.exchanges.kraken;

import io.crossbook.exchanges.AnswerReader;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Malformed;
import io.crossbook.exchanges.OrderOut;
import io.crossbook.exchanges.Request;
import io.crossbook.execution.OrderEvent;

/// How Kraken words its answers to orders on the WebSocket; its errors are those of REST.
final class KrakenSocketWords implements AnswerReader.Words {

    @Override
    public String code(Json body) {
        Json.Obj frame = body.asObject("frame");
        return frame.bool("success") ? "" : KrakenOrderCodes.plain(frame.text("error"));
    }

    @Override
    public String why(Json body) {
        return body.asObject("frame").text("error");
    }

    /// Whether it is a success, and about the order that was asked about; Kraken need not repeat the id.
    static boolean ours(Request request, Json.Obj frame) {
        return frame.bool("success") && (!frame.object("result").has("cl_ord_id")
                || frame.object("result").text("cl_ord_id")
                        .equals(request.task().id().toString()));
    }

    @Override
    public boolean read(Request request, Json body, OrderOut out) {
        Json.Obj frame = body.asObject("frame");
        Json.Obj result = frame.object("result");
        if (!ours(request, frame)) {
            throw new Malformed("another order");
        }
        if (request.about() == Request.About.PLACE) {
            out.order(new OrderEvent.Accepted(request.task().id(), result.text("order_id")));
        }
        return true;
    }
}
