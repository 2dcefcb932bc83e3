package io.crossbook.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// A short run: the answers are the same, nothing is allocated where nothing is found. Speed is for quiet machines.
final class DetectorBenchTest {

    private static final int CHANGES = 3_000;
    private static final int CHECKS = 3_000;

    @Test
    void the_detector_finds_what_bellman_ford_finds_and_allocates_nothing_else() {
        DetectorReport report = new DetectorBench(CHANGES, CHECKS, _ -> {}).run();

        assertEquals(CHECKS, report.agreement().changes());
        assertTrue(report.agreement().withCycle() > CHECKS / 50
                && report.agreement().withCycle() < CHECKS - CHECKS / 50,
                report.agreement().toString());
        assertEquals(0, report.pairs().told());
        assertEquals(0, report.cycles().ours().told());
        assertTrue(report.pairs().allocatedBytes() < 1, report.pairs().toString());
        assertTrue(report.cycles().ours().allocatedBytes() < 1, report.cycles().toString());
        assertEquals(CHECKS, report.barredAgreement().changes());
        assertTrue(report.barredAgreement().withCycle() > CHECKS / 50
                && report.barredAgreement().withCycle() < CHECKS - CHECKS / 50,
                report.barredAgreement().toString());
        assertEquals(0, report.barred().told());
        assertTrue(report.barred().allocatedBytes() < 1, report.barred().toString());
        assertTrue(report.json().contains("\"bellmanFord\""), report.json());
        assertTrue(report.text().contains("times ours"), report.text());
    }
}
