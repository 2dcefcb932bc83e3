package io.crossbook.cli;

import io.crossbook.exchanges.Dialects;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.control.Surroundings;
import io.crossbook.gateway.engine.Mode;
import io.crossbook.gateway.tape.Secrets;
import io.crossbook.simulator.Exchange;
import io.crossbook.simulator.Settings;
import io.crossbook.simulator.Simulator;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Practice exchanges, the daemon and its feed in one process; no network.
@Command(name = "demo", description = {
        "Practice exchanges, the daemon and its feed in one process, without any network.",
        "Three exchanges of a seeded market, connected over real sockets on this machine, with an account at each: what is found is "
                + "traded there, some orders go wrong on purpose, and what they leave is unwound. Prints where the feed is, then runs until "
                + "it is stopped."})
final class DemoCommand implements Callable<Integer> {

    private static final long STARTING_SECONDS = 60;

    @Option(names = "--port", paramLabel = "N", defaultValue = "8080", description = "Of the feed; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of the market: the same seed, the same market. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--calm", description = "Orders are treated well: nothing is lost, late or refused on the way.")
    private boolean calm;

    @Option(names = "--seconds", paramLabel = "N", description = "End by itself after so many; else it runs until it is stopped.")
    private @Nullable Integer seconds;

    @Option(names = "--tape", paramLabel = "DIR", description = "Record to this folder.")
    private @Nullable Path tape;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Vertx vertx = Vertx.vertx();
        var folder = new PracticeFolder();
        try {
            Simulator simulator = Simulator.start(vertx, Settings.DEFAULT.withSeed(seed))
                    .await(STARTING_SECONDS, TimeUnit.SECONDS);
            PracticeAccounts accounts = PracticeAccounts.open(simulator,
                    Settings.DEFAULT.exchanges());
            if (!calm) {
                simulator.inflictOnOrders().await(STARTING_SECONDS, TimeUnit.SECONDS);
            }
            Daemon daemon = Daemon.start(
                    configuration(simulator, port, folder.path(), Mode.PRACTICE), tape,
                    new Surroundings(accounts.environment()::get, new Secrets(),
                            Daemon.build()));
            FirstOpportunity.show(vertx, daemon.gateway(), simulator);
            String url = "http://127.0.0.1:" + daemon.gateway().port();
            json.answer(out, JsonOption.object().put("url", url), url);
            err.println(
                    "crossbook: three practice exchanges, an account at each and the feed are up;"
                            + " attempts, orders, balances: ops/crossbook attempts --data "
                            + folder.path() + "; Ctrl-C ends it");
            var stop = new UntilStopped(() -> {
                daemon.close();
                simulator.close();
                folder.close();
            }, daemon::summary, out, err);
            stop.endsWith(daemon.gateway().ended());
            if (seconds != null) {
                vertx.setTimer(Math.max(1, seconds) * 1_000L, _ -> stop.end());
            }
            return stop.await();
        } finally {
            vertx.close(); // and with it what it serves
            folder.close();
        }
    }

    /// The demo's configuration, pointed at the practice exchanges.
    static Configuration configuration(Simulator simulator, int port, Path folder, Mode mode)
            throws Exception {
        return Configuration.parse("demo.yaml", text(simulator, port, folder, mode), Path.of(""),
                Dialects::of);
    }

    /// The same as text; journal and socket are in `folder`.
    static String text(Simulator simulator, int port, Path folder, Mode mode) throws IOException {
        String text;
        try (InputStream resource = DemoCommand.class.getResourceAsStream("demo.yaml")) {
            if (resource == null) {
                throw new IOException("demo.yaml is missing from the program");
            }
            text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (Exchange exchange : Settings.DEFAULT.exchanges()) {
            text = text.replace("${" + exchange.id() + ".ws}", simulator.ws(exchange)).replace(
                    "${" + exchange.id() + ".rest}",
                    simulator.rest(exchange));
        }
        return text.replace("${port}", Integer.toString(port))
                .replace("${folder}", folder.toString()).replace("${mode}", mode.word());
    }
}
