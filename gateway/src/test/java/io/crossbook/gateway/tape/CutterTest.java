package io.crossbook.gateway.tape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Request;
import io.crossbook.gateway.engine.Input;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CutterTest {

    @TempDir
    Path folder;

    private Path whole = Path.of("");

    /// Kraken opens as 3 with a snapshot, and sends another at 50; Binance opens as 4, its snapshot is asked for at 40 and answered
    /// at 42.
    @BeforeEach
    void record() throws IOException {
        whole = folder.resolve("whole");
        try (var tape = new TapeBuilder(whole, "test", 0, 0, false,
                Checkpoint.of(Reels.SETTINGS))) {
            for (int number = 1; number <= 100; number++) {
                if (number == 2) {
                    tape.add(2, 2, new Item.Did(new Effect.Open(new Link("k/0", "kraken", "",
                            List.of(), 0, 0, 0, 0, 0))));
                }
                if (number == 40) {
                    tape.add(40, 40, new Item.Did(new Effect.Ask(7, "binance", Request.get(
                            Request.About.SNAPSHOT, 0, "https://x/depth?symbol=A", 1))));
                }
                Item item = switch (number) {
                    case 1 -> new Item.Taken(new Input.Configured(Reels.SETTINGS));
                    case 2 -> new Item.Taken(new Input.Opened(3, "k/0"));
                    case 4 -> new Item.Taken(new Input.Opened(4, "binance/0"));
                    case 3, 50 -> new Item.Taken(Reels.frame(3,
                            "{\"channel\":\"book\",\"type\":\"snapshot\",\"data\":[{\"symbol\":"
                                    + "\"BTC/USD\"}]}"));
                    case 42 -> new Item.Taken(new Input.Answered(7,
                            Answer.ok(Bytes.of("{\"lastUpdateId\":1}"))));
                    default -> new Item.Taken(Reels.frame(number % 2 == 0 ? 4 : 3,
                            "{\"n\":" + number + "}"));
                };
                tape.add(number, number, item);
            }
            tape.finish();
        }
    }

    private List<String> cut(long around, long before, long after) throws IOException {
        Path to = folder.resolve("cut");
        Cutter.cut(whole, around, before, after, to, "test");
        assertTrue(TapeInfo.of(to).sound());
        return Reels.inputs(to);
    }

    @Test
    void a_cut_begins_at_the_last_snapshots_before_the_input() throws IOException {
        List<String> inputs = cut(80, 5, 5);

        List<String> original = Reels.inputs(whole);
        assertTrue(inputs.getFirst().startsWith("40 40 frame 4 "), inputs.getFirst());
        assertEquals("42 42 recorded binance https://x/depth?symbol=A "
                + Reels.hex(Bytes.of("{\"lastUpdateId\":1}")), inputs.get(1));
        assertEquals(original.get(49), inputs.get(5), "Kraken begins at its snapshot");
        assertEquals(original.subList(49, 85), inputs.subList(5, inputs.size()));
        try (var reader = TapeReader.open(folder.resolve("cut"))) {
            assertTrue(reader.next());
            assertTrue(reader.item() instanceof Item.Started started && started.sparse()
                    && started.checkpoint().begun()
                    && started.checkpoint().settings().equals(Reels.SETTINGS)
                    && started.checkpoint().open().equals(List.of(new Input.Opened(3, "k/0"),
                            new Input.Opened(4, "binance/0")))
                    && started.checkpoint().links().getFirst().id().equals("k/0"));
        }
    }

    @Test
    void a_cut_from_the_beginning_of_the_run_keeps_everything() throws IOException {
        Path to = folder.resolve("cut");
        assertEquals(new Cutter.Summary(1, 45, 45, true),
                Cutter.cut(whole, 42, 60, 3, to, "test"));
        assertEquals(Reels.read(whole).subList(1, 48), Reels.read(to).subList(1, 48));
    }

    @Test
    void a_cut_reaches_as_far_as_it_is_told_to() throws IOException {
        List<String> inputs = cut(80, 79, 1000);
        assertEquals(Reels.inputs(whole), inputs);
    }

    @Test
    void an_input_that_is_not_there_is_named() {
        var error = assertThrows(IOException.class, () -> cut(101, 5, 5));
        assertTrue(String.valueOf(error.getMessage()).contains(
                "input 101 is not on this tape; it has 1 to 100"), error.toString());
    }
}
