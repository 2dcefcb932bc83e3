package io.crossbook.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.crossbook.gateway.web.Charts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes reports: JSON, and a page that holds all it needs, charts included.
///
/// The same report gives the same bytes.
final class ReportFile {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DefaultPrettyPrinter PRINTER = new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n"));

    private ReportFile() {}

    /// A document over several lines.
    static String text(JsonNode document) {
        try {
            return JSON.writer(PRINTER).writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A document as one line.
    static String line(JsonNode document) {
        return document.toString();
    }

    /// `report.json` and `report.html` in a folder, which is made.
    static void write(Path folder, JsonNode report, String script) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("report.json"), text(report) + "\n");
        Files.writeString(folder.resolve("report.html"), page(report, script));
    }

    private static String page(JsonNode report, String script) throws IOException {
        return resource("/report/page.html")
                .replace("/*STYLE*/", resource("/report/style.css"))
                .replace("/*CHARTS*/", Charts.script())
                .replace("/*REPORT*/", line(report).replace("<", "\\u003c"))
                .replace("/*COMMON*/", resource("/report/common.js"))
                .replace("/*SCRIPT*/", resource("/report/" + script));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ReportFile.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the build lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
