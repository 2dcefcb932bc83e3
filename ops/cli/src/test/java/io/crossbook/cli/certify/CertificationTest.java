package io.crossbook.cli.certify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.cli.certify.Certification.Result;
import io.crossbook.simulator.Exchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(240)
final class CertificationTest {

    private static Result run(Stand stand, Case.Check check) {
        return Certification.run(stand, 1, new Case("group", "case", Case.ALL, check));
    }

    @Test
    void what_is_not_so_fails_its_case_and_no_other() {
        try (Stand stand = new Stand(Exchange.KRAKEN, 3)) {
            Result wrong = run(stand, t -> {
                t.place(t.resting());
                t.nothingThere();
                return "";
            });
            assertFalse(wrong.passed());
            assertTrue(wrong.seen().startsWith("not no order at the exchange: "), wrong.seen());
            assertFalse(run(stand, _ -> {
                throw new IllegalStateException("ours");
            }).passed());
            // What was spoilt for one case does not reach the next.
            assertTrue(run(stand, t -> {
                t.spoil(new Spoiler.Spoiling.Cut("/AddOrder", false));
                t.stand.latch.pull("for this case");
                t.ahead(60_000, false);
                return "";
            }).passed());
            assertTrue(run(stand, t -> {
                t.nothingThere();
                t.truth(t.place(t.resting()));
                return "";
            }).passed());
        }
    }

    /// A case may not be passed by one who sends an order twice, or tells of the key.
    @Test
    void what_holds_for_all_cases_is_looked_at_after_each() {
        try (Stand stand = new Stand(Exchange.BINANCE, 3)) {
            Result twice = run(stand, t -> {
                var order = t.place(t.taking(true));
                t.place(order);
                return "";
            });
            assertFalse(twice.passed());
            assertTrue(twice.seen().startsWith("not each order once"), twice.seen());
            assertFalse(run(stand, t -> {
                t.heard.reconnects.add("with " + t.key);
                return "";
            }).passed());
        }
    }

    /// The codes are those of the tables in docs/orders.md, which another test holds to the dialects.
    @ParameterizedTest
    @EnumSource(value = Exchange.class, names = {"BINANCE", "KRAKEN", "BYBIT"})
    void the_codes_are_those_of_the_tables(Exchange exchange) throws IOException {
        var tried = new TreeSet<String>();
        for (Refusals.Row row : Refusals.of(exchange)) {
            if (row.kind() != Refusals.Kind.DOUBTFUL) {
                row.codes().forEach(code -> tried.add(row.status() + " " + code));
            }
        }
        assertEquals(documented(exchange), List.copyOf(tried));
    }

    private static List<String> documented(Exchange exchange) throws IOException {
        String text = Files.readString(Path.of(System.getProperty("crossbook.root", "../.."),
                "docs/orders.md"));
        int from = text.indexOf("\n### ", text.toLowerCase(Locale.ROOT)
                .indexOf("\n### " + exchange.id()));
        String section = text.substring(from, text.indexOf("\nLeft out on purpose", from));
        var codes = new TreeSet<String>();
        for (String line : section.lines().filter(line -> line.startsWith("| REFUSED")).toList()) {
            String[] cells = line.split("\\|", -1);
            Matcher code = Pattern.compile("`([^`]+)`").matcher(cells[4]);
            while (code.find()) {
                codes.add(cells[3].strip() + " " + code.group(1));
            }
        }
        return new ArrayList<>(codes);
    }
}
