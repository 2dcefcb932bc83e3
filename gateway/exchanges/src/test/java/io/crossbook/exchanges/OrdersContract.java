package io.crossbook.exchanges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.Listing;
import io.crossbook.exchanges.AnswerTable.Row;
import io.crossbook.exchanges.AnswerTable.Verdict;
import io.crossbook.exchanges.Request.About;
import io.crossbook.execution.OrderEvent;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What holds for the orders of every exchange.
public abstract class OrdersContract {

    protected static final String SECRET = "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0";
    protected static final String KEY = "KEYKEYKEYKEYKEYKEYKEYKEYKEYKEYKEYKEYKEYKEYKEYKEY";

    protected abstract Orders orders();

    protected abstract Listing listing();

    protected abstract AnswerTable table();

    /// An error of this code, as the exchange writes it.
    protected abstract String error(String code);

    /// Answers that are successes, each with the request that it answers.
    protected abstract List<Success> successes();

    /// A request and an answer that says that all went well.
    public record Success(Request request, String body) {}

    protected final ApiKey key() {
        return new ApiKey(orders().signer().kind(), KEY, SECRET);
    }

    protected final Request place() {
        return orders().place(Intents.order(listing(), true, "0.5", "100.25"));
    }

    private List<Request> requests() {
        return List.of(place(), orders().cancel(listing(), Intents.ID),
                orders().ask(listing(), Intents.ID));
    }

    /// What reading this tells; every answer is read exactly once.
    protected final Told read(Request request, Answer answer) {
        var told = new Told();
        orders().read(request, answer, told);
        assertEquals(1, told.reads.size(), () -> request + " " + answer);
        return told;
    }

    /// The same where so much of each order is known to have traded.
    protected final Told read(Request request, Answer answer, String known) {
        var told = new Told();
        told.known = new BigDecimal(known);
        orders().read(request, answer, told);
        return told;
    }

    protected static Answer answered(int status, String body) {
        return new Answer(Answer.Phase.ANSWERED, status, Bytes.of(body), "", 0);
    }

    @Test
    void an_order_of_which_no_byte_left_was_not_sent_and_its_cancel_says_nothing_of_it() {
        var answer = new Answer(Answer.Phase.NOT_SENT, 0, new Bytes(), "not reached", 0);
        assertEquals(List.of("not sent: not reached"), read(place(), answer).lines);
        assertEquals(List.of("cancel refused not sent: not reached"),
                read(requests().get(1), answer).lines);
        assertEquals(List.of("ambiguous"), read(requests().get(2), answer).lines);
    }

    @Test
    void once_bytes_have_left_and_no_whole_answer_came_nothing_is_certain() {
        for (Row row : table().rows()) {
            for (Request request : requests()) {
                var answer = new Answer(Answer.Phase.SENT, row.status(),
                        Bytes.of(error(row.code())), "timed out", 0);
                assertEquals(List.of("ambiguous"), read(request, answer).lines, row.toString());
            }
        }
    }

    @Test
    void every_row_of_the_table_means_what_it_says() {
        Set<Verdict> seen = new HashSet<>();
        for (Row row : table().rows()) {
            assertFalse(row.source().isBlank(), row.toString());
            for (Request request : requests()) {
                if (request.about() == row.about() && row.verdict() != Verdict.ACCEPTED) {
                    seen.add(row.verdict());
                    Answer answer = answered(row.status(), error(row.code()));
                    Told told = read(request, answer);
                    Class<?> meant = switch (row.verdict()) {
                        case REFUSED -> row.about() == About.PLACE
                                ? OrderEvent.Refused.class
                                : OrderEvent.CancelRefused.class;
                        case NOT_FOUND -> OrderEvent.NotFound.class;
                        case ACCEPTED, NOT_SENT, AMBIGUOUS -> OrderEvent.Ambiguous.class;
                    };
                    OrderEvent event = told.events.getFirst();
                    assertEquals(meant, event.getClass(), row.toString());
                    assertEquals(event.restingOn(Evidence.of(answer)), event, row.toString());
                    assertEquals(1, told.events.size());
                }
            }
        }
        assertTrue(seen.contains(Verdict.REFUSED));
    }

    @Test
    void what_is_kept_of_an_answer_has_no_key_in_it() {
        for (Row row : table().rows()) {
            if (row.about() == About.PLACE && row.verdict() == Verdict.REFUSED) {
                String body = error(row.code()).replaceFirst("\\{", "{\"key\":\"" + KEY + "\",");
                OrderEvent event = read(place(), answered(row.status(), body)).events.getFirst();
                assertEquals(OrderEvent.Refused.class, event.getClass(), body);
                assertTrue(event.toString().contains("{\"key\":\"***\""), event::toString);
            }
        }
    }

    @Test
    void a_status_of_the_servers_or_a_redirect_is_ambiguous_whatever_its_body_says() {
        for (int status : new int[]{300, 301, 302, 307, 308, 500, 502, 503, 504, 520, 524, 599}) {
            for (Row row : table().rows()) {
                for (Request request : requests()) {
                    assertEquals(List.of("ambiguous"),
                            read(request, answered(status, error(row.code()))).lines);
                }
            }
            for (Success success : successes()) {
                assertTrue(read(success.request(), answered(status, success.body())).events
                        .stream().allMatch(OrderEvent.Ambiguous.class::isInstance));
            }
        }
    }

