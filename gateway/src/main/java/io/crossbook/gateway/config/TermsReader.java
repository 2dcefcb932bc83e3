package io.crossbook.gateway.config;

import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.arbitrage.FeeModel;
import io.crossbook.arbitrage.Money;
import io.crossbook.books.Instrument;
import io.crossbook.gateway.engine.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What trading on one exchange costs beyond its fee for everything: the section `fees` of an entry, and how long orders take there.
final class TermsReader {

    static final Form<Long> TAKER_FEE = Form.decimal("a fraction such as 0.004, below 0.05,",
            DetectorSettings.FEE_SCALE, "0", "0.05");
    // A rebate is a negative fee.
    static final Form<Long> MAKER_FEE = Form.decimal(
            "a fraction such as 0.0025, from -0.01 to below 0.05,", DetectorSettings.FEE_SCALE,
            "-0.01", "0.05");
    private static final Form<Long> DISCOUNT = Form.decimal(
            "a fraction such as 0.25, from 0 to below 1,", DetectorSettings.FEE_SCALE, "0", "1");
    private static final Form<Long> AMOUNT = Form.decimal(
            "an amount such as 0.002, with eight decimals at most,", Money.SCALE, "0", "1000000");
    private static final Form<Long> VOLUME = Form.whole(0, 1_000_000_000_000_000L);
    private static final Form<String> CURRENCY = Form.oneOf(List.of("quote", "received"));

    private TermsReader() {}

    static Settings.Terms read(Section exchange) {
        Settings.Terms otherwise = Settings.Terms.PLAIN;
        Section fees = exchange.section("fees");
        long volume = fees.value("volume", VOLUME, 0L);
        List<FeeModel.Tier> tiers = tiers(fees);
        Map<String, FeeModel.Rate> pairs = pairs(fees.section("pairs"));
        boolean received = fees.value("currency", CURRENCY, "quote").equals("received");
        FeeModel.Coin coin = coin(fees.section("coin"));
        fees.end();
        int latency = exchange
                .value("latencyMillis", Form.whole(0, 60_000), (long) otherwise.latencyMillis())
                .intValue();
        return new Settings.Terms(tiers, volume, pairs,
                received ? FeeModel.Payer.RECEIVED : FeeModel.Payer.QUOTE, coin, latency);
    }

    private static List<FeeModel.Tier> tiers(Section fees) {
        var tiers = new ArrayList<FeeModel.Tier>();
        for (Section section : fees.sections("tiers")) {
            long from = section.required("volume", VOLUME, 0L);
            FeeModel.Rate rate = rate(section);
            if (!tiers.isEmpty() && from <= tiers.getLast().volume()) {
                section.wrong("volume", "is " + from + ": more than the "
                        + tiers.getLast().volume() + " of the tier before is wanted");
            } else {
                tiers.add(new FeeModel.Tier(from, rate));
            }
        }
        return tiers;
    }

    private static Map<String, FeeModel.Rate> pairs(Section section) {
        var pairs = new HashMap<String, FeeModel.Rate>();
        for (String name : section.names()) {
            Instrument instrument = Form.INSTRUMENT.reader().apply(name);
            if (instrument == null) {
                section.wrongKey(name, "is no pair: " + Form.INSTRUMENT.wanted() + " is wanted"
                        + Form.INSTRUMENT.meant(name));
            }
            FeeModel.Rate rate = rate(section.section(name));
            if (instrument != null) {
                pairs.put(instrument.toString(), rate);
            }
        }
        return pairs;
    }

    private static FeeModel.Rate rate(Section section) {
        var rate = new FeeModel.Rate(section.required("taker", TAKER_FEE, 0L),
                section.required("maker", MAKER_FEE, 0L));
        section.end();
        return rate;
    }

    private static FeeModel.Coin coin(Section section) {
        if (section.empty()) {
            return FeeModel.Coin.NONE;
        }
        var coin = new FeeModel.Coin(section.required("asset", Form.ASSET, ""),
                section.required("discount", DISCOUNT, 0L),
                section.required("perTrade", AMOUNT, 0L),
                section.value("trades", Form.whole(1, 1_000), 10L).intValue());
        section.end();
        return coin;
    }
}
