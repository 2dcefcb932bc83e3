package io.crossbook.cli;

import io.crossbook.arbitrage.Exchanging;
import io.crossbook.arbitrage.Money;
import io.crossbook.arbitrage.Rebalance;
import io.crossbook.arbitrage.Stock;
import io.crossbook.books.Cursor;
import io.crossbook.books.Decimals;
import io.crossbook.books.Health;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Side;
import io.crossbook.gateway.config.ConfigException;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.engine.Watcher;
import io.crossbook.gateway.tape.Pace;
import io.crossbook.gateway.tape.Replay;
import io.crossbook.gateway.tape.Tape;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Prints how stock that leans to one side could come back: proposals for a person, who does what is to be done.
@Command(name = "rebalance", description = {
        "Propose how stock that leans to one side comes back for the least.",
        "Prints proposals for a person and moves nothing: Crossbook cannot withdraw. What should be held where is `inventory.start` of the "
                + "configuration, else the same on every exchange. Prices, balances and ways are those at the end of a recording; without one, what "
                + "accounts tell of which the environment has keys, else what is configured, and only withdrawals are proposed.",
        "With --live what is held is what the accounts tell now, and nothing else."})
final class RebalanceCommand implements Callable<Integer> {

    /// Beyond these levels no one rebalances.
    private static final int DEEPEST = 100;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--tape", arity = "1..*", paramLabel = "TAPE", description = "A tape or recorded session with prices, and with balances where accounts were read; several are merged by time.")
    private List<Path> tapes = List.of();

    @Option(names = "--held", paramLabel = "EXCHANGE.ASSET=AMOUNT", split = ",", description = "What is held there now; what is not named is as in `inventory.start`, or as an account told last.")
    private Map<String, String> held = Map.of();

    @Option(names = "--live", description = "What is held is what the accounts tell now: an exchange of which the environment has no keys, or that does not tell, is left out. Prices still come from --tape.")
    private boolean live;

    @Option(names = "--json", description = "The answer as one JSON document.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ConfigException, IOException, Failure {
        Configuration configuration = config.read();
        Settings settings = configuration.settings();
        Standing standing = live
                ? Standing.live(configuration, Passphrases.keys(configuration))
                : tapes.isEmpty()
                        ? Standing.asked(configuration, Passphrases.keys(configuration))
                        : Standing.of(settings, List.of(), 0);
        var books = new ArrayList<Exchanging.Book>();
        if (!tapes.isEmpty()) {
            Engine engine = played(settings);
            standing = live
                    ? standing
                    : Standing.of(settings, engine.desk().accounts().stream()
                            .map(Input.Account::word).toList(), engine.now());
            for (ListingBook book : engine.books().all()) {
                if (book.health() == Health.LIVE) {
                    books.add(book(book));
                } else {
                    spec.commandLine().getErr().println("crossbook: " + book.listing()
                            + " is left out: its book is not live, " + book.why());
                }
            }
        }
        Stock stock = standing.stock();
        tell(stock, settings);
        if (live) {
            leftOut(stock, settings);
        }
        if (stock.exchanges().isEmpty()) {
            throw new Failure(Exit.NOTHING,
                    "nothing is known of what is held: " + (live
                            ? "no account told it"
                            : "`inventory.start` in " + config.file()
                                    + ", --held, or a tape with balances is wanted"));
        }
        var report = new RebalanceReport(
                new Rebalance(stock, settings.inventory().start(), standing.ways(),
                        new Exchanging(books, standing.fees())),
                stock, settings.inventory().trade());
        spec.commandLine().getOut().print(json ? report.json() : report.text());
        return Exit.OK;
    }

    private void leftOut(Stock stock, Settings settings) {
        for (Settings.Exchange exchange : settings.exchanges()) {
            String name = exchange.entry().name();
            if (exchange.enabled() && !stock.knows(name)) {
                spec.commandLine().getErr().println(
                        "crossbook: " + name + " is left out: no account told what is held there");
            }
        }
    }

    private Engine played(Settings settings) throws IOException, Failure {
        try (Tapes all = Tapes.of(tapes, spec).showing(spec)) {
            WhatIf.check(all.settings(), settings, config.file().toString(),
                    spec.commandLine().getErr());
            try (Tape tape = all.open()) {
                var replay = new Replay(tape, Replay.Mode.WHAT_IF, Pace.FULL);
                var player = new WhatIf(replay, settings, new Watcher() {
                });
                Replay.Outcome outcome = replay.play(player);
                if (!outcome.whole()) {
                    spec.commandLine().getErr().println("crossbook: the tape ended after input "
                            + outcome.last() + ": " + outcome.why());
                }
                return player.engine();
            }
        }
    }

    /// What `--held` says replaces what is known of each asset that it names.
    private void tell(Stock stock, Settings settings) {
        var said = new HashMap<String, Map<String, Long>>();
        held.forEach((where, amount) -> {
            int dot = where.indexOf('.');
            String exchange = where.substring(0, Math.max(0, dot));
            if (dot < 0 || settings.exchanges().stream()
                    .noneMatch(known -> known.entry().name().equals(exchange))) {
                throw wrong("--held " + where + ": an exchange of " + config.file()
                        + " and an asset are wanted, such as kraken.BTC=0.5");
            }
            said.computeIfAbsent(exchange, _ -> new HashMap<>()).put(where.substring(dot + 1),
                    amount(where, amount));
        });
        said.forEach((exchange, assets) -> {
            var all = new HashMap<String, Long>();
            for (String asset : stock.assets(exchange)) {
                all.put(asset, Math.max(0, stock.free(exchange, asset)));
            }
            all.putAll(assets);
            stock.told(exchange, all);
        });
    }

    private long amount(String where, String text) {
        try {
            long amount = Decimals.parse(text, Money.SCALE);
            if (amount >= 0) {
                return amount;
            }
        } catch (IllegalArgumentException _) {
            // told below
        }
        throw wrong("--held " + where + "=" + text
                + ": an amount with eight decimals at most is wanted, such as 0.5");
    }

    private ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    private static Exchanging.Book book(ListingBook book) {
        return new Exchanging.Book(book.listing(), levels(book, Side.BID), levels(book, Side.ASK));
    }

    private static List<Exchanging.Level> levels(ListingBook book, Side side) {
        var levels = new ArrayList<Exchanging.Level>();
        var cursor = new Cursor();
        book.levels().walk(side, cursor);
        while (levels.size() < DEEPEST && cursor.next()) {
            levels.add(new Exchanging.Level(
                    BigDecimal.valueOf(cursor.price(), book.levels().priceScale()),
                    BigDecimal.valueOf(cursor.size(), book.levels().sizeScale())));
        }
        return levels;
    }
}
