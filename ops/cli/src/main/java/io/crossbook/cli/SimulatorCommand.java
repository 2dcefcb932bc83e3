package io.crossbook.cli;

import io.crossbook.simulator.Exchange;
import io.crossbook.simulator.Settings;
import io.crossbook.simulator.Simulator;
import io.crossbook.simulator.TapeServer;
import io.crossbook.simulator.TapeServing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Practice exchanges on this machine, from a seeded market or from recordings.
@Command(name = "simulator", description = {"Serve practice exchanges on this machine.",
        "A seeded market speaks as Binance, Kraken and Bybit; --tape serves recorded sessions again, each in its exchange's "
                + "own protocol. Prints where each exchange is, then serves until it is stopped."})
final class SimulatorCommand implements Callable<Integer> {

    private static final long STARTING_SECONDS = 120;

    @Option(names = "--tape", paramLabel = "SESSION", description = "Serve this recorded session; several share one clock.")
    private List<Path> tapes = List.of();

    @Option(names = "--speed", paramLabel = "X", defaultValue = "1", description = "Of tapes: 1 as recorded, 0 as fast as clients read. Default: ${DEFAULT-VALUE}.")
    private double speed;

    @Option(names = "--port", paramLabel = "N", defaultValue = "0", description = "The first of consecutive ports; 0 takes free ones. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of the market: the same seed, the same market. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--once", description = "Of tapes: end when all of it has been sent.")
    private boolean once;

    @Option(names = "--json", description = "Where the exchanges are as one JSON document.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /// What serves, whichever it is.
    private record Served(AutoCloseable closing, List<Exchange> exchanges,
            Function<Exchange, String> webSocket, Function<Exchange, String> rest,
            Future<Void> finished) {}

    @Override
    public Integer call() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Served served = tapes.isEmpty() ? market(vertx) : tapes(vertx);
            PrintWriter out = spec.commandLine().getOut();
            PrintWriter err = spec.commandLine().getErr();
            tell(served, out);
            var stop = new UntilStopped(served.closing, () -> "the practice exchanges are closed",
                    out, err);
            served.finished.onSuccess(_ -> {
                err.println("crossbook: the end of the tape has been sent");
                if (once) {
                    stop.end();
                }
            });
            return stop.await();
        } finally {
            vertx.close();
        }
    }

    private Served market(Vertx vertx) throws TimeoutException {
        if (once) {
            throw new ParameterException(spec.commandLine(), "--once goes with --tape");
        }
        Settings settings = checked(
                () -> Settings.DEFAULT.withSeed(seed).withBasePort(port));
        Simulator simulator = Simulator.start(vertx, settings).await(STARTING_SECONDS,
                TimeUnit.SECONDS);
        return new Served(simulator, settings.exchanges(), simulator::ws, simulator::rest,
                io.vertx.core.Promise.<Void>promise().future());
    }

    private Served tapes(Vertx vertx) throws TimeoutException {
        TapeServing settings = checked(
                () -> TapeServing.of(tapes).withSpeed(speed).withBasePort(port));
        TapeServer server = TapeServer.start(vertx, settings).await(STARTING_SECONDS,
                TimeUnit.SECONDS);
        return new Served(server, server.exchanges(), server::ws, server::rest,
                server.finished());
    }

    private <T> T checked(java.util.function.Supplier<T> settings) {
        try {
            return settings.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }

    private void tell(Served served, PrintWriter out) {
        var lines = served.exchanges.stream().map(exchange -> json
                ? "\"" + exchange.id() + "\":{\"webSocket\":\"" + served.webSocket.apply(exchange)
                        + "\",\"rest\":\"" + served.rest.apply(exchange) + "\"}"
                : exchange.id() + " " + served.webSocket.apply(exchange) + " "
                        + served.rest.apply(exchange))
                .toList();
        out.println(json
                ? "{" + String.join(",", lines) + "}"
                : String.join(System.lineSeparator(), lines));
        out.flush();
    }
}
