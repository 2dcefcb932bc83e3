package io.crossbook.gateway.rehearsal;

import io.crossbook.exchanges.ApiKey;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Orders;
import io.crossbook.exchanges.PrivateConversation;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Signed;
import io.crossbook.exchanges.Signer;
import io.crossbook.execution.Entry;
import io.crossbook.execution.OrderIntent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Runs what an attempt passes from its offer to its signed orders and its end, without one: a desk and a gate of its own, in a market of its own, with a key that
/// is none.
///
/// Nothing of it is seen by the engine, the journal, the tape or a socket. At the start of a process it is for the first attempt, which would else take a hundred times
/// as long as the next; every few milliseconds since, for all others: what did not run for long is in none of the processor's caches, and takes ten times as long.
public final class Rehearsal {

    /// Whoever starts a process that trades begins with so many: everything is compiled once.
    public static final int FIRST = 300;
    /// And goes on with one after frames, at most this often.
    public static final long NANOS = 2_000_000;

    private static final long MILLI = 1_000_000;
    /// A desk remembers all of its attempts.
    private static final int ATTEMPTS_A_DESK = 200;
    /// Base64 as well as text.
    private static final String SECRET = "cmVoZWFyc2VkIG9ubHksIGFuZCBzZW50IHRvIG5vYm9keQ==";

    private final Consumer<List<Entry>> journal;
    private final Map<String, Way> ways = new TreeMap<>();
    private final String buys;
    private final String sells;
    private DryDesk desk;
    private int attempts;
    private long written;

    /// How orders are written down for an exchange.
    private record Way(PrivateConversation conversation, Signer signer, ApiKey key) {
        static Way of(Orders orders) {
            Signer signer = orders.signer();
            Link link = orders.links().getLast();
            return new Way(orders.converse(link, Nobody.HERE), signer,
                    new ApiKey(signer.kind(), "rehearsal", SECRET));
        }
    }

    /// `exchanges` are those whose orders are written down; where there is one or none, nobody's stand in for them. `journal` is given
    /// what reserves an attempt, to be written down and taken back.
    public Rehearsal(Map<String, Orders> exchanges, Consumer<List<Entry>> journal) {
        this.journal = journal;
        exchanges.forEach((name, orders) -> ways.put(name, Way.of(orders)));
        List<String> names = new ArrayList<>(ways.keySet());
        names.addAll(List.of("nobody's 1", "nobody's 2"));
        buys = names.get(0);
        sells = names.get(1);
        desk = desk();
    }

    private DryDesk desk() {
        return new DryDesk(new StandingMarket(buys, sells), this::reserve, this::write);
    }

    /// So many attempts.
    public void attempts(int times) {
        for (int i = 0; i < times; i++) {
            attempt();
        }
    }

    /// One attempt from its offer to its end.
    public void attempt() {
        if (++attempts % ATTEMPTS_A_DESK == 0) {
            desk = desk();
        }
        desk.offer();
        desk.keep();
        desk.end();
    }

    /// How many characters of orders were written and signed, which keeps it from being left out as useless.
    public long written() {
        return written;
    }

    private void reserve(List<Entry> commit) {
        if (commit.getFirst() instanceof Entry.Reserved) {
            journal.accept(commit);
        }
    }

    private void write(OrderIntent order) {
        Way way = ways.get(order.listing().exchange());
        if (way != null) {
            Request request = way.conversation.draft(order);
            Signed signed = way.signer.sign(request, way.key,
                    order.deadlineNanos() / MILLI - 1_000, 0);
            written += signed instanceof Signed.Ready ready
                    ? String.valueOf(ready.body()).length()
                    : 0;
        }
    }
}
