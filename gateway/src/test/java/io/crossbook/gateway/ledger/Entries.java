package io.crossbook.gateway.ledger;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.AttemptNews;
import io.crossbook.execution.Denial;
import io.crossbook.execution.Entry;
import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderNews;
import io.crossbook.execution.account.Account;
import io.crossbook.execution.account.Commit;
import io.crossbook.gateway.engine.Mode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// Entries of every kind, by seed: with the longest, emptiest and strangest that their records allow.
final class Entries {

    private static final long MOST_ATTEMPTS = 36L * 36 * 36 * 36 * 36 * 36;
    private static final int MOST_EPOCHS = 36 * 36 * 36 * 36;
    private static final List<String> WORDS = List.of("", "ok", "Kraken said \"EOrder:Unknown\"",
            "back\\slash \\u0000 \\", "'); DROP TABLE entries; --", "line\nline\r\t\u0001\u0000",
            "余额不足", "🙈", "\ud800 half", "half \udc00", "\ufffe\uffff", "{\"a\":[1,2]}", " ",
            "ß/İ".repeat(40));
    private static final List<OrderNews> ACTS = List.of(OrderNews.ABANDONED, OrderNews.HANDED,
            OrderNews.CANCEL_ASKED, OrderNews.SILENT, OrderNews.DEATH_SHOWN,
            OrderNews.WRITTEN_OFF, OrderNews.WATCHED);

    /// The mode of every boot.
    static final Mode MODE = Mode.PRACTICE;
    /// How many kinds there are, those of [Entry] and for `Told` those of [OrderEvent].
    static final int KINDS = 26;

    private final Random random;

    Entries(long seed) {
        random = new Random(seed);
    }

    Entry any() {
        return of(random.nextInt(KINDS));
    }

    /// One of the kind with this number.
    Entry of(int kind) {
        long at = random.nextLong();
        return switch (kind) {
            case 0 -> new Entry.Booted(random.nextInt(), word(),
                    SqlJournal.configuration(MODE, word()), at);
            case 1 -> new Entry.Reserved(plan(), at);
            case 2 -> new Entry.Intended(intent(id(attempt()), instrument()), at);
            case 3 -> new Entry.Skipped(random.nextLong(), random.nextInt(), word(), at);
            case 4 -> new Entry.Acted(id(), ACTS.get(random.nextInt(ACTS.size())), word(), at);
            case 5 -> new Entry.Asked(id(), at);
            case 6 -> new Entry.Swept(word(), random.nextLong(), random.nextLong(), at);
            case 7 -> new Entry.Turned(random.nextLong(), one(AttemptNews.class), word(), at);
            case 8 -> new Entry.Closed(random.nextLong(), amounts(), amounts(), amounts(), at);
            case 9 -> new Entry.Denied(random.nextLong(),
                    new Denial(word(), word(), word(), word()), at);
            case 10 -> new Entry.Halted(word(), at);
            case 11 -> new Entry.Rearmed(word(), random.nextLong(), at);
            case 12 -> new Entry.Posted(word(), commit(), at);
            case 13 -> new Entry.Told(new OrderEvent.Accepted(id(), word()), at);
            case 14 -> new Entry.Told(new OrderEvent.Refused(id(), word(), word(), word()), at);
            case 15 -> new Entry.Told(new OrderEvent.NotSent(id(), word()), at);
            case 16 -> new Entry.Told(new OrderEvent.Ambiguous(id(), word()), at);
            case 17 -> new Entry.Told(new OrderEvent.Traded(fill()), at);
            case 18 -> new Entry.Told(new OrderEvent.Standing(id(), amount()), at);
            case 19 -> new Entry.Told(
                    new OrderEvent.Ended(id(), one(OrderEvent.End.class), amount(), word()), at);
            case 20 -> new Entry.Told(new OrderEvent.NotFound(id(), word()), at);
            case 21 ->
                new Entry.Told(new OrderEvent.CancelRefused(id(), word(), word(), word()), at);
            case 22 -> new Entry.Paused(word(), word(), at);
            case 23 -> new Entry.Cleared(random.nextLong(), amounts(), word(), at);
            case 24 -> new Entry.Adopted(plan(), intent(id(attempt()), instrument()), at);
            case 25 -> new Entry.Reconciled(random.nextLong(), at);
            default -> throw new IllegalArgumentException("no kind " + kind);
        };
    }

