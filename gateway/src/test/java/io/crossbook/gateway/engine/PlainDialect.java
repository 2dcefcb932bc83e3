package io.crossbook.gateway.engine;

import io.crossbook.books.BookBreak;
import io.crossbook.books.BookShape;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Decimals;
import io.crossbook.books.DerivativeUpdate;
import io.crossbook.books.Instrument;
import io.crossbook.books.LiquidationUpdate;
import io.crossbook.books.Listing;
import io.crossbook.books.Side;
import io.crossbook.books.TradeUpdate;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Conversation;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Orders;
import io.crossbook.exchanges.Out;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Specification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A made-up exchange for tests of the engine, in words: `snapshot BTCUSD 7 1000 bid 100.5 2 ask 101 3` is a book at update 7, of event
/// time 1000 ms (0: none), and `part …` the best of one; `change …` goes on from the update before, else it is a gap; `trade BTCUSD 100.5 2`;
/// `funding BTCUSD 0.0001 1000` is paid at 1000 ms, and `-` leaves either out; `index BTCUSD 100` is what it is an index of.
final class PlainDialect implements Dialect {

    private static final int SCALE = 2;

    private final Entry entry;

    PlainDialect(Entry entry) {
        this.entry = entry;
    }

    @Override
    public List<Link> links(List<Listing> wanted) {
        return List.of(new Link(entry.name() + "/0", entry.name(), "ws://127.0.0.1/", wanted, 0, 0,
                30_000, 0, 65_536));
    }

    @Override
    public Conversation converse(Link link, Out out) {
        return new Plain(link, out);
    }

    @Override
    public BookShape shape(Listing listing) {
        return entry.depth() == 0 ? BookShape.FULL : new BookShape(entry.depth(), true, null);
    }

    @Override
    public String symbol(Instrument instrument) {
        return instrument.base() + instrument.quote();
    }

    @Override
    public @Nullable Instrument instrument(String symbol) {
        return null;
    }

    @Override
    public List<Request> metadata() {
        return List.of();
    }

    @Override
    public List<Specification> specifications(Request request, Answer answer) {
        return List.of();
    }

    @Override
    public @Nullable Request timeRequest() {
        return null;
    }

    @Override
    public long serverTime(Answer answer) {
        return 0;
    }

    @Override
    public Request snapshotRequest(Listing listing) {
        return Request.get(Request.About.AUDIT, listing.id(),
                "http://127.0.0.1/" + listing.symbol(), 1);
    }

    @Override
    public boolean snapshot(Listing listing, Answer answer, BookUpdate update) {
        String[] words = answer.body().toString().split(" ");
        read(words, listing.id(), update);
        return true;
    }

    @Override
    public Orders orders(List<Listing> listings) {
        return new ToldOrders(entry, listings);
    }

    private static void read(String[] words, int listing, BookUpdate update) {
        update.begin(listing, !words[0].equals("change"), SCALE, SCALE)
                .complete(!words[0].equals("part"));
        update.updateId(Long.parseLong(words[2])).eventNanos(Long.parseLong(words[3]) * 1_000_000);
        for (int i = 4; i < words.length; i += 3) {
            update.levels(words[i].equals("bid") ? Side.BID : Side.ASK).add(
                    Decimals.parse(words[i + 1], SCALE),
                    Decimals.parse(words[i + 2], SCALE), 0);
        }
    }

    private static final class Plain implements Conversation {
        private final Link link;
        private final Out out;
        private final BookUpdate update = new BookUpdate();
        private final TradeUpdate trade = new TradeUpdate();
        private final Map<Integer, Long> lasts = new HashMap<>();

        Plain(Link link, Out out) {
            this.link = link;
            this.out = out;
        }

        @Override
        public void opened(long now) {
            out.send("subscribe");
        }

        @Override
        public void closed(long now) {}

        @Override
        public void tick(long now) {}

        @Override
        public void frame(Bytes bytes, long now) {
            String[] words = bytes.toString().split(" ");
            Listing listing = link.listings().stream()
                    .filter(wanted -> wanted.symbol().equals(words[1])).findFirst().orElseThrow();
            if (words[0].equals("funding")) {
                var funding = new DerivativeUpdate().begin(listing.id());
                if (!words[2].equals("-")) {
                    funding.fundingRate = Decimals.parse(words[2], DerivativeUpdate.SCALE);
                }
                if (!words[3].equals("-")) {
                    funding.fundingNanos = Long.parseLong(words[3]) * 1_000_000;
                }
                out.event(funding);
                return;
            }
            if (words[0].equals("index")) {
                var index = new DerivativeUpdate().begin(listing.id());
                index.indexPrice = Decimals.parse(words[2], DerivativeUpdate.SCALE);
                out.event(index);
                return;
            }
            if (words[0].equals("liquidation")) {
                var order = new TradeUpdate();
                order.listing = listing.id();
                order.priceScale = SCALE;
                order.sizeScale = SCALE;
                order.taker = words[2].equals("sell") ? Side.ASK : Side.BID;
                order.price = Decimals.parse(words[3], SCALE);
                order.size = Decimals.parse(words[4], SCALE);
                out.event(new LiquidationUpdate(order));
                return;
            }
            if (words[0].equals("trade")) {
                trade.listing = listing.id();
                trade.priceScale = SCALE;
                trade.sizeScale = SCALE;
                trade.price = Decimals.parse(words[2], SCALE);
                trade.size = Decimals.parse(words[3], SCALE);
                out.event(trade);
                return;
            }
            read(words, listing.id(), update);
            long last = lasts.getOrDefault(listing.id(), 0L);
            if (!update.snapshot() && update.updateId() != last + 1) {
                out.event(new BookBreak(listing.id(), BookBreak.Kind.GAP,
                        "after " + last + " came " + update.updateId()));
                return;
            }
            lasts.put(listing.id(), update.updateId());
            out.event(update);
        }

        @Override
        public void answer(Request request, Answer answer, long now) {}

        @Override
        public void resync(Listing listing, String why, long now) {
            out.send("again " + listing.symbol());
        }

        @Override
        public void renew(Listing listing, long now) {
            out.send("more " + listing.symbol());
        }
    }
}
