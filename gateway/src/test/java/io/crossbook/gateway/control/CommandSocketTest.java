package io.crossbook.gateway.control;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.execution.AttemptState;
import io.crossbook.execution.OrderId;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.wire.Latch;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Commands over the socket, and who may give them.
@Timeout(240)
final class CommandSocketTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final Latch latch = new Latch();
    private final ToldEngine engine = new ToldEngine(latch);
    private Halts halts;
    private CommandSocket socket;

    @BeforeEach
    void open() throws IOException {
        halts = new Halts(folder, latch, input -> {
            if (input instanceof Input.Command(Input.Wish wish)) {
                engine.wish(wish);
            }
        });
        socket = CommandSocket.open(folder, commands(LONG), LONG);
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
    }

    private Commands commands(Duration patience) {
        return new Commands(folder, halts, engine, patience);
    }

    private Path file() {
        return folder.resolve("crossbook.sock");
    }

    private JsonNode asked(String request) throws IOException {
        JsonNode answer = new CommandClient(folder, LONG)
                .ask((ObjectNode) JSON.readTree(request.replace('\'', '"')));
        return answer == null ? JSON.nullNode() : answer;
    }

    private String refused(String request) throws IOException {
        JsonNode answer = asked(request);
        assertFalse(answer.path("ok").asBoolean(true), answer::toString);
        return answer.path("error").asText();
    }

    /// What comes back for these bytes.
    private String raw(byte[] bytes) throws IOException {
        try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(file()))) {
            ByteBuffer out = ByteBuffer.wrap(bytes);
            try {
                while (out.hasRemaining()) {
                    client.write(out);
                }
                client.shutdownOutput();
            } catch (IOException _) {
                // it had heard enough
            }
            return new String(Channels.newInputStream(client).readAllBytes(),
                    StandardCharsets.UTF_8);
        }
    }

    private String raw(String text) throws IOException {
        return raw(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Nobody watches here: who was answered and kills the process in the same moment has halted the next one too.
    @Test
    void who_is_told_that_it_is_halted_finds_it_noted_down() throws IOException {
        assertTrue(asked("{'command':'halt','why':'odd fills'}").path("halted").asBoolean());

        assertTrue(Files.readString(folder.resolve(Halts.FILE)).contains("command: odd fills"));
        assertTrue(new Halts(folder, new Latch(), _ -> {}).pulled());
    }

    @Test
    void nobody_else_may_reach_it() throws IOException {
        assertEquals("rw-------", mode(file()));
        assertEquals("rwx------", mode(folder));
        assertTrue(asked("{'command':'balances'}").path("ok").asBoolean());
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private String owner() throws IOException {
        return Files.getOwner(folder).getName();
    }

    @Test
    void a_command_of_another_user_is_not_carried_out_and_told_whose_daemon_it_is()
            throws IOException {
        socket.close();
        var seen = new ArrayList<String>();
        socket = CommandSocket.open(folder, commands(LONG), user -> {
            seen.add(user.getName());
            return CommandSocket.Guest.STRANGER;
        }, LONG);

        assertEquals("this daemon is " + owner() + "'s, who alone commands it: sudo -u " + owner()
                + " and the same again", refused("{'command':'halt','why':'mine now'}"));
        assertFalse(latch.pulled());
        assertEquals(List.of(owner()), seen, "not the kernel's word");
    }

    @Test
    void root_may_halt_and_is_told_who_may_do_the_rest() throws IOException {
        socket.close();
        socket = CommandSocket.open(folder, commands(LONG), _ -> CommandSocket.Guest.ROOT, LONG);

        for (String other : List.of("{'command':'balances'}", "{'command':'halts'}",
                "{'command':'resume','why':'looked','pull':0}")) {
            assertEquals("this daemon is " + owner() + "'s, who alone commands it: sudo -u "
                    + owner() + " and the same again; root may halt", refused(other));
        }
        assertTrue(asked("{'command':'halt','why':'odd fills'}").path("halted").asBoolean());
        assertTrue(latch.pulled());
    }

    @Test
    void what_is_no_command_is_told_so_and_the_next_is_heard() throws IOException {
        String no = "{\"ok\":false,\"error\":\"";
        assertEquals(no + "this is no JSON\"}\n", raw("GET / HTTP/1.1\r\n\r\n"));
        assertEquals(no + "this is no JSON\"}\n", raw("{\"command\":\"halt\"} {}\n"));
        assertEquals(no + "this is no JSON\"}\n", raw("[".repeat(4_000) + "\n"));
        assertEquals(no + "one line with one JSON object is wanted\"}\n", raw("[]\n"));
        assertEquals(no + "one line with one JSON object is wanted\"}\n", raw("\n"));
        assertEquals(no + "one line with one JSON object is wanted\"}\n", raw(""));
        assertEquals(no + "there is no command 'rm -rf /' here\"}\n",
                raw("{\"command\":\"rm\\n -rf /\"}\n"));
        assertEquals(no + "a command has at most 4096 bytes\"}\n",
                raw("{\"command\":\"halt\",\"why\":\"" + "x".repeat(1 << 20) + "\"}\n"));
        var random = new Random(1);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[random.nextInt(5_000)];
            random.nextBytes(bytes);
            try {
                assertFalse(raw(bytes).contains("\"ok\":true"));
            } catch (IOException _) {
                // more than a line: the rest was not read
            }
        }
        assertFalse(latch.pulled());
        assertTrue(asked("{'command':'halts'}").path("ok").asBoolean());
    }

    @Test
    void who_says_nothing_holds_up_nobody() throws IOException {
        try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(file()));
                SocketChannel half = SocketChannel.open(UnixDomainSocketAddress.of(file()))) {
            half.write(ByteBuffer.wrap("{\"comm".getBytes(StandardCharsets.UTF_8)));
            assertTrue(asked("{'command':'ledger'}").path("ok").asBoolean());
            half.write(ByteBuffer.wrap("and\":\"halts\"}\n".getBytes(StandardCharsets.UTF_8)));
            assertTrue(new String(Channels.newInputStream(half).readAllBytes(),
                    StandardCharsets.UTF_8).contains("\"pulled\":false"));
        }
    }

    @Test
    void too_many_at_once_are_shown_out() throws IOException {
        var silent = new ArrayList<SocketChannel>();
        for (int i = 0; i < 9; i++) {
            silent.add(SocketChannel.open(UnixDomainSocketAddress.of(file())));
        }
        String last = new String(Channels.newInputStream(silent.getLast()).readAllBytes(),
                StandardCharsets.UTF_8);
        assertEquals("{\"ok\":false,\"error\":\"too many commands at once\"}\n", last);
        for (SocketChannel each : silent) {
            each.close();
        }
        await().until(() -> asked("{'command':'halts'}").path("ok").asBoolean());
    }

    @Test
    void who_says_nothing_for_long_is_shown_out() throws IOException {
        socket.close();
        socket = CommandSocket.open(folder, commands(LONG), Duration.ofMillis(200));
        try (SocketChannel silent = SocketChannel.open(UnixDomainSocketAddress.of(file()))) {
            assertEquals(-1, silent.read(ByteBuffer.allocate(1)));
        }
    }

    @Test
    void every_report_says_how_it_stands_and_what_is_known() throws IOException {
        JsonNode balances = asked("{'command':'balances'}");
        assertEquals("daemon", balances.path("from").asText());
        assertEquals("practice", balances.path("mode").asText());
        assertEquals(1, balances.path("parked").asInt());
        assertEquals("[{\"exchange\":\"alpha\",\"asset\":\"BTC\",\"held\":\"0.00999\",\"tied\":"
                + "\"0\",\"free\":\"0.00999\"},{\"exchange\":\"alpha\",\"asset\":\"USDT\","
                + "\"held\":\"500\",\"tied\":\"0\",\"free\":\"500\"},{\"exchange\":\"beta\","
                + "\"asset\":\"BTC\",\"held\":\"0.02\",\"tied\":\"0\",\"free\":\"0.02\"}]",
                balances.path("balances").toString());

        JsonNode attempt = asked("{'command':'attempts','last':1}").path("attempts").get(0);
        assertEquals("parked", attempt.path("state").asText());
        assertEquals("{\"BTC\":\"0.00999\"}", attempt.path("leftOver").toString());
        assertEquals("2026-11-18T11:06:40Z", attempt.path("begun").asText());
        assertEquals(2, asked("{'command':'orders'}").path("orders").size());
        asked("{'command':'ledger'}").path("sums")
                .forEach(sum -> assertEquals("0", sum.path("sum").asText()));
    }

    @Test
    void halting_needs_a_reason_and_nobody_else() throws IOException {
        engine.instead = new CompletableFuture<>(); // blocked
        assertEquals("a reason is wanted: who reads the journal later wants to know",
                refused("{'command':'halt','why':'  '}"));
        JsonNode answer = asked("{'command':'halt','why':'odd fills'}");
        assertEquals(1, answer.path("pull").asLong());
        assertTrue(latch.pulled());
        assertEquals(List.of(new Input.Wish.Halt("command: odd fills", 1)), engine.wishes);
        engine.instead = null;
        assertEquals("command: odd fills", asked("{'command':'halts'}").path("halts").get(0)
                .path("why").asText());
    }

    @Test
    void resuming_names_the_pull_that_was_seen() throws IOException {
        asked("{'command':'halt','why':'one'}");
        asked("{'command':'halt','why':'two'}");
        assertEquals("it was halted again meanwhile, by pull 2: look at what halted it, then "
                + "resume anew", refused("{'command':'resume','why':'looked','pull':1}"));
        assertTrue(latch.pulled());
        assertTrue(asked("{'command':'resume','why':'looked','pull':2}").path("resumed")
                .asBoolean());
        assertFalse(latch.pulled());
        assertEquals(new Input.Wish.Rearm("looked", 2, 0), engine.wishes.getLast());
        assertEquals("[]", asked("{'command':'halts'}").path("halts").toString());
    }

    @Test
    void resuming_names_the_pause_that_was_seen_and_ends_no_other() throws IOException {
        engine.pauses("BTC", "0.5 BTC at beta that nobody can explain");
        JsonNode shown = asked("{'command':'halts'}");
        assertEquals(1, shown.path("pause").asLong());
        assertEquals("[{\"what\":\"asset BTC\",\"why\":\"0.5 BTC at beta that nobody can "
                + "explain\"}]", shown.path("paused").toString());
        engine.pauses("ETH", "2 ETH are missing");

        assertEquals("[\"asset BTC\",\"asset ETH\"]",
                paused(asked("{'command':'resume','why':'an older program','pull':0}")));
        assertEquals("[\"asset ETH\"]",
                paused(asked("{'command':'resume','why':'looked','pull':0,'pause':1}")));
        assertEquals(new Input.Wish.Rearm("looked", 0, 1), engine.wishes.getLast());
        assertEquals("[]",
                paused(asked("{'command':'resume','why':'looked again','pull':0,'pause':2}")));
        assertEquals("'pause' must be a whole number from 0 on",
                refused("{'command':'resume','why':'looked','pull':0,'pause':'2'}"));
    }

    private static String paused(JsonNode resumed) {
        assertTrue(resumed.path("resumed").asBoolean(), resumed::toString);
        var names = JSON.createArrayNode();
        resumed.path("paused").forEach(each -> names.add(each.path("what").asText()));
        return names.toString();
    }

    @Test
    void a_resume_is_done_when_the_engine_has_ended_the_pauses_that_were_shown()
            throws IOException {
        engine.pauses("BTC", "missing");
        engine.deaf = true;
        socket.close();
        socket = CommandSocket.open(folder, commands(Duration.ofMillis(200)), LONG);
        assertTrue(refused("{'command':'resume','why':'looked','pull':0,'pause':1}")
                .startsWith("still "));
    }

    @Test
    void nobody_allows_anything_new_where_real_money_was_not_checked() throws IOException {
        asked("{'command':'halt','why':'one'}");
        engine.against = "live-check.json is of another build: `crossbook check --live` again";
        assertEquals(engine.against, refused("{'command':'resume','why':'looked','pull':1}"));
        assertTrue(latch.pulled());
        assertEquals("unwinding", asked("{'command':'unwind','attempt':1,'maxLossBps':50}")
                .path("state").asText());
        engine.against = "";
        assertTrue(asked("{'command':'resume','why':'looked','pull':1}").path("resumed")
                .asBoolean());
    }

    @Test
    void resuming_waits_for_the_file_to_go() throws IOException {
        asked("{'command':'halt','why':'one'}");
        Files.createFile(folder.resolve("halt"));
        assertEquals("the file " + folder.resolve("halt") + " halts: take it away first",
                refused("{'command':'resume','why':'looked','pull':1}"));
        assertTrue(latch.pulled());
    }

    @Test
    void a_parked_attempt_is_unwound_or_cleared_and_no_other() throws IOException {
        assertEquals("there is no attempt 7; the last one is 1",
                refused("{'command':'unwind','attempt':7,'maxLossBps':50}"));
        for (String wrong : List.of("0", "1001", "-5", "'50'", "50.5", "null", "1e30",
                "99999999999999999999")) {
            assertEquals("'maxLossBps' must be a whole number from 1 to 1000",
                    refused("{'command':'unwind','attempt':1,'maxLossBps':" + wrong + "}"));
        }
        assertEquals(List.of(), engine.wishes);
        assertEquals("unwinding", asked("{'command':'unwind','attempt':1,'maxLossBps':50}")
                .path("state").asText());
        assertEquals(List.of(new Input.Wish.Unwind(1, 50)), engine.wishes);
        assertEquals("attempt 1 is unwinding, not parked: there is nothing for you to do",
                refused("{'command':'clear','attempt':1,'why':'sold it'}"));
    }

    /// Every time, and at once: not the first five times, in a log.
    @Test
    void why_a_wish_is_refused_comes_back_to_whoever_wished() throws IOException {
        engine.refuses = "attempt 1 is not unwound: beta: no book";
        for (int i = 0; i < 7; i++) {
            assertEquals(engine.refuses,
                    refused("{'command':'unwind','attempt':1,'maxLossBps':50}"));
        }
        engine.refuses = "attempt 1 is not parked: nothing to clear";
        assertEquals(engine.refuses, refused("{'command':'clear','attempt':1,'why':'sold it'}"));
        engine.refuses = "";
        JsonNode done = asked("{'command':'clear','attempt':1,'why':'sold it'}");
        assertEquals("settled", done.path("state").asText());
        assertTrue(done.path("refused").isMissingNode(), done::toString);
    }

    @Test
    void what_nobody_will_ever_tell_is_cleared_only_by_writing_it_off() throws IOException {
        OrderId lost = engine.loses();
        String refused = refused("{'command':'clear','attempt':1,'why':'beta is gone'}");
        assertTrue(refused.contains(lost + " at beta is not known yet"), refused);
        assertTrue(refused.endsWith("crossbook clear 1 \"WHAT YOU FOUND\" --write-off"), refused);
        for (String wrong : List.of("1", "'true'", "null", "{}")) {
            assertEquals("'writeOff' must be true or false", refused(
                    "{'command':'clear','attempt':1,'why':'gone','writeOff':" + wrong + "}"));
        }
        assertEquals(List.of(), engine.wishes);
        JsonNode done = asked(
                "{'command':'clear','attempt':1,'why':'beta is gone','writeOff':true}");
        assertEquals("settled", done.path("state").asText());
        assertEquals(List.of(new Input.Wish.WriteOff(1, "beta is gone")), engine.wishes);
        assertEquals(1, done.path("writtenOff").size());
        assertEquals(lost + " written_off 0.01",
                done.path("writtenOff").path(0).path("order").asText() + " "
                        + done.path("writtenOff").path(0).path("state").asText() + " "
                        + done.path("writtenOff").path(0).path("unknown").asText());
    }

    @Test
    void what_a_human_has_taken_care_of_is_settled() throws IOException {
        assertEquals("settled", asked("{'command':'clear','attempt':1,'why':'sold it'}")
                .path("state").asText());
        assertEquals(AttemptState.SETTLED, engine.where());
    }

    @Test
    void what_the_engine_does_not_do_is_not_told_as_done() throws IOException {
        socket.close();
        socket = CommandSocket.open(folder, commands(Duration.ofMillis(100)), LONG);
        engine.deaf = true;
        asked("{'command':'halt','why':'one'}");
        assertEquals("still halted: the latch is still pulled; the log says more",
                refused("{'command':'resume','why':'looked','pull':1}"));
        assertEquals("attempt 1 is still parked, and the engine has said nothing of it for 100 ms: "
                + "look at `crossbook attempts 1`, then try again",
                refused("{'command':'unwind','attempt':1,'maxLossBps':50}"));
        engine.full = true;
        assertEquals("the engine's inbox is full: try again",
                refused("{'command':'clear','attempt':1,'why':'sold it'}"));

        engine.instead = new CompletableFuture<>();
        assertEquals("the engine has not answered for 100 ms: its loop is blocked or has ended "
                + "(halting works all the same)", refused("{'command':'attempts'}"));
        engine.instead = CompletableFuture.completedFuture(null);
        assertEquals("nobody trades here: mode is watch, or trading has not begun yet",
                refused("{'command':'resume','why':'looked','pull':1}"));
    }

    @Test
    void what_a_killed_process_left_behind_is_no_other_daemon() throws IOException {
        socket.close();
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(file()));
        }
        assertTrue(Files.exists(file()));
        assertNull(new CommandClient(folder, LONG).ask(JSON.createObjectNode()));

        socket = CommandSocket.open(folder, commands(LONG), LONG);
        assertTrue(asked("{'command':'halts'}").path("ok").asBoolean());
        assertTrue(String.valueOf(assertThrows(IOException.class,
                () -> CommandSocket.open(folder, commands(LONG), LONG)).getMessage())
                .endsWith("crossbook.sock: another process listens there"));
        assertTrue(asked("{'command':'halts'}").path("ok").asBoolean(), "it was taken away");
    }

    @Test
    void a_folder_with_too_long_a_name_is_refused_in_words() {
        Path deep = folder.resolve("x".repeat(120));
        assertTrue(String.valueOf(assertThrows(IOException.class,
                () -> CommandSocket.open(deep, commands(LONG), LONG)).getMessage())
                .contains("too long for the address of a Unix socket, which has room for 107"));
    }

    @Test
    void a_folder_that_everybody_shares_is_not_closed_to_the_others() throws IOException {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Files.setAttribute(shared, "unix:mode", 01777);
        for (Path each : List.of(shared, Path.of("/"))) {
            assertTrue(String.valueOf(assertThrows(IOException.class,
                    () -> CommandSocket.open(each, commands(LONG), LONG)).getMessage())
                    .contains("is everybody's"));
        }
        assertEquals("rwxrwxrwx", mode(shared));
    }

    @Test
    void what_the_engine_halted_by_itself_is_told_too() throws IOException {
        engine.wish(new Input.Wish.Halt("the journal has failed: disk full", 0));
        JsonNode halts = asked("{'command':'halts'}");
        assertEquals("the journal has failed: disk full", halts.path("halted").asText());
        assertEquals("[]", halts.path("halts").toString());
    }

    @Test
    void its_file_goes_with_it() throws IOException {
        socket.close();
        assertFalse(Files.exists(file()));
        assertNull(new CommandClient(folder, LONG).ask(JSON.createObjectNode()));
    }
}
