package io.crossbook.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.execution.Entry;
import io.crossbook.gateway.ledger.Durability;
import io.crossbook.gateway.ledger.JournalSettings;
import io.crossbook.gateway.ledger.SqlJournal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A short run: everything that is timed has really happened. Speed is for quiet machines.
@Timeout(240)
final class OrdersBenchTest {

    @TempDir
    Path folder;

    @Test
    void each_attempt_is_kept_before_its_orders_are_written() throws IOException {
        OrdersReport report = new OrdersBench(20, folder, _ -> {}).run();

        assertEquals(Set.of("NORMAL", "FULL", "NORMAL busy", "FULL busy", "NORMAL asleep",
                "FULL asleep"), report.ways().keySet());
        report.ways().forEach((name, way) -> {
            assertTrue(way.durable().p50() > 0, name);
            // What is a moment later falls into the same step of the histogram where all takes long.
            assertTrue(way.firstByte().p50() >= way.durable().p50(), report.toString());
            assertTrue(way.secondByte().p50() >= way.firstByte().p50(), report.toString());
            assertTrue(way.gap().p50() > 0 && way.gap().most() < way.secondByte().most(), name);
            assertEquals(7, way.first().size(), name);
        });
        assertTrue(report.json().contains("\"firstByte\""), report.json());
        assertTrue(report.text().contains("first order written"), report.text());
        for (Durability durability : Durability.values()) {
            List<Entry> kept = new ArrayList<>();
            SqlJournal.read(JournalSettings.file(folder.resolve("journal-" + durability + ".db"),
                    durability), kept::add);
            assertEquals(120, kept.stream().filter(Entry.Reserved.class::isInstance).count());
        }
    }
}
