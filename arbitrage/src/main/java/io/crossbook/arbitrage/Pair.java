package io.crossbook.arbitrage;

import io.crossbook.books.Health;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Rules;
import io.crossbook.books.Side;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One direction between two listings of an instrument: buy on the one, sell on the other; how often it was worth doing,
/// and why not.
///
/// What the outside sees are its listings and its counters. One thread.
public final class Pair extends Dislocation {

    final LegWalk buyLeg;
    final LegWalk sellLeg;
    private final ListingBook buyBook;
    private final ListingBook sellBook;
    private long buyTerms;
    private long sellTerms;

    private Scales scales;
    private Prices prices;
    private boolean halted;
    private boolean fits;
    private DetectorSettings settings;
    /// What is asked of others, in the settings' basis points.
    private long usual;
    private long buyFee;
    private long sellFee;
    /// The coins that pay the fees; empty where none does.
    private String buyCoin = "";
    private String sellCoin = "";
    /// Whether other coins pay than when it was last told of.
    private boolean paidOtherwise;

    /// What found it worth doing: the walk, or the one for fees in kind.
    private @Nullable DepthWalk sized;
    private @Nullable ChainWalk chain;
    /// What it is made of in a detector; null for a pair on its own.
    private final @Nullable Watched buyer;
    private final @Nullable Watched seller;
    /// Whether one of the two is no spot market: then what is bought is not what is sold, and both must be left again.
    private final boolean basis;
    /// What that costs; null where it is none.
    private @Nullable Leaving leaving;
    private final Charges charges = new Charges();
    private final Wide scratch = new Wide();
    private Costs costs;
    private Returns backs = new Returns();
    private Transfers.Return back = Transfers.Return.NOTHING;
    private boolean near;
    /// Whether its fee is taken from what is bought.
    private boolean inKind;
    /// What [#chain] was charged.
    private final Charges charged = new Charges();
    private @Nullable Leaving left;

    /// A pair of two markets that a detector watches.
    Pair(Watched buyer, Watched seller, DetectorSettings settings, Costs costs) {
        this(new LegWalk(buyer.book, Side.ASK, buyer.asks),
                new LegWalk(seller.book, Side.BID, seller.bids),
                buyer, seller, settings, costs);
    }

    Pair(LegWalk buyLeg, LegWalk sellLeg, DetectorSettings settings, Fees fees) {
        this(buyLeg, sellLeg, null, null, settings, Costs.of(fees));
    }

    private Pair(LegWalk buyLeg, LegWalk sellLeg, @Nullable Watched buyer, @Nullable Watched seller,
            DetectorSettings settings, Costs costs) {
        this.buyer = buyer;
        this.seller = seller;
        this.buyLeg = buyLeg;
        this.sellLeg = sellLeg;
        buyBook = buyLeg.book;
        sellBook = sellLeg.book;
        this.costs = costs;
        this.settings = asked(settings);
        basis = buyer != null && (!buy().spot() || !sell().spot());
        scales = Scales.of(buyLeg.book, sellLeg.book);
        learn();
    }

    /// A pair on its own, of which nothing is taken, by default settings.
    static Pair of(ListingBook buy, ListingBook sell, Fees fees) {
        return new Pair(new LegWalk(buy, Side.ASK, new Consumed(Side.ASK)),
                new LegWalk(sell, Side.BID, new Consumed(Side.BID)), DetectorSettings.DEFAULT,
                fees);
    }

    /// Where it buys.
    public Listing buy() {
        return buyLeg.book.listing();
    }

    /// Where it sells.
    public Listing sell() {
        return sellLeg.book.listing();
    }

    /// How many evaluations ended in this reason.
    @Override
    public long passes(Pass reason) {
        long told = buyer == null || seller == null
                ? 0
                : buyer.passes(this, reason) + seller.passes(this, reason);
        return super.passes(reason) + told;
    }

    /// Takes over new settings and fees.
    void configured(DetectorSettings newSettings, Costs newCosts) {
        costs = newCosts;
        settings = asked(newSettings);
        learn();
    }

    /// Less is asked of what only brings home what leans.
    private DetectorSettings asked(DetectorSettings of) {
        Transfers transfers = costs.transfers();
        usual = of.minNetBps();
        return transfers.homeward(buy(), sell())
                ? of.bringing(transfers.least(of.minNetBps()))
                : of;
    }

