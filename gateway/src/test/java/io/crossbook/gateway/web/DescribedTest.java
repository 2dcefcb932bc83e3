package io.crossbook.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What is served describes itself, and answers as it is described, errors included.
final class DescribedTest extends Served {

    private static final List<Route> TABLE = Stream.of(MarketRoutes.table(),
            HealthRoutes.table(List::of), DaemonRoutes.table(() -> "", Halting.NOBODY)).flatMap(
                    List::stream)
            .toList();

    /// Both ways: each route is described, and each thing described is a route. The index lists the table.
    @Test
    void the_table_and_its_description_name_the_same() throws Exception {
        Set<String> served = get("/", "Accept", "text/plain").body().lines()
                .filter(line -> line.matches("(GET|POST) .*"))
                .map(line -> line.split(" +"))
                .map(words -> words[0].toLowerCase(Locale.ROOT) + " " + words[1])
                .collect(Collectors.toCollection(TreeSet::new));
        served.add("get /");

        assertEquals(served, contract().operations());
        assertTrue(served.containsAll(TABLE.stream().map(
                route -> route.method().name().toLowerCase(Locale.ROOT) + " " + route.path())
                .toList()), served.toString());
    }

    @Test
    void every_schema_that_a_route_names_exists_and_every_reference_leads_somewhere() {
        var document = Documents.openApi(TABLE);
        var found = new TreeSet<String>();
        references(document, found);
        references(Documents.asyncApi(), found);
        JsonObject async = Documents.asyncApi();
        for (String ref : found) {
            JsonObject from = ref.contains("/schemas/") ? document : async;
            for (String part : ref.substring(2).split("/")) {
                assertTrue(from.containsKey(part), ref + " leads nowhere: no " + part);
                from = from.getJsonObject(part);
            }
        }
        assertEquals(Documents.schemas(),
                async.getJsonObject("components").getJsonObject("schemas"));
    }

    private static void references(Object node, Set<String> found) {
        switch (node) {
            case JsonObject object -> object.forEach(each -> {
                if (each.getKey().equals("$ref")) {
                    found.add((String) each.getValue());
                } else {
                    references(each.getValue(), found);
                }
            });
            case JsonArray array -> array.forEach(each -> references(each, found));
            case null, default -> {
            }
        }
    }

    @Test
    void names_of_operations_are_told_apart() {
        List<String> names = TABLE.stream().map(Documents::name).toList();
        assertEquals(names.size(), Set.copyOf(names).size(), names.toString());
        assertTrue(names.contains("getBooksExchangeSymbol"), names.toString());
    }

    /// A field more, or one of another kind, is noticed.
    @Test
    void an_answer_that_is_not_as_described_is_noticed() throws Exception {
        String ready = get("/v1/ready").body();
        contract().answered("GET", "/v1/ready", 200, "application/json", ready);
        for (String wrong : List.of(ready.replace("}", ",\"more\":1}"),
                ready.replace("\"ready\":true", "\"ready\":\"yes\""), "{}")) {
            assertThrows(AssertionError.class, () -> contract().answered("GET", "/v1/ready", 200,
                    "application/json", wrong), wrong);
        }
        assertThrows(AssertionError.class, () -> contract().answered("GET", "/v1/unknown", 200,
                "application/json", "{}"));
        assertThrows(AssertionError.class,
                () -> contract().sent("/v1/stream", "{\"topic\":\"top\",\"seq\":1}"));
    }

    @Test
    void every_wrong_question_is_a_problem_that_says_what_is_wanted() throws Exception {
        for (String[] each : new String[][]{
                {"/v1/nothing", "404", "nothing is at /v1/nothing"},
                {"/v1/tops?limit=0", "400", "limit: '0' is found, 1 to 1000 is wanted"},
                {"/v1/tops?limit=5&limit=6", "400", "limit: 2 values are found, one is wanted"},
                {"/v1/tops?size=5", "400",
                        "'size' is no parameter of /v1/tops, instrument, limit, cursor is wanted"},
                {"/v1/tops?cursor=AAAA", "400",
                        "cursor: 'AAAA' is found, what `next` of a page of this list said is wanted"},
                {"/v1/tops?cursor=" + Cursor.behind("tops", -5L).text(), "400", "cursor: '"},
                {"/v1/listings?cursor=" + Cursor.behind("listings", Long.MIN_VALUE).text(), "400",
                        "cursor: '"},
                {"/v1/events", "400", "topics: nothing is found, some of top, book, trade"},
                {"/v1/listings?cursor=" + Cursor.behind("tops", 1L).text(), "400", "cursor: '"},
                {"/v1/opportunities?state=won", "400",
                        "state: 'won' is found, all, open, closed is wanted"},
                {"/v1/opportunities/x", "400", "id: 'x' is found, 1 or more is wanted"},
                {"/v1/opportunities/99", "404", "opportunity 99 is neither open nor among"},
                {"/v1/books/north/" + "x".repeat(201), "400",
                        "symbol: 'xxx"},
                {"/v1/books/north/a%0Ab", "400", "symbol: 'a?b' is found, one line of at most"},
                {"/v1/health?pretty", "400",
                        "'pretty' is no parameter of /v1/health, none is wanted"}}) {
            var answer = get(each[0]);
            assertEquals(Integer.parseInt(each[1]), answer.statusCode(), each[0]);
            String detail = new JsonObject(answer.body()).getString("detail");
            assertTrue(detail.startsWith(each[2]), each[0] + ": " + detail);
        }
    }

