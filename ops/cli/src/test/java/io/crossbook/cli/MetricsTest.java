package io.crossbook.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.crossbook.gateway.metrics.Catalogue;
import io.crossbook.gateway.metrics.Metric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a practice daemon shows at `/metrics` is what the table says, and dashboard and rules ask for nothing else.
final class MetricsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Pattern NAMES = Pattern.compile("crossbook_[a-z_]+");
    private static final Pattern LABELS = Pattern.compile("([a-z_]+)=\"");
    private static final Pattern SELECTORS = Pattern.compile("(crossbook_[a-z_]+)\\{([^}]*)\\}");
    private static final Pattern CONDITIONS = Pattern
            .compile("([a-z_]+)\\s*(?:=~|!~|!=|=)\\s*\\\\?\"([^\"\\\\]*)");
    private static final Pattern GROUPS = Pattern.compile("(?:by|on) ?\\(([^)]*)\\)");
    /// What a scrape adds.
    private static final Set<String> OF_PROMETHEUS = Set.of("instance", "job");
    private static final Path ROOT = Path.of(System.getProperty("crossbook.root", "../.."));

    private static final String CODE = code();

    @TempDir
    private Path folder;

    @Test
    void a_practice_daemon_shows_only_what_the_table_has_and_promtool_agrees() throws Exception {
        String shown;
        try (PracticeGround ground = PracticeGround.eager(folder);
                Daemon daemon = ground.daemon(folder.resolve("tape"));
                HttpClient client = HttpClient.newHttpClient()) {
            URI metrics = URI.create("http://127.0.0.1:" + daemon.gateway().port() + "/metrics");
            await().atMost(PATIENCE).until(() -> scrape(client, metrics)
                    .contains("crossbook_rest_seconds_count"));
            await().atMost(PATIENCE).until(() -> scrape(client, metrics)
                    .contains("crossbook_opportunities_total{"));
            shown = scrape(client, metrics);
        }

        var table = Catalogue.all().stream()
                .collect(Collectors.toMap(Metric::name, metric -> metric));
        var families = new TreeSet<String>();
        for (String line : shown.lines().filter(line -> line.startsWith("# TYPE ")).toList()) {
            String[] words = line.split(" ");
            Metric metric = table.get(words[2].replaceAll("_max$", ""));
            assertTrue(metric != null, words[2] + " is in no table: add it to Catalogue");
            String kind = words[2].endsWith("_max") ? "gauge" : kind(metric);
            assertEquals(kind, words[3], line);
            assertTrue(shown.contains("# HELP " + words[2] + " " + metric.help()), line);
            families.add(metric.name());
        }
        for (String line : shown.lines().filter(line -> !line.startsWith("#")).toList()) {
            Metric metric = metric(line.replaceAll("[{ ].*", ""));
            Set<String> labels = LABELS.matcher(line).results().map(each -> each.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(new TreeSet<>(metric.labels()), labels, line);
        }
        assertTrue(families.size() > 30, families + " are few");
        promtool(shown, "check", "metrics");
    }

    private static String scrape(HttpClient client, URI metrics)
            throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                .body();
    }

    @Test
    void the_document_has_the_same_table() throws IOException {
        List<String> rows = Files.readAllLines(ROOT.resolve("docs/metrics.md")).stream()
                .filter(line -> line.startsWith("| `crossbook_")).toList();
        assertEquals(Catalogue.all().stream().map(MetricsTest::row).toList(), rows);
    }

    @Test
    void the_dashboard_and_the_rules_ask_only_for_metrics_that_exist() throws Exception {
        var expressions = new ArrayList<String>();
        JsonNode dashboard = new ObjectMapper()
                .readTree(Files.readString(ROOT.resolve("ops/grafana/crossbook.json")));
        dashboard.findValues("expr").forEach(each -> expressions.add(each.asText()));
        assertTrue(expressions.size() > 25, "the dashboard shows something");
        for (JsonNode query : dashboard.path("templating").findValues("query")) {
            known(query.asText());
        }
        Path rules = ROOT.resolve("ops/prometheus/crossbook.rules.yml");
        known(Files.readString(rules));
        expressions.forEach(MetricsTest::known);

        // What Prometheus cannot parse it could not show.
        Path asRules = folder.resolve("dashboard.rules.yml");
        Files.writeString(asRules, "groups: [{name: dashboard, rules: [\n"
                + expressions.stream().map(MetricsTest::rule).collect(Collectors.joining(",\n"))
                + "]}]\n");
        promtool("", "check", "rules", asRules.toString(), rules.toString());
    }

    @Test
    void each_rule_fires_when_it_should_and_is_silent_when_it_should_not() throws Exception {
        String rules = Files.readString(ROOT.resolve("ops/prometheus/crossbook.rules.yml"));
        Path histories = ROOT.resolve(
                "ops/cli/src/test/resources/io/crossbook/cli/crossbook.rules.test.yml");
        String expected = Files.readString(histories);
        Pattern.compile("- alert: (\\w+)").matcher(rules).results().map(each -> each.group(1))
                .forEach(rule -> assertTrue(expected.contains("alertname=\"" + rule + "\""),
                        rule + " was never seen to fire"));
        promtool("", "test", "rules", histories.toString());
    }

    private static String rule(String expression) {
        return "{record: 'shown', expr: '" + expression.replace("$__rate_interval", "1m") + "'}";
    }

    private static void known(String expression) {
        Matcher names = NAMES.matcher(expression);
        while (names.find()) {
            metric(names.group());
        }
        Matcher selectors = SELECTORS.matcher(expression);
        while (selectors.find()) {
            Metric metric = metric(selectors.group(1));
            Matcher conditions = CONDITIONS.matcher(selectors.group(2));
            while (conditions.find()) {
                String label = conditions.group(1);
                assertTrue(OF_PROMETHEUS.contains(label) || metric.labels().contains(label),
                        metric.name() + " has no label " + label + ": " + expression);
                if (!conditions.group(2).startsWith("$")) {
                    Stream.of(conditions.group(2).split("\\|")).forEach(value -> assertTrue(
                            OF_PROMETHEUS.contains(label) || isWord(value),
                            label + "=\"" + value + "\" is never told: " + expression));
                }
            }
        }
        Matcher groups = GROUPS.matcher(expression);
        while (groups.find()) {
            Set<String> labels = Catalogue.all().stream()
                    .filter(each -> expression.contains(each.name()))
                    .flatMap(each -> each.labels().stream()).collect(Collectors.toSet());
            Stream.of(groups.group(1).split(",")).map(String::strip)
                    .forEach(label -> assertTrue(
                            OF_PROMETHEUS.contains(label) || labels.contains(label),
                            "nothing there has a label " + label + ": " + expression));
        }
    }

    /// Whether the code says this word, or has it as a name.
    private static boolean isWord(String value) {
        return CODE.contains("\"" + value + "\"")
                || CODE.contains(" " + value.toUpperCase(Locale.ROOT) + "(");
    }

    @Test
    void what_the_table_has_is_registered_by_the_code() {
        for (Metric metric : Catalogue.all()) {
            assertTrue(CODE.contains("\"" + metric.id() + "\""),
                    metric.id() + " is in the table, and nobody registers it");
        }
    }

    /// All that may register or say something, but for the table itself.
    private static String code() {
        var code = new StringBuilder();
        for (String module : List.of("arbitrage", "execution", "gateway")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module + "/src/main/java"))) {
                for (Path file : files.filter(each -> each.toString().endsWith(".java")
                        && !each.endsWith("metrics/Catalogue.java")).toList()) {
                    code.append(Files.readString(file));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return code.toString();
    }

    /// The one to which a series belongs.
    private static Metric metric(String series) {
        return Catalogue.all().stream()
                .filter(each -> series.equals(each.name())
                        || each.kind() == Metric.Kind.SUMMARY
                                && series.matches(each.name() + "_(count|sum|max)"))
                .findFirst().orElseThrow(
                        () -> new AssertionError(series + " is no metric of Crossbook's"));
    }

    private static String kind(Metric metric) {
        return metric.kind().name().toLowerCase(Locale.ROOT);
    }

    /// As it stands in the document.
    private static String row(Metric metric) {
        return "| `" + metric.name() + "` | " + kind(metric) + " | "
                + (metric.labels().isEmpty() ? "" : "`" + String.join("` `", metric.labels()) + "`")
                + " | " + metric.help() + " |";
    }

    private void promtool(String input, String... arguments)
            throws IOException, InterruptedException {
        Path promtool = Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(place -> Path.of(place, "promtool")).filter(Files::isExecutable).findFirst()
                .orElse(null);
        if (promtool == null) {
            System.out
                    .println("skipped: no promtool on the PATH to " + String.join(" ", arguments));
        }
        Assumptions.assumeTrue(promtool != null, "no promtool");
        Path in = Files.writeString(folder.resolve("in.txt"), input);
        Path said = folder.resolve("promtool.txt");
        var command = new ArrayList<String>(List.of(String.valueOf(promtool)));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectInput(in.toFile())
                .redirectErrorStream(true).redirectOutput(said.toFile()).start();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), "promtool does not end");
        String words = Files.readString(said);
        assertEquals(0, process.exitValue(), words);
        assertTrue(!input.isEmpty() == words.isEmpty(), words); // a linted text is passed in silence
    }
}
