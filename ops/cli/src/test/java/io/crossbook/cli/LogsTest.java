package io.crossbook.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.crossbook.gateway.tape.Secrets;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;

/// The log as it is shipped, on a terminal that hangs.
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LogsTest {

    private final LoggerContext context = new LoggerContext();
    private final CountDownLatch goesOn = new CountDownLatch(1);
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream before = System.err;

    @BeforeEach
    void configure() throws Exception {
        System.setErr(new PrintStream(new OutputStream() {
            @Override
            public void write(int one) {
                // A terminal's write is not interrupted either.
                for (boolean hangs = goesOn.getCount() > 0; hangs;) {
                    try {
                        goesOn.await();
                        hangs = false;
                    } catch (InterruptedException e) {
                        hangs = goesOn.getCount() > 0;
                    }
                }
                written.write(one);
            }
        }, true, StandardCharsets.UTF_8));
        context.setMDCAdapter(new LogbackMDCAdapter());
        read();
    }

    private void read() throws Exception {
        var configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(LogsTest.class.getResource("/logback.xml"));
    }

    @AfterEach
    void stop() {
        goesOn.countDown();
        context.stop();
        System.setErr(before);
    }

    private List<String> lines() {
        return written.toString(StandardCharsets.UTF_8).lines()
                .map(line -> line.substring(line.indexOf(": ") + 2)).toList();
    }

    @Test
    void nobody_waits_for_it_and_warnings_are_kept_where_chatter_is_left_out() {
        Logger log = context.getLogger("crossbook");
        for (int i = 0; i < 100_000; i++) {
            log.info("chatter {}", i);
        }
        for (int i = 0; i < 1_000; i++) {
            log.warn("warning {}", i);
            log.info("chatter");
        }
        for (int i = 0; i < 100_000; i++) {
            log.error("too much"); // even this waits for nobody
        }
        goesOn.countDown();

        await().until(() -> lines().contains("warning 999"));
        assertTrue(lines().containsAll(
                IntStream.range(0, 1_000).mapToObj(i -> "warning " + i).toList()));
        assertTrue(lines().contains("chatter 5000"));
        assertFalse(lines().contains("chatter 50000"));
    }

    private void ended(int lines) {
        await().atMost(Duration.ofMinutes(1)).until(() -> written
                .toString(StandardCharsets.UTF_8).chars().filter(each -> each == '\n')
                .count() == lines);
    }

    @Test
    void a_line_says_of_which_day_it_is_in_utc() {
        goesOn.countDown();
        context.getLogger("crossbook").info("ready");
        ended(1);
        assertTrue(written.toString(StandardCharsets.UTF_8).matches(
                "20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z INFO  crossbook: ready\n"),
                written.toString(StandardCharsets.UTF_8));
    }

    @Test
    void a_program_reads_documents_in_which_no_secret_is() throws Exception {
        context.reset();
        context.putProperty("CROSSBOOK_LOG_FORMAT", "json");
        read();
        goesOn.countDown();
        var secrets = new Secrets();
        secrets.add("a\"secret/of-logs-4711");
        Logs.hide(secrets);
        context.getLogger("crossbook").warn("{} has {} books of {}", "kraken", 40,
                new StringBuilder("a\"secret/of-logs-4711"));
        context.getLogger("crossbook").error("a\nb {}", "a\"secret/of-logs-4711",
                new IllegalStateException("a\"secret/of-logs-4711"));
        ended(2);

        List<JsonNode> lines = new ArrayList<>();
        for (String line : written.toString(StandardCharsets.UTF_8).lines().toList()) {
            assertFalse(line.contains("4711"), line);
            lines.add(new ObjectMapper().readTree(line));
        }
        assertEquals(2, lines.size());
        JsonNode first = lines.getFirst();
        assertEquals("{} has {} books of {}", first.path("template").asText());
        assertEquals("[\"kraken\",40,null]", first.path("arguments").toString());
        assertEquals("WARN", first.path("level").asText());
        assertTrue(first.path("message").asText().startsWith("kraken has 40 books of ***"));
        assertTrue(first.path("time").asText().endsWith("Z"));
        assertEquals("crossbook", first.path("logger").asText());
        assertTrue(lines.getLast().path("error").asText()
                .startsWith("java.lang.IllegalStateException: ***"));
        assertTrue(lines.getLast().path("stack").size() > 0);
    }

    @Test
    void what_waits_is_written_at_the_end() {
        for (int i = 0; i < 1_000; i++) {
            context.getLogger("crossbook").info("line {}", i);
        }
        goesOn.countDown();
        context.stop();

        assertEquals(1_000, lines().size());
    }
}
