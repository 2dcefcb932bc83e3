package io.crossbook.cli;

import io.crossbook.gateway.config.Configuration;
import picocli.CommandLine.Command;

/// The gateway alone.
@Command(name = "feed", description = {
        "Run the gateway alone, until it is stopped: market data, books, tops and the feed for other tools.",
        "Nobody trades, whatever the configuration says, and no key is read. `crossbook reload` and `crossbook exchange` reach it, and nothing else does: there is nothing to halt."})
final class FeedCommand extends RunCommand {

    @Override
    Configuration of(Configuration file) {
        return file.watching();
    }
}
