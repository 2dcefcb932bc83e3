package io.crossbook.gateway.replay;

import io.crossbook.gateway.web.Cut;
import io.crossbook.gateway.web.Reply;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;

/// A reader over HTTP: a line a message. What ends too early is cut off, so that nobody takes it for the whole.
final class Page implements Reader {

    static final String TYPE = "application/x-json-stream";
    /// After the last chunk, because only then it is known: options that found nothing, where others did.
    private static final String MISSING = "Crossbook-Missing";
    private static final int MOST_TRAILER = 2_000;
    private static final String IDLE = "idle";
    /// What somebody else's replay stands in the way of.
    private static final Set<Integer> LATER = Set.of(429, 503);
    /// What the reader has to take the words of a refusal.
    private static final long HANG_UP_MILLIS = 1_000;

    private final RoutingContext request;
    private final HttpServerResponse response;
    private final Context context;
    private boolean lastOfConnection;

    Page(RoutingContext request) {
        this.request = request;
        response = request.response();
        context = request.vertx().getOrCreateContext();
        stayOpen();
    }

    @Override
    public void onClose(Runnable then) {
        request.addEndHandler(_ -> then.run());
    }

    @Override
    public Future<Void> write(List<String> messages) {
        var text = new StringBuilder();
        messages.forEach(message -> text.append(message).append('\n'));
        Buffer lines = Buffer.buffer(text.toString());
        var written = Promise.<Void>promise();
        context.runOnContext(_ -> {
            if (response.closed()) {
                written.fail("closed");
            } else {
                head();
                response.write(lines).onComplete(written);
            }
        });
        return written.future();
    }

    private void head() {
        if (!response.headWritten()) {
            response.setChunked(true).putHeader("Content-Type", TYPE)
                    .putHeader("Trailer", MISSING);
        }
    }

    /// Who only reads says nothing for long: that is no sign that it is gone. Whether it still reads is seen by what it takes.
    private void stayOpen() {
        if (request.request().version() == HttpVersion.HTTP_1_1
                && request.request().connection() instanceof HttpServerConnection connection) {
            ChannelPipeline pipeline = connection.channelHandlerContext().pipeline();
            if (pipeline.get(IDLE) != null) {
                pipeline.remove(IDLE);
            }
            lastOfConnection = true;
            response.putHeader("Connection", "close");
        }
    }

    @Override
    public void done(String missing) {
        context.runOnContext(_ -> {
            if (!response.closed()) {
                head();
                if (!missing.isEmpty()) {
                    response.putTrailer(MISSING, inHeader(missing));
                }
                response.end().onComplete(_ -> hangUp());
            }
        });
    }

    private static String inHeader(String text) {
        String plain = text.replaceAll("[^ -~]", "?");
        return plain.length() <= MOST_TRAILER ? plain : plain.substring(0, MOST_TRAILER) + "...";
    }

    /// Nothing else would notice that the connection idles.
    private void hangUp() {
        if (lastOfConnection) {
            request.request().connection().close();
        }
    }

    @Override
    public void refuse(Refusal refusal) {
        problem(refusal.status, refusal.why());
    }

    @Override
    public void fail(String why) {
        problem(500, why);
    }

    private void problem(int status, String why) {
        context.runOnContext(_ -> {
            if (response.headWritten()) {
                Cut.off(request.request().connection());
            } else {
                if (LATER.contains(status)) {
                    response.putHeader("Retry-After", "10");
                }
                Reply.problem(status, why).to(request);
                request.vertx().setTimer(HANG_UP_MILLIS, _ -> hangUp());
            }
        });
    }

    @Override
    public void end(String why) {
        context.runOnContext(_ -> Cut.off(request.request().connection()));
    }
}
