package io.crossbook.cli;

import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.books.Books;
import io.crossbook.books.Decimals;
import io.crossbook.books.Health;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Side;
import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.engine.Watcher;
import io.crossbook.gateway.tape.Checkpoint;
import io.crossbook.gateway.tape.Pace;
import io.crossbook.gateway.tape.Player;
import io.crossbook.gateway.tape.Replay;
import io.crossbook.gateway.tape.Tape;
import org.jspecify.annotations.Nullable;

/// One moment of a tape, under a configuration: the engine as it stood when all inputs until then were taken.
///
/// What comes after it is played to nobody.
final class Point implements Player {

    private static final Input TICK = new Input.Tick();

    private final Tape tape;
    private final WhatIf player;
    private final long nanos;
    private long input;
    private boolean begun;
    private boolean over;

    private Point(Tape tape, Replay replay, Settings settings, long nanos) {
        this.tape = tape;
        this.nanos = nanos;
        player = new WhatIf(replay, settings, new Watcher() {
        });
    }

    /// Plays a tape up to a time.
    static Point of(Tape tape, Settings settings, long nanos) throws Failure {
        var replay = new Replay(tape, Replay.Mode.WHAT_IF, Pace.FULL);
        var point = new Point(tape, replay, settings, nanos);
        replay.play(point);
        if (!point.begun) {
            throw new Failure(Exit.NOTHING, "the tape begins after that time");
        }
        // What is known then, and not when the last input came.
        point.engine().accept(nanos, TICK);
        return point;
    }

    @Override
    public void start(Checkpoint checkpoint) {
        if (!over) {
            player.start(checkpoint);
        }
    }

    @Override
    public void accept(long now, Input taken) {
        over |= now > nanos;
        if (!over) {
            begun = true;
            input = tape.number();
            player.accept(now, taken);
        }
    }

    Engine engine() {
        return player.engine();
    }

    /// The last input that was taken, as the tape counts.
    long input() {
        return input;
    }

    long nanos() {
        return nanos;
    }

    /// The book of `exchange/symbol`, or of `exchange/BASE/QUOTE`.
    ListingBook book(String name) throws Failure {
        for (ListingBook book : engine().books().all()) {
            if (isNamed(book.listing(), name)) {
                return book;
            }
        }
        throw new Failure(Exit.NOTHING, "there is no book of " + name + "; there are "
                + String.join(", ", engine().books().all().stream()
                        .map(book -> ScannedPair.name(book.listing())).toList()));
    }

    /// Whether people call a listing so: `exchange/symbol`, or `exchange/BASE/QUOTE`.
    static boolean isNamed(Listing listing, String name) {
        String exchange = listing.exchange() + "/";
        return name.equals(exchange + listing.symbol())
                || name.equals(exchange + listing.instrument());
    }

    /// The live book between two quotes that gives most of `paid` for one of `received`, its fee paid; null where there is none. The engine may choose another one, or none.
    @Nullable
    ListingBook conversion(String received, String paid) {
        Books books = engine().books();
        ListingBook best = null;
        double most = 0;
        for (ListingBook book : books.all()) {
            Side side = converts(book, received, paid);
            long price = side == null || book.health() != Health.LIVE
                    ? 0
                    : side == Side.ASK ? book.bestAsk() : book.bestBid();
            if (side != null && price != 0) {
                double about = price * Math.pow(10, -book.levels().priceScale());
                double rate = (side == Side.ASK ? 1 / about : about)
                        * (1 - engine().desk().fees().taker(book.listing())
                                / (double) Decimals.power(DetectorSettings.FEE_SCALE));
                best = rate > most ? book : best;
                most = Math.max(most, rate);
            }
        }
        return best;
    }

    /// The side of a book that turns one quote into the other; null when it is not between them.
    static @Nullable Side converts(ListingBook book, String received, String paid) {
        Instrument instrument = book.listing().instrument();
        if (instrument.equals(Instrument.spot(paid, received))) {
            return Side.ASK;
        }
        return instrument.equals(Instrument.spot(received, paid)) ? Side.BID : null;
    }

    /// The opportunity that is open there between the two; null when there is none.
    @Nullable
    Opportunity open(ListingBook buy, ListingBook sell) {
        for (Opportunity each : engine().desk().opportunities()) {
            if (each.state() != Opportunity.State.CLOSED && each.legs().size() > 1
                    && each.legs().get(0).listing().equals(buy.listing())
                    && each.legs().get(1).listing().equals(sell.listing())) {
                return each;
            }
        }
        return null;
    }
}
