package io.crossbook.bench;

import io.crossbook.books.Decimals;
import io.crossbook.books.Listing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// The updates of [FanoutBench], the same for all servers: tops of a hundred instruments on three exchanges, of which one moves.
///
/// The first warm up, at a rate of their own; then those that count are due, one period after the other. Each has a number, and the size of the best bid is that number: so
/// whoever reads it knows which it is. Before the first the number of each is [#FIRST].
final class FanoutScript {

    static final int INSTRUMENTS = 100;
    static final int FIRST = 1;
    private static final List<String> EXCHANGES = List.of("one", "two", "three");
    private static final long FIRST_ID = 1_000_000;
    private static final int CENTS = 100;
    private static final int WAYS = 5;
    private static final long NANOS = 1_000_000_000;

    private final Pace pace;
    private final int[] instruments;

    /// How many updates warm up and how many count, each at so many a second.
    record Pace(int warmUp, int warmUpRate, int counted, int rate) {

        /// From the arguments of a `main`, beginning with this one.
        static Pace of(String[] args, int from) {
            return new Pace(Integer.parseInt(args[from]), Integer.parseInt(args[from + 1]),
                    Integer.parseInt(args[from + 2]), Integer.parseInt(args[from + 3]));
        }

        /// The arguments that [#of] reads.
        List<String> args() {
            return List.of(Integer.toString(warmUp), Integer.toString(warmUpRate),
                    Integer.toString(counted), Integer.toString(rate));
        }
    }

    FanoutScript(Pace pace) {
        this.pace = pace;
        var random = new Random(Bench.SEED);
        instruments = random.ints((long) pace.warmUp + pace.counted, 0, INSTRUMENTS).toArray();
    }

    int updates() {
        return instruments.length;
    }

    /// How many of them do not count.
    int warmUp() {
        return pace.warmUp;
    }

    /// Nanoseconds from the start until an update is due.
    long due(int update) {
        int warm = Math.min(update, pace.warmUp);
        return warm * NANOS / pace.warmUpRate + (update - warm) * NANOS / pace.rate;
    }

    int instrument(int update) {
        return instruments[update];
    }

    static int number(int update) {
        return FIRST + 1 + update;
    }

    /// Which update has a number: the last that is told of an instrument, [#FIRST] where none is.
    int last(int instrument) {
        for (int i = instruments.length - 1; i >= 0; i--) {
            if (instruments[i] == instrument) {
                return number(i);
            }
        }
        return FIRST;
    }

    // ---- as tops, in the words of /v1/stream

    /// The message that tells an update.
    String message(int update) {
        return "{\"topic\":\"top\",\"seq\":" + number(update) + ",\"snapshot\":false,\"data\":["
                + top(instruments[update], bid(update), number(update)) + "]}";
    }

    /// The message that a reader begins with.
    static String snapshot() {
        var tops = new ArrayList<String>();
        for (int i = 0; i < INSTRUMENTS; i++) {
            tops.add(top(i, bid(i, 0), FIRST));
        }
        return "{\"topic\":\"top\",\"seq\":" + FIRST + ",\"snapshot\":true,\"data\":["
                + String.join(",", tops) + "]}";
    }

    private static String top(int instrument, long bid, long number) {
        String symbol = base(instrument) + "USDT";
        return "{\"instrument\":\"" + base(instrument) + "/USDT\",\"bestBid\":"
                + best("one", symbol, bid, number) + ",\"bestAsk\":"
                + best("two", symbol, ask(instrument, 1), 3) + ",\"quotes\":["
                + quote("one", symbol, bid, number, ask(instrument, 0)) + ","
                + quote("two", symbol, otherBid(instrument), 2, ask(instrument, 1)) + ","
                + quote("three", symbol, otherBid(instrument), 2, ask(instrument, 2)) + "]}";
    }

    private static String best(String exchange, String symbol, long price, long size) {
        return "{\"exchange\":\"" + exchange + "\",\"symbol\":\"" + symbol + "\",\"price\":\""
                + decimal(price) + "\",\"size\":\"" + size + "\"}";
    }

    private static String quote(String exchange, String symbol, long bid, long size, long ask) {
        return "{\"exchange\":\"" + exchange + "\",\"symbol\":\"" + symbol + "\",\"bid\":\""
                + decimal(bid) + "\",\"bidSize\":\"" + size + "\",\"ask\":\"" + decimal(ask)
                + "\",\"askSize\":\"3\",\"ageMillis\":1234,\"health\":\"live\",\"reason\":\"\"}";
    }

    private static String decimal(long price) {
        return Decimals.format(price, Dataset.PRICE_SCALE);
    }

    static String base(int instrument) {
        return "C" + (100 + instrument);
    }

    /// Of the exchange that moves: better than what the others bid, less than all ask.
    private long bid(int update) {
        return bid(instruments[update], update % WAYS);
    }

    private static long bid(int instrument, int way) {
        return middle(instrument) - 10 + way;
    }

    private static long otherBid(int instrument) {
        return middle(instrument) - 20;
    }

    /// The second exchange asks least.
    private static long ask(int instrument, int exchange) {
        return middle(instrument) + (exchange == 1 ? 10 : 20);
    }

    private static long middle(int instrument) {
        return (instrument + 1L) * 100 * CENTS;
    }

    // ---- as frames of Binance's protocol, for our engine

    /// One frame of each listing, after which its snapshot comes, then the frame of each update.
    Dataset frames() {
        var listings = new ArrayList<Listing>();
        var snapshots = new ArrayList<byte[]>();
        var frames = new ArrayList<Dataset.Frame>();
        for (int exchange = 0; exchange < EXCHANGES.size(); exchange++) {
            for (int i = 0; i < INSTRUMENTS; i++) {
                long bid = exchange == 0 ? bid(i, 0) : otherBid(i);
                String bids = level(bid, exchange == 0 ? FIRST : 2);
                String asks = level(ask(i, exchange), 3);
                frames.add(new Dataset.Frame(listings.size(), frame(i, FIRST_ID + 1, bids, asks)));
                listings.add(Dataset.listing(listings.size(), EXCHANGES.get(exchange), base(i),
                        "USDT"));
                snapshots.add(Dataset.ascii("{\"lastUpdateId\":" + FIRST_ID + ",\"bids\":[" + bids
                        + "],\"asks\":[" + asks + "]}"));
            }
        }
        long[] ids = new long[INSTRUMENTS];
        long[] bids = new long[INSTRUMENTS];
        for (int i = 0; i < INSTRUMENTS; i++) {
            ids[i] = FIRST_ID + 2;
            bids[i] = bid(i, 0);
        }
        for (int update = 0; update < instruments.length; update++) {
            int i = instruments[update];
            String gone = bids[i] == bid(update) ? "" : level(bids[i], 0) + ",";
            bids[i] = bid(update);
            frames.add(new Dataset.Frame(i,
                    frame(i, ids[i]++, gone + level(bids[i], number(update)), "")));
        }
        return new Dataset("tops", EXCHANGES, listings, frames, snapshots);
    }

    private static String level(long price, long size) {
        return "[\"" + decimal(price) + "000000\",\"" + size + ".00000000\"]";
    }

    private static byte[] frame(int instrument, long id, String bids, String asks) {
        return Dataset.ascii("{\"stream\":\"" + base(instrument).toLowerCase(Locale.ROOT)
                + "usdt@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":"
                + Dataset.START_NANOS / 1_000_000 + ",\"s\":\"" + base(instrument)
                + "USDT\",\"U\":" + id + ",\"u\":" + id + ",\"b\":[" + bids + "],\"a\":[" + asks
                + "]}}");
    }
}
