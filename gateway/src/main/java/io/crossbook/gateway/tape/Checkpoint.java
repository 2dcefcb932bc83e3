package io.crossbook.gateway.tape;

import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Link;
import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Past;
import io.crossbook.gateway.engine.Settings;
import java.util.ArrayList;
import java.util.List;

/// What an engine needs to go on from a place on the tape; every segment opens with one.
///
/// `begun` is false at the beginning of a run: the run's own first inputs then bring everything. Else `listed` is what
/// exchanges list, `links` are those kept connected, `open` the connections that stood, `accounts` what exchanges told them last, `past` what is remembered of the
/// opportunities so far, and `engine` is whatever else the engine keeps (books, balances, open attempts): its own bytes, which the tape does not read.
public record Checkpoint(boolean begun, Settings settings, List<Input.Listed> listed,
        List<Link> links, List<Input.Opened> open, List<Input.Account> accounts, Past past,
        Bytes engine) {

    public Checkpoint {
        listed = List.copyOf(listed);
        links = List.copyOf(links);
        open = List.copyOf(open);
        accounts = List.copyOf(accounts);
    }

    /// Where no account was asked, and nothing told.
    public Checkpoint(boolean begun, Settings settings, List<Input.Listed> listed, List<Link> links,
            List<Input.Opened> open, Bytes engine) {
        this(begun, settings, listed, links, open, List.of(), Past.NONE, engine);
    }

    /// An engine that has not begun.
    public static Checkpoint of(Settings settings) {
        return new Checkpoint(false, settings, List.of(), List.of(), List.of(), new Bytes());
    }

    /// How an engine stands, on its thread: all but its own bytes, which it does not give.
    public static Checkpoint of(Engine engine) {
        List<Input.Listed> listed = engine.exchanges().stream()
                .filter(state -> !state.listings().isEmpty())
                .map(state -> new Input.Listed(state.name(), state.listings())).toList();
        return new Checkpoint(engine.inputs() > 0, engine.settings(), listed, engine.links(),
                engine.open(), engine.desk().accounts(), engine.desk().past(), new Bytes());
    }

    /// What to tell a fresh engine so that it knows as much as this does without the engine's own bytes; nothing at the
    /// beginning of a run.
    public List<Input> inputs() {
        var inputs = new ArrayList<Input>();
        if (begun) {
            inputs.add(new Input.Configured(settings));
            inputs.addAll(accounts);
            inputs.addAll(listed);
            inputs.addAll(open);
        }
        return inputs;
    }

    /// Lets a fresh engine go on from here, as well as it can without the engine's own bytes. What it was told is not on the tape, and has no time.
    public void tell(Engine fresh) {
        fresh.desk().remember(past);
        inputs().forEach(input -> fresh.accept(0, input));
    }
}
