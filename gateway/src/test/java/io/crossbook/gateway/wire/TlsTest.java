package io.crossbook.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Request;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whom nobody vouches for is not spoken to, however well it knows its own name.
class TlsTest {

    @TempDir
    private Path folder;

    private HttpServer impostor(Vertx vertx) throws IOException, InterruptedException {
        Path store = folder.resolve("impostor.p12");
        Process keytool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg", "EC", "-alias", "x", "-dname", "CN=localhost", "-ext",
                "SAN=dns:localhost", "-storetype", "PKCS12", "-storepass", "changeit", "-keystore",
                store.toString()).inheritIO().start();
        assertTrue(keytool.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, keytool.exitValue());
        var options = new HttpServerOptions().setHost("localhost").setPort(0).setSsl(true)
                .setKeyCertOptions(
                        new PfxOptions().setPath(store.toString()).setPassword("changeit"));
        return TestExchange.await(vertx.createHttpServer(options)
                .webSocketHandler(socket -> socket.writeTextMessage("trust me"))
                .requestHandler(request -> request.response()
                        .putHeader("Content-Type", "application/json").end("{}"))
                .listen());
    }

    @Test
    void a_certificate_that_nobody_signed_is_refused() throws IOException, InterruptedException {
        Vertx vertx = Vertx.vertx();
        try (var rig = new Rig(Rig.SHORT)) {
            String at = "localhost:" + impostor(vertx).actualPort() + "/";
            rig.loop.run(() -> rig.wires
                    .open(TestExchange.link("wss://" + at, 0, 0, 0, 0, 1_000)));
            rig.see(text -> text.startsWith("2 closed: not reached: "));
            assertTrue(rig.seen.stream().noneMatch(text -> text.endsWith("opened")),
                    rig.seen::toString);

            Answer answer = rig.rest.ask("test",
                    Request.get(Request.About.TIME, -1, "https://" + at, 1))
                    .orTimeout(60, TimeUnit.SECONDS).join();
            assertEquals(Answer.Phase.NOT_SENT, answer.phase(), answer::toString);
        } finally {
            TestExchange.await(vertx.close());
        }
    }
}
