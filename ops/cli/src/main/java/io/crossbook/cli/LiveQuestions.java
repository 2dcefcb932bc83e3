package io.crossbook.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.engine.Mode;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.keys.KeyChain;
import io.crossbook.gateway.live.LiveCheck;
import io.crossbook.gateway.live.LivePaper;
import io.crossbook.gateway.loop.Clock;
import io.crossbook.gateway.tape.Secrets;
import io.crossbook.gateway.wire.Keyring;
import io.crossbook.gateway.wire.Latch;
import io.crossbook.gateway.wire.Quota;
import io.crossbook.gateway.wire.Rest;
import io.crossbook.gateway.wire.RestTiming;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// `check --live`: asks the accounts that are traded with, and keeps the paper when all is well.
final class LiveQuestions {

    private LiveQuestions() {}

    static int ask(Path file, Configuration configuration, boolean json, PrintWriter out,
            PrintWriter err) throws IOException, Failure {
        Mode mode = configuration.execution().mode();
        if (!mode.leaves()) {
            err.println("crossbook: " + file + ": mode is " + mode.word()
                    + ": no account is traded with, and none is asked");
            return Exit.CONFIGURATION;
        }
        String beside = BesideDaemon.refuses(configuration);
        if (!beside.isEmpty()) {
            err.println("crossbook: " + beside);
            return Exit.FAILED;
        }
        // Before anything is asked: what was well once says nothing when this is cut short.
        LivePaper.drop(configuration.control());
        KeyChain keys = Passphrases.keys(configuration);
        hide(configuration, keys);
        var vertx = Vertx.vertx();
        try {
            Clock clock = Clock.system();
            Map<String, Quota> quotas = quotas(configuration);
            // Questions only, and no tape: no token comes, and nothing is written of what does.
            var keyring = new Keyring(mode, new Latch(), clock, _ -> {});
            try (var rest = new Rest(vertx, clock,
                    name -> quotas.getOrDefault(name, Quota.CAUTIOUS), RestTiming.DEFAULT, keyring,
                    new SimpleMeterRegistry())) {
                var check = new LiveCheck(configuration, keys, keyring, rest::ask,
                        clock, mode == Mode.LIVE
                                ? Standing.asked(configuration, keys)::rates
                                : _ -> Map.of());
                List<LiveCheck.Finding> found = check.ask();
                boolean well = found.stream().allMatch(LiveCheck.Finding::well);
                Path paper = well
                        ? LivePaper
                                .of(configuration.sum(), check.keys(), Daemon.checkedBuild(),
                                        Instant.now())
                                .keep(configuration.control())
                        : null;
                out.print(json ? json(mode, found) : text(found));
                String limits = CheckCommand.limits(configuration);
                if (!limits.isEmpty()) {
                    err.println("crossbook: limits: " + limits);
                }
                err.println(paper == null
                        ? "crossbook: not every account may be traded with"
                        : "crossbook: kept in " + paper + ", good for seven days");
                return well ? Exit.OK : Exit.FAILED;
            }
        } finally {
            vertx.close();
        }
    }

    /// The keys stand in no line of the log, whatever others say of them.
    private static void hide(Configuration configuration, KeyChain keys) {
        var secrets = new Secrets();
        Logs.hide(secrets);
        configuration.accounts().values().stream().flatMap(each -> each.variables().stream())
                .map(name -> Objects.requireNonNullElse(keys.apply(name), "").strip())
                .filter(value -> value.length() >= Secrets.SHORTEST).forEach(secrets::add);
    }

    private static Map<String, Quota> quotas(Configuration configuration) {
        var quotas = new HashMap<String, Quota>();
        for (Settings.Exchange exchange : configuration.settings().exchanges()) {
            quotas.put(exchange.entry().name(), Quota.ofDialect(exchange.dialect(),
                    exchange.entry().options()));
        }
        return quotas;
    }

    static String text(List<LiveCheck.Finding> found) {
        var text = new StringBuilder();
        for (LiveCheck.Finding one : found) {
            text.append(one.exchange()).append(one.well() ? ": well\n" : ": refused\n");
            one.told().forEach(told -> text.append("  ").append(told).append('\n'));
            one.problems().forEach(
                    problem -> text.append("  refused: ").append(problem).append('\n'));
        }
        return text.toString();
    }

    static String json(Mode mode, List<LiveCheck.Finding> found) throws IOException {
        var text = new StringWriter();
        try (var json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeStringField("mode", mode.word());
            json.writeArrayFieldStart("exchanges");
            for (LiveCheck.Finding one : found) {
                json.writeStartObject();
                json.writeStringField("exchange", one.exchange());
                json.writeBooleanField("well", one.well());
                list(json, "told", one.told());
                list(json, "problems", one.problems());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text + "\n";
    }

    private static void list(JsonGenerator json, String name, List<String> words)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (String each : words) {
            json.writeString(each);
        }
        json.writeEndArray();
    }
}
