package io.crossbook.gateway.tape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.gateway.engine.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MergedTapeTest {

    @TempDir
    Path folder;

    private Path tape(String name, String exchange, long... stamps) throws IOException {
        Path session = folder.resolve(name + ".jsonl");
        var lines = new ArrayList<String>();
        for (long stamp : stamps) {
            lines.add("{\"ts\":" + stamp + ",\"venue\":\"" + exchange
                    + "\",\"conn\":\"ws1\",\"dir\":\"recv\",\"url\":\"wss://x\",\"frame\":"
                    + "\"{\\\"symbol\\\":\\\"" + name + "\\\"}\"}");
        }
        Files.write(session, lines);
        Path tape = folder.resolve(name);
        new Importer().session(session).write(tape, "test", ImporterTest.NAMES);
        return tape;
    }

    @Test
    void tapes_are_merged_by_time_and_their_names_do_not_clash() throws IOException {
        Path one = tape("AA", "KRAKEN", 1, 3, 5);
        Path two = tape("BB", "KRAKEN", 2, 3, 4);
        var read = new ArrayList<String>();
        var configured = new ArrayList<String>();
        try (var merged = new MergedTape(List.of(TapeReader.open(one), TapeReader.open(two)))) {
            long last = 0;
            while (merged.next()) {
                switch (merged.item()) {
                    case Item.Taken(Input.Frame frame) -> read.add(merged.stamp() / 1_000_000_000L
                            + " " + frame.connection + " " + frame.bytes);
                    case Item.Taken(Input.Opened(int connection, String link)) -> read.add(
                            merged.stamp() / 1_000_000_000L + " " + connection + " " + link);
                    case Item.Taken(Input.Listed(_, var listings)) -> configured.add(
                            listings.stream().map(it -> it.id() + it.symbol()).toList()
                                    .toString());
                    case Item.Started started -> configured.add(started.checkpoint().settings()
                            .exchanges().getFirst().instruments().toString());
                    case Item.Taken _,Item.Did _,Item.Recorded _,Item.Hashed _,Item.Hole _ -> {
                    }
                }
                if (merged.item() instanceof Item.Taken) {
                    assertEquals(++last, merged.number());
                }
            }
            assertTrue(merged.ending().whole());
        }
        assertEquals(List.of("1 1 kraken/ws1", "1 1 {\"symbol\":\"AA\"}",
                "2 2 kraken/ws1@2", "2 2 {\"symbol\":\"BB\"}", "3 1 {\"symbol\":\"AA\"}",
                "3 2 {\"symbol\":\"BB\"}", "4 2 {\"symbol\":\"BB\"}", "5 1 {\"symbol\":\"AA\"}"),
                read);
        assertEquals(List.of("[AA/X, BB/X]", "[0AA]", "[0AA, 1BB]"), configured);
    }

    @Test
    void a_damaged_tape_ends_the_merge() throws IOException {
        Path one = tape("AA", "KRAKEN", 1, 3, 5);
        Path two = tape("BB", "BINANCE", 2, 3, 4);
        Path file = Format.file(two, 1);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 1));
        try (var merged = new MergedTape(List.of(TapeReader.open(one), TapeReader.open(two)))) {
            int items = 0;
            while (merged.next()) {
                items++;
            }
            assertEquals(1, items);
            assertTrue(merged.ending().toString().contains("a block is torn"),
                    merged.ending().toString());
        }
    }
}
