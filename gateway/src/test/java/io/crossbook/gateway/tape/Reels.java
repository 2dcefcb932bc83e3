package io.crossbook.gateway.tape;

import io.crossbook.arbitrage.ChainSettings;
import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.arbitrage.FeeModel;
import io.crossbook.arbitrage.Transfers;
import io.crossbook.books.BookLimits;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Errand;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Request;
import io.crossbook.execution.OrderId;
import io.crossbook.gateway.engine.Effects;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Inputs out of a seed, and tapes as text that tests can compare.
final class Reels {

    static final Instrument BTC_USDT = Instrument.spot("BTC", "USDT");
    static final Listing LISTING = new Listing(0, "binance", "BTCUSDT", BTC_USDT,
            new Rules(2, 5, 1, 1, 10, 500_000_000, 1, Rules.Status.TRADING));
    static final Link LINK = new Link("binance/0", "binance", "wss://localhost/ws",
            List.of(LISTING), 86_400_000, 60_000, 30_000, 5, 1 << 20);
    static final Settings SETTINGS = new Settings(List.of(new Settings.Exchange(
            new Entry("binance", "", "", 1000, true, false, Map.of("BTCUSDT", 8),
                    Map.of("speed", "100ms")),
            "binance", true, List.of(BTC_USDT, Instrument.parse("BTC/USDT:USDT-261225")),
            BookLimits.DEFAULT, 1_000_000, 900_000,
            new Settings.Terms(
                    List.of(new FeeModel.Tier(1_000_000, new FeeModel.Rate(900_000, -1))),
                    2_000_000, Map.of("ETH/USDT", new FeeModel.Rate(1, 2)),
                    FeeModel.Payer.RECEIVED, new FeeModel.Coin("BNB", 250_000_000, 200_000, 10),
                    70))),
            DetectorSettings.DEFAULT, 60_000,
            List.of(new Settings.Mirror("coinbase", "USDC", "USD")),
            List.of(new Settings.AssetEntry("kraken", "XBT", "BTC")),
            new ChainSettings(
                    List.of(new ChainSettings.Conversion("USDT", "USD",
                            ChainSettings.Mode.CARRIED, 5_000)),
                    new ChainSettings.Cycles(true, false, 3, List.of("USDT", "BTC"))),
            new Settings.Ways(true, Map.of("USDT", 1_000_000_000_000L, "BTC", 1L),
                    List.of(new Transfers.Network("binance", "USDT", "TRC20", 1, 2, 3, true, false,
                            "T1"))),
            new Settings.Holdings(Map.of("binance", Map.of("USDT", 7L, "BTC", 0L)),
                    Map.of("USDT", 5L)),
            125);

    private Reels() {}

    static TapeSettings settings(Path folder) {
        return new TapeSettings(folder, 1L << 30, Long.MAX_VALUE / 4, 0, 0, 200_000_000L, 1 << 20,
                true, 0, TapeSettings.OnDiskFull.GO_ON);
    }

    static Input.Frame frame(int connection, String text) {
        var frame = new Input.Frame();
        frame.connection = connection;
        byte[] around = ("<<" + text + ">>").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        frame.bytes.wrap(around, 2, around.length - 2);
        return frame;
    }

    /// Any input at all.
    static Input any(SplittableRandom random) {
        return switch (random.nextInt(16)) {
            case 0 -> new Input.Opened(random.nextInt(), text(random));
            case 1 -> new Input.Closed(random.nextInt(1 << 20), text(random), text(random));
            case 2 -> new Input.Answered(random.nextLong(), new Answer(
                    List.of(Answer.Phase.NOT_SENT, Answer.Phase.SENT, Answer.Phase.ANSWERED)
                            .get(random.nextInt(3)),
                    random.nextInt(600),
                    new Bytes(bytes(random, 3000)), text(random), random.nextLong(1 << 20)));
            case 3 -> new Input.Listed("binance", List.of(LISTING, LISTING.with(Rules.UNKNOWN)));
            case 4 -> new Input.ServerTime(text(random), random.nextLong(), random.nextLong(),
                    random.nextLong());
            case 5 -> new Input.Configured(SETTINGS);
            case 6 -> new Input.Command(random.nextBoolean()
                    ? new Input.Wish.Enable(text(random), random.nextBoolean())
                    : new Input.Wish.Resync(text(random), "BTC/USDT"));
            case 7 -> new Input.Lost(random.nextInt(1000), random.nextLong());
            case 8 -> new Input.Tick();
            case 9 -> new Input.Command(random.nextBoolean()
                    ? new Input.Wish.Halt(text(random), random.nextLong(1 << 20))
                    : random.nextBoolean()
                            ? new Input.Wish.WriteOff(random.nextLong(1 << 20), text(random))
                            : new Input.Wish.Unwind(random.nextLong(1 << 20), 50));
            case 10 -> new Input.Trading(random.nextBoolean()
                    ? new Input.News.Durable(random.nextLong())
                    : new Input.News.JournalFailed(text(random)));
            default -> {
                var frame = new Input.Frame();
                frame.connection = random.nextInt(100);
                byte[] array = bytes(random, 500);
                frame.bytes.wrap(array, random.nextInt(array.length / 2 + 1), array.length);
                yield frame;
            }
        };
    }

