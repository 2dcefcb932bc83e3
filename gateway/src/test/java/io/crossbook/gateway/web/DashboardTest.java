package io.crossbook.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The files of the dashboard as browsers get them. What they do in one is tested with a real one, in `ops/cli`.
@Timeout(240)
final class DashboardTest extends Served {

    private static final Path FOLDER = Path
            .of("src/main/resources/io/crossbook/gateway/web/page");
    private static final Pattern NAMED = Pattern
            .compile("(?:src|href)=\"/page/([^\"]+)\"|(?:from|import) \"\\./([^\"]+)\"");

    @Test
    void a_browser_gets_the_page_and_a_program_the_index() throws Exception {
        HttpResponse<String> page = get("/", "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        HttpResponse<String> index = get("/", "Accept", "*/*");

        assertEquals("text/html; charset=utf-8", page.headers().firstValue("Content-Type").get());
        assertTrue(page.body().startsWith("<!doctype html>"), page.body());
        assertEquals("text/plain; charset=utf-8", index.headers().firstValue("Content-Type").get());
        assertTrue(index.body().contains("/v1/tops"), index.body());
        for (HttpResponse<String> each : List.of(page, index)) {
            assertTrue(each.headers().allValues("Vary").contains("Accept"));
        }
    }

    @Test
    void every_file_that_the_page_needs_is_served_and_no_file_is_there_for_nothing()
            throws Exception {
        var served = new TreeSet<String>();
        var asked = new ArrayDeque<>(named(get("/", "Accept", "text/html").body()));
        while (!asked.isEmpty()) {
            String name = asked.poll();
            if (served.add(name)) {
                HttpResponse<String> file = get("/page/" + name);
                assertEquals(200, file.statusCode(), name);
                assertEquals(List.of("nosniff"),
                        file.headers().allValues("X-Content-Type-Options"));
                if (!name.equals("chart.js")) {
                    asked.addAll(named(file.body()));
                }
            }
        }

        try (var files = Files.list(FOLDER)) {
            Set<String> there = files.map(file -> file.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
            there.add("chart.js");
            there.remove("index.html");
            assertEquals(there, served);
        }
    }

    private static Set<String> named(String text) {
        return NAMED.matcher(text).results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void nothing_stands_in_the_page_that_its_own_policy_forbids() throws Exception {
        HttpResponse<String> page = get("/", "Accept", "text/html");

        String policy = page.headers().firstValue("Content-Security-Policy").get();
        assertTrue(policy.startsWith("default-src 'none'; script-src 'self'; style-src 'self'; "));
        assertFalse(policy.contains("unsafe"), policy);
        assertFalse(
                Pattern.compile("<style|\\sstyle=|\\son[a-z]+=|javascript:|<script(?![^>]* src=)")
                        .matcher(page.body()).find(),
                page.body());
        assertFalse(Pattern.compile("(?:src|href)=\"(?:[a-z]+:)?//").matcher(page.body()).find(),
                page.body());
    }

    @Test
    void a_file_that_the_browser_has_is_not_sent_again() throws Exception {
        HttpResponse<String> first = get("/page/main.js");
        String tag = first.headers().firstValue("ETag").get();

        HttpResponse<String> again = get("/page/main.js", "If-None-Match", tag);

        assertEquals(304, again.statusCode());
        assertEquals("", again.body());
        assertEquals(200, get("/page/main.js", "If-None-Match", "\"other\"").statusCode());
        assertEquals("no-cache", first.headers().firstValue("Cache-Control").get());
    }

    @Test
    void nothing_else_of_the_program_is_served() throws Exception {
        for (String path : List.of("/page/", "/page/index", "/page/..%2FDashboard.class",
                "/page/%2e%2e/Dashboard.class", "/page/page/main.js", "/page/main.js.map",
                "/page/..%2f..%2fledger%2fschema%2fV1__entries.sql", "/page/%00main.js")) {
            assertEquals(404, get(path).statusCode(), path);
        }
    }
}
