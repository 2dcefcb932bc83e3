package io.crossbook.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/// All clients of a server of [FanoutBench], in a process of their own, on one thread: they know the last number of each instrument, and nothing else.
final class FanoutCrowd implements FanoutClient.Heard {

    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final int BUFFER = 1 << 20;
    private static final long LOOK_MILLIS = 100;

    /// What they heard of the updates that count: texts, their bytes, numbers in them, nanoseconds until a client knew an update or a later one of the same instrument,
    /// how many numbers came after a later one, and how many clients knew all last values in the end.
    record Told(long messages, long bytes, long numbers, long p50, long p99, long outOfOrder,
            int knowAll) {}

    private final FanoutScript script;
    private final int[][] updatesOf = new int[FanoutScript.INSTRUMENTS][];
    private final List<FanoutClient> clients = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final Histogram latency = new Histogram(LONGEST_NANOS, 3);
    private long start;
    private long now;
    private long messages;
    private long bytes;
    private long numbers;
    private long outOfOrder;
    /// What is being read tells an update that counts.
    private boolean counts;

    private FanoutCrowd(FanoutScript script) {
        this.script = script;
        for (int i = 0; i < FanoutScript.INSTRUMENTS; i++) {
            int instrument = i;
            updatesOf[i] = IntStream.range(0, script.updates())
                    .filter(update -> script.instrument(update) == instrument).toArray();
        }
    }

    /// The process: port, clients, the script's pace. Says when all know something, and what they heard in the end; stdin says when the first update is due.
    public static void main(String[] args) throws Exception {
        var crowd = new FanoutCrowd(new FanoutScript(FanoutScript.Pace.of(args, 2)));
        System.out.println(Fork.JSON.writeValueAsString(
                crowd.run(Integer.parseInt(args[0]), Integer.parseInt(args[1]))));
    }

    private Told run(int port, int count) throws Exception {
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < count; i++) {
                var client = new FanoutClient(port, this);
                client.channel().configureBlocking(false);
                client.channel().register(selector, SelectionKey.OP_READ, client);
                clients.add(client);
                readAll(selector, 0);
            }
            wait(selector, System.nanoTime() + PATIENCE_NANOS, this::knowsFirst);
            System.out.println("{\"ready\":" + clients.size() + "}");
            start = start(selector);
            long last = start + script.due(script.updates() - 1);
            wait(selector, last + PATIENCE_NANOS, this::knowsAll);
        }
        return new Told(messages, bytes, numbers, latency.getValueAtPercentile(50),
                latency.getValueAtPercentile(99), outOfOrder,
                (int) clients.stream().filter(this::knowsAll).count());
    }

    /// When the first update is due, as stdin says; whoever waited without reading would be let go.
    private long start(Selector selector) throws IOException {
        var said = CompletableFuture.supplyAsync(() -> new BufferedReader(
                new InputStreamReader(System.in, StandardCharsets.UTF_8)).lines().findFirst()
                .orElseThrow());
        while (!said.isDone()) {
            readAll(selector, LOOK_MILLIS);
        }
        return Long.parseLong(said.join());
    }

    private void wait(Selector selector, long until,
            Predicate<FanoutClient> know) throws IOException {
        long looked = 0;
        while (System.nanoTime() < until) {
            readAll(selector, LOOK_MILLIS);
            if (now - looked > TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS)) {
                looked = now;
                if (clients.stream().allMatch(know)) {
                    return;
                }
            }
        }
    }

    private void readAll(Selector selector, long millis) throws IOException {
        if (millis == 0) {
            selector.selectNow();
        } else {
            selector.select(millis);
        }
        for (SelectionKey key : selector.selectedKeys()) {
            now = System.nanoTime();
            ((FanoutClient) key.attachment()).read(buffer);
        }
        selector.selectedKeys().clear();
        now = System.nanoTime();
    }

    private boolean knowsFirst(FanoutClient client) {
        return client.number(FanoutScript.INSTRUMENTS - 1) > 0;
    }

    private boolean knowsAll(FanoutClient client) {
        for (int i = 0; i < FanoutScript.INSTRUMENTS; i++) {
            if (client.number(i) != script.last(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void message(int size) {
        messages += counts ? 1 : 0;
        bytes += counts ? size : 0;
        counts = false;
    }

    @Override
    public void number(int instrument, int before, int number) {
        if (number < before) {
            outOfOrder++;
            return;
        }
        if (number > before && number >= FanoutScript.number(script.warmUp())) {
            numbers++;
            counts = true;
        }
        int[] updates = updatesOf[instrument];
        for (int i = firstAfter(updates, before); i < updates.length
                && FanoutScript.number(updates[i]) <= number; i++) {
            if (updates[i] >= script.warmUp()) {
                latency.recordValue(
                        Math.clamp(now - start - script.due(updates[i]), 1, LONGEST_NANOS));
            }
        }
    }

    /// Where the first update is whose number is greater.
    private static int firstAfter(int[] updates, int number) {
        int at = Arrays.binarySearch(updates, number - FanoutScript.FIRST);
        return at < 0 ? -at - 1 : at;
    }
}
