package io.crossbook.exchanges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.Listing;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderIntent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What holds for the private connections of every exchange.
public abstract class SocketContract {

    protected static final long SECOND = 1_000_000_000L;
    protected static final long START = Intents.NOW_MILLIS * 1_000_000;
    protected static final String KEY = "KEYKEYKEYKEYKEYKEYKEYKEYKEYKEYKEYKEYKEYKEYKEYKEY";
    private static final String SECRET = "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0";

    protected final Told told = new Told();
    protected PrivateConversation conversation;

    protected abstract Orders orders();

    protected abstract Listing listing();

    /// The connection that takes orders.
    protected abstract Link link();

    /// Leads a conversation that was just opened to where it takes orders.
    protected abstract void login();

    /// What a login needs is there, and it leaves.
    protected void loginLeaves() {}

    /// The answer that takes the order of this frame.
    protected abstract String taken(String frame);

    /// The answer that refuses it for want of balance.
    protected abstract String refused(String frame);

    /// An answer that nobody can make anything of.
    protected abstract String unknown(String frame);

    /// Frames of the stream, all of them about an order of ours or the account.
    protected abstract List<String> stream();

    @BeforeEach
    void open() {
        conversation = orders().converse(link(), told);
        conversation.opened(START);
    }

    protected final ApiKey key() {
        return new ApiKey(orders().signer().kind(), KEY, SECRET);
    }

    protected final void frame(String frame) {
        conversation.frame(Bytes.of(frame), START + SECOND);
    }

    protected final OrderIntent order() {
        return Intents.order(listing(), true, "0.5", "100.25");
    }

    /// What this frame of ours looks like when it leaves.
    protected final String signed(Request request) {
        assertTrue(request.framed());
        var ready = assertInstanceOf(Signed.Ready.class, orders().signer().sign(request, key(),
                Intents.NOW_MILLIS, 1));
        assertFalse(ready.toString().contains(KEY));
        return String.valueOf(ready.body());
    }

    /// Logs in, places an order; what was sent.
    protected final Request placed() {
        login();
        told.lines.clear();
        told.requests.clear();
        conversation.place(order(), START);
        assertEquals(1, told.requests.size());
        Request request = told.requests.getFirst();
        assertEquals(Request.About.PLACE, request.about());
        assertEquals(Intents.DEADLINE_NANOS, request.task().deadlineNanos());
        return request;
    }

    protected final Request cancelled() {
        login();
        told.lines.clear();
        told.requests.clear();
        conversation.cancel(listing(), Intents.ID, START);
        return told.requests.getFirst();
    }

    private static String body(Request request) {
        return String.valueOf(request.body());
    }

    @Test
    void no_order_before_the_login_and_none_after_the_end() {
        assertFalse(conversation.takesOrders());
        assertThrows(IllegalStateException.class, () -> conversation.place(order(), START));
        login();
        assertTrue(conversation.takesOrders());
        conversation.closed(START);
        assertFalse(conversation.takesOrders());
        assertThrows(IllegalStateException.class,
                () -> conversation.cancel(listing(), Intents.ID, START));
    }

    @Test
    void a_login_that_is_not_answered_is_given_up() {
        loginLeaves();
        conversation.tick(START + 10 * SECOND);
        assertFalse(told.lines.stream().anyMatch(line -> line.startsWith("reconnect")));
        conversation.tick(START + 11 * SECOND);
        assertTrue(told.lines.stream().anyMatch(line -> line.startsWith("reconnect")));
    }

    @Test
    void an_order_is_taken() {
        Request request = placed();
        frame(taken(body(request)));
        assertInstanceOf(OrderEvent.Accepted.class, told.events.getFirst());
        assertEquals(Intents.ID, told.events.getFirst().id());
        conversation.closed(START);
        assertFalse(told.lines.contains("ambiguous"));
    }

    @Test
    void an_order_is_refused() {
        frame(refused(body(placed())));
        assertInstanceOf(OrderEvent.Refused.class, told.events.getFirst());
        assertEquals(1, told.events.size());
    }

    @Test
    void what_the_table_does_not_have_is_ambiguous() {
        frame(unknown(body(placed())));
        assertEquals(List.of("ambiguous"), told.lines);
    }

    @Test
    void an_answer_about_another_order_is_ambiguous() {
        String sent = body(placed());
        String answer = taken(sent).replace("\"" + Intents.ID + "\"",
                "\"" + Intents.OTHER + "\"");
        frame(answer);
        assertEquals(List.of("ambiguous"), told.lines);
    }

