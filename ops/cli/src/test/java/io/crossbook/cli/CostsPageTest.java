package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What docs/costs.md shows is what its commands print.
class CostsPageTest {

    private static final Path DOCS = Ran.root().resolve("docs");
    private static final Path EXAMPLES = DOCS.resolve("examples");

    private static void shows(Ran ran) throws IOException {
        assertEquals(Exit.OK, ran.code(), ran.err());
        String page = Files.readString(DOCS.resolve("costs.md"));
        assertTrue(page.contains("```\n" + ran.out().strip() + "\n```"), ran.out());
    }

    @Test
    void the_fees() throws IOException {
        shows(Ran.crossbook("fees", "--config", EXAMPLES.resolve("costs.yaml")));
    }

    @Test
    void a_withdrawal() throws IOException {
        shows(Ran.crossbook("rebalance", "--config", EXAMPLES.resolve("costs.yaml"), "--held",
                "bybit.BTC=1.8,coinbase.BTC=0.2"));
    }

    @Test
    void all_ways_back() throws IOException {
        shows(Ran.crossbook(prices("--held", "bybit.BTC=1.8,coinbase.BTC=0.2")));
    }

    /// What the page reckons by hand.
    @Test
    void an_edge_that_pays_its_way_back() throws IOException {
        Ran ran = Ran.crossbook("explain", "1", "--config", EXAMPLES.resolve("costs.yaml"),
                "--tape", EXAMPLES.resolve("bybit.jsonl"), "--tape",
                EXAMPLES.resolve("coinbase.jsonl"));

        assertEquals(Exit.OK, ran.code(), ran.err());
        String sum = ran.out().substring(ran.out().indexOf("From gross to net"),
                ran.out().indexOf("Its life"));
        assertTrue(Files.readString(DOCS.resolve("costs.md"))
                .contains("```\n" + sum.strip() + "\n```"), sum);
    }

    private static Object[] prices(String... options) {
        var line = new ArrayList<Object>(List.of("rebalance", "--config",
                EXAMPLES.resolve("costs.yaml"), "--tape", EXAMPLES.resolve("bybit.jsonl"),
                EXAMPLES.resolve("coinbase.jsonl")));
        line.addAll(List.of(options));
        return line.toArray();
    }
}
