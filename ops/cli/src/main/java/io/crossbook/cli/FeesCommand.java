package io.crossbook.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.arbitrage.FeeModel;
import io.crossbook.books.Decimals;
import io.crossbook.gateway.config.ConfigException;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.live.ListingFees;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Says what trading costs on each listing, by whose word, and what of it live trading would refuse to believe.
@Command(name = "fees", description = {
        "Say what trading costs on each listing of the enabled exchanges, and by whose word.",
        "Asks the accounts of which the environment has the keys that the configuration names; contacts nobody else."})
final class FeesCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--json", description = "The answer as one JSON document.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ConfigException, IOException, Failure {
        Configuration configuration = config.read();
        Standing standing = Standing.asked(configuration, Passphrases.keys(configuration));
        List<ListingFees> rows = ListingFees.of(configuration.settings(), standing.fees());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(config.file(), rows, standing.now()));
        } else {
            print(out, rows, standing.now());
        }
        return Exit.OK;
    }

    /// For people.
    static void print(PrintWriter out, Settings settings, Standing standing) {
        print(out, ListingFees.of(settings, standing.fees()), standing.now());
    }

    private static void print(PrintWriter out, List<ListingFees> rows, long now) {
        String exchange = "";
        for (ListingFees row : rows) {
            if (!row.listing().exchange().equals(exchange)) {
                exchange = row.listing().exchange();
                out.println(exchange);
            }
            FeeModel.Term term = row.term();
            out.printf("  %-16s taker %-10s maker %-10s in %-9s %s%s%n", row.listing().instrument(),
                    percent(term.rate().taker()), percent(term.rate().maker()), term.paidIn(),
                    source(term, now), term.remark().isEmpty() ? "" : "; " + term.remark());
        }
        long refused = rows.stream().filter(row -> !row.refused().isEmpty()).count();
        out.println();
        String why = rows.stream().map(ListingFees::refused).filter(each -> !each.isEmpty())
                .distinct()
                .collect(Collectors.joining(", or "));
        out.println(refused == 0
                ? "Live trading would believe all of them."
                : "Live trading would refuse " + refused + " of " + rows.size() + ": they are "
                        + why + ".");
    }

    private static String source(FeeModel.Term term, long now) {
        return switch (term.source()) {
            case ACCOUNT -> "account, " + (now - term.readNanos()) / 1_000_000_000L
                    + " seconds ago";
            case WHOLE_ACCOUNT -> "the account's one rate, "
                    + (now - term.readNanos()) / 1_000_000_000L + " seconds ago";
            case PAIR -> "configured for the pair";
            case TIER -> "configured for the tier";
            case EXCHANGE -> "configured for the exchange";
        };
    }

    // A fraction at nine decimals is a percentage at seven.
    private static String percent(long fee) {
        return Decimals.format(fee, DetectorSettings.FEE_SCALE - 2) + " %";
    }

    private static String json(Path file, List<ListingFees> rows, long now) throws IOException {
        var mapper = new ObjectMapper();
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(ListingFees.write(
                mapper.createObjectNode().put("file", file.toString()), rows, now));
    }
}
