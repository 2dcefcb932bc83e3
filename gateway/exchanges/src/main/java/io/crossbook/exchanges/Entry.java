package io.crossbook.exchanges;

import java.util.Map;

/// One exchange of `exchanges.yaml`, as its dialect needs it.
///
/// `name` is the entry's key and the exchange's name everywhere. `webSocket` and `rest` are base URLs (scheme, host, port
/// and, where the exchange has one, a path prefix), empty for the dialect's own defaults. `depth` is how many levels to
/// subscribe to (0: the dialect's default). `sizeDecimals` rounds sizes down by wire symbol where a listing is quoted finer
/// than fixed point holds. `options` are the dialect's own, by name.
public record Entry(String name, String webSocket, String rest, int depth, boolean bestQuotes,
        boolean trades,
        Map<String, Integer> sizeDecimals, Map<String, String> options) {

    /// The dialect's defaults under a name.
    public static Entry of(String name) {
        return new Entry(name, "", "", 0, true, true, Map.of(), Map.of());
    }
}
