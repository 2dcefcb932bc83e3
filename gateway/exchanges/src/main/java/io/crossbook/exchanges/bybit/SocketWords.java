package io.crossbook.exchanges.bybit;

import io.crossbook.exchanges.AnswerReader;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Malformed;
import io.crossbook.exchanges.OrderOut;
import io.crossbook.exchanges.Request;
import io.crossbook.execution.OrderEvent;

/// How Bybit words its answers to orders on the WebSocket: as over REST, but with `data` for `result`.
final class SocketWords implements AnswerReader.Words {

    @Override
    public String code(Json body) {
        return OrderCodes.of(body);
    }

    @Override
    public String why(Json body) {
        return OrderCodes.why(body);
    }

    @Override
    public boolean read(Request request, Json body, OrderOut out) {
        Json.Obj data = body.asObject("frame").object("data");
        if (!data.text("orderLinkId").equals(request.task().id().toString())) {
            throw new Malformed("another order");
        }
        if (request.about() == Request.About.PLACE) {
            out.order(new OrderEvent.Accepted(request.task().id(), data.text("orderId")));
        }
        return true;
    }
}
