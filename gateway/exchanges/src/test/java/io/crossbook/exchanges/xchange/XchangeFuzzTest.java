package io.crossbook.exchanges.xchange;

import io.crossbook.books.Instrument;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.FrameFuzz;
import io.crossbook.exchanges.Frames;
import io.crossbook.exchanges.Stage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Mutants of frames of our own: those of the bridge to XChange, and those that rows of tardis.dev become.
final class XchangeFuzzTest {

    private static final List<String> FRAMES = List
            .of("book_snapshot", "book_change", "book_one_side", "trade", "quote",
                    "quote_one_side", "refused")
            .stream().map(XchangeFuzzTest::frame).toList();

    private static String frame(String name) {
        return Frames.text("xchange/" + name + ".json").strip();
    }

    private static void fuzz(Map<String, String> options, long seed) {
        var dialect = new XchangeDialect(
                new Entry("here", "", "", 0, true, true, Map.of(), options));
        new FrameFuzz(
                () -> new Stage(dialect, "here", List.of(Instrument.spot("BTC", "USD"))),
                (stage, _, _) -> stage.frame(frame("book_snapshot")), seed).run(FRAMES);
    }

    @Test
    void a_client_behind_the_bridge() {
        fuzz(Map.of("class", XchangeContractTest.TYPE), 21);
    }

    @Test
    void a_recording() {
        fuzz(Map.of(), 22);
    }
}
