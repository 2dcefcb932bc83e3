package io.crossbook.gateway.wire;

import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Answer.Phase;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Request.About;
import io.crossbook.exchanges.Signed;
import io.crossbook.gateway.engine.Input;
import org.jspecify.annotations.Nullable;

/// A frame that is signed when it is written; ends in exactly one [Input.Answered]. The loop's thread only.
final class Posted implements Outgoing {

    private final long id;
    private final String exchange;
    private final Request request;
    private final Kit kit;
    private final long decided;
    private boolean over;

    Posted(long id, String exchange, Request request, Kit kit) {
        this.id = id;
        this.exchange = exchange;
        this.request = request;
        this.kit = kit;
        decided = kit.inputs().now();
    }

    Request request() {
        return request;
    }

    @Override
    public @Nullable String text() {
        return switch (kit.keyring().sign(exchange, request)) {
            case Signed.Ready ready -> ready.body();
            case Signed.Late(_, var why) -> {
                gone(why);
                yield null;
            }
        };
    }

    @Override
    public void written() {
        kit.departures().left(request, decided, kit.inputs().now());
        end(Phase.SENT, "");
    }

    @Override
    public void gone(String why) {
        end(Phase.NOT_SENT, why);
    }

    private void end(Phase phase, String why) {
        if (over) {
            throw new IllegalStateException(request + " ended twice");
        }
        over = true;
        kit.inputs().input(new Input.Answered(id, new Answer(phase, 0, new Bytes(), why, 0)));
    }

    @Override
    public boolean urgent() {
        return request.about() == About.CANCEL;
    }

    @Override
    public boolean cancelledBy(Outgoing cancel) {
        return request.about() == About.PLACE && cancel instanceof Posted posted
                && posted.urgent() && request.task().id().equals(posted.request.task().id());
    }
}
