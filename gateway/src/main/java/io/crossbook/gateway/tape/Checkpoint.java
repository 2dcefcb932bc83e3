package io.crossbook.gateway.tape;

import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Link;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Settings;
import java.util.List;

/// What an engine needs to go on from a place on the tape; every segment opens with one.
///
/// `links` are those kept connected, `open` the connections that stood; `engine` is whatever else the engine keeps (next
/// ids, books, balances, open attempts): its own bytes, which the tape does not read.
public record Checkpoint(Settings settings, List<Input.Listed> listed, List<Link> links,
        List<Input.Opened> open, Bytes engine) {

    public Checkpoint {
        listed = List.copyOf(listed);
        links = List.copyOf(links);
        open = List.copyOf(open);
    }

    /// An engine that has not begun.
    public static Checkpoint of(Settings settings) {
        return new Checkpoint(settings, List.of(), List.of(), List.of(), new Bytes());
    }
}
