package io.crossbook.gateway.tape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.crossbook.gateway.engine.Input;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How much a dying process may take with it.
final class FlushTest {

    @TempDir
    Path folder;

    @Test
    void what_was_taped_is_in_the_file_after_the_flush_interval() throws IOException {
        try (var tape = Tapes.byHand(Reels.settings(folder))) {
            tape.begin(0, () -> Checkpoint.of(Reels.SETTINGS));
            tape.input(1, 1, new Input.Tick());
            tape.scribe().step(1_000);
            assertEquals(0, TapeInfo.of(folder).inputs());
            tape.input(2, 2, new Input.Tick());
            tape.scribe().step(200_000_999L);
            assertEquals(0, TapeInfo.of(folder).inputs());
            assertEquals(0, tape.stats().last());

            tape.scribe().step(200_001_000L);

            assertEquals(2, TapeInfo.of(folder).inputs());
            assertEquals(2, tape.stats().last());
        }
    }
}
