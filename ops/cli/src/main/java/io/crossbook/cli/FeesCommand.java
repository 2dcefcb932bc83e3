package io.crossbook.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.arbitrage.FeeModel;
import io.crossbook.books.Decimals;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.Dialects;
import io.crossbook.gateway.config.ConfigException;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.engine.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
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

    /// What holds for one listing; `refused` why live would not trade by it, empty when it would.
    private record Row(Listing listing, FeeModel.Term term, String refused) {}

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
        List<Row> rows = rows(configuration.settings(), standing);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(config.file(), rows, standing.now()));
        } else {
            print(out, rows, standing.now());
        }
        return Exit.OK;
    }

    private static List<Row> rows(Settings settings, Standing standing) {
        FeeModel fees = standing.fees();
        var rows = new ArrayList<Row>();
        for (Settings.Exchange exchange : settings.exchanges()) {
            if (!exchange.enabled()) {
                continue;
            }
            Dialect dialect = Dialects.of(exchange.dialect(), exchange.entry());
            for (Instrument instrument : exchange.instruments()) {
                var listing = new Listing(rows.size(), exchange.entry().name(),
                        dialect.symbol(instrument), instrument, Rules.UNKNOWN);
                FeeModel.Term term = fees.term(listing);
                rows.add(new Row(listing, term, refused(term)));
            }
        }
        return rows;
    }

    private static String refused(FeeModel.Term term) {
        return switch (term.source()) {
            case ACCOUNT -> "";
            case WHOLE_ACCOUNT -> "the account's one rate, where each pair has its own";
            case PAIR, TIER, EXCHANGE -> "configured, not read from the account";
        };
    }

    /// For people.
    static void print(PrintWriter out, Settings settings, Standing standing) {
        print(out, rows(settings, standing), standing.now());
    }

    private static void print(PrintWriter out, List<Row> rows, long now) {
        String exchange = "";
        for (Row row : rows) {
            if (!row.listing.exchange().equals(exchange)) {
                exchange = row.listing.exchange();
                out.println(exchange);
            }
            FeeModel.Term term = row.term;
            out.printf("  %-16s taker %-10s maker %-10s in %-9s %s%s%n", row.listing.instrument(),
                    percent(term.rate().taker()), percent(term.rate().maker()), term.paidIn(),
                    source(term, now), term.remark().isEmpty() ? "" : "; " + term.remark());
        }
        long refused = rows.stream().filter(row -> !row.refused.isEmpty()).count();
        out.println();
        String why = rows.stream().map(Row::refused).filter(each -> !each.isEmpty()).distinct()
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

    private static String json(Path file, List<Row> rows, long now) throws IOException {
        var text = new StringWriter();
        try (var json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeStringField("file", file.toString());
            json.writeArrayFieldStart("listings");
            for (Row row : rows) {
                write(json, row, now);
            }
            json.writeEndArray();
            json.writeNumberField("refused",
                    rows.stream().filter(row -> !row.refused.isEmpty()).count());
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Row row, long now) throws IOException {
        FeeModel.Term term = row.term;
        json.writeStartObject();
        json.writeStringField("exchange", row.listing.exchange());
        json.writeStringField("symbol", row.listing.symbol());
        json.writeStringField("instrument", row.listing.instrument().toString());
        json.writeStringField("taker",
                Decimals.format(term.rate().taker(), DetectorSettings.FEE_SCALE));
        json.writeStringField("maker",
                Decimals.format(term.rate().maker(), DetectorSettings.FEE_SCALE));
        json.writeStringField("paidIn", term.paidIn());
        json.writeStringField("source", term.source().toString());
        if (term.readNanos() != 0) {
            json.writeNumberField("ageSeconds", (now - term.readNanos()) / 1_000_000_000L);
        }
        json.writeStringField("remark", term.remark());
        json.writeBooleanField("live", row.refused.isEmpty());
        json.writeStringField("refused", row.refused);
        json.writeEndObject();
    }
}
