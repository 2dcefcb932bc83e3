package io.crossbook.cli;

import io.crossbook.simulator.Instrument;
import io.crossbook.simulator.Session;
import io.crossbook.simulator.SessionPlan;
import io.crossbook.simulator.SessionPlan.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A seeded market that dislocates, recorded on three exchanges at once.
final class Dislocated {

    private Dislocated() {}

    static List<Path> sessions(Path folder, long seed, int frames) throws IOException {
        var sessions = new ArrayList<Path>();
        for (Variant variant : List.of(Variant.BINANCE, Variant.KRAKEN_V2, Variant.BYBIT)) {
            Path session = folder.resolve(variant + "-" + seed + ".jsonl.gz");
            Session.generate(SessionPlan.books(variant, seed, frames, Instrument.of("BTC/USDT"),
                    Instrument.of("ETH/USDT")).withDislocations()).write(session);
            sessions.add(session);
        }
        return sessions;
    }

    /// A configuration of all of it, at one taker fee.
    static Path config(Path folder, String takerFee) throws IOException {
        Path file = folder.resolve("at-" + takerFee + ".yaml");
        var text = new StringBuilder("exchanges:\n");
        for (String exchange : List.of("binance", "kraken", "bybit")) {
            text.append("  ").append(exchange)
                    .append(": {listings: [BTC/USDT, ETH/USDT], makerFee: 0, takerFee: ")
                    .append(takerFee).append("}\n");
        }
        return Files.writeString(file, text);
    }
}
