package io.crossbook.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A headless Chromium, where there is one; tests that need it are skipped, with a line, where there is none.
final class Browser {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser",
            "google-chrome");

    /// A page as it stood when its scripts were done, and what they said on the console.
    record Page(String dom, List<String> console) {}

    private Browser() {}

    /// The program; whoever has none is skipped.
    static Path program(String page) {
        return Program.found("chromium", NAMES, "open " + page);
    }

    static Page open(Path page, Path folder) throws IOException, InterruptedException {
        Path browser = program(String.valueOf(page.getFileName()));
        Path dom = folder.resolve("dom.html");
        Path log = folder.resolve("browser.log");
        Process process = new ProcessBuilder(browser.toString(), "--headless=new",
                "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--user-data-dir=" + folder.resolve("profile"), "--enable-logging=stderr",
                "--dump-dom", page.toUri().toString()).redirectOutput(dom.toFile())
                .redirectError(log.toFile()).start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("Chromium did not end: " + Files.readString(log));
        }
        return new Page(Files.readString(dom), Files.readAllLines(log).stream()
                .filter(line -> line.contains("CONSOLE")).toList());
    }
}
