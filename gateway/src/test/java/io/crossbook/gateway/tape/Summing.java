package io.crossbook.gateway.tape;

import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Request;
import io.crossbook.gateway.engine.Effects;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Watcher;
import java.util.ArrayList;
import java.util.List;

/// A stand-in for an engine: asks for a snapshot when a connection opens, answers every seventh frame, and hashes all it hears.
final class Summing implements Player {

    final List<String> heard = new ArrayList<>();
    private final Effects effects;
    private final Watcher watcher;
    /// What it does wrong, from this input on.
    long wrongFrom = Long.MAX_VALUE;
    private long inputs;
    private long hash;
    private long requests = 100;

    Summing(Effects effects, Watcher watcher) {
        this.effects = effects;
        this.watcher = watcher;
    }

    @Override
    public void start(Checkpoint checkpoint) {
        inputs = 0;
        hash = 0;
        requests = 100;
        checkpoint.inputs().forEach(input -> accept(0, input));
    }

    @Override
    public void accept(long now, Input input) {
        String text = Reels.show(new Item.Taken(input));
        heard.add(now + " " + text);
        hash = hash * 31 + text.hashCode() + now;
        inputs++;
        switch (input) {
            case Input.Configured _ -> effects.open(new Link("binance/0", "binance", "wss://new",
                    List.of(), 0, 0, 0, 0, 0));
            case Input.Opened _ -> effects.request(requests++, "binance",
                    Request.get(Request.About.SNAPSHOT, 0,
                            "https://new/base/api/v3/depth?limit=5000&symbol=BTCUSDT", 250));
            case Input.Frame frame -> {
                if (inputs % 7 == 0) {
                    effects.send(frame.connection, "seven " + (inputs >= wrongFrom ? "!" : ""));
                }
            }
            case Input.Closed _,Input.Answered _,Input.Listed _,Input.ServerTime _,Input.Command _,Input.Account _,Input.Trading _,Input.Lost _,Input.Tick _ ->
                {
                }
        }
        if (inputs % 16 == 0) {
            watcher.hash(inputs, inputs >= wrongFrom ? hash + 1 : hash, now);
        }
    }
}
