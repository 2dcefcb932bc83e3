package io.crossbook.gateway.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Asks the daemon of a folder.
public final class CommandClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final String socket;
    private final Duration patience;

    /// `folder` is what the daemon has as `control: directory`.
    public CommandClient(Path folder, Duration patience) {
        this(folder, CommandSocket.NAME, patience);
    }

    private CommandClient(Path folder, String socket, Duration patience) {
        this.folder = folder;
        this.socket = socket;
        this.patience = patience;
    }

    /// Asks one that trades nowhere ([WatchSocket]).
    public static CommandClient watching(Path folder, Duration patience) {
        return new CommandClient(folder, WatchSocket.NAME, patience);
    }

    /// Its answer, which says `ok` or has words in `error`; null when no daemon listens there. Fails where one does and does not answer.
    public @Nullable JsonNode ask(ObjectNode request) throws IOException {
        Path file = CommandSocket.address(folder, socket);
        if (Files.notExists(file)) {
            return null;
        }
        try (SocketChannel daemon = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
            Thread guard = Thread.ofVirtual().start(() -> closeLate(daemon));
            try {
                return ask(daemon, request);
            } catch (IOException e) {
                throw new IOException(file + ": the daemon did not answer: " + e, e);
            } finally {
                guard.interrupt();
            }
        } catch (ConnectException _) {
            return null; // its file was left behind
        }
    }

    private static JsonNode ask(SocketChannel daemon, ObjectNode request) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((JSON.writeValueAsString(request) + "\n")
                .getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            daemon.write(bytes);
        }
        var answer = new ByteArrayOutputStream();
        Channels.newInputStream(daemon).transferTo(answer);
        if (answer.size() == 0) {
            throw new IOException("it closed without a word");
        }
        return JSON.readTree(answer.toByteArray());
    }

    private void closeLate(SocketChannel daemon) {
        try {
            Thread.sleep(patience);
            daemon.close();
        } catch (InterruptedException | IOException _) {
            // it has answered, or is gone
        }
    }
}
