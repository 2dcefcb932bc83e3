package io.crossbook.gateway.control;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A Unix socket for commands of our own user: one line of JSON in, one out, then it is closed.
///
/// Nobody else gets as far as its file; who does all the same is asked of the kernel and told whose daemon it is. Root may halt: whoever types `sudo` at three in
/// the morning wants just that. A client that says nothing holds up nobody.
final class CommandSocket implements AutoCloseable {

    /// Its file in the folder.
    static final String NAME = "crossbook.sock";
    private static final int MOST_BYTES = 4_096;
    private static final int MOST_HEARD_BYTES = 4 << 20;
    /// What an address of a Unix socket has room for, less the zero at its end.
    private static final int LONGEST_PATH = 107;
    private static final int MOST_AT_ONCE = 8;
    private static final Logger LOG = LoggerFactory.getLogger(CommandSocket.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectReader READER = JSON
            .readerFor(JsonNode.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Path file;
    private final ServerSocketChannel server;
    private final Answers commands;
    private final Function<UserPrincipal, Guest> guests;
    private final String owner;
    private final Duration patience;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    /// Who asks.
    enum Guest {
        OURS, ROOT, STRANGER
    }

    /// Who answers what is asked here.
    @FunctionalInterface
    interface Answers {
        ObjectNode answer(JsonNode request) throws Commands.Refused, InterruptedException;
    }

    private CommandSocket(Path file, ServerSocketChannel server, Answers commands,
            Function<UserPrincipal, Guest> guests, Duration patience) throws IOException {
        this.file = file;
        this.server = server;
        this.commands = commands;
        this.guests = guests;
        this.patience = patience;
        owner = Files.getOwner(file).getName();
    }

    /// Listens in this folder, which is closed to others. Fails in words where another process does.
    static CommandSocket open(Path folder, Commands commands, Duration patience)
            throws IOException {
        return open(folder, NAME, commands::answer, patience);
    }

    /// The same by another name, for who answers less.
    static CommandSocket open(Path folder, String name, Answers commands, Duration patience)
            throws IOException {
        Path file = address(Private.folder(folder), name);
        ServerSocketChannel server = listen(file);
        UserPrincipal us = Files.getOwner(file);
        UserPrincipal root = file.getFileSystem().getUserPrincipalLookupService()
                .lookupPrincipalByName("0"); // by its number, whatever it is called
        return open(file, server, commands, peer -> peer.equals(us)
                ? Guest.OURS
                : peer.equals(root) ? Guest.ROOT : Guest.STRANGER, patience);
    }

    static CommandSocket open(Path folder, Commands commands,
            Function<UserPrincipal, Guest> guests, Duration patience) throws IOException {
        Path file = address(Private.folder(folder), NAME);
        return open(file, listen(file), commands::answer, guests, patience);
    }

    private static CommandSocket open(Path file, ServerSocketChannel server, Answers commands,
            Function<UserPrincipal, Guest> guests, Duration patience) throws IOException {
        var socket = new CommandSocket(file, server, commands, guests, patience);
        Thread.ofPlatform().name("commands").daemon().start(socket::run);
        return socket;
    }

    /// Where the socket of a folder is.
    static Path address(Path folder, String name) throws IOException {
        Path file = folder.toAbsolutePath().resolve(name);
        if (file.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
            throw new IOException(file + ": too long for the address of a Unix socket, which has "
                    + "room for " + LONGEST_PATH + " bytes: take a folder with a shorter name");
        }
        return file;
    }

    private static ServerSocketChannel listen(Path file) throws IOException {
        var address = UnixDomainSocketAddress.of(file);
        if (!Files.notExists(file)) {
            try (SocketChannel _ = SocketChannel.open(address)) {
                throw new IOException(file + ": another process listens there");
            } catch (java.net.ConnectException _) {
                Files.delete(file); // left behind by one that was killed
            }
        }
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(address, 2 * MOST_AT_ONCE);
            Private.close(file);
            return server;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    private void run() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                if (places.tryAcquire()) {
                    Thread.ofVirtual().name("command").start(() -> serve(client));
                } else {
                    say(client, error("too many commands at once"));
                    client.close();
                }
            } catch (IOException e) {
                if (server.isOpen()) {
                    LOG.warn("a command was lost: {}", e.toString());
                }
            }
        }
    }

    private void serve(SocketChannel client) {
        Thread guard = Thread.ofVirtual().start(() -> closeLate(client));
        try (client) {
            UserPrincipal peer = client.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
            Guest guest = guests.apply(peer);
            if (guest != Guest.OURS) {
                LOG.warn("a command of user {}, who is not {}", peer.getName(), owner);
            }
            say(client, answer(client, guest));
        } catch (IOException e) {
            LOG.debug("a client went before it was answered: {}", e.toString());
        } catch (RuntimeException | Error mistake) {
            LOG.error("a command could not be answered", mistake);
        } finally {
            guard.interrupt();
            places.release();
        }
    }

    private void closeLate(SocketChannel client) {
        try {
            Thread.sleep(patience);
            client.close();
        } catch (InterruptedException _) {
            // it was answered in time
        } catch (IOException e) {
            LOG.debug("a late client: {}", e.toString());
        }
    }

    private ObjectNode answer(SocketChannel client, Guest guest) throws IOException {
        try {
            JsonNode request = READER.readTree(line(client));
            if (request == null || !request.isObject()) {
                return error("one line with one JSON object is wanted");
            }
            boolean halts = request.path("command").asText().equals("halt");
            if (guest == Guest.STRANGER || (guest == Guest.ROOT && !halts)) {
                return error("this daemon is " + owner + "'s, who alone commands it: sudo -u "
                        + owner + " and the same again"
                        + (guest == Guest.ROOT ? "; root may halt" : ""));
            }
            return commands.answer(request).put("ok", true);
        } catch (JacksonException | CharacterCodingException e) {
            return error("this is no JSON");
        } catch (Commands.Refused e) {
            return error(String.valueOf(e.getMessage()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return error("interrupted");
        }
    }

    static ObjectNode error(String why) {
        return JsonNodeFactory.instance.objectNode().put("ok", false).put("error", why);
    }

    /// Up to its end or the end of what is sent. What is too long is heard to its end all the same, within reason: who closes before that takes its answer back.
    private static String line(SocketChannel client) throws IOException, Commands.Refused {
        var line = new ByteArrayOutputStream();
        ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES);
        boolean over = false;
        while (!over && line.size() < MOST_HEARD_BYTES) {
            over = client.read(bytes.clear()) < 0;
            for (bytes.flip(); !over && bytes.hasRemaining();) {
                byte next = bytes.get();
                over = next == '\n';
                line.write(next);
            }
        }
        if (line.size() > MOST_BYTES) {
            throw new Commands.Refused("a command has at most " + MOST_BYTES + " bytes");
        }
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line.toByteArray()))
                .toString();
    }

    private static void say(SocketChannel client, ObjectNode answer) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((JSON.writeValueAsString(answer) + "\n")
                .getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            client.write(bytes);
        }
    }

    /// Hears no more commands, and takes its file away.
    @Override
    public void close() throws IOException {
        if (server.isOpen()) {
            server.close();
            Files.deleteIfExists(file);
        }
    }
}
