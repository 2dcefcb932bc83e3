package io.crossbook.cli;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// All that `/v1/stream` of a daemon says, message by message.
final class HeardStream implements WebSocket.Listener, AutoCloseable {

    final List<String> texts = new CopyOnWriteArrayList<>();
    private final StringBuilder part = new StringBuilder();
    private @Nullable WebSocket socket;

    /// Of the daemon at this address, which hears `first`.
    static HeardStream of(HttpClient http, String url, String first) throws Exception {
        var heard = new HeardStream();
        WebSocket socket = http.newWebSocketBuilder()
                .buildAsync(URI.create(url.replace("http", "ws") + "/v1/stream"), heard)
                .get(60, TimeUnit.SECONDS);
        heard.socket = socket;
        socket.sendText(first, true).get(60, TimeUnit.SECONDS);
        return heard;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            texts.add(part.toString());
            part.setLength(0);
        }
        from.request(1);
        return null;
    }

    boolean heard(String topic) {
        return texts.stream().anyMatch(each -> each.startsWith("{\"topic\":\"" + topic + "\""));
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
    }
}
