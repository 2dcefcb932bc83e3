package io.crossbook.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/// The answer as one JSON document instead of words.
final class JsonOption {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(names = "--json", description = "The answer as one JSON document.")
    private boolean json;

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /// Prints it where JSON is wanted, and nothing else where not.
    void print(PrintWriter out, ObjectNode document) throws IOException {
        if (json) {
            answer(out, document, "");
        }
    }

    /// Prints the one or the other, and ends the line.
    void answer(PrintWriter out, ObjectNode document, String text) throws IOException {
        out.println(json
                ? JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document)
                : text);
        out.flush();
    }
}
