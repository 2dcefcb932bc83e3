package io.crossbook.arbitrage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.crossbook.books.Decimals;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// The recorded pair of 2024-08-08, Binance spot against USD-M, gives exactly the numbers of the corpus.
final class ScanCorpusTest {

    private static final int PRICES = 2;
    private static final int SIZES = 5;

    private static Path corpus() {
        String env = System.getenv("CROSSBOOK_CORPUS");
        Path path = env != null
                ? Path.of(env)
                : Path.of(System.getProperty("crossbook.root", "."), "..", "shared", "corpus");
        boolean there = Files.isDirectory(path.resolve("arbitrage"));
        if (!there) {
            System.out.println("skipped: no corpus at " + path);
        }
        Assumptions.assumeTrue(there, "no corpus");
        return path;
    }

    @Test
    void the_recorded_pair_gives_the_expected_numbers() throws IOException {
        Path corpus = corpus();
        List<Scan.Row> spot = rows(corpus,
                "binance__2024-08-08_spot_BTCUSDT_depth100ms_bbo_trade.bbo.jsonl.gz");
        List<Scan.Row> perpetual = rows(corpus,
                "binance_futures__2024-08-08_usdm_BTCUSDT_depth0ms_bbo_trade.bbo.jsonl.gz");
        String expected = Files.readString(
                corpus.resolve("arbitrage/expected_spot_vs_usdm_BTCUSDT.json"));
        for (String fees : List.of("0 0", "0.0001 0.0001", "0.0002 0.0002", "0.001 0.0005")) {
            String feeA = fees.substring(0, fees.indexOf(' '));
            String feeB = fees.substring(fees.indexOf(' ') + 1);
            Scan.Result result = scan(spot, perpetual, fee(feeA), fee(feeB));

            String ours = "\"feeA=" + feeA + "feeB=" + feeB + "\":{\"buyA_sellB\":"
                    + json(result.buyASellB()) + ",\"buyB_sellA\":" + json(result.buyBSellA())
                    + "}";
            assertEquals(from(expected, "\"feeA=" + feeA + "feeB=" + feeB, ours.length()), ours);
            assertEquals(from(expected, "\"cut_at\":", 28),
                    "\"cut_at\":" + Scan.seconds(result.cutNanos()) + ",");
        }
    }

    private static String from(String json, String start, int length) {
        String squeezed = json.replaceAll("\\s", "");
        int at = squeezed.indexOf(start);
        return squeezed.substring(at, at + length);
    }

    private static long fee(String text) {
        return Decimals.parse(text, DetectorSettings.FEE_SCALE);
    }

    private static Scan.Result scan(List<Scan.Row> a, List<Scan.Row> b, long feeA, long feeB) {
        Scan scan = Scan.ofTops(feeA, feeB);
        int i = 0;
        int j = 0;
        while (i < a.size() || j < b.size()) {
            if (j == b.size() || (i < a.size() && a.get(i).nanos() <= b.get(j).nanos())) {
                scan.a(a.get(i++));
            } else {
                scan.b(b.get(j++));
            }
        }
        return scan.result();
    }

    private static List<Scan.Row> rows(Path corpus, String name) throws IOException {
        var rows = new ArrayList<Scan.Row>();
        try (var in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(corpus.resolve("expected").resolve(name))),
                StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] f = line.replaceAll("[\\[\\]\" ]", "").split(",", -1);
                rows.add(new Scan.Row(Decimals.parse(f[2], 9), Decimals.parse(f[3], PRICES),
                        Decimals.parse(f[4], SIZES), Decimals.parse(f[5], PRICES),
                        Decimals.parse(f[6], SIZES), PRICES, SIZES, 1));
            }
        }
        return rows;
    }

    private static String json(Scan.Direction d) {
        String first = d.episodes() == 0
                ? "null"
                : "{\"ts\":" + Scan.seconds(d.first().nanos()) + ",\"buy\":\"" + d.first().buy()
                        + "\",\"sell\":\"" + d.first().sell() + "\",\"size\":\"" + d.first().size()
                        + "\",\"net_bps\":\"" + d.first().netBps() + "\"}";
        return "{\"points\":" + d.points() + ",\"positive\":" + d.positive() + ",\"episodes\":"
                + d.episodes() + ",\"max_net_bps\":\"" + d.maxNetBps() + "\",\"max_at\":"
                + Scan.seconds(d.maxAtNanos()) + ",\"first_episode\":" + first + "}";
    }
}
