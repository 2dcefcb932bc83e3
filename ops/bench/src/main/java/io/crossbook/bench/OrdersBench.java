package io.crossbook.bench;

import io.crossbook.exchanges.Answer.Phase;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.ledger.Durability;
import io.crossbook.gateway.ledger.JournalSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// From the decision to take an opportunity to the first byte of each of its two orders: coordinator, journal, gate, formatting, signing and the write on a
/// WebSocket, with [Durability#NORMAL] and with [Durability#FULL], in turns.
///
/// Binance and Bybit are a server on this machine that logs us in and takes orders without a word; both orders of an attempt then count as ended
/// unfilled. Before each attempt five frames of market data come, a millisecond apart, as to a daemon that hears a hundred listings, and the attempt begins in
/// the turn of the last; and once more in another form, after three milliseconds in which everybody sleeps.
public final class OrdersBench {

    private static final int ROUNDS = 10;
    private static final int FRAMES = 5;
    private static final long FRAME_NANOS = 1_000_000;
    private static final long PAUSE_NANOS = 3_000_000;
    /// Of frames by which books begin.
    private static final int SPARE_FRAMES = 200;

    private final int attempts;
    private final Path folder;
    private final Consumer<String> progress;

    /// So many attempts are timed with each durability, as many before to warm up; journals are kept in `folder` meanwhile.
    OrdersBench(int attempts, Path folder, Consumer<String> progress) {
        this.attempts = attempts;
        this.folder = folder;
        this.progress = progress;
    }

    /// `quick` ends within half a minute; `progress` takes a line now and then.
    public static OrdersReport run(boolean quick, Consumer<String> progress) throws IOException {
        int attempts = quick ? 500 : 3_000;
        Path folder = Files.createTempDirectory("crossbook-orders");
        progress.accept("orders: " + attempts + " attempts each, journals in " + folder);
        String flags = System.getProperty(LatencyProcess.DAEMON_FLAGS, "");
        try {
            return flags.isEmpty()
                    ? new OrdersBench(attempts, folder, progress).run()
                    : Fork.run(OrdersReport.class, List.of(flags.split(" ")), OrdersBench.class,
                            List.of(Integer.toString(attempts), folder.toString()));
        } finally {
            delete(folder);
        }
    }

    /// The other process: how many attempts, and where the journals are kept; what it measured goes to stdout.
    public static void main(String[] args) throws IOException {
        Fork.JSON.writeValue(System.out, new OrdersBench(Integer.parseInt(args[0]),
                Path.of(args[1]), System.err::println).run());
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    OrdersReport run() throws IOException {
        var desks = new ArrayList<OrdersDesk>();
        try {
            for (Durability durability : Durability.values()) {
                desks.add(new OrdersDesk(JournalSettings.file(
                        folder.resolve("journal-" + durability + ".db"), durability),
                        4 * attempts * FRAMES + SPARE_FRAMES));
            }
            for (int round = 0; round < 2 * ROUNDS; round++) {
                for (OrdersDesk desk : desks) {
                    fed(desk, OrdersDesk.Form.FED, round >= ROUNDS);
                    fed(desk, OrdersDesk.Form.BUSY, round >= ROUNDS);
                    asleep(desk, round >= ROUNDS);
                }
            }
            Map<String, OrdersReport.Way> ways = new LinkedHashMap<>();
            for (OrdersDesk.Form form : OrdersDesk.Form.values()) {
                String how = form == OrdersDesk.Form.FED
                        ? ""
                        : " " + form.name().toLowerCase(Locale.ROOT);
                for (OrdersDesk desk : desks) {
                    ways.put(desk.durability().name() + how, desk.measured(form));
                }
            }
            progress.accept("measured");
            return OrdersReport.of(attempts / ROUNDS * ROUNDS, store(), ways);
        } finally {
            desks.forEach(OrdersDesk::close);
        }
    }

    private void fed(OrdersDesk desk, OrdersDesk.Form form, boolean counts) {
        long pause = form == OrdersDesk.Form.FED ? FRAME_NANOS : 0;
        for (int i = 0; i < attempts / ROUNDS; i++) {
            for (int frame = 1; frame < FRAMES; frame++) {
                LockSupport.parkNanos(pause);
                desk.hears();
            }
            LockSupport.parkNanos(pause);
            desk.attempt(form, counts);
        }
    }

    private void asleep(OrdersDesk desk, boolean counts) {
        for (int i = 0; i < attempts / ROUNDS; i++) {
            LockSupport.parkNanos(PAUSE_NANOS);
            desk.attempt(OrdersDesk.Form.ASLEEP, counts);
        }
    }

    private String store() throws IOException {
        return Files.getFileStore(folder).type();
    }

    /// What leaves has to leave: [IllegalStateException] when it did not.
    static void written(Input.Answered answered) {
        if (answered.answer().phase() != Phase.SENT) {
            throw new IllegalStateException("an order did not leave: " + answered.answer().why());
        }
    }
}
