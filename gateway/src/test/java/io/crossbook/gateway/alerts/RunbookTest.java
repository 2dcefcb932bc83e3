package io.crossbook.gateway.alerts;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Whoever is woken up finds what to do: each cause, and each rule of Prometheus, leads to a section of the runbook.
final class RunbookTest {

    private static final Path ROOT = Path.of(System.getProperty("crossbook.root", ".."));
    private static final Pattern LINK = Pattern.compile("docs/runbook\\.md(#[a-z-]+)");

    @Test
    void every_alert_leads_to_a_section() throws IOException {
        Set<String> sections = Files.readAllLines(ROOT.resolve("docs/runbook.md")).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> "#" + line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
        String rules = Files.readString(ROOT.resolve("ops/prometheus/crossbook.rules.yml"));
        Stream.concat(Stream.of(Cause.values()).map(Cause::section), Stream.of(rules))
                .flatMap(text -> LINK.matcher(text).results()).map(link -> link.group(1))
                .forEach(link -> assertTrue(sections.contains(link), link + " leads nowhere"));
    }
}
