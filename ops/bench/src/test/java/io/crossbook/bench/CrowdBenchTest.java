package io.crossbook.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A short run with few clients: those that read know everything in the end, the others are let go. Speed is for quiet machines.
@Timeout(300)
final class CrowdBenchTest {

    @Test
    void those_that_read_know_everything_and_those_that_do_not_are_closed_with_1008()
            throws IOException {
        var extent = new CrowdBench.Extent(30, 5, 5, 10_000, 50, 1, 12, 1);

        CrowdReport report = new CrowdBench(extent, _ -> {}).run();

        assertEquals(20, report.alone().reading());
        assertEquals(20, report.beside().reading());
        assertEquals(30, report.all().reading());
        assertEquals(5, report.beside().others().silentClosed(), report::text);
        assertEquals(5, report.beside().others().slowClosed(), report::text);
        assertTrue(report.broken().stream().noneMatch(each -> each.contains("1008")),
                () -> report.broken().toString());
        assertTrue(report.text().contains("closed with 1008"), report::text);
        assertTrue(report.json().contains("\"mostResident\""), report::json);
    }
}