    /// What follows from the books' scales, the rules, the fees and the settings.
    private void learn() {
        buyTerms = buyBook.terms();
        sellTerms = sellBook.terms();
        scales = Scales.of(buyLeg.book, sellLeg.book);
        fits = scales.fits();
        buyLeg.learn(scales.sizeScale(), scales.buyUnit(), scales.buyTick());
        sellLeg.learn(scales.sizeScale(), scales.sellUnit(), scales.sellTick());
        halted = buy().rules().status() == Rules.Status.HALTED
                || sell().rules().status() == Rules.Status.HALTED;
        buyFee = costs.fees().checked(buy());
        sellFee = costs.fees().checked(sell());
        payers(costs.fees().coin(buy()), costs.fees().coin(sell()));
        backs = costs.transfers().returns(buy(), sell(), buyLeg.priceScale());
        back = backs.at(buyBook.bestAsk());
        chain = null;
        // A derivative delivers nothing that a fee could be taken from.
        inKind = buy().spot() && costs.fees().inReceived(buy());
        prices = new Prices(scales, buyFee, sellFee, inKind, settings);
        leaving = basis ? leave() : null;
    }

    /// A way to leave it, by what was learnt last.
    private Leaving leave() {
        return new Leaving(buyBook, sellBook, scales, prices, buyFee, sellFee);
    }

    private void payers(String buying, String selling) {
        paidOtherwise |= !buying.equals(buyCoin) || !selling.equals(sellCoin);
        buyCoin = buying;
        sellCoin = selling;
    }

    /// Sizes it by what is displayed (`all`), or by what of it is not taken; null when it is worth doing.
    @Nullable
    Pass size(DepthWalk walk, boolean all) {
        sized = walk;
        if (!inKind) {
            chain = null;
            return walk.walk(this, all);
        }
        ChainWalk last = chain;
        if (!all && last != null && charges.same(charged) && last.stands()
                && (leaving == null || left == null || leaving.same(left))) {
            return last.result();
        }
        charges.copy(charged);
        var fresh = new ChainWalk(List.of(buyLeg.hop(costs.fees()), sellLeg.hop(costs.fees())),
                settings).charged(ChainCharges.of(this));
        if (leaving != null) {
            left = leave();
            leaving.copy(left);
            fresh.left(left);
        }
        chain = fresh;
        return fresh.walk(all);
    }

    Scales scales() {
        return scales;
    }

    Prices prices() {
        return prices;
    }

    long buyFee() {
        return buyFee;
    }

    long sellFee() {
        return sellFee;
    }

    /// The coin that pays the fee of buying; empty when none does.
    String buyCoin() {
        return buyCoin;
    }

    String sellCoin() {
        return sellCoin;
    }

    long mostSpent() {
        return settings.mostSpent(buy().instrument().quote());
    }

    /// Whether it is left again instead of brought back: one of the two is no spot market.
    public boolean basis() {
        return basis;
    }

    /// What it takes to bring back what it moves, at the price that was last looked at.
    Transfers.Return back() {
        return back;
    }

    /// What it costs besides fees, as last renewed.
    Charges charges() {
        return charges;
    }

    /// Renews what the charges depend on besides the settings.
    private void charge(long now) {
        if (buyer == null || seller == null) {
            return;
        }
        back = backs.at(buyBook.bestAsk());
        charges.transferRate = back.open()
                ? back.rate(buyBook.bestAsk(), buyLeg.priceScale(),
                        buy().rules().multiplier(), scratch)
                : 0;
        charges.buyLatencyRate = buyer.haircut;
        charges.sellLatencyRate = seller.haircut;
        if (leaving == null) {
            prices.charge(charges.rate(), charges.sellRate());
        } else {
            leaving.buyFundingRate = -buyer.buyerPays(now);
            leaving.sellFundingRate = seller.sellerReceives(now);
            prices.charge(charges.rate() + leaving.buyRate(),
                    charges.sellRate() + leaving.sellRate());
        }
    }

    /// What is sold at the best prices as a share of what it cost; the same where one book shows none.
    Fraction sale() {
        return shown()
                ? Leaving.sale(buyBook, sellBook, scales, inKind ? buyFee : 0)
                : Fraction.ONE;
    }

    /// What leaving it costs; null where it is no basis.
    @Nullable
    Leaving leaving() {
        return leaving;
    }

