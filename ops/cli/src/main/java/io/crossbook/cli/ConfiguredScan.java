package io.crossbook.cli;

import io.crossbook.arbitrage.Opportunity;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.engine.Watcher;
import io.crossbook.gateway.tape.Pace;
import io.crossbook.gateway.tape.Replay;
import io.crossbook.gateway.tape.Tape;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.TreeMap;

/// Plays recordings to the production engine under a configuration and tells what it found.
///
/// Either every opportunity, a line each: as it closed, or as it stood when the recording ended. Or every step of their
/// lives. Or totals.
final class ConfiguredScan {

    /// What is to be told.
    enum Telling {
        LAST, CHANGES, SUMMARY
    }

    private final Tapes tapes;
    private final Telling telling;
    private final PrintWriter out;
    private final PrintWriter err;
    private final TreeMap<Long, Opportunity> open = new TreeMap<>();

    ConfiguredScan(Tapes tapes, Telling telling, PrintWriter out, PrintWriter err) {
        this.tapes = tapes;
        this.telling = telling;
        this.out = out;
        this.err = err;
    }

    int run(Configuration configuration, String name) throws IOException, Failure {
        WhatIf.check(tapes.settings(), configuration.settings(), name, err);
        var summary = new ScanSummary();
        try (Tape tape = tapes.open()) {
            var replay = new Replay(tape, Replay.Mode.WHAT_IF, Pace.FULL);
            var player = new WhatIf(replay, configuration.settings(),
                    telling == Telling.SUMMARY ? summary : lines());
            Replay.Outcome outcome = replay.play(player);
            open.values().forEach(this::print);
            if (telling == Telling.SUMMARY) {
                summary.count(player.engine().desk());
                out.println(ReportFile.text(summary.json(outcome)));
            }
            if (!outcome.whole()) {
                err.println("crossbook: ended after input " + outcome.last() + ": "
                        + outcome.why());
            }
            return outcome.whole() ? Exit.OK : Exit.FAILED;
        }
    }

    private Watcher lines() {
        return new Watcher() {
            @Override
            public void opportunity(Opportunity opportunity, long now) {
                tell(opportunity);
            }
        };
    }

    private void tell(Opportunity opportunity) {
        boolean closed = opportunity.state() == Opportunity.State.CLOSED;
        if (telling == Telling.CHANGES || closed) {
            print(opportunity);
        }
        if (telling == Telling.LAST && !closed) {
            open.put(opportunity.id(), opportunity);
        } else {
            open.remove(opportunity.id());
        }
    }

    private void print(Opportunity opportunity) {
        out.println(OpportunityLine.of(opportunity));
    }
}
