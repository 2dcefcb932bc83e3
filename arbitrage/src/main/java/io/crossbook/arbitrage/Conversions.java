package io.crossbook.arbitrage;

import io.crossbook.books.Instrument;
import io.crossbook.books.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds conversions: a base bought for one declared quote and sold for another, with the best listing between the two.
///
/// When a listing of a base rises it is put together with those against the other quote; when one between the quotes rises, all bases
/// that have both are looked at. Products of doubles decide what may pay; nothing is allocated but for that.
final class Conversions {

    /// The listings of one base against one quote, and where they are bought or sold.
    private static final class Quoted {
        final List<Seat> seats = new ArrayList<>();
        final List<Crossing> buying = new ArrayList<>();
        final List<Crossing> selling = new ArrayList<>();
    }

    /// From the quote that is received into the one that was paid.
    private final class Direction implements Member.Finder {
        final ChainSettings.Conversion conversion;
        final Route route;
        final List<Crossing> crossings = new ArrayList<>();

        Direction(ChainSettings.Conversion conversion, String received, String paid) {
            this.conversion = conversion;
            route = new Route(received, paid);
        }

        @Override
        public void risen(Route ignored) {
            for (int i = 0; i < crossings.size(); i++) {
                List<Seat> buyers = crossings.get(i).buyers.seats;
                for (int j = 0; j < buyers.size(); j++) {
                    sell(crossings.get(i), buyers.get(j));
                }
            }
        }
    }

    /// A base that is bought for what a direction pays and sold for what it converts.
    private record Crossing(Direction direction, Quoted buyers, Quoted sellers) {}

    /// A listing of a base.
    private final class Seat implements Member.Finder {
        final Member member;
        final Quoted quoted;
        final Route buy;
        final Route sell;

        Seat(Member member, Quoted quoted) {
            this.member = member;
            this.quoted = quoted;
            buy = new Route(member.buy.gives(), member.buy.gets());
            sell = new Route(member.sell.gives(), member.sell.gets());
        }

        @Override
        public void risen(Route route) {
            if (route == buy) {
                for (int i = 0; i < quoted.buying.size(); i++) {
                    sell(quoted.buying.get(i), this);
                }
                return;
            }
            for (int i = 0; i < quoted.selling.size(); i++) {
                Crossing crossing = quoted.selling.get(i);
                List<Seat> buyers = crossing.buyers.seats;
                for (int j = 0; j < buyers.size(); j++) {
                    look(crossing, buyers.get(j), this);
                }
            }
        }
    }

    private final Chains chains;
    private final Fees fees;
    private final double threshold;
    private final List<Direction> directions = new ArrayList<>();
    private final Map<Instrument, Quoted> quoted = new HashMap<>();
    private final Chains.Key key = new Chains.Key();

    Conversions(Chains chains, List<ChainSettings.Conversion> declared, Fees fees,
            double threshold) {
        this.chains = chains;
        this.fees = fees;
        this.threshold = threshold;
        for (ChainSettings.Conversion conversion : declared) {
            directions.add(new Direction(conversion, conversion.one(), conversion.other()));
            directions.add(new Direction(conversion, conversion.other(), conversion.one()));
        }
    }

    /// One more spot market.
    void join(Member member) {
        Instrument instrument = member.instrument();
        boolean declared = false;
        for (Direction direction : directions) {
            declared |= direction.route.gives.equals(instrument.quote());
            if (direction.conversion.between(instrument.base(), instrument.quote())) {
                member.join(converting(member, direction), direction.route, direction);
            }
        }
        if (declared) {
            Quoted listings = quoted.computeIfAbsent(instrument, this::quoted);
            var seat = new Seat(member, listings);
            listings.seats.add(seat);
            member.join(member.buy, seat.buy, seat);
            member.join(member.sell, seat.sell, seat);
        }
    }

    private Hop converting(Member member, Direction direction) {
        boolean buys = direction.route.gets.equals(member.instrument().base());
        boolean valued = direction.conversion.mode() == ChainSettings.Mode.CARRIED;
        if (valued) {
            return member.hop(buys ? Side.ASK : Side.BID, true, fees);
        }
        return buys ? member.buy : member.sell;
    }

    private Quoted quoted(Instrument instrument) {
        var fresh = new Quoted();
        for (Direction direction : directions) {
            String received = direction.route.gives;
            String paid = direction.route.gets;
            if (instrument.quote().equals(paid)) {
                Quoted other = quoted.get(Instrument.spot(instrument.base(), received));
                cross(direction, fresh, other == null ? List.of() : List.of(other));
            }
            if (instrument.quote().equals(received)) {
                Quoted other = quoted.get(Instrument.spot(instrument.base(), paid));
                if (other != null) {
                    cross(direction, other, List.of(fresh));
                }
            }
        }
        return fresh;
    }

    private static void cross(Direction direction, Quoted buyers, List<Quoted> sellers) {
        for (Quoted seller : sellers) {
            var crossing = new Crossing(direction, buyers, seller);
            direction.crossings.add(crossing);
            buyers.buying.add(crossing);
            seller.selling.add(crossing);
        }
    }

    private void sell(Crossing crossing, Seat buy) {
        List<Seat> sellers = crossing.sellers.seats;
        for (int i = 0; i < sellers.size(); i++) {
            look(crossing, buy, sellers.get(i));
        }
    }

    private void look(Crossing crossing, Seat buy, Seat sell) {
        Route route = crossing.direction.route;
        if (buy.buy.bound() * sell.sell.bound() * route.bound() > threshold) {
            key.at(Kind.CONVERSION, "", buy.member.market.book.id(),
                    sell.member.market.book.id(), 0, 0);
            if (!chains.isNear(key)) {
                chains.near(key, List.of(buy.buy, sell.sell, route),
                        crossing.direction.conversion.limit());
            }
        }
    }
}
