package io.crossbook.gateway.web;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The socket that is listened on: its bounds, its certificate, and the connections that come in by it. On the feed's thread.
final class Listener {

    private static final Logger LOG = LoggerFactory.getLogger("crossbook");
    /// Who has sent nothing for so many pings, answers to them included, is gone.
    private static final int SILENT_PINGS = 3;
    private static final int LOOK_MILLIS = 1_000;
    private static final long BODY_MILLIS = 30_000;
    /// Besides WebSockets: those who ask and go.
    private static final int ASKING = 256;
    private static final int HANDSHAKE_SECONDS = 3;
    private static final int MOST_FRAME = 64 * 1024;

    private final Web.Settings settings;
    private final Refusals refusals;
    private final Connections connections;
    private final Answers answers = new Answers();
    private @Nullable HttpServer server;
    private String wrong = "";

    Listener(Web.Settings settings, Refusals refusals) {
        this.settings = settings;
        this.refusals = refusals;
        connections = new Connections(settings.maxClients() + ASKING,
                settings.entrance().maxConnectionsPerAddress(),
                settings.entrance().askingMillis() * 1_000_000L);
    }

    HttpServer server(Vertx vertx) {
        var options = new HttpServerOptions().setHost(settings.host()).setPort(settings.port())
                .setReadIdleTimeout(SILENT_PINGS * settings.pingMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                // An upgrade to HTTP/2 in clear text is how requests are smuggled past proxies.
                .setHttp2ClearTextEnabled(false)
                .setMaxInitialLineLength(Envelope.LONGEST_URL)
                .setMaxHeaderSize(Envelope.LONGEST_HEADERS).setMaxFormFields(0)
                .setMaxWebSocketFrameSize(MOST_FRAME).setMaxWebSocketMessageSize(MOST_FRAME)
                // What is written once for all of its readers cannot be compressed for each.
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setWebSocketSubProtocols(java.util.List.of(Credentials.PROTOCOL));
        Certificate certificate = settings.entrance().certificate();
        if (certificate != null) {
            // HTTP/2 has many requests on one connection, and ours are ended by theirs.
            options.setSsl(true).setKeyCertOptions(pem(certificate.pair())).setUseAlpn(false)
                    // Until then nothing of ours knows of the connection.
                    .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
                    .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS);
        }
        HttpServer made = vertx.createHttpServer(options)
                .connectionHandler(
                        connection -> connections.opened(connection, System.nanoTime()))
                .invalidRequestHandler(this::refuse);
        server = made;
        return made;
    }

    private static PemKeyCertOptions pem(Certificate.Pair pair) {
        return new PemKeyCertOptions().setCertValue(pair.chain())
                .setKeyValue(pair.key());
    }

    void listens(Vertx vertx) {
        vertx.setPeriodic(LOOK_MILLIS, _ -> {
            connections.sweep(System.nanoTime());
            Certificate certificate = settings.entrance().certificate();
            if (certificate != null) {
                vertx.executeBlocking(certificate::refresh)
                        .onSuccess(changed -> renew(changed, certificate))
                        .onFailure(this::mistaken);
            }
        });
    }

    private void renew(boolean changed, Certificate certificate) {
        HttpServer listening = server;
        boolean mended = !wrong.isEmpty();
        wrong = "";
        if (changed && listening != null) {
            listening.updateSSLOptions(
                    new ServerSSLOptions().setKeyCertOptions(pem(certificate.pair()))
                            .setUseAlpn(false).setSslHandshakeTimeout(HANDSHAKE_SECONDS)
                            .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS))
                    .onSuccess(_ -> LOG.info("TLS: {} is shown from now on", certificate.pair()))
                    .onFailure(this::mistaken);
        } else if (mended) {
            LOG.info("TLS: the files are well again: {}", certificate.pair());
        }
    }

    /// The one before it goes on.
    private void mistaken(Throwable by) {
        String why = String.valueOf(by.getMessage());
        if (!why.equals(wrong)) {
            wrong = why;
            LOG.error("TLS: the certificate stays as it was: {}", why);
        }
    }

    /// Hands on what has the name of a host, and a port at most: the router would refuse anything else in words of its own, and read on.
    Handler<HttpServerRequest> before(Handler<HttpServerRequest> router) {
        return request -> {
            if (request.authority() == null) {
                connections.last(request.connection());
                refuse(request, 400, "Host is no name with a port");
            } else {
                router.handle(request);
            }
        };
    }

    /// What is no request at all; the connection ends with the answer.
    private void refuse(HttpServerRequest request) {
        Throwable cause = request.decoderResult() == null ? null : request.decoderResult().cause();
        int status = switch (cause) {
            case io.netty.handler.codec.http.TooLongHttpLineException _ -> 414;
            case io.netty.handler.codec.http.TooLongHttpHeaderException _ -> 431;
            case null, default -> 400;
        };
        refuse(request, status, switch (status) {
            case 414 -> "the URL is longer than " + Envelope.LONGEST_URL + " bytes";
            case 431 -> "the headers are longer than " + Envelope.LONGEST_HEADERS + " bytes";
            default -> "this is no HTTP request";
        });
    }

    private void refuse(HttpServerRequest request, int status, String why) {
        refusals.answered(status);
        Reply reply = Reply.problem(status, why);
        var response = request.response().setStatusCode(status)
                .putHeader("Content-Type", reply.type())
                .putHeader("Connection", "close");
        SecurityHeaders.put(response.headers(), false);
        response.end(reply.body()).onComplete(_ -> request.connection().close());
    }

    /// A request that has come as far as its headers: its connection is alive until it was answered, and its body comes soon.
    void begun(RoutingContext request) {
        var connection = request.request().connection();
        if (!connections.begun(connection)) {
            connection.close();
            return;
        }
        answers.of(request);
        request.addHeadersEndHandler(_ -> {
            if (request.response().headers().contains("Connection", "close", true)) {
                connections.last(connection);
            }
        });
        request.addEndHandler(_ -> {
            refusals.answered(request.response().getStatusCode());
            connections.ended(connection, System.nanoTime());
        });
        if (Envelope.opened(request.request())) {
            Vertx vertx = request.vertx();
            long timer = vertx.setTimer(BODY_MILLIS, _ -> {
                if (!request.request().isEnded()) {
                    connection.close();
                }
            });
            request.addEndHandler(_ -> {
                if (request.request().isEnded()) {
                    vertx.cancelTimer(timer);
                }
            });
        }
        request.next();
    }

    /// A WebSocket, which is pinged instead.
    void stays(RoutingContext request) {
        var _ = connections.begun(request.request().connection());
    }
}