    @Test
    void behind_the_last_row_there_is_nothing_however_far_a_cursor_points() throws Exception {
        for (long far : new long[]{99, Integer.MAX_VALUE, Long.MAX_VALUE}) {
            var answer = get("/v1/tops?cursor=" + Cursor.behind("tops", far).text());
            assertEquals(new JsonObject().put("items", new JsonArray()).put("next", null),
                    new JsonObject(answer.body()), "behind " + far);
        }
    }

    /// What a tool that reads the description would send.
    @Test
    void what_is_left_out_is_as_its_own_description_wants_it() {
        for (Route route : TABLE) {
            for (Parameter parameter : route.parameters()) {
                String name = route.path() + " " + parameter.name();
                JsonObject schema = parameter.described().getJsonObject("schema");
                assertEquals(parameter.required(), parameter.described().getBoolean("required"));
                assertEquals(parameter.required(), parameter.missing() != null, name);
                if (!parameter.required() && schema.containsKey("default")) {
                    assertNull(parameter.problem(schema.getValue("default").toString()), name);
                }
            }
        }
    }

    @Test
    void what_has_to_be_said_is_described_so_and_has_no_default() {
        JsonObject needed = Parameter.whole("pull", 0, 0, 9, "a number").needed().described();
        assertEquals(true, needed.getBoolean("required"));
        assertEquals(new JsonObject().put("type", "integer").put("format", "int64")
                .put("minimum", 0L).put("maximum", 9L), needed.getJsonObject("schema"));
        assertEquals("pull: nothing is found, a number is wanted",
                Parameter.whole("pull", 0, 0, 9, "a number").needed().missing());
    }

    @Test
    void what_is_not_accepted_is_not_sent() throws Exception {
        for (String fine : List.of("*/*", "application/*", "application/json",
                "text/html, application/json;q=0.1")) {
            assertEquals(200, get("/v1/ready", "Accept", fine).statusCode(), fine);
        }
        for (String other : List.of("text/html", "application/xml", "application/json;q=0")) {
            assertEquals(406, get("/v1/ready", "Accept", other).statusCode(), other);
        }
    }

    @Test
    void what_has_not_changed_is_not_sent_again() throws Exception {
        var first = get("/v1/listings");
        String tag = first.headers().firstValue("ETag").orElseThrow();

        for (String known : List.of(tag, "W/" + tag, "\"other\", " + tag, "*")) {
            var again = get("/v1/listings", "If-None-Match", known);
            assertEquals(304, again.statusCode(), known);
            assertEquals("", again.body());
            assertEquals(tag, again.headers().firstValue("ETag").orElse(""));
        }
        assertEquals(200, get("/v1/listings", "If-None-Match", "\"other\"").statusCode());
    }

    @Test
    void a_list_is_read_page_by_page() throws Exception {
        List<JsonObject> all = items("/v1/listings?limit=100");
        assertEquals(2, all.size());
        assertEquals(all, paged("/v1/listings?limit=1"));
        assertEquals(items("/v1/tops"), paged("/v1/tops?limit=1"));
    }

    private List<JsonObject> items(String path) throws Exception {
        return new JsonObject(get(path).body()).getJsonArray("items").stream()
                .map(JsonObject.class::cast).toList();
    }

    private List<JsonObject> paged(String path) throws Exception {
        var found = new ArrayList<JsonObject>();
        String next = "";
        while (next != null) {
            var page = new JsonObject(
                    get(path + (next.isEmpty() ? "" : "&cursor=" + next)).body());
            assertTrue(page.getJsonArray("items").size() <= 1);
            page.getJsonArray("items").forEach(each -> found.add((JsonObject) each));
            next = page.getString("next");
        }
        return found;
    }
}
