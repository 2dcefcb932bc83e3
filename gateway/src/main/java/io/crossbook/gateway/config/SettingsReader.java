package io.crossbook.gateway.config;

import io.crossbook.arbitrage.ChainSettings;
import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.books.BookLimits;
import io.crossbook.books.Decimals;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.Dialects;
import io.crossbook.exchanges.Entry;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.wire.Urls;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The sections `exchanges`, `arbitrage` and `books`: what the engine decides by.
final class SettingsReader {

    private static final long MILLI = 1_000_000L;
    private static final Form<Long> BPS = Form.decimal(
            "basis points such as 2.5, from -1000 to below 10000,", DetectorSettings.BPS_SCALE,
            "-1000", "10000");
    private static final Form<Long> STEP_BPS = Form.decimal(
            "basis points such as 0.5, from 0 to below 10000,", DetectorSettings.BPS_SCALE, "0",
            "10000");
    private static final Form<Long> HAIRCUT = Form.decimal(
            "standard deviations such as 1.5, with two decimals at most, below 100,", 2, "0",
            "100");
    private static final Form<Long> LIMIT_MILLIS = Form.whole(1, 3_600_000);
    private static final Form<String> WEB_SOCKET = Form.base(
            "a URL such as wss://stream.example.com:9443 (ws:// only to this machine)",
            Urls::webSocketProblem);
    private static final Form<String> REST = Form.base(
            "a URL such as https://api.example.com (http:// only to this machine)",
            Urls::restProblem);

    private final Problems problems;
    private final BiFunction<String, Entry, ? extends @Nullable Dialect> dialects;
    private final ExecutionReader execution;
    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private boolean unsure;

    SettingsReader(Problems problems,
            BiFunction<String, Entry, ? extends @Nullable Dialect> dialects,
            ExecutionReader execution) {
        this.problems = problems;
        this.dialects = dialects;
        this.execution = execution;
    }

    Settings read(Section top) {
        Section entries = top.section("exchanges");
        List<String> names = entries.names();
        unsure = names.isEmpty() || entries.twice();
        if (names.isEmpty()) {
            entries.wrong("*", "is missing: an exchange is wanted");
        }
        List<Settings.Exchange> exchanges = names.stream().map(name -> exchange(entries, name))
                .toList();
        Section arbitrage = top.section("arbitrage");
        ChainSettings chains = CostsReader.chains(arbitrage);
        int latencyPercent = arbitrage.value("latencyHaircut", HAIRCUT, 0L).intValue();
        DetectorSettings detector = detector(arbitrage);
        Section books = top.section("books");
        long auditMillis = books.value("auditMillis", Form.whole(0, 86_400_000), 60_000L);
        Form<String> exchange = named();
        List<Settings.Mirror> mirrors = books.sections("mirrors").stream()
                .map(section -> mirror(section, exchange)).toList();
        List<Settings.AssetEntry> assets = books.sections("assets").stream()
                .map(section -> asset(section, exchange)).toList();
        books.end();
        int before = problems.count();
        Settings.Ways ways = CostsReader.transfers(top.section("transfers"), exchange);
        Settings.Holdings held = CostsReader.inventory(top.section("inventory"), exchange);
        Section rebalance = top.section("rebalance");
        Settings.Rebalancing rebalancing = CostsReader.rebalance(rebalance, ways, held,
                problems.count() == before);
        execution.rebalances(rebalance, rebalancing);
        return new Settings(exchanges, detector, auditMillis, mirrors, assets, chains, ways,
                held.rebalanced(rebalancing), latencyPercent);
    }

    /// How other sections name an exchange. Where one has a wrong name itself, no other name is judged.
    Form<String> named() {
        return unsure ? Form.EXCHANGE_NAME : Form.oneOf(List.copyOf(accounts.keySet()));
    }

    /// The accounts of the exchanges that were read, by name.
    Map<String, Account> accounts() {
        return Map.copyOf(accounts);
    }