    /// Random answers: nothing throws, nothing is refused or missing but by a row of the table.
    @Test
    void what_the_table_does_not_have_is_ambiguous() {
        var random = new Random(20_261_121);
        List<Row> rows = table().rows();
        for (int i = 0; i < 20_000; i++) {
            Request request = requests().get(random.nextInt(3));
            int status = random.nextBoolean()
                    ? 200 + random.nextInt(400)
                    : any(random, 200, 400,
                            401, 403, 404, 429, 418, 503);
            String code = random.nextBoolean()
                    ? rows.get(random.nextInt(rows.size())).code()
                    : invented(random);
            String body = damaged(random, error(code));
            Told told = read(request, answered(status, body));
            for (OrderEvent event : told.events) {
                assertTrue(justified(rows, request.about(), status, event), () -> request.about()
                        + " " + status + " " + body + " -> " + told.lines);
            }
            assertEquals(1, told.events.size(), body);
        }
    }

    private static boolean justified(List<Row> rows, About about, int status, OrderEvent event) {
        return switch (event) {
            case OrderEvent.Ambiguous _ -> true;
            case OrderEvent.Refused(_, String code, _, _) ->
                stands(rows, About.PLACE, about, status,
                        code, Verdict.REFUSED);
            case OrderEvent.CancelRefused(_, String code, _, _) -> stands(rows, About.CANCEL, about,
                    status, code, Verdict.REFUSED);
            case OrderEvent.NotFound _ -> rows.stream().anyMatch(row -> row.status() == status
                    && row.verdict() == Verdict.NOT_FOUND && about == About.ASK);
            case OrderEvent.Accepted _,OrderEvent.NotSent _,OrderEvent.Traded _ -> false;
            case OrderEvent.Standing _,OrderEvent.Ended _ -> false;
        };
    }

    private static boolean stands(List<Row> rows, About wanted, About about, int status,
            String code, Verdict verdict) {
        return about == wanted && rows.stream().anyMatch(row -> row.about() == about
                && row.status() == status && row.code().equals(code) && row.verdict() == verdict);
    }

    private static int any(Random random, int... values) {
        return values[random.nextInt(values.length)];
    }

