package io.crossbook.gateway.config;

import io.crossbook.arbitrage.ChainSettings;
import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.arbitrage.Money;
import io.crossbook.arbitrage.Networks;
import io.crossbook.arbitrage.Transfers;
import io.crossbook.gateway.engine.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The sections `transfers` and `inventory`, and which chains `arbitrage` looks for.
final class CostsReader {

    private static final Form<Long> AMOUNT = Form.decimal(
            "an amount such as 0.5, with eight decimals at most,", Money.SCALE, "0",
            "20000000000");
    private static final Form<Long> ABOVE_ZERO = Form.decimal(
            "an amount above zero such as 0.5, with eight decimals at most,", Money.SCALE,
            "0.00000001", "20000000000");
    private static final Form<Long> REBALANCE_BPS = Form.decimal(
            "basis points such as 2.5, from 0 to below 100,", DetectorSettings.BPS_SCALE, "0",
            "100");
    private static final Form<String> CONTRACT = new Form<>(
            "a contract's address such as 0xdAC17F958D2ee523a2206206994597C13D831ec7",
            text -> text.matches("[A-Za-z0-9:_./-]{1,100}") ? text : null);

    private CostsReader() {}

    static ChainSettings chains(Section arbitrage) {
        var conversions = new ArrayList<ChainSettings.Conversion>();
        for (Section section : arbitrage.sections("conversions")) {
            conversion(section, conversions);
        }
        Section section = arbitrage.section("cycles");
        ChainSettings.Cycles otherwise = ChainSettings.DEFAULT.cycles();
        var cycles = new ChainSettings.Cycles(
                section.value("onOneExchange", Form.FLAG, otherwise.onOneExchange()),
                section.value("across", Form.FLAG, otherwise.across()),
                section.value("maxHops", Form.whole(3, 4), (long) otherwise.maxHops()).intValue(),
                section.list("assets", Form.ASSET));
        if ((cycles.onOneExchange() || cycles.across()) && section.count("assets") <= 0) {
            section.wrong("assets", "names nothing: cycles are counted in one of these");
        }
        section.end();
        return new ChainSettings(conversions, cycles);
    }

    private static void conversion(Section section, List<ChainSettings.Conversion> all) {
        List<String> of = section.list("of", Form.ASSET);
        boolean carried = section
                .required("mode", Form.oneOf(List.of("executed", "carried")), "executed")
                .equals("carried");
        long limit = section.value("limit", Form.whole(0, 1_000_000_000_000L), 0L);
        section.end();
        if (section.count("of") != 2) {
            section.wrong("of",
                    "does not name two assets: two quotes such as [USDT, USD] are wanted");
        } else if (of.size() == 2 && all.stream().anyMatch(
                one -> of.contains(one.one()) && of.contains(one.other()))) {
            section.wrong("of", "names " + of.getFirst() + " and " + of.getLast()
                    + ", which are here already");
        } else if (of.size() == 2) {
            all.add(new ChainSettings.Conversion(of.getFirst(), of.getLast(),
                    carried ? ChainSettings.Mode.CARRIED : ChainSettings.Mode.EXECUTED, limit));
        }
    }

    static Settings.Ways transfers(Section section, Form<String> exchange) {
        boolean counted = section.value("counted", Form.FLAG, false);
        Map<String, Long> cycle = amounts(section.section("cycle"), ABOVE_ZERO);
        var networks = new ArrayList<Transfers.Network>();
        named(section.section("networks"), exchange)
                .forEach((name, assets) -> named(assets, Form.ASSET)
                        .forEach((asset, those) -> networks(name, asset, those, networks)));
        section.end();
        return new Settings.Ways(counted, cycle, networks);
    }

    private static void networks(String exchange, String asset, Section section,
            List<Transfers.Network> networks) {
        var seen = new HashSet<String>();
        for (String name : section.names()) {
            String network = Networks.canonical(asset, name);
            if (network.isEmpty()) {
                section.wrongKey(name, "is no network: a name such as ERC20 is wanted");
            } else if (!seen.add(network)) {
                section.wrongKey(name, "is here twice: it is " + network);
            }
            Section one = section.section(name);
            long fee = one.required("fee", AMOUNT, 0L);
            long minimum = one.value("minimum", AMOUNT, 0L);
            int minutes = one.required("minutes", Form.whole(0, 100_000), 0L).intValue();
            boolean deposits = one.required("deposits", Form.FLAG, false);
            boolean withdrawals = one.required("withdrawals", Form.FLAG, false);
            String contract = one.value("contract", CONTRACT, "");
            one.end();
            if (!network.isEmpty()) {
                networks.add(new Transfers.Network(exchange, asset, network, fee, minimum, minutes,
                        deposits, withdrawals, contract));
            }
        }
    }

    static Settings.Holdings inventory(Section section, Form<String> exchange) {
        var start = new HashMap<String, Map<String, Long>>();
        named(section.section("start"), exchange)
                .forEach((name, assets) -> start.put(name, amounts(assets, AMOUNT)));
        Map<String, Long> trade = amounts(section.section("trade"), ABOVE_ZERO);
        section.end();
        return new Settings.Holdings(start, trade);
    }

    /// `right` is whether the other two were. Trades that bring home what leans: nothing leans where nobody said how much is to be held where, and how much one trade moves.
    static Settings.Rebalancing rebalance(Section section, Settings.Ways ways,
            Settings.Holdings holdings, boolean right) {
        boolean enabled = section.value("enabled", Form.FLAG, false);
        long cost = section.value("maxCostBps", REBALANCE_BPS, 0L);
        section.end();
        boolean known = holdings.trade().keySet().stream().anyMatch(asset -> holdings.start()
                .values().stream().filter(held -> held.getOrDefault(asset, 0L) > 0).count() > 1);
        if (enabled && !ways.counted()) {
            section.wrong("enabled",
                    "is true, and transfers.counted is not: no trade bears the cost of a way back as it is");
        } else if (enabled && right && !known) {
            section.wrong("enabled",
                    "is true, and nothing can lean: an asset in inventory.trade of which inventory.start holds some on two exchanges is wanted");
        }
        return new Settings.Rebalancing(enabled, cost);
    }

    /// The sections within one whose keys are names of this form; others are reported.
    private static Map<String, Section> named(Section section, Form<String> form) {
        var sections = new TreeMap<String, Section>();
        for (String name : section.names()) {
            if (form.reader().apply(name) == null) {
                section.wrongKey(name, "is not known here: " + form.wanted() + " is wanted"
                        + form.meant(name));
            } else {
                sections.put(name, section.section(name));
            }
        }
        return sections;
    }

    private static Map<String, Long> amounts(Section section, Form<Long> form) {
        var amounts = new HashMap<String, Long>();
        for (String asset : section.names()) {
            if (Form.ASSET.reader().apply(asset) == null) {
                section.wrongKey(asset, "is no asset: " + Form.ASSET.wanted() + " is wanted"
                        + Form.ASSET.meant(asset));
            }
            amounts.put(asset, section.value(asset, form, 1L));
        }
        return amounts;
    }
}
