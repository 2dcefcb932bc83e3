package io.crossbook.cli;

import io.crossbook.simulator.Instrument;
import io.crossbook.simulator.Session;
import io.crossbook.simulator.SessionPlan;
import io.crossbook.simulator.SessionPlan.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A protocol by what guards its books: a checksum over the best levels, or a sequence. Knows sessions of it, recorded and
/// practised.
enum Guarded {
    KRAKEN_V2(10, ""), KRAKEN_V1(10, ""), OKX_CHECKSUM(25, ""),
    // Spot rules look at both ids; USD-M ones at the last, and the one before it.
    BINANCE(Integer.MAX_VALUE, "U|u"), BINANCE_FUTURES(Integer.MAX_VALUE, "U|u|pu"), BYBIT(
            Integer.MAX_VALUE, "u|seq"), OKX_SEQUENCE(Integer.MAX_VALUE,
                    "seqId|prevSeqId"), COINBASE_ADVANCED(Integer.MAX_VALUE, "sequence_num");

    private static final int PRACTISED = 4;
    private static final int FRAMES = 120;
    /// Deeper than any checksum looks.
    private static final int KRAKEN_DEPTH = 25;
    private static final int DEPTH = 50;
    private static final Instrument[] INSTRUMENTS = {Instrument.of("BTC/USDT"),
            Instrument.of("ETH/USDT")};

    /// How many levels a side a checksum covers; all where there is none.
    final int checkedLevels;
    /// The digits of the sequence's fields.
    final Pattern sequence;

    Guarded(int checkedLevels, String fields) {
        this.checkedLevels = checkedLevels;
        this.sequence = Pattern.compile("\"(?:" + fields + ")\":\"?([0-9]+)");
    }

    boolean summed() {
        return checkedLevels < Integer.MAX_VALUE;
    }

    /// Recorded sessions, where the corpus is there, and practised ones always.
    List<DamagedTake> takes(Path folder) throws IOException, Failure {
        var takes = new ArrayList<DamagedTake>();
        for (String name : recorded()) {
            Optional<Path> file = Corpus.file("market/" + name + ".jsonl.gz");
            if (file.isPresent()) {
                takes.add(DamagedTake.of(recorded(file.get(), folder), checkedLevels));
            }
        }
        if (takes.isEmpty()) {
            System.out.println("skipped: no recorded session of " + this
                    + ", practised ones alone");
        }
        for (int seed = 1; seed <= PRACTISED; seed++) {
            Path file = folder.resolve(name() + seed + ".jsonl.gz");
            practised(seed, file);
            takes.add(DamagedTake.of(file, checkedLevels));
        }
        return takes;
    }

    private List<String> recorded() {
        return switch (this) {
            case KRAKEN_V2 -> List.of("kraken/2026-08-16_v2_BTCUSD_d10_crc",
                    "kraken/2026-07-05_v2_BTCUSD_d10_crc");
            case KRAKEN_V1 -> List.of("kraken/2021-04-17_v1_book1000_crc");
            case OKX_CHECKSUM, OKX_SEQUENCE -> List.of("okx/2022-05-13_v5_books_crc");
            case BINANCE -> List.of("binance/2021-10-12_spot_depth100ms",
                    "binance_us/2021-10-12_spot_depth100ms",
                    "binance/2024-08-08_spot_BTCUSDT_depth100ms_bbo_trade");
            case BINANCE_FUTURES -> List.of("binance_futures/2021-07-22_usdm_depth100ms",
                    "binance_futures/2024-08-08_usdm_BTCUSDT_depth0ms_bbo_trade");
            case BYBIT -> List.of("bybit/2024-12-01_v5_linear_XRPUSDT_orderbook500");
            case COINBASE_ADVANCED -> List.of(
                    "coinbase_advanced/2026-08-24_advanced_level2_BTCUSD");
        };
    }

    /// The recording of OKX is of before the sequence: numbered as OKX does since, it stands for one of after.
    private Path recorded(Path file, Path folder) throws IOException, Failure {
        if (this != OKX_SEQUENCE) {
            return file;
        }
        var lines = new ArrayList<String>();
        try (var recording = Recording.open(file)) {
            int number = 0;
            for (Recorded line = recording.next(); line != null; line = recording.next()) {
                String frame = line.frame().toString();
                if (frame.contains("\"checksum\":")) {
                    String ids = "\"checksum\":0,\"seqId\":" + (1_000 + 7 * number)
                            + ",\"prevSeqId\":" + (number == 0 ? -1 : 993 + 7 * number);
                    lines.add(OtherWords.OKX_NUMBERED.line(line.nanos() / 1_000,
                            frame.replaceFirst("\"checksum\":-?[0-9]+", ids)));
                    number++;
                }
            }
        }
        return Files.write(folder.resolve("numbered.jsonl"), lines);
    }

    private void practised(int seed, Path file) throws IOException {
        switch (this) {
            case KRAKEN_V2 -> session(Variant.KRAKEN_V2, seed, KRAKEN_DEPTH).write(file);
            case KRAKEN_V1 -> session(Variant.KRAKEN_V1, seed, KRAKEN_DEPTH).write(file);
            case BINANCE -> session(Variant.BINANCE, seed, 1_000).write(file);
            case BINANCE_FUTURES -> session(Variant.BINANCE_FUTURES, seed, 1_000).write(file);
            case BYBIT -> session(Variant.BYBIT, seed, DEPTH).write(file);
            case OKX_CHECKSUM -> told(OtherWords.OKX_SUMMED, seed, file);
            case OKX_SEQUENCE -> told(OtherWords.OKX_NUMBERED, seed, file);
            case COINBASE_ADVANCED -> told(OtherWords.COINBASE_ADVANCED, seed, file);
        }
    }

    private static Session session(Variant variant, int seed, int depth) {
        return Session.generate(
                SessionPlan.books(variant, seed, FRAMES, INSTRUMENTS).withDepth(depth));
    }

    private static void told(OtherWords words, int seed, Path file) throws IOException {
        Files.write(file, words.lines(session(Variant.BYBIT, seed, DEPTH)));
    }
}
