package io.crossbook.gateway.replay;

import io.crossbook.exchanges.Dialects;
import io.crossbook.exchanges.Entry;
import io.crossbook.gateway.tape.Catalogue;
import io.crossbook.gateway.tape.Importer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A recorded session of Coinbase, written by the test: a frame a second from 100 s on.
final class Session {

    private final List<String> lines = new ArrayList<>();
    private long second = 100;

    /// A book of a hundred levels a side that changes so often: each change makes some kilobytes.
    static Session large(int changes) {
        String levels = IntStream.range(0, 100)
                .mapToObj(i -> "buy " + (100 - i / 100.0) + " 1 sell " + (101 + i / 100.0) + " 1")
                .collect(Collectors.joining(" "));
        Session session = new Session().snapshot(levels);
        IntStream.rangeClosed(1, changes)
                .forEach(i -> session.change("buy", "100.00", "0." + (1000 + i)));
        return session;
    }

    /// The book of BTC-USD: `buy 100 1`, `sell 101 2`, three words a level.
    Session snapshot(String words) {
        return frame("{\"type\":\"snapshot\",\"product_id\":\"BTC-USD\",\"bids\":" + side(words,
                "buy") + ",\"asks\":" + side(words, "sell") + "}");
    }

    private static String side(String words, String wanted) {
        var levels = new ArrayList<String>();
        String[] word = words.split(" ");
        for (int i = 0; i < word.length; i += 3) {
            if (word[i].equals(wanted)) {
                levels.add("[\"" + word[i + 1] + "\",\"" + word[i + 2] + "\"]");
            }
        }
        return levels.toString();
    }

    /// One level changes.
    Session change(String side, String price, String size) {
        return frame("{\"type\":\"l2update\",\"product_id\":\"BTC-USD\",\"changes\":[[\"" + side
                + "\",\"" + price + "\",\"" + size + "\"]],\"time\":\"1970-01-01T00:01:"
                + (second % 60 < 10 ? "0" : "") + second % 60 + ".000000Z\"}");
    }

    /// Something that is no text of the market.
    Session frame(String frame) {
        return line("ws1", "recv", "wss://ws-feed.exchange.coinbase.com", frame);
    }

    /// Something that an exchange tells about our account.
    Session tellsOurselves(String frame) {
        return line("orders1", "recv", "wss://ws-user.exchange.coinbase.com", frame);
    }

    Session closes() {
        return line("ws1", "close", "wss://ws-feed.exchange.coinbase.com", "");
    }

    private Session line(String conn, String direction, String url, String frame) {
        lines.add(new JsonObject().put("ts", BigDecimal.valueOf(second++)).put("venue", "COINBASE")
                .put("conn", conn).put("dir", direction).put("url", url).put("frame", frame)
                .encode());
        return this;
    }

    /// What was said, frame by frame.
    List<String> frames() {
        return lines.stream().map(JsonObject::new)
                .filter(line -> line.getString("dir").equals("recv")
                        && line.getString("conn").equals("ws1"))
                .map(line -> line.getString("frame")).toList();
    }

    /// As a tape in this folder.
    Path tape(Path folder) throws IOException {
        Path session = Files.write(folder.resolve("session.jsonl"), lines);
        Path tape = folder.resolve("tape");
        new Importer().add(session).write(tape, "test", Catalogue.by((exchange, dialect,
                symbol) -> Dialects.of(dialect, Entry.of(exchange)).instrument(symbol), Entry::of));
        return tape;
    }
}
