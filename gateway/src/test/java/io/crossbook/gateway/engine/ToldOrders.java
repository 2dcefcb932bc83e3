package io.crossbook.gateway.engine;

import io.crossbook.books.Listing;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.ApiKey;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Errand;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.OrderOut;
import io.crossbook.exchanges.Orders;
import io.crossbook.exchanges.PrivateConversation;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Request.About;
import io.crossbook.exchanges.Signed;
import io.crossbook.exchanges.Signer;
import io.crossbook.exchanges.StatusReader;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderEvent.End;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/// Order entry of a made-up exchange, in words: an answer or a frame is `accepted`, `ended 2`, `foreign X1`, `balances`; `more` asks for another page.
/// A frame `welcome` is the login, `bye` its end. Sizes of more than two decimals are on no lot.
final class ToldOrders implements Orders {

    private final String exchange;
    private final List<Listing> listings;

    /// Whether it tells what a key may do.
    private final boolean rights;

    ToldOrders(Entry entry, List<Listing> listings) {
        this(entry.name(), listings, entry.options().containsKey("rights"));
    }

    ToldOrders(String exchange, List<Listing> listings) {
        this(exchange, listings, false);
    }

    private ToldOrders(String exchange, List<Listing> listings, boolean rights) {
        this.rights = rights;
        this.exchange = exchange;
        this.listings = listings;
    }

    private Request rest(About about, String body, Errand errand) {
        return new Request(about, -1, "POST", "http://127.0.0.1/" + exchange, body, 1, 0, errand);
    }

    @Override
    public Request place(OrderIntent order) {
        return rest(About.PLACE, written(order), Errand.of(order.id(), order.listing().symbol(),
                order.deadlineNanos(), ""));
    }

    private static String written(OrderIntent order) {
        if (order.size().scale() > 2) {
            throw new IllegalStateException(order.size() + " is on no lot");
        }
        return "place " + order.id() + " " + order.size().toPlainString();
    }

    @Override
    public Request cancel(Listing listing, OrderId id) {
        return rest(About.CANCEL, "cancel " + id, Errand.of(id, listing.symbol(), 0, ""));
    }

    @Override
    public Request ask(Listing listing, OrderId id) {
        return rest(About.ASK, "ask " + id, Errand.of(id, listing.symbol(), 0, ""));
    }

    @Override
    public List<Request> sweep(long sinceNanos, long nowNanos) {
        return List.of(rest(About.SWEEP, "open", Errand.all("", "open", 0, sinceNanos)),
                rest(About.SWEEP, "past since " + sinceNanos / 1_000_000,
                        Errand.all("", "past", 0, sinceNanos)));
    }

    @Override
    public Request balances(long nowNanos) {
        return rest(About.BALANCES, "balances", Errand.all("", "", 0, nowNanos));
    }

    @Override
    public List<Request> permissions(long nowNanos) {
        return rights
                ? List.of(rest(About.PERMISSIONS, "rights", Errand.all("", "", 0, nowNanos)))
                : List.of();
    }

    @Override
    public List<Request> transfers(long sinceNanos, long nowNanos) {
        return rights
                ? List.of(rest(About.TRANSFERS, "moved since " + sinceNanos / 1_000_000,
                        Errand.all("", "", 0, sinceNanos)))
                : List.of();
    }

    @Override
    public List<Request> status() {
        return rights
                ? List.of(Request.get(About.STATUS, -1, "http://127.0.0.1/" + exchange, 1))
                : List.of();
    }

    /// `away 200 900`: from so many seconds on, until so many; with `odd` behind it not all could be read.
    @Override
    public StatusReader.Told status(Answer answer, long nowNanos) {
        String[] words = answer.body().toString().split(" ", -1);
        return new StatusReader.Told(words[0].equals("away")
                ? List.of(new AccountFact.Maintenance(
                        nowNanos + Long.parseLong(words[1]) * 1_000_000_000L,
                        nowNanos + Long.parseLong(words[2]) * 1_000_000_000L))
                : List.of(), words[words.length - 1].equals("odd") ? "an odd row" : "");
    }