    /// Commits of one to four entries.
    List<List<Entry>> commits(int count) {
        var commits = new ArrayList<List<Entry>>();
        for (int i = 0; i < count; i++) {
            var commit = new ArrayList<Entry>();
            for (int j = random.nextInt(4); j >= 0; j--) {
                commit.add(any());
            }
            commits.add(commit);
        }
        return commits;
    }

    /// As they would be in a journal: with the mode in every boot.
    static List<List<Entry>> inMode(List<List<Entry>> commits) {
        return commits.stream().map(commit -> commit.stream().map(Entries::inMode).toList())
                .toList();
    }

    private static Entry inMode(Entry entry) {
        return entry instanceof Entry.Booted(int epoch, String build, String configuration, long at)
                ? new Entry.Booted(epoch, build, SqlJournal.configuration(MODE, configuration), at)
                : entry;
    }

    private String word() {
        return random.nextInt(4) > 0
                ? WORDS.get(random.nextInt(WORDS.size()))
                : text(random.nextInt(30));
    }

    /// Any characters, whether they make sense or not.
    private String text(int length) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) random.nextInt(random.nextBoolean() ? 128 : 65_536));
        }
        return text.toString();
    }

    private String name() {
        return "x" + word();
    }

    private <E extends Enum<E>> E one(Class<E> of) {
        E[] all = of.getEnumConstants();
        return all[random.nextInt(all.length)];
    }

    private BigDecimal amount() {
        var digits = new BigInteger(random.nextInt(130), random);
        return new BigDecimal(random.nextBoolean() ? digits : digits.negate(),
                random.nextInt(160) - 30);
    }

    private BigDecimal positive() {
        return amount().abs().max(new BigDecimal("0.00000001"));
    }

    private Map<String, BigDecimal> amounts() {
        var amounts = new TreeMap<String, BigDecimal>();
        for (int i = random.nextInt(4); i > 0; i--) {
            amounts.put(word(), amount());
        }
        return amounts;
    }

    private long attempt() {
        return random.nextLong(MOST_ATTEMPTS);
    }

    private OrderId id() {
        return id(attempt());
    }

    private OrderId id(long attempt) {
        return new OrderId(random.nextInt(MOST_EPOCHS), attempt, one(OrderId.Role.class),
                random.nextInt(36), random.nextInt(36 * 36));
    }

    private Instrument instrument() {
        return switch (random.nextInt(3)) {
            case 0 -> Instrument.spot(name(), name());
            case 1 -> Instrument.perpetual(name(), name(), name());
            default -> new Instrument(name(), name(), Instrument.Kind.FUTURE, name(), name());
        };
    }

    private OrderIntent intent(OrderId id, Instrument instrument) {
        var rules = new Rules(random.nextInt(10) - 1, random.nextInt(10) - 1,
                random.nextLong(Long.MAX_VALUE), random.nextLong(Long.MAX_VALUE),
                random.nextLong(1_000), random.nextLong(Long.MAX_VALUE),
                random.nextBoolean() ? 1 : 1_000, one(Rules.Status.class));
        var listing = new Listing(random.nextInt(Integer.MAX_VALUE), name(), name(), instrument,
                rules);
        return new OrderIntent(id, listing, random.nextBoolean(), positive(), positive(),
                one(OrderIntent.TimeInForce.class), 1 + random.nextLong(Long.MAX_VALUE - 1),
                random.nextInt(Integer.MAX_VALUE), random.nextBoolean());
    }

    private Attempt.Plan plan() {
        long attempt = attempt();
        var legs = new ArrayList<OrderIntent>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            legs.add(intent(id(attempt), Instrument.spot(name(), name())));
        }
        return new Attempt.Plan(attempt, random.nextLong(), word(), legs, amount().abs(),
                amount(), random.nextBoolean(),
                random.nextBoolean() ? Map.of() : Map.of(name(), positive()));
    }

    private Fill fill() {
        return new Fill(id(), word(), word(), name(), positive(), positive(), positive(),
                amount(), word(),
                random.nextLong(), one(Fill.Source.class));
    }

    private Commit commit() {
        Commit.Writing commit = Commit.of(word());
        for (int i = random.nextInt(4); i > 0; i--) {
            commit.move(new Account(one(Account.Kind.class), word()),
                    new Account(one(Account.Kind.class), word()), name(), amount());
        }
        return commit.done();
    }
}