    /// The same at the best prices, as far as both books have some.
    List<Verdict.Cost> leavingCosts() {
        return leaving != null && shown() && leaving.displayed()
                ? leaving.costs(inKind)
                : List.of();
    }

    private boolean shown() {
        return buyBook.bestAsk() != 0 && sellBook.bestBid() != 0 && fits;
    }

    /// Whether buying at `ask` and selling at `bid` pays, where what leaving it takes is walked to.
    boolean pays(long ask, long bid) {
        return leaving == null
                ? prices.pays(ask, bid)
                : leaving.pays(ask, bid);
    }

    /// Whether funding alone may pay more than leaving costs, so that not even the spread need be there.
    boolean lenient(long now) {
        return basis && buyer != null && seller != null
                && prices.lenient(buyFee + buyer.buyerPays(now),
                        sellFee - seller.sellerReceives(now));
    }

    /// Looks at health and prices only: null when the best prices pay. First the cheap questions.
    @Nullable
    Pass glance(long now) {
        if (buyBook.health() != Health.LIVE || sellBook.health() != Health.LIVE) {
            return Pass.NOT_LIVE;
        }
        if (buyBook.terms() != buyTerms || sellBook.terms() != sellTerms) {
            learn();
        }
        if (halted) {
            return Pass.HALTED;
        }
        long ask = buyBook.bestAsk();
        long bid = sellBook.bestBid();
        if (ask == 0 || bid == 0 || (leaving != null && !leaving.displayed())) {
            return Pass.EMPTY;
        }
        if (!fits) {
            return Pass.TOO_PRECISE;
        }
        charge(now);
        if (leaving != null) {
            leaving.glance();
        }
        if (pays(ask, bid)) {
            return back.open() ? null : Pass.TRANSFER_SHUT;
        }
        if (prices.paysFees(ask, bid)) {
            return Pass.CHARGES;
        }
        return prices.spread(ask, bid) ? Pass.FEES : Pass.NO_SPREAD;
    }

    /// Remembers, at both of its markets, whether the last glance found nothing against it.
    void near(boolean passed) {
        if (passed != near && buyer != null && seller != null) {
            near = passed;
            buyer.near += passed ? 1 : -1;
            seller.near += passed ? 1 : -1;
        }
    }

    /// Whether the best prices, before all costs, are too good to be true.
    boolean aboveCap() {
        return prices.aboveCap(buyBook.bestAsk(), sellBook.bestBid());
    }

    /// Whether the books are young and were received close to each other; by our receive times only.
    @Nullable
    Pass fresh(long now) {
        if (now >= staleAt()) {
            return Pass.TOO_OLD;
        }
        long skew = Math.abs(buyBook.receivedNanos() - sellBook.receivedNanos());
        return skew >= settings.maxSkewNanos() ? Pass.SKEWED : null;
    }

    /// Whether what stands at the best of both books may be walked, wherever it has to be.
    boolean known() {
        return buyLeg.known() && sellLeg.known() && (leaving == null || leaving.known());
    }

    /// When the older of the books will be too old, if nothing comes.
    @Override
    long staleAt() {
        return Math.min(buyBook.receivedNanos(), sellBook.receivedNanos())
                + settings.maxAgeNanos();
    }

    /// Whether something that either book displays is counted as taken.
    boolean anyTaken() {
        return buyLeg.anyTaken() || sellLeg.anyTaken();
    }

    private DepthWalk walk() {
        return Objects.requireNonNull(sized, "never sized");
    }

    @Override
    long foundBps() {
        return chain == null ? walk().netBps : chain.netBps;
    }

    /// What was found, in one word.
    Kind kind() {
        if (basis) {
            return Kind.BASIS;
        }
        boolean less = settings.minNetBps() < usual && foundBps() <= usual;
        return less ? Kind.REBALANCE : Kind.TWO_LEGS;
    }

    @Override
    Opportunity posted(long id, Opportunity.State state, long openedNanos, long now) {
        paidOtherwise = false;
        return chain == null
                ? Posting.of(id, state, this, walk(), openedNanos, now)
                : new ChainPosting(chain).of(id, kind(), state, best,
                        openedNanos, now);
    }

    @Override
    boolean moved(Opportunity told) {
        return paidOtherwise || (chain == null
                ? Posting.moved(told, this, walk(), settings)
                : chain.moved(told));
    }
}
