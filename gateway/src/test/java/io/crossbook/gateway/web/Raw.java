package io.crossbook.gateway.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Bytes to a server and its bytes back: clients are too polite to say what an attacker says.
final class Raw {

    private Raw() {}

    /// A status, and all that was said: 0 when the connection ended without a word.
    record Said(int status, String text) {
        /// Its first line and its body.
        String shown() {
            String body = text.substring(Math.max(0, text.indexOf("\r\n\r\n")));
            return (text.lines().findFirst().orElse("nothing") + body).replaceAll("\\s+", " ");
        }
    }

    /// Sends it all and reads until the server closes, or until the first answer is whole, or for two seconds of silence after something came.
    static Said ask(int port, byte[] request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            try {
                socket.getOutputStream().write(request);
                socket.getOutputStream().flush();
            } catch (IOException refused) { // answered before all was said
                return said(socket.getInputStream());
            }
            return said(socket.getInputStream());
        }
    }

    private static Said said(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try {
            int next = in.read();
            while (next >= 0) {
                bytes.write(next);
                if (whole(bytes)) {
                    break;
                }
                next = in.read();
            }
        } catch (IOException reset) {
            // what had come by then counts
        }
        String text = bytes.toString(StandardCharsets.ISO_8859_1);
        return new Said(text.startsWith("HTTP/") && text.length() > 12
                ? Integer.parseInt(text.substring(9, 12))
                : 0, text);
    }

    private static boolean whole(ByteArrayOutputStream bytes) {
        String text = bytes.toString(StandardCharsets.ISO_8859_1);
        int body = text.indexOf("\r\n\r\n") + 4;
        if (body < 4) {
            return false;
        }
        if (text.startsWith("HTTP/1.1 101") || text.startsWith("HTTP/1.1 204")) {
            return true;
        }
        var length = java.util.regex.Pattern.compile("(?i)content-length: ([0-9]+)")
                .matcher(text.substring(0, body));
        return length.find() && text.length() - body >= Integer.parseInt(length.group(1));
    }

    static String get(String path, String... headers) {
        return request("GET", path, headers);
    }

    static String request(String method, String path, String... headers) {
        var text = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        boolean host = false;
        for (String header : headers) {
            host |= header.startsWith("Host:");
        }
        if (!host) {
            text.append("Host: localhost\r\n");
        }
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        return text + "\r\n";
    }

    static String socket(String path, String... headers) {
        var all = new ArrayList<>(List.of("Connection: Upgrade", "Upgrade: websocket",
                "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="));
        all.addAll(List.of(headers));
        return get(path, all.toArray(new String[0]));
    }

    static String bearer(String token) {
        return "Authorization: Bearer " + token;
    }
}
