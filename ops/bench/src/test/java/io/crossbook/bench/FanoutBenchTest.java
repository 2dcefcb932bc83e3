package io.crossbook.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A short run: all clients of each server know the same in the end. Speed is for quiet machines.
@Timeout(300)
final class FanoutBenchTest {

    @Test
    void all_clients_of_all_servers_know_the_same_last_values() throws IOException {
        var extent = new FanoutBench.Extent(List.of(new FanoutBench.Point(5, 200, 0.5)), 1, 0.2);

        FanoutReport report = new FanoutBench(extent, null, _ -> {}).run();

        FanoutReport.Load load = report.loads().getFirst();
        assertEquals(Set.of("crossbook", "vertx"), load.servers().keySet());
        assertEquals(100, load.updates());
        FanoutReport.Round vertx = load.median("vertx");
        assertEquals(5 * 100, vertx.messages());
        assertEquals(vertx.messages(), vertx.values());
        assertTrue(load.median("crossbook").values() > 0, report::text);
        assertTrue(report.text().contains("CPU an update"), report::text);
        assertTrue(report.json().contains("\"timesOursAValue\""), report::json);
    }
}
