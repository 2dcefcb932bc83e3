package io.crossbook.exchanges.binance;

import io.crossbook.books.BookBreak;
import io.crossbook.books.LiquidationUpdate;
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

/// One connection of combined streams.
final class BinanceConversation implements Conversation {

    private static final Literal STREAM = Literal.of("{\"stream\":\"");
    /// A book asks for its snapshot when its first event comes, or this long after opening on a quiet market.
    private static final long QUIET_NANOS = 2_000_000_000L;

    private final Out out;
    private final Lines lines;
    private final Streams streams;
    private final FrameReader reader = new FrameReader();
    private final Events events = new Events();
    private final Templates templates = new Templates(reader, events);
    private final General general = new General(events);
    private long openedNanos;
    private long nextRenewal;

    BinanceConversation(Lines lines, Streams streams, Out out) {
        this.lines = lines;
        this.streams = streams;
        this.out = out;
    }

    @Override
    public void opened(long now) {
        openedNanos = now;
        streams.subscribe(now);
    }

    @Override
    public void closed(long now) {
        // All that this connection carried was held here, and goes with it.
    }

    @Override
    public void tick(long now) {
        streams.tick(now);
        if (streams.carryDepth() && now - openedNanos >= QUIET_NANOS) {
            for (Line line : lines.all()) {
                if (line.sync.waits() && line.subscribed) {
                    line.sync.want(0, now);
                }
                if (line.thin) {
                    renew(line.listing, now);
                }
            }
        }
    }

    @Override
    public void frame(Bytes bytes, long now) {
        reader.over(bytes);
        if (!reader.literal(STREAM)) {
            generally(bytes, null, null, now);
            return;
        }
        int place = reader.opening(lines.depths()); // nearly all of them
        if (place != SymbolTable.UNKNOWN) {
            Line line = lines.at(place);
            if (templates.depthOpened(line)) {
                tell(Stream.DEPTH, line, now);
            } else {
                generally(bytes, Stream.DEPTH, line, now);
            }
            return;
        }
        if (reader.string()) {
            int slot = lines.streams().find(reader);
            if (slot != SymbolTable.UNKNOWN) {
                Line line = lines.of(slot);
                Stream stream = lines.stream(slot);
                if (templates.read(stream, line)) {
                    tell(stream, line, now);
                } else {
                    generally(bytes, stream, line, now);
                }
                return;
            }
        }
        generally(bytes, null, null, now);
    }

    /// A whole event was read: what it showed lasts, and it goes on.
    private void tell(Stream stream, Line line, long now) {
        line.digits.keep();
        if ((line.heard & stream.bit()) == 0) {
            line.heard |= stream.bit();
            streams.heard(line, stream);
        }
        switch (stream) {
            case DEPTH -> line.sync.depth(events.depth, now);
            case QUOTE -> out.event(events.quote);
            case TRADE, AGGREGATE_TRADE -> {
                if (events.marketTrade) {
                    out.event(events.trade);
                }
            }
            case MARK_PRICE -> out.event(events.mark);
            case LIQUIDATION -> {
                LiquidationUpdate liquidation = events.liquidation;
                if (liquidation != null) {
                    out.event(liquidation);
                }
            }
        }
    }

    /// Reads any JSON. `likelyLine` is whose frame it is by its first bytes, if they tell.
    private void generally(Bytes bytes, @Nullable Stream likelyStream, @Nullable Line likelyLine,
            long now) {
        try {
            Json.Obj message = Json.parse(bytes).asObject("message");
            if (message.has("stream")) {
                event(bytes, message.text("stream"), message.object("data"), now);
            } else if (message.has("e") && message.has("s")) {
                event(bytes, streams.nameOf(message), message, now);
            } else if (!streams.answer(message)) {
                out.fault(Fault.unknownMessage(bytes));
            }
        } catch (Malformed e) {
            malformed(bytes, e, likelyStream, likelyLine, now);
        }
    }

    private void event(Bytes bytes, String name, Json.Obj data, long now) {
        int slot = lines.streams().find(name);
        if (slot == SymbolTable.UNKNOWN) {
            out.fault(lines.knows(name)
                    ? Fault.unknownMessage(bytes)
                    : new Fault(Fault.Kind.UNKNOWN_SYMBOL, data.has("s") ? data.text("s") : "",
                            "nobody asked for " + name));
            return;
        }
        Line line = lines.of(slot);
        Stream stream = lines.stream(slot);
        try {
            general.read(stream, line, data);
        } catch (Malformed e) {
            malformed(bytes, e, stream, line, now);
            return;
        }
        tell(stream, line, now);
    }

    /// Breaks the book whose event is lost. A frame whose symbol cannot be known breaks none: the sequence will show the gap.
    private void malformed(Bytes bytes, Malformed e, @Nullable Stream stream, @Nullable Line line,
            long now) {
        out.fault(Fault.malformed(line == null ? "" : line.listing.symbol(), e.why(), bytes));
        if (line != null && stream == Stream.DEPTH) {
            fail(line, e, now);
        }
    }

    private void fail(Line line, Malformed e, long now) {
        if (!line.sync.waits()) {
            out.event(new BookBreak(line.listing.id(), e.kind(), e.why()));
        }
        line.sync.lost(now);
    }

    @Override
    public void answer(Request request, Answer answer, long now) {
        Line line = lines.byListing(request.listing());
        if (line == null || request.about() != Request.About.SNAPSHOT) {
            return;
        }
        if (!answer.ok()) {
            out.fault(new Fault(Fault.Kind.REST, line.listing.symbol(), "snapshot failed: "
                    + answer.status() + " " + answer.why() + " " + answer.body().head(200)));
            line.thin |= line.sync.renewing();
            line.sync.failed(answer.retryAfterMillis(), now);
            return;
        }
        try {
            reader.over(answer.body());
            if (!templates.snapshot(line.listing.id(), line.digits)) {
                general.snapshot(line.listing.id(), line.digits,
                        Json.parse(answer.body()).asObject("snapshot"));
            }
        } catch (Malformed e) {
            out.fault(Fault.malformed(line.listing.symbol(), e.why(), answer.body()));
            line.sync.failed(0, now);
            return;
        }
        line.digits.keep();
        lines.complete(events.depth.update);
        line.sync.snapshot(events.depth, now);
    }

    @Override
    public void resync(Listing listing, String why, long now) {
        Line line = lines.byListing(listing.id());
        if (line != null) {
            line.sync.restart(now);
        }
    }

    @Override
    public void renew(Listing listing, long now) {
        Line line = lines.byListing(listing.id());
        if (line != null) {
            line.thin = now < nextRenewal;
            if (!line.thin && line.sync.renew(now)) {
                nextRenewal = now + lines.renewalPauseNanos();
            }
        }
    }
}
