package io.crossbook.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.gateway.api.Api;
import io.crossbook.gateway.control.Surroundings;
import io.crossbook.gateway.replay.Replays;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// All that a daemon serves, asked by who may not.
@Timeout(240)
final class StrangersTest extends Served {

    private static final String INSIDE = "somebody who should not got as far as this";

    /// What has to be there before somebody can show a token.
    private static final Set<String> OPEN = Set.of("/", "/v1/openapi.json", "/v1/asyncapi.json");

    /// Whoever writes another route: who shows no token hears nothing by it, and who may only look does nothing.
    @Test
    void nothing_that_a_daemon_serves_is_told_without_a_token_or_done_by_who_may_only_read()
            throws Exception {
        var replays = new Replays(Path.of("no tape"), Replays.Limits.of(10, 20_000));
        sockets = replays.sockets();
        routes = Stream.concat(replays.routes().stream(),
                Api.table(() -> {
                    throw new IllegalStateException(INSIDE);
                }, null, Surroundings.of(""), () -> {
                    throw new IllegalStateException(INSIDE);
                }).stream()).toList();
        access = new Told();
        restart(new Web.Settings("127.0.0.1", 0, 10, 10, 1 << 20, List.of(), 20_000,
                new Entrance(List.of(), false, 1_000, 64, null)));
        var doing = new ArrayList<String>();
        for (String operation : contract().operations()) {
            String method = operation.replaceFirst(" .*", "").toUpperCase(Locale.ROOT);
            String path = operation.replaceFirst(".* ", "").replaceAll("[{][^}]*[}]", "1");
            if (!OPEN.contains(path)) {
                assertEquals(401, status(Raw.request(method, path)), operation);
            }
            if (method.equals("POST") && !path.equals("/mcp")) {
                doing.add(path);
                assertEquals(403, status(Raw.request(method, path, Raw.bearer("reader"))),
                        operation);
            }
        }
        assertEquals(List.of("/v1/halt", "/v1/resume"), doing);
        for (String path : Stream.concat(Stream.of("/v1/stream", "/ws-stream-normalized"),
                sockets.stream().map(SocketRoute::path)).toList()) {
            assertEquals(401, status(Raw.socket(path)), path);
            assertTrue(Documents.asyncApi().encode().contains("\"address\":\"" + path + "\""),
                    path);
        }
        assertEquals(List.of(), halts);
    }

    private int status(String request) throws Exception {
        return Raw.ask(port(), request.getBytes(StandardCharsets.US_ASCII)).status();
    }
}
