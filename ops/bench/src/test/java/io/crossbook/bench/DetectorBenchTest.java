package io.crossbook.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// A short run: the answers are the same, nothing is allocated where nothing is found. Speed is for quiet machines.
final class DetectorBenchTest {

    private static final int CHANGES = 5_000;

    @Test
    void the_detector_finds_what_bellman_ford_finds_and_allocates_nothing_else() {
        DetectorReport report = new DetectorBench(CHANGES, _ -> {}).run();

        assertEquals(CHANGES, report.agreement().changes());
        assertTrue(report.agreement().withCycle() > CHANGES / 50
                && report.agreement().withCycle() < CHANGES - CHANGES / 50,
                report.agreement().toString());
        assertEquals(0, report.pairs().told());
        assertEquals(0, report.cycles().ours().told());
        assertTrue(report.pairs().allocatedBytes() < 1, report.pairs().toString());
        assertTrue(report.cycles().ours().allocatedBytes() < 1, report.cycles().toString());
        assertEquals(CHANGES, report.barredAgreement().changes());
        assertTrue(report.barredAgreement().withCycle() > CHANGES / 50
                && report.barredAgreement().withCycle() < CHANGES - CHANGES / 50,
                report.barredAgreement().toString());
        assertEquals(0, report.barred().told());
        assertTrue(report.barred().allocatedBytes() < 1, report.barred().toString());
        assertTrue(report.json().contains("\"bellmanFord\""), report.json());
        assertTrue(report.text().contains("times ours"), report.text());
    }
}
