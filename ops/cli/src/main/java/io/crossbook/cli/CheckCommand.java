package io.crossbook.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.books.Decimals;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.Dialects;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Request;
import io.crossbook.execution.risk.LimitsInForce;
import io.crossbook.gateway.config.ConfigException;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.engine.Execution;
import io.crossbook.gateway.engine.Mode;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.live.Untraded;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Reads the configuration and says what `run` would do with it. Contacts nobody, but with `--live` the exchanges whose accounts are traded with.
@Command(name = "check", description = {
        "Read the configuration, say what it would connect to, and look at all that a start needs on this machine: keys, certificate, tokens, port, folders, disk, clock.",
        "Contacts nobody, unless --live asks for it. What would end a start is WRONG, and makes the exit code 1."})
final class CheckCommand implements Callable<Integer> {

    /// What one exchange would be asked.
    private record Plan(Settings.Exchange exchange, List<Link> links, List<Request> metadata) {}

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--json", description = "The answer as one JSON document.")
    private boolean json;

    @Option(names = "--live", description = "Ask every exchange that is traded at for its clock, what our key may do and what is held; what is well is written down for `mode: live`.")
    private boolean live;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ConfigException, IOException, Failure {
        Configuration configuration = config.read();
        List<Plan> plans = configuration.settings().exchanges().stream().map(CheckCommand::plan)
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        if (live) {
            return LiveQuestions.ask(config.file(), configuration, json, out,
                    spec.commandLine().getErr());
        }
        List<Finding> findings = Doctor.look(configuration, Passphrases.keys(configuration));
        if (json) {
            out.println(json(config.file(), configuration, plans, findings));
        } else {
            print(out, configuration, plans);
            print(out, findings);
        }
        return findings.stream().anyMatch(Finding::wrong) ? Exit.FAILED : Exit.OK;
    }

    private static Plan plan(Settings.Exchange exchange) {
        Dialect dialect = Dialects.of(exchange.dialect(), exchange.entry());
        if (!exchange.enabled()) {
            return new Plan(exchange, List.of(), List.of());
        }
        var listings = new ArrayList<Listing>();
        for (Instrument instrument : exchange.instruments()) {
            listings.add(new Listing(listings.size(), exchange.entry().name(),
                    dialect.symbol(instrument), instrument, Rules.UNKNOWN));
        }
        return new Plan(exchange, dialect.links(listings), dialect.metadata());
    }

    /// On how many enabled exchanges each instrument is; only those on two or more can pay.
    private static Map<Instrument, Integer> shared(List<Plan> plans) {
        var counts = new LinkedHashMap<Instrument, Integer>();
        for (Plan plan : plans) {
            if (plan.exchange.enabled()) {
                plan.exchange.instruments().forEach(one -> counts.merge(one, 1, Integer::sum));
            }
        }
        counts.values().removeIf(count -> count < 2);
        return counts;
    }

    private void print(PrintWriter out, Configuration configuration, List<Plan> plans) {
        out.println(config.file() + " is right.");
        for (Plan plan : plans) {
            Settings.Exchange exchange = plan.exchange;
            out.println();
            out.println(exchange.entry().name() + (exchange.enabled() ? "" : " (disabled)")
                    + ": dialect " + exchange.dialect() + ", taker fee "
                    + percent(exchange.takerFee()) + ", maker fee "
                    + percent(exchange.makerFee()));
            for (Link link : plan.links) {
                out.println("  stream " + link.url());
                out.println("         " + String.join(" ",
                        link.listings().stream().map(Listing::symbol).toList()));
            }
            plan.metadata.forEach(request -> out.println("  " + request.method() + " "
                    + request.url()));
        }
        out.println();
        var shared = shared(plans);
        out.println(shared.size() + " instruments on two or more exchanges: "
                + String.join(", ", shared.keySet().stream().map(Instrument::toString).toList()));
        Untraded.of(configuration).forEach(out::println);
        String unproven = configuration.execution().unproven();
        if (!unproven.isEmpty()) {
            out.println(unproven);
        }
        String limits = limits(configuration);
        if (!limits.isEmpty()) {
            out.println("limits: " + limits);
        }
        out.println("gateway on "
                + configuration.gateway().url(configuration.gateway().port()) + ", tape "
                + (configuration.tape().enabled()
                        ? "in " + configuration.tape().directory()
                        : "off"));
    }

    private static void print(PrintWriter out, List<Finding> findings) {
        out.println(Daemon.build() + "; " + (findings.isEmpty()
                ? "nothing on this machine stands in the way of a start"
                : "on this machine:"));
        findings.forEach(finding -> out.println(finding.line()));
        out.println(
                "Not asked, for nobody was contacted: how far the clock is off, and what keys may do (`crossbook check --live`, where orders leave).");
    }

    /// Which limits do not count as configured from the first day; empty when all do.
    static String limits(Configuration configuration) {
        Execution execution = configuration.execution();
        return Stream.of(execution.mode() == Mode.LIVE
                ? LimitsInForce.before(execution.risk())
                : "", execution.held(0)).filter(each -> !each.isEmpty())
                .collect(Collectors.joining("; "));
    }

    // A fraction at nine decimals is a percentage at seven.
    private static String percent(long fee) {
        return Decimals.format(fee, DetectorSettings.FEE_SCALE - 2) + " %";
    }

    private static String json(Path file, Configuration configuration, List<Plan> plans,
            List<Finding> findings) throws IOException {
        var text = new StringWriter();
        try (var json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeStringField("file", file.toString());
            json.writeArrayFieldStart("exchanges");
            for (Plan plan : plans) {
                exchange(json, plan);
            }
            json.writeEndArray();
            json.writeObjectFieldStart("sharedInstruments");
            for (var shared : shared(plans).entrySet()) {
                json.writeNumberField(shared.getKey().toString(), shared.getValue());
            }
            json.writeEndObject();
            json.writeArrayFieldStart("untraded");
            for (String line : Untraded.of(configuration)) {
                json.writeString(line);
            }
            json.writeEndArray();
            json.writeStringField("legs", configuration.execution().unproven());
            json.writeStringField("limits", limits(configuration));
            json.writeStringField("gateway",
                    configuration.gateway().url(configuration.gateway().port()));
            json.writeStringField("tape", configuration.tape().enabled()
                    ? configuration.tape().directory().toString()
                    : "");
            json.writeStringField("build", Daemon.build());
            json.writeArrayFieldStart("findings");
            for (Finding finding : findings) {
                json.writeStartObject();
                json.writeBooleanField("wrong", finding.wrong());
                json.writeStringField("what", finding.what());
                json.writeStringField("where", finding.where());
                json.writeStringField("wanted", finding.wanted());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void exchange(JsonGenerator json, Plan plan) throws IOException {
        Settings.Exchange exchange = plan.exchange;
        json.writeStartObject();
        json.writeStringField("exchange", exchange.entry().name());
        json.writeStringField("dialect", exchange.dialect());
        json.writeBooleanField("enabled", exchange.enabled());
        json.writeStringField("takerFee",
                Decimals.format(exchange.takerFee(), DetectorSettings.FEE_SCALE));
        json.writeStringField("makerFee",
                Decimals.format(exchange.makerFee(), DetectorSettings.FEE_SCALE));
        json.writeArrayFieldStart("streams");
        for (Link link : plan.links) {
            json.writeStartObject();
            json.writeStringField("url", link.url());
            json.writeArrayFieldStart("symbols");
            for (Listing listing : link.listings()) {
                json.writeString(listing.symbol());
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("metadata");
        for (Request request : plan.metadata) {
            json.writeString(request.url());
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
