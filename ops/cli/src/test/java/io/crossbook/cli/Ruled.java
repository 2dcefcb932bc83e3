package io.crossbook.cli;

import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.tape.Ending;
import io.crossbook.gateway.tape.Item;
import io.crossbook.gateway.tape.Tape;
import java.io.IOException;
import java.util.Map;

/// A recording as if whoever made it had told the rules of every listing at these exchanges, as a tape of ours does.
record Ruled(Tape bare, Map<String, Rules> rules) implements Tape {
    @Override
    public boolean next() {
        return bare.next();
    }

    @Override
    public long number() {
        return bare.number();
    }

    @Override
    public long stamp() {
        return bare.stamp();
    }

    @Override
    public Item item() {
        return bare.item() instanceof Item.Taken(Input.Listed(var exchange, var listings))
                ? new Item.Taken(new Input.Listed(exchange,
                        listings.stream().map(each -> new Listing(each.id(), each.exchange(),
                                each.symbol(), each.instrument(),
                                rules.getOrDefault(exchange, each.rules()))).toList()))
                : bare.item();
    }

    @Override
    public Ending ending() {
        return bare.ending();
    }

    @Override
    public void close() throws IOException {
        bare.close();
    }
}
