package io.crossbook.gateway.tape;

import io.crossbook.exchanges.Link;
import io.crossbook.gateway.engine.Input;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Gives recorded connections the links of the engine that is played to: whoever recorded spread its subscriptions in
/// another way.
///
/// A link of the same name is itself. Else an exchange's recorded links become the engine's links of that exchange in turn, so that
/// with one link every recorded connection is one of it.
final class LinkNames {

    private final Map<String, Link> wanted = new LinkedHashMap<>();
    private final Map<String, String> given = new HashMap<>();
    private final Map<String, Integer> turns = new HashMap<>();

    void clear() {
        wanted.clear();
        given.clear();
        turns.clear();
    }

    /// The engine opened or dropped a link.
    void see(Effect effect) {
        switch (effect) {
            case Effect.Open(Link link) -> wanted.put(link.id(), link);
            case Effect.Drop(String link) -> wanted.remove(link);
            case Effect.Send _,Effect.Close _,Effect.Ask _,Effect.Post _,Effect.Rearmed _ -> {
            }
        }
    }

    Input renamed(Input input, Connections recorded) {
        return switch (input) {
            case Input.Opened(int connection, String link) -> new Input.Opened(connection,
                    name(link, recorded.exchange(link)));
            case Input.Closed(int connection, String link, String why) -> new Input.Closed(
                    connection, name(link, recorded.exchange(link)), why);
            case Input.Frame _,Input.Answered _,Input.Listed _,Input.ServerTime _,Input.Configured _,Input.Command _,Input.Account _,Input.Trading _,Input.Lost _,Input.Tick _ ->
                input;
        };
    }

    private String name(String link, String exchange) {
        if (wanted.containsKey(link)) {
            return link;
        }
        String before = given.get(link);
        if (before != null && wanted.containsKey(before)) {
            return before;
        }
        List<String> choice = new ArrayList<>();
        for (Link one : wanted.values()) {
            if (one.exchange().equals(exchange)) {
                choice.add(one.id());
            }
        }
        if (choice.isEmpty()) {
            return link;
        }
        int turn = turns.merge(exchange, 1, Integer::sum) - 1;
        String name = choice.get(turn % choice.size());
        given.put(link, name);
        return name;
    }
}
