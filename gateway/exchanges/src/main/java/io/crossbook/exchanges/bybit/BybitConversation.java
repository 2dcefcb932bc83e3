package io.crossbook.exchanges.bybit;

import io.crossbook.books.BookBreak;
import io.crossbook.books.BookSkip;
import io.crossbook.books.Listing;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Conversation;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.FrameReader;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Literal;
import io.crossbook.exchanges.Malformed;
import io.crossbook.exchanges.Out;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.SymbolTable;
import org.jspecify.annotations.Nullable;

/// One connection of public topics.
final class BybitConversation implements Conversation {

    private static final Literal TOPIC = Literal.of("{\"topic\":\"");
    /// A subscription that was agreed to brings its snapshot at once; this long after it is not coming.
    private static final long SNAPSHOT_PATIENCE_NANOS = 10_000_000_000L;

    private final Plan plan;
    private final Out out;
    private final Lines lines;
    private final Topics topics;
    private final FrameReader reader = new FrameReader();
    private final Message message = new Message();
    private final Templates templates = new Templates(reader, message);
    private final General general = new General(message);
    private boolean repairs;

    BybitConversation(Plan plan, Lines lines, Topics topics, Out out) {
        this.plan = plan;
        this.lines = lines;
        this.topics = topics;
        this.out = out;
    }

    @Override
    public void opened(long now) {
        for (Line line : lines.all()) {
            line.waitingSinceNanos = now;
        }
        topics.subscribe(now);
    }

    @Override
    public void closed(long now) {
        // All that this connection carried was held here, and goes with it.
    }

    @Override
    public void tick(long now) {
        topics.tick(now);
        for (Line line : lines.all()) {
            if (!line.book.synced() && !topics.waiting(line)
                    && now - line.waitingSinceNanos >= SNAPSHOT_PATIENCE_NANOS) {
                out.fault(new Fault(Fault.Kind.UNANSWERED, line.listing.symbol(),
                        "no snapshot of the book within 10 s"));
                line.book.repairFailed();
                repair(line, now);
            }
        }
        repairDue(now);
    }

    @Override
    public void frame(Bytes bytes, long now) {
        if (repairs) {
            repairDue(now);
        }
        reader.over(bytes);
        if (reader.literal(TOPIC) && reader.string()) {
            int slot = lines.topics().find(reader);
            if (slot != SymbolTable.UNKNOWN) {
                Line line = lines.of(slot);
                Topic topic = Topic.of(slot);
                if (templates.read(topic, line)) {
                    tell(topic, line, now);
                } else {
                    generally(bytes, topic, line, now);
                }
                return;
            }
        }
        generally(bytes, null, null, now);
    }

    /// A whole message was read: what it showed lasts, and it goes on.
    private void tell(Topic topic, Line line, long now) {
        if ((line.heard & topic.bit()) == 0) {
            line.heard |= topic.bit();
            topics.heard(line, topic);
        }
        switch (topic) {
            case BOOK -> {
                line.book.digits.keep();
                book(line, now);
            }
            case QUOTE -> {
                line.book.digits.keep();
                if (line.quote(message)) {
                    out.event(line.quote);
                }
            }
            case TRADES -> message.trades.tell(out);
            case LIQUIDATIONS -> message.liquidations.forEach(out::event);
            case TICKER -> {
                if (message.tickerSays()) {
                    out.event(message.ticker);
                }
            }
        }
    }

    /// Bybit, "Orderbook": a snapshot replaces, and so does `u` 1; a change follows the one before it by `u`.
    private void book(Line line, long now) {
        if (message.restarts()) {
            if (plan.depth() == 1 && line.book.synced() && message.id == line.lastId) {
                out.event(skip(line, BookSkip.Reason.KEEP_ALIVE));
                return;
            }
            // The window moves with the market: what enters it comes as a change, what leaves it goes as one. All of it is known.
            line.book.snapshot();
            apply(line);
        } else if (!line.book.synced()) {
            out.event(line.book.unsynced());
        } else if (message.id == line.lastId + 1) {
            apply(line);
        } else if (message.id <= line.lastId && message.sequence <= line.lastSequence) {
            out.event(skip(line, BookSkip.Reason.STALE));
        } else {
            fail(line, BookBreak.Kind.GAP,
                    "update " + (line.lastId + 1) + " was due, " + message.id + " came", now);
        }
    }

    private BookSkip skip(Line line, BookSkip.Reason reason) {
        return new BookSkip(line.listing.id(), reason, message.update.eventNanos());
    }

    private void apply(Line line) {
        line.lastId = message.id;
        line.lastSequence = message.sequence;
        out.event(message.update);
    }

    private void fail(Line line, BookBreak.Kind kind, String why, long now) {
        line.book.fail(kind, why, out);
        repair(line, now);
    }

    private void repair(Line line, long now) {
        line.waitingSinceNanos = now;
        repairs |= line.book.repair(now);
    }

    /// Subscribes anew to the books whose back-off has passed.
    private void repairDue(long now) {
        if (!repairs) {
            return;
        }
        boolean left = false;
        for (Line line : lines.all()) {
            if (line.book.repairDue(now)) {
                line.waitingSinceNanos = now;
                line.heard &= ~Topic.BOOK.bit();
                topics.renew(line, now);
            }
            left |= line.book.repairPending();
        }
        repairs = left;
    }

    /// Reads any JSON. `likelyTopic` and `likelyLine` are whose frame it is by its first bytes, if they tell.
    private void generally(Bytes bytes, @Nullable Topic likelyTopic, @Nullable Line likelyLine,
            long now) {
        try {
            Json.Obj frame = Json.parse(bytes).asObject("message");
            if (frame.has("topic")) {
                data(bytes, frame, now);
            } else if (!topics.answer(frame, now)) {
                out.fault(Fault.unknownMessage(bytes));
            }
        } catch (Malformed e) {
            malformed(bytes, e, likelyTopic, likelyLine, now);
        }
    }

    private void data(Bytes bytes, Json.Obj frame, long now) {
        String name = frame.text("topic");
        int slot = lines.topics().find(name);
        if (slot == SymbolTable.UNKNOWN) {
            out.fault(lines.knows(name)
                    ? Fault.unknownMessage(bytes)
                    : new Fault(Fault.Kind.UNKNOWN_SYMBOL,
                            name.substring(name.lastIndexOf('.') + 1),
                            "nobody asked for " + name));
            return;
        }
        Line line = lines.of(slot);
        Topic topic = Topic.of(slot);
        try {
            general.read(topic, line, frame);
        } catch (Malformed e) {
            malformed(bytes, e, topic, line, now);
            return;
        }
        tell(topic, line, now);
    }

    /// Breaks the book whose message is lost. A frame whose symbol cannot be known breaks none: `u` will show the gap.
    private void malformed(Bytes bytes, Malformed e, @Nullable Topic topic, @Nullable Line line,
            long now) {
        out.fault(Fault.malformed(line == null ? "" : line.listing.symbol(), e.why(), bytes));
        if (line != null && topic == Topic.BOOK && line.book.synced()) {
            fail(line, e.kind(), e.why(), now);
        } else if (line != null && topic == Topic.QUOTE) {
            line.quoteStands = false;
        }
    }

    @Override
    public void answer(Request request, Answer answer, long now) {
        // Bybit's books need no REST.
    }

    @Override
    public void resync(Listing listing, String why, long now) {
        Line line = lines.byListing(listing.id());
        if (line != null) {
            line.book.broken();
            repair(line, now);
        }
    }
}