    private Settings.Exchange exchange(Section entries, String name) {
        int before = problems.count();
        if (Form.EXCHANGE_NAME.reader().apply(name) == null) {
            unsure = true;
            entries.wrongKey(name, "is no name: " + Form.EXCHANGE_NAME.wanted() + " is wanted"
                    + Form.EXCHANGE_NAME.meant(name));
        }
        Section section = entries.section(name);
        boolean enabled = section.value("enabled", Form.FLAG, true);
        String dialect = section.value("dialect", Form.EXCHANGE_NAME, name);
        var instruments = section.list("listings", Form.INSTRUMENT);
        if (enabled && (!section.has("listings") || section.count("listings") == 0)) {
            section.wrong("listings", "names nothing: an enabled exchange needs an instrument");
        }
        var entry = new Entry(name,
                section.value("webSocketUrl", WEB_SOCKET, ""),
                section.value("restUrl", REST, ""),
                section.value("depth", Form.whole(0, 10_000), 0L).intValue(),
                section.value("bestQuotes", Form.FLAG, true),
                section.value("trades", Form.FLAG, true),
                sizeDecimals(section.section("sizeDecimals")),
                options(section.section("options")));
        var limits = new BookLimits(
                section.value("maxBookAgeMillis", LIMIT_MILLIS, 5_000L) * MILLI,
                section.value("maxFeedLagMillis", LIMIT_MILLIS, 1_000L) * MILLI,
                section.value("maxCrossedMillis", LIMIT_MILLIS, 250L) * MILLI);
        if (dialect.equals("xchange") && !entry.options().containsKey("class")) {
            section.wrong("options",
                    "names no class: {class: …StreamingExchange} of an XChange module is wanted");
        }
        // A fee that nobody has stated must not become zero: that would make every spread look like money.
        long takerFee = section.required("takerFee", TermsReader.TAKER_FEE, 0L);
        long makerFee = section.required("makerFee", TermsReader.MAKER_FEE, 0L);
        Settings.Terms terms = TermsReader.read(section);
        List<Settings.Maintenance> maintenances = section.sections("maintenance").stream()
                .flatMap(SettingsReader::maintenance).toList();
        Account account = Account.read(section.secretSection("account"));
        accounts.put(name, account);
        Section patience = section.section("patience");
        section.end();
        unsure |= !section.has("dialect") && !Dialects.names().contains(name);
        Dialect speaks = problems.count() == before
                ? new DialectTrial(dialects, entries).of(section, dialect, entry, instruments)
                : null;
        var exchange = new Settings.Exchange(entry, dialect, enabled, instruments, limits,
                takerFee, makerFee, terms, maintenances);
        execution.exchange(section, patience, exchange, account, speaks);
        return exchange;
    }

    private static Stream<Settings.Maintenance> maintenance(Section section) {
        long from = section.required("from", Form.TIME, 0L);
        long until = section.required("until", Form.TIME, 1L);
        section.end();
        if (until > from) {
            return Stream.of(new Settings.Maintenance(from, until));
        }
        if (section.has("until")) {
            section.wrong("until", "is not after from: a time after it is wanted");
        }
        return Stream.of();
    }

    private static Map<String, Integer> sizeDecimals(Section section) {
        var decimals = new HashMap<String, Integer>();
        for (String symbol : section.names()) {
            decimals.put(symbol, section.value(symbol, Form.whole(0, 18), 0L).intValue());
        }
        return Map.copyOf(decimals);
    }

    private static Map<String, String> options(Section section) {
        var options = new HashMap<String, String>();
        for (String option : section.names()) {
            options.put(option, section.value(option, Form.TEXT, ""));
        }
        return Map.copyOf(options);
    }

    private static DetectorSettings detector(Section section) {
        DetectorSettings otherwise = DetectorSettings.DEFAULT;
        long minNetBps = section.value("minNetBps", BPS, otherwise.minNetBps());
        long maxEdgeBps = section.value("maxEdgeBps", BPS, otherwise.maxEdgeBps());
        long maxAge = section.value("maxAgeMillis", LIMIT_MILLIS, 1_000L) * MILLI;
        long maxSkew = section.value("maxSkewMillis", LIMIT_MILLIS, 1_000L) * MILLI;
        long maxQuote = section.value("maxQuote", Form.whole(0, 1_000_000_000_000L), 0L);
        long stepBps = section.value("stepBps", STEP_BPS, otherwise.stepBps());
        long stepPercent = section.value("stepPercent", Form.whole(0, 1_000),
                (long) otherwise.stepPercent());
        section.end();
        if (maxEdgeBps <= minNetBps) {
            section.wrong("maxEdgeBps", "is not above minNetBps: more than "
                    + Decimals.format(minNetBps, DetectorSettings.BPS_SCALE)
                    + " is wanted");
            return otherwise;
        }
        return new DetectorSettings(minNetBps, maxEdgeBps, maxAge, maxSkew, maxQuote, stepBps,
                (int) stepPercent);
    }

    private static Settings.Mirror mirror(Section section, Form<String> exchange) {
        var mirror = new Settings.Mirror(section.required("exchange", exchange, ""),
                section.required("quote", Form.ASSET, ""), section.required("of", Form.ASSET, ""));
        section.end();
        return mirror;
    }

    private static Settings.AssetEntry asset(Section section, Form<String> exchange) {
        var asset = new Settings.AssetEntry(section.required("exchange", exchange, ""),
                section.required("code", Form.ASSET, ""),
                section.required("asset", Form.ASSET, ""));
        section.end();
        return asset;
    }
}