    private static String invented(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Integer.toString(random.nextInt(200_000) - 3_000);
            case 1 -> "-10" + (10 + random.nextInt(90));
            case 2 -> "EService:Unavailable";
            default -> "EOrder:" + Long.toString(random.nextLong(), 36);
        };
    }

    private static String damaged(Random random, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(6)) {
            case 0 -> body.substring(0, random.nextInt(body.length()));
            case 1 -> {
                bytes[random.nextInt(bytes.length)] = (byte) (32 + random.nextInt(95));
                yield new String(bytes, StandardCharsets.UTF_8);
            }
            case 2 -> "<html>" + body + "</html>";
            default -> body;
        };
    }

    /// A success that is cut anywhere, or in which any value is another kind, tells nothing for certain.
    @Test
    void a_success_that_is_cut_tells_nothing_for_certain() {
        for (Success success : successes()) {
            for (int end = 0; end < success.body().length(); end++) {
                Told told = read(success.request(),
                        answered(200, success.body().substring(0, end)));
                assertTrue(told.events.stream().allMatch(OrderEvent.Ambiguous.class::isInstance),
                        told.lines.toString());
                assertTrue(told.requests.isEmpty() && told.facts.isEmpty());
                assertFalse(told.reads.getFirst());
            }
            assertTrue(read(success.request(), answered(200, success.body())).events.stream()
                    .noneMatch(OrderEvent.Ambiguous.class::isInstance), success.body());
        }
    }

    @Test
    void a_success_with_a_wrong_byte_never_throws_and_never_says_that_there_is_no_order() {
        var random = new Random(7);
        for (Success success : successes()) {
            boolean missing = read(success.request(), answered(200, success.body())).lines
                    .contains("not found");
            for (int i = 0; i < 2_000; i++) {
                byte[] bytes = success.body().getBytes(StandardCharsets.UTF_8);
                for (int n = random.nextInt(3); n >= 0; n--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(128);
                }
                Told told = read(success.request(), new Answer(Answer.Phase.ANSWERED, 200,
                        new Bytes(bytes), "", 0));
                assertTrue(missing || told.events.stream().noneMatch(
                        OrderEvent.NotFound.class::isInstance),
                        () -> new String(bytes,
                                StandardCharsets.UTF_8));
                assertTrue(told.events.stream().noneMatch(OrderEvent.Refused.class::isInstance));
            }
        }
    }

    @Test
    void digits_are_plain_and_exact() {
        for (String[] row : new String[][]{{"1E+3", "1000"}, {"0.00001", "0.00001"},
                {"0.50000", "0.5"}, {"12", "12"}, {"1E-5", "0.00001"}, {"100.10", "100.1"}}) {
            String sent = text(orders().place(Intents.order(listing(), true, row[0], "2E+2")));
            assertTrue(sent.contains(row[1] + "\"") || sent.contains("=" + row[1] + "&"), sent);
            assertTrue(sent.contains("200") && !sent.contains("E+") && !sent.contains("E-"), sent);
        }
    }

    @Test
    void what_is_not_on_tick_or_lot_is_not_made_to_fit() {
        for (String[] wrong : new String[][]{{"0.000001", "100"}, {"1", "100.001"}}) {
            var order = Intents.order(listing(), true, wrong[0], wrong[1]);
            assertTrue(String.valueOf(assertThrows(IllegalStateException.class,
                    () -> orders().place(order)).getMessage()).startsWith("not on "));
        }
    }

    @Test
    void an_order_names_itself_and_never_anything_borrowed() {
        for (var timeInForce : io.crossbook.execution.OrderIntent.TimeInForce.values()) {
            Request request = orders().place(Intents.order(listing(), false, "0.5", "100.25",
                    timeInForce));
            String sent = text(request).toLowerCase(Locale.ROOT);
            assertTrue(sent.contains(Intents.ID.toString()), sent);
            for (String word : List.of("margin", "borrow", "loan", "leverage")) {
                assertFalse(sent.replace("\"isleverage\":0,", "").contains(word), sent);
            }
            assertEquals(Intents.DEADLINE_NANOS, request.task().deadlineNanos());
            assertEquals("POST", request.method());
        }
    }

    private static String text(Request request) {
        return request.url() + "?" + request.body() + "&";
    }

    @Test
    void a_request_whose_deadline_has_passed_does_not_leave() {
        long nearest = orders().deadline().nearestMillis();
        long deadline = Intents.DEADLINE_NANOS / 1_000_000;
        assertInstanceOf(Signed.Ready.class, orders().signer().sign(place(), key(),
                deadline - nearest, 1));
        assertInstanceOf(Signed.Late.class, orders().signer().sign(place(), key(),
                deadline - nearest + 1, 1));
        assertInstanceOf(Signed.Late.class, orders().signer().sign(place(), key(),
                deadline + 60_000, 1));
    }

    @Test
    void everything_private_is_signed_and_nothing_of_it_shows() {
        var all = new ArrayList<>(requests());
        all.addAll(orders().sweep(Intents.NOW_MILLIS * 1_000_000 - 1, Intents.NOW_MILLIS
                * 1_000_000));
        all.add(orders().balances(7));
        String secret = new String(SECRET);
        for (Request request : all) {
            assertTrue(request.about().signed());
            var signed = assertInstanceOf(Signed.Ready.class,
                    orders().signer().sign(request, key(), Intents.NOW_MILLIS, 17));
            String sent = signed.url() + signed.headers() + signed.body();
            assertTrue(sent.contains(KEY), sent);
            assertFalse(sent.contains(secret), sent);
            assertFalse((signed + " " + key() + " " + request).contains(KEY));
            assertEquals(signed, orders().signer().sign(request, key(), Intents.NOW_MILLIS, 17));
        }
    }

    @Test
    void evidence_is_kept_and_what_looks_like_a_secret_is_not() {
        var told = read(place(), answered(503, "{\"msg\":\"later\",\"echo\":\"" + KEY + "\"}"));
        var ambiguous = assertInstanceOf(OrderEvent.Ambiguous.class, told.events.getFirst());
        assertTrue(ambiguous.evidence().contains("ANSWERED 503"), ambiguous.evidence());
        assertTrue(ambiguous.evidence().contains("later"), ambiguous.evidence());
        assertFalse(ambiguous.evidence().contains(KEY), ambiguous.evidence());
    }

    protected static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }

    /// `docs/orders.md` shows the table as it is.
    @Test
    void the_table_stands_in_the_documents() throws IOException {
        String document = Files.readString(Path.of(System.getProperty("crossbook.root", "../.."),
                "docs", "orders.md"));
        String lines = lines(table());
        assertTrue(document.contains(lines), () -> "not in docs/orders.md:\n" + lines);
    }

    /// Rows that differ in their codes only share a line.
    private static String lines(AnswerTable table) {
        var codes = new LinkedHashMap<String, Set<String>>();
        for (Row row : table.rows()) {
            String line = "| " + row.verdict() + " | %s | " + row.status() + " | %s | "
                    + row.source() + " |\n";
            codes.computeIfAbsent(line, _ -> new LinkedHashSet<>()).add("`" + row.code() + "`");
        }
        var abouts = new LinkedHashMap<String, Set<String>>();
        for (Row row : table.rows()) {
            String line = "| " + row.verdict() + " | %s | " + row.status() + " | %s | "
                    + row.source() + " |\n";
            abouts.computeIfAbsent(line, _ -> new LinkedHashSet<>())
                    .add(row.about().name().toLowerCase(Locale.ROOT));
        }
        var text = new StringBuilder();
        codes.forEach((line, all) -> text.append(line.formatted(
                String.join(", ", Objects.requireNonNull(abouts.get(line))),
                String.join(", ", all).replace("``", "none"))));
        return text.toString();
    }
}
