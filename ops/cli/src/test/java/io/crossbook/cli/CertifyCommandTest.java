package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.crossbook.cli.certify.Certification;
import io.crossbook.cli.certify.Certification.Line;
import io.crossbook.cli.certify.Certification.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(240)
final class CertifyCommandTest {

    private static final String RENEW = "mvn test -pl ops/cli -am -Dtest=CertifyCommandTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dcrossbook.renew=true";

    /// A third of each group at each exchange, another at each; all of it with `-Plong`.
    @ParameterizedTest
    @ValueSource(strings = {"binance", "kraken", "bybit"})
    void order_entry_passes_the_list(String exchange) {
        Set<Integer> share = share(exchange);
        boolean all = Boolean.getBoolean("crossbook.certify");
        List<Result> results = Certification.run(exchange,
                number -> all || share.contains(number));

        assertEquals(List.of(), results.stream().filter(result -> !result.passed()).toList());
        assertTrue(results.size() >= (all ? 100 : 35), results.size() + " cases");
    }

    private static Set<Integer> share(String exchange) {
        int at = Certification.exchanges().indexOf(exchange);
        List<Line> mine = Certification.list().stream()
                .filter(line -> line.exchanges().contains(exchange)).toList();
        var share = new HashSet<Integer>();
        for (String group : mine.stream().map(Line::group).distinct().toList()) {
            List<Line> lines = mine.stream().filter(line -> line.group().equals(group)).toList();
            for (int i = Math.min(at, lines.size() - 1); i < lines.size(); i += 3) {
                share.add(lines.get(i).number());
            }
        }
        return share;
    }

    @ParameterizedTest
    @ValueSource(strings = {"binance", "kraken", "bybit"})
    void the_list_is_long_enough(String exchange) {
        assertTrue(Certification.list().stream()
                .filter(line -> line.exchanges().contains(exchange)).count() >= 60);
    }

    @Test
    void people_read_a_table_and_programs_a_document() throws IOException {
        Ran ran = Ran.crossbook("certify", "kraken", "--case", "2,22");
        assertEquals(Exit.OK, ran.code(), ran.err());
        assertTrue(ran.out().startsWith("signature\n   2  ok    the wrong secret: refused, nothing "
                + "there: refused EAPI:Invalid signature\n\nplacing\n  22  ok    "), ran.out());
        assertTrue(ran.out().endsWith(" s, all passed.\n"), ran.out());

        var node = new ObjectMapper()
                .readTree(Ran.crossbook("certify", "bybit", "--case", "2", "--json").out());
        assertEquals(1, node.get("cases").asInt());
        assertEquals(0, node.get("failed").asInt());
        assertEquals("refused 10004", node.get("results").get(0).get("seen").asText());
    }

    @Test
    void what_is_not_there_cannot_be_certified() {
        Ran ran = Ran.crossbook("certify", "okx");
        assertEquals(Exit.USAGE, ran.code());
        assertTrue(ran.err().contains("wanted is one of binance, kraken, bybit"), ran.err());
        assertEquals(Exit.USAGE,
                Ran.crossbook("certify", "kraken", "--case", "9999").code());
    }

    @Test
    void a_failing_case_is_seen() throws Exception {
        var failed = List.of(new Result(1, "g", "a case", true, "fine", 3),
                new Result(2, "g", "another", false, "not fine", 4));
        assertEquals("g\n   1  ok    a case: fine\n   2  FAIL  another: not fine\n\n"
                + "kraken: 2 cases in 0.0 s, 1 FAILED.", CertifyCommand.text("kraken", failed));
        assertEquals(1, new ObjectMapper().readTree(CertifyCommand.document("kraken", failed))
                .get("failed").asInt());
        assertEquals(Exit.FAILED, CertifyCommand.code(failed));
        assertEquals(Exit.OK, CertifyCommand.code(failed.subList(0, 1)));
    }

    @Test
    void the_list_in_docs_is_the_list_of_the_code() throws IOException {
        Path file = Ran.root().resolve("docs/certification.md");
        String text = Files.readString(file);
        int from = text.indexOf("\n## signature");
        String wanted = text.substring(0, from) + table();
        if (Boolean.getBoolean("crossbook.renew")) {
            Files.writeString(file, wanted);
        }
        assertEquals(wanted, Files.readString(file), () -> "renew it with: " + RENEW);
    }

    private static String table() {
        var text = new StringBuilder();
        String group = "";
        for (Line line : Certification.list()) {
            if (!line.group().equals(group)) {
                group = line.group();
                text.append("\n## ").append(group).append("\n\n| | case | ")
                        .append(String.join(" | ", Certification.exchanges()))
                        .append(" |\n|---|---|---|---|---|\n");
            }
            text.append("| ").append(line.number()).append(" | ")
                    .append(line.name().replace("|", "\\|"));
            for (String exchange : Certification.exchanges()) {
                text.append(" | ").append(line.exchanges().contains(exchange) ? "x" : "");
            }
            text.append(" |\n");
        }
        return text.toString();
    }
}