    @Override
    public Request arm(long millis) {
        return rest(About.ARM, "arm " + millis, Errand.all("", "", 0, 0));
    }

    @Override
    public void read(Request request, Answer answer, OrderOut out) {
        Errand errand = request.task();
        if (answer.phase() == Answer.Phase.NOT_SENT && request.about() == About.PLACE) {
            out.order(new OrderEvent.NotSent(errand.id(), answer.why()));
            out.read(request, true);
        } else if (!answer.ok()) {
            if (errand.order() != null) {
                out.order(new OrderEvent.Ambiguous(errand.id(), answer.why()));
            }
            out.read(request, false);
        } else {
            for (String word : answer.body().toString().split(";", -1)) {
                read(request, word.strip().split(" ", -1), out);
            }
            out.read(request, true);
        }
    }

    private void read(Request request, String[] words, OrderOut out) {
        switch (words[0]) {
            case "accepted", "ended", "refused", "absent" ->
                out.order(event(words, request.task().id()));
            case "swept" -> out.order(event(new String[]{"ended", words[2]},
                    Objects.requireNonNull(OrderId.parse(words[1]))));
            case "foreign" -> out.foreign("BTCUSD", words[1]);
            case "untold" -> out.untold(rest(request.about(), "", Errand.all("", words[1], 0, 0)),
                    "no such account");
            case "more" -> out.request(rest(request.about(), "page 2", request.task()));
            case "balances" -> out.account(
                    new AccountFact.Balances(exchange, 1, held(words), true));
            case "rights" -> out.account(new AccountFact.Permissions(exchange, 1,
                    List.of(words).contains("trade"), List.of(words).contains("withdraw"),
                    List.of(words).contains("borrow"), ""));
            case "moved" -> out.account(new AccountFact.Transfer(exchange, 1, words[1],
                    new BigDecimal(words[2]), words[3], false));
            case String _ -> {
            }
        }
    }

    /// `balances BTC 1 USDT 1000/960`: of the 1000 an order has locked 960.
    private static Map<String, AccountFact.Balance> held(String[] words) {
        var held = new TreeMap<String, AccountFact.Balance>();
        for (int i = 1; i < words.length; i += 2) {
            String[] amounts = words[i + 1].split("/", 2);
            held.put(words[i], new AccountFact.Balance(new BigDecimal(amounts[0]),
                    new BigDecimal(amounts.length > 1 ? amounts[1] : "0"), BigDecimal.ZERO));
        }
        return held;
    }

    /// `ended 2` is filled, `ended 1 expired` is not.
    private static OrderEvent event(String[] words, OrderId id) {
        return switch (words[0]) {
            case "accepted" -> new OrderEvent.Accepted(id, "X");
            case "refused" -> new OrderEvent.Refused(id, "1", "no");
            case "absent" -> new OrderEvent.NotFound(id);
            case String _ -> new OrderEvent.Ended(id, words.length > 2 ? End.EXPIRED : End.FILLED,
                    new BigDecimal(words[1]));
        };
    }

    @Override
    public List<Link> links() {
        return List.of(new Link(exchange + "/orders", exchange, "ws://127.0.0.1/", listings, 0, 0,
                30_000, 0, 65_536));
    }

    @Override
    public PrivateConversation converse(Link link, OrderOut out) {
        return new Told(link, out);
    }

    @Override
    public Signer signer() {
        return new Signer() {
            @Override
            public ApiKey.Kind kind() {
                return ApiKey.Kind.SHA256;
            }

            @Override
            public Signed sign(Request request, ApiKey key, long nowMillis, long nonce) {
                return new Signed.Ready(request, request.url(), Map.of(), request.body());
            }
        };
    }