    /// Any effect at all, carried out.
    static void anyEffect(SplittableRandom random, Effects effects) {
        switch (random.nextInt(7)) {
            case 0 -> effects.open(LINK);
            case 1 -> effects.drop("binance/0");
            case 2 -> effects.send(random.nextInt(9), text(random));
            case 3 -> effects.close(random.nextInt(9), text(random));
            case 4 -> effects.rearmed(random.nextLong(1 << 20));
            case 5 -> effects.post(random.nextLong(), random.nextInt(9), Request.frame(
                    Request.About.PLACE, 0, "wss://localhost/trade", text(random),
                    Errand.of(new OrderId(1, random.nextInt(1, 1000), OrderId.Role.LEG, 0, 3),
                            "BTCUSDT", random.nextLong(), text(random))));
            default -> effects.request(random.nextLong(), "binance",
                    new Request(Request.About.SNAPSHOT, 0, "GET", "https://localhost/depth",
                            random.nextBoolean() ? null : text(random), 50, 100));
        }
    }

    static String text(SplittableRandom random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(20); i > 0; i--) {
            text.append("aZ09/\"\\{}\n\u00e4\u20ac".charAt(random.nextInt(12)));
        }
        return text.toString();
    }

    static byte[] bytes(SplittableRandom random, int most) {
        byte[] bytes = new byte[random.nextInt(most)];
        random.nextBytes(bytes);
        return bytes;
    }

    /// An item as text, whole: two items are the same exactly when their texts are.
    static String show(Item item) {
        return switch (item) {
            case Item.Taken(Input.Frame frame) -> "frame " + frame.connection + " "
                    + hex(frame.bytes);
            case Item.Taken(Input.Answered(long id, Answer it)) -> "answered " + id + " "
                    + it.phase() + " " + it.status() + " " + hex(it.body()) + " " + it.why() + " "
                    + it.retryAfterMillis();
            case Item.Recorded(String exchange, String url, Bytes body) -> "recorded " + exchange
                    + " " + url + " " + hex(body);
            case Item.Started it -> "started " + it.checkpoint().settings()
                    + it.checkpoint().listed() + it.checkpoint().links() + it.checkpoint().open()
                    + hex(it.checkpoint().engine());
            case Item.Taken _,Item.Did _,Item.Hashed _,Item.Hole _ -> item.toString();
        };
    }

    static String hex(Bytes bytes) {
        return java.util.HexFormat.of().formatHex(bytes.array, bytes.start, bytes.end);
    }

    /// Everything that can be read, with numbers and stamps.
    static List<String> read(Path tape) throws IOException {
        var read = new ArrayList<String>();
        try (var reader = TapeReader.open(tape)) {
            while (reader.next()) {
                read.add(reader.number() + " " + reader.stamp() + " " + show(reader.item()));
            }
        }
        return read;
    }

    /// Compares line by line: a failure names the first that differs.
    static void same(List<String> expected, List<String> read) {
        for (int i = 0; i < Math.min(expected.size(), read.size()); i++) {
            org.junit.jupiter.api.Assertions.assertEquals(expected.get(i), read.get(i));
        }
        org.junit.jupiter.api.Assertions.assertEquals(expected.size(), read.size());
    }

    /// The inputs alone.
    static List<String> inputs(Path tape) throws IOException {
        var read = new ArrayList<String>();
        try (var reader = TapeReader.open(tape)) {
            while (reader.next()) {
                if (reader.item() instanceof Item.Taken || reader.item() instanceof Item.Recorded) {
                    read.add(reader.number() + " " + reader.stamp() + " " + show(reader.item()));
                }
            }
        }
        return read;
    }
}