    @Test
    void an_answer_to_nothing_is_a_fault() {
        String answer = taken(body(placed()));
        frame(answer);
        int before = told.events.size();
        frame(answer);
        assertEquals(before, told.events.size());
        assertEquals(Fault.Kind.UNKNOWN_MESSAGE, told.faults.getLast().kind());
    }

    @Test
    void what_was_not_answered_when_the_connection_closed_is_ambiguous() {
        placed();
        conversation.cancel(listing(), Intents.OTHER, START);
        conversation.closed(START);
        assertEquals(List.of("ambiguous", "ambiguous"), told.lines.stream()
                .filter(line -> !line.startsWith("streaming")).toList());
        assertEquals(List.of(Intents.ID, Intents.OTHER),
                told.events.stream().map(OrderEvent::id).toList());
    }

    @Test
    void what_did_not_leave_was_not_sent() {
        Request request = placed();
        conversation.answer(request, new Answer(Answer.Phase.NOT_SENT, 0, new Bytes(), "halted",
                0), START);
        assertEquals(List.of("not sent: halted"), told.lines);
        conversation.closed(START);
        assertFalse(told.lines.contains("ambiguous"));
    }

    @Test
    void a_cancel_that_did_not_leave_says_nothing_of_the_order() {
        Request request = cancelled();
        conversation.answer(request, new Answer(Answer.Phase.NOT_SENT, 0, new Bytes(), "halted",
                0), START);
        assertEquals(List.of("cancel refused not sent: halted"), told.lines);
    }

    @Test
    void an_overdue_answer_is_ambiguous_once_and_still_heard() {
        Request request = placed();
        conversation.tick(START + 5 * SECOND);
        assertTrue(told.lines.isEmpty());
        conversation.tick(START + 6 * SECOND);
        conversation.tick(START + 7 * SECOND);
        assertEquals(List.of("ambiguous"), told.lines);
        frame(taken(body(request)));
        assertInstanceOf(OrderEvent.Accepted.class, told.events.get(1));
    }

    @Test
    void frames_are_signed_and_every_id_is_used_once() {
        Request first = placed();
        conversation.place(order(), START);
        Request second = told.requests.getLast();
        assertFalse(body(first).equals(body(second)));
        assertFalse(body(first).contains(KEY));
        assertTrue(signed(first).length() > body(first).length());
        assertEquals(signed(first), signed(first));
        assertInstanceOf(Signed.Late.class, orders().signer().sign(first, key(),
                Intents.DEADLINE_NANOS / 1_000_000, 1));
    }

    @Test
    void a_message_that_nobody_knows_is_a_fault_and_nothing_else() {
        login();
        told.lines.clear();
        for (String frame : List.of("{}", "{\"news\":1}", "[]", "7", "{\"topic\":\"gossip\"}",
                "{\"channel\":\"gossip\"}", "{\"event\":{\"e\":\"gossip\"}}", "", "not json")) {
            int before = told.faults.size();
            frame(frame);
            assertEquals(before + 1, told.faults.size(), frame);
        }
        assertTrue(told.lines.isEmpty());
    }

    @Test
    void a_frame_that_is_cut_tells_nothing() {
        login();
        for (String frame : stream()) {
            for (int end = 0; end < frame.length(); end++) {
                told.events.clear();
                told.facts.clear();
                frame(frame.substring(0, end));
                assertTrue(told.events.isEmpty() && told.facts.isEmpty(),
                        () -> frame + " " + told.lines);
            }
        }
    }

    @Test
    void a_frame_with_wrong_bytes_never_throws() {
        login();
        var frames = new ArrayList<>(stream());
        frames.add(taken("\"id\":\"x\",\"reqId\":\"x\",\"req_id\":1}"));
        var random = new Random(3);
        for (String frame : frames) {
            for (int i = 0; i < 2_000; i++) {
                byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
                for (int n = random.nextInt(3); n >= 0; n--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(128);
                }
                conversation.frame(new Bytes(bytes), START);
            }
        }
        assertTrue(told.events.stream().noneMatch(
                event -> event instanceof OrderEvent.NotFound
                        || event instanceof OrderEvent.Refused));
    }

    /// What stands between `"name":` and the next comma or brace.
    protected static String value(String frame, String name) {
        int start = frame.indexOf("\"" + name + "\":") + name.length() + 3;
        int end = start;
        while (",}".indexOf(frame.charAt(end)) < 0) {
            end++;
        }
        return frame.substring(start, end);
    }
}
