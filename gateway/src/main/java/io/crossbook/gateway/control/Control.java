package io.crossbook.gateway.control;

import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.loop.Clock;
import io.crossbook.gateway.wire.Latch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// All of it together, in one folder: the file, the signal, the socket, the token and the watch over the loop.
///
/// Opened before anything can trade: what an earlier run left halted is halted when this returns. Closed before the loop, whose end would look like silence.
public final class Control implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /// How long a client has to say what it wants, and the engine to do it.
    private static final Duration CLIENT_PATIENCE = Duration.ofSeconds(10);

    private final Halts halts;
    private final HaltWatch watch;
    private final CommandSocket socket;
    private final Token token;
    private final Commands commands;

    private Control(Halts halts, HaltWatch watch, CommandSocket socket, Token token,
            Commands commands) {
        this.commands = commands;
        this.halts = halts;
        this.watch = watch;
        this.socket = socket;
        this.token = token;
    }

    /// `state` puts the latest halt where the engine reads it, `beat` tells when the loop was last heard of, by `clock` (0 before it runs); halted is when that is
    /// longer ago than `mostSilentMillis`.
    public static Control open(Path folder, Latch latch, Consumer<Input> state, LongSupplier beat,
            Clock clock, long mostSilentMillis, Reach engine) throws IOException {
        var halts = new Halts(folder, latch, state);
        Token token = Token.of(folder);
        var commands = new Commands(folder, halts, engine, PATIENCE);
        CommandSocket socket = CommandSocket.open(folder, commands, CLIENT_PATIENCE);
        return new Control(halts, HaltWatch.start(folder, halts, beat, clock, mostSilentMillis),
                socket, token, commands);
    }

    /// For who halts from within, and for who has begun to trade and must be told of what was before ([Halts#tell]).
    public Halts halts() {
        return halts;
    }

    /// What people ask for, whichever way it came.
    Commands commands() {
        return commands;
    }

    /// What halting over HTTP needs.
    public Token token() {
        return token;
    }

    @Override
    public void close() throws IOException {
        watch.close();
        socket.close();
    }
}
