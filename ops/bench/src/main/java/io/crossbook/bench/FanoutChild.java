package io.crossbook.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A process of [FanoutBench], that says one JSON document a line.
final class FanoutChild implements AutoCloseable {

    private final List<String> command;
    private final Process process;
    private final BufferedReader says;

    FanoutChild(List<String> command) throws IOException {
        this.command = command;
        process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        says = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /// What it says next; waits for it.
    JsonNode says() throws IOException {
        String line = says.readLine();
        if (line == null) {
            throw new IllegalStateException(
                    "a process of the benchmark ended early: " + String.join(" ", command));
        }
        return Fork.JSON.readTree(line);
    }

    <T> T says(Class<T> document) throws IOException {
        return Fork.JSON.treeToValue(says(), document);
    }

    void hears(String line) throws IOException {
        OutputStream in = process.getOutputStream();
        in.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        in.flush();
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
