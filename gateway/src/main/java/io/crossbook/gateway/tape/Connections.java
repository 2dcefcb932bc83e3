package io.crossbook.gateway.tape;

import io.crossbook.exchanges.Link;
import io.crossbook.gateway.engine.Input;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which connection belongs to which link and exchange, learnt from the items of a tape as they pass.
final class Connections {

    private final Map<String, Link> links = new HashMap<>();
    private final Map<Integer, String> linkOf = new HashMap<>();
    /// Those that stand and carry books, by number.
    final Map<Integer, Input.Opened> open = new TreeMap<>();

    void see(Item item) {
        switch (item) {
            case Item.Started started -> {
                open.clear();
                started.checkpoint().links().forEach(link -> links.put(link.id(), link));
                started.checkpoint().open().forEach(this::opened);
            }
            case Item.Taken(Input.Opened opened) -> opened(opened);
            case Item.Taken(Input.Closed closed) -> {
                linkOf.put(closed.connection(), closed.link());
                open.remove(closed.connection());
            }
            case Item.Did(Effect.Open(Link link)) -> links.put(link.id(), link);
            case Item.Taken _,Item.Did _,Item.Recorded _,Item.Hashed _,Item.Hole _ -> {
            }
        }
    }

    private void opened(Input.Opened opened) {
        linkOf.put(opened.connection(), opened.link());
        if (!Link.carriesOrders(opened.link())) { // nobody else trades on it again
            open.put(opened.connection(), opened);
        }
    }

    /// The id of a connection's link, `?` when its opening is not on the tape.
    String link(int connection) {
        return linkOf.getOrDefault(connection, "?");
    }

    @Nullable
    Link known(String link) {
        return links.get(link);
    }

    /// The exchange of a link: what the link says, else the part of its id before the slash.
    String exchange(String link) {
        Link known = links.get(link);
        int slash = link.indexOf('/');
        return known != null ? known.exchange() : slash < 0 ? link : link.substring(0, slash);
    }

    /// Where a link leads, empty when that is not on the tape.
    String url(String link) {
        Link known = links.get(link);
        return known == null ? "" : known.url();
    }
}