    @Override
    public Deadline deadline() {
        return new Deadline(1, 60_000);
    }

    private final class Told implements PrivateConversation {
        private final Link link;
        private final OrderOut out;
        private final Set<OrderId> waiting = new HashSet<>();
        private boolean live;
        private boolean guarded;

        Told(Link link, OrderOut out) {
            this.link = link;
            this.out = out;
        }

        @Override
        public void opened(long now) {
            out.request(Request.frame(About.LOGIN, -1, link.url(), "login",
                    Errand.all("", "", 0, 0)));
        }

        @Override
        public void closed(long now) {
            live(false);
            waiting.forEach(id -> out.order(new OrderEvent.Ambiguous(id, "cut")));
        }

        @Override
        public void guard(boolean on, long now) {
            if (guarded != on) {
                guarded = on;
                out.request(Request.frame(About.LOGIN, -1, link.url(),
                        on ? "guard" : "unguard", Errand.all("", "", 0, 0)));
            }
        }

        private void live(boolean now) {
            if (live != now) {
                live = now;
                out.streaming(link.id(), now);
            }
        }

        @Override
        public void tick(long now) {
            waiting.forEach(id -> out.order(new OrderEvent.Ambiguous(id, "slow")));
        }

        @Override
        public void frame(Bytes bytes, long now) {
            String[] words = bytes.toString().split(" ", -1);
            switch (words[0]) {
                case "welcome" -> live(true);
                case "bye" -> live(false);
                case "wrong" -> out.reconnect("wrong");
                case "foreign" -> out.foreign("BTCUSD", words[1]);
                case "balances" -> out.request(balances(now));
                case "traded" -> out.order(traded(words));
                case String _ -> {
                    OrderId id = Objects.requireNonNull(OrderId.parse(words[1]));
                    waiting.remove(id);
                    List<String> rest = new ArrayList<>(List.of(words));
                    rest.remove(1);
                    out.order(event(rest.toArray(String[]::new), id));
                }
            }
        }

        /// `traded ID 0.4 100 t1`, with a fee if there is one: `0.01 BNB`, and when, in milliseconds.
        private OrderEvent traded(String[] words) {
            OrderId id = java.util.Objects.requireNonNull(OrderId.parse(words[1]));
            boolean fee = words.length > 5;
            return new OrderEvent.Traded(new Fill(id, exchange, listings.getFirst().symbol(),
                    words[4], new BigDecimal(words[3]), new BigDecimal(words[2]),
                    fee ? new BigDecimal(words[5]) : BigDecimal.ZERO,
                    fee ? words[6] : listings.getFirst().instrument().quote(),
                    words.length > 7 ? Long.parseLong(words[7]) * 1_000_000 : 0,
                    Fill.Source.STREAM));
        }

        @Override
        public void answer(Request request, Answer answer, long now) {
            if (request.about() == About.LOGIN) {
                out.fault(new Fault(Fault.Kind.UNANSWERED, "", "login: " + answer.why()));
            } else {
                waiting.remove(request.task().order());
                read(request, answer, out);
            }
        }

        @Override
        public boolean takesOrders() {
            return live;
        }

        @Override
        public void place(OrderIntent order, long now) {
            Request request = draft(order);
            waiting.add(order.id());
            out.request(request);
        }

        @Override
        public Request draft(OrderIntent order) {
            return Request.frame(About.PLACE, -1, link.url(), written(order), Errand.of(order.id(),
                    order.listing().symbol(), order.deadlineNanos(), ""));
        }

        @Override
        public void cancel(Listing listing, OrderId id, long now) {
            post(About.CANCEL, "cancel " + id, Errand.of(id, listing.symbol(), 0, ""));
        }

        private void post(About about, String frame, Errand errand) {
            waiting.add(errand.id());
            out.request(Request.frame(about, -1, link.url(), frame, errand));
        }
    }
}
