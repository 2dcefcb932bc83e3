package io.crossbook.exchanges.binance;

import io.crossbook.exchanges.Entry;
import java.util.List;

/// What differs between Binance's markets.
enum Market {
    SPOT("wss://stream.binance.com:9443", "https://api.binance.com", "/api/v3", 20, 5_000),
    /// USDT- and USDC-margined futures.
    USD_M("wss://fstream.binance.com", "https://fapi.binance.com", "/fapi/v1", 1, 1_000);

    private final String webSocket;
    private final String rest;
    private final String path;
    private final int infoWeight;
    private final int mostLevels;

    Market(String webSocket, String rest, String path, int infoWeight, int mostLevels) {
        this.webSocket = webSocket;
        this.rest = rest;
        this.path = path;
        this.infoWeight = infoWeight;
        this.mostLevels = mostLevels;
    }

    String webSocket(Entry entry) {
        return entry.webSocket().isEmpty() ? webSocket : entry.webSocket();
    }

    String rest(Entry entry) {
        return host(entry) + path;
    }

    /// The same without the market's path.
    String host(Entry entry) {
        return entry.rest().isEmpty() ? rest : entry.rest();
    }

    int infoWeight() {
        return infoWeight;
    }

    /// Every name of the depth stream: the speeds that one may subscribe to, the default first.
    List<String> depthStreams() {
        return switch (this) {
            case SPOT -> List.of("@depth@100ms", "@depth");
            case USD_M -> List.of("@depth@100ms", "@depth@0ms", "@depth", "@depth@250ms",
                    "@depth@500ms");
        };
    }

    /// How many levels a side a snapshot is asked for.
    int snapshotLimit(Entry entry) {
        String limit = entry.options().get("snapshotLimit");
        if (limit == null) {
            return mostLevels;
        }
        if (!limit.matches("[1-9][0-9]{0,3}") || Integer.parseInt(limit) > mostLevels) {
            throw new IllegalArgumentException("snapshotLimit of " + entry.name() + " is '" + limit
                    + "', wanted is 1 to " + mostLevels);
        }
        return Integer.parseInt(limit);
    }

    /// What a snapshot costs. Binance, "Order book" of either market.
    int snapshotWeight(int limit) {
        return switch (this) {
            case SPOT -> limit <= 100 ? 5 : limit <= 500 ? 25 : limit <= 1_000 ? 50 : 250;
            case USD_M -> limit <= 50 ? 2 : limit <= 100 ? 5 : limit <= 500 ? 10 : 20;
        };
    }

    /// How long to wait between two renewals on one connection, so that they take a third of the weight that an address has a
    /// minute: 6,000 on spot, 2,400 on futures.
    long renewalPauseNanos(int limit) {
        long third = switch (this) {
            case SPOT -> 2_000;
            case USD_M -> 800;
        };
        return 60_000_000_000L * snapshotWeight(limit) / third;
    }

    /// Whether a depth event lies wholly before a snapshot.
    boolean before(Depth depth, long snapshot) {
        return switch (this) {
            case SPOT -> depth.last <= snapshot; // step 5: drop u <= lastUpdateId
            case USD_M -> depth.last < snapshot; // step 4: drop u < lastUpdateId
        };
    }

    /// Whether a depth event may be the first after a snapshot.
    boolean joins(Depth depth, long snapshot) {
        return switch (this) {
            // Step 6: U <= lastUpdateId + 1 <= u.
            case SPOT -> depth.first <= snapshot + 1 && depth.last > snapshot;
            // Step 5: U <= lastUpdateId <= u; an event that says that the snapshot is the one before it fits as well.
            case USD_M -> (depth.first <= snapshot && depth.last >= snapshot)
                    || depth.previous == snapshot;
        };
    }

    /// Whether a depth event comes right after the one that ended with `previous`.
    boolean follows(Depth depth, long previous) {
        return switch (this) {
            case SPOT -> depth.first == previous + 1;
            case USD_M -> depth.previous == previous;
        };
    }

    /// The depth stream to subscribe to, by the option `depthStream`.
    String depthStream(Entry entry) {
        String wanted = entry.options().getOrDefault("depthStream", depthStreams().getFirst());
        if (!depthStreams().contains(wanted)) {
            throw new IllegalArgumentException("depthStream of " + entry.name() + " is '" + wanted
                    + "', wanted is one of " + depthStreams());
        }
        return wanted;
    }
}
