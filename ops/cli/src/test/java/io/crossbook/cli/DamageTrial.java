package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.BookShape;
import io.crossbook.books.Listing;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.Dialects;
import io.crossbook.exchanges.Entry;
import io.crossbook.simulator.Corruption;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// One damage to one session: heard by a new engine, from the first message to the last, and set right again.
final class DamageTrial {

    /// What is done to a message.
    enum Damage {
        /// It never comes.
        DROP,
        /// It comes twice.
        DUPLICATE,
        /// It comes after the next of its sequence.
        SWAP,
        /// A digit of what guards the book, or is guarded, is another.
        DIGIT
    }

    private final Guarded guarded;
    private final DamagedTake take;
    private final int place;
    private final int next;
    private final Random random;
    private final String name;
    private final Hearing hearing;
    /// From this part on the rules can tell that messages were swapped.
    private int tells;

    DamageTrial(Guarded guarded, DamagedTake take, int place, Damage damage, Random random,
            BiFunction<String, Entry, Dialect> dialects) {
        this.guarded = guarded;
        this.take = take;
        this.place = place;
        this.next = take.next(place);
        this.random = random;
        this.name = guarded + " " + take.name + ": " + damage + " at " + place;
        this.hearing = take.hearing(dialects);
        before(hearing);
        hearing.forget();
    }

    private void before(Hearing any) {
        for (int i = 0; i < place; i++) {
            any.hear(take.parts.get(i));
        }
    }

    /// Damages; true when it was noticed, false when it made no difference.
    boolean strike(Damage damage) {
        int from = switch (damage) {
            case DROP -> place + 1;
            case DUPLICATE -> {
                hear(place);
                hear(place);
                yield place + 1;
            }
            case SWAP -> swap();
            case DIGIT -> {
                if (guarded.summed()) {
                    level();
                } else {
                    number();
                }
                yield place + 1;
            }
        };
        for (int i = from; i < take.parts.size(); i++) {
            hear(i);
        }
        boolean noticed = !hearing.breaks.isEmpty() || !hearing.allLive();
        judge(damage, noticed);
        if (noticed) {
            recover();
        }
        return noticed;
    }

    private DamagedTake.Part part() {
        return take.parts.get(place);
    }

    private boolean struck(int listing) {
        return take.connectionWide() || listing == part().about();
    }

    /// Hears a part as it is. Until the next of its sequence nobody can know that one is missing, or came too late.
    private void hear(int part) {
        hearing.hear(take.parts.get(part));
        if (part < next) {
            check(part, place - 1, begins());
        } else {
            check(part, part < tells ? place : part, false);
        }
    }

    /// Each live book is what it is in the undamaged session after `part`; the struck one may be as after `other`, and
    /// anything where it `begins`: a snapshot that came meanwhile lacks what was to follow it.
    private void check(int part, int other, boolean begins) {
        for (Listing listing : take.listings) {
            int id = listing.id();
            long state = hearing.state(id);
            if (state != Hearing.DEAD && state != take.truth(id, part)) {
                assertTrue(struck(id) && (begins || state == take.truth(id, other)),
                        () -> name + ": " + listing + " is wrong and live after " + part);
            }
        }
    }

    /// Whether the struck message is one of those by which a stream finds its snapshot: nothing tells of them but the next.
    private boolean begins() {
        return part().about() >= 0 && !part().follows();
    }

    private int swap() {
        for (int i = place + 1; i <= next; i++) {
            hear(i);
        }
        hearing.hear(part());
        // A checksum vouches for the state after its own message: where the later of two changes only writes over the
        // earlier, each is right when it comes, and the next one tells.
        check(next, guarded.summed() ? place : next, false);
        int after = take.next(next);
        tells = !guarded.summed() ? 0 : after < 0 ? take.parts.size() : after;
        return next + 1;
    }

    /// Alters a level. A book that compares nothing tells whether the checked levels are touched: then, and only then, there
    /// must be an alarm at once.
    private void level() {
        String altered = Corruption.level(part().text(), random);
        Hearing blind = take.hearing(DamageTrial::blind);
        before(blind);
        blind.forget();
        blind.hear(altered);
        hearing.hear(altered);
        check(place, place, false);
        if (blind.faults.isEmpty()) {
            int listing = part().about();
            boolean touched = blind.state(listing) != take.truth(listing, place);
            assertEquals(touched, hearing.breaks.contains(listing),
                    () -> name + ": " + altered);
        }
    }

    private void number() {
        hearing.hear(digit(part().text(), guarded.sequence, random));
        check(place, place - 1, begins());
    }

    private static String digit(String text, Pattern field, Random random) {
        List<MatchResult> found = field.matcher(text).results().toList();
        if (found.isEmpty()) {
            return text;
        }
        MatchResult one = found.get(random.nextInt(found.size()));
        int at = one.start(1) + random.nextInt(one.end(1) - one.start(1));
        char other = (char) ('0' + (text.charAt(at) - '0' + 1 + random.nextInt(9)) % 10);
        return text.substring(0, at) + other + text.substring(at + 1);
    }

    /// No false alarm, nothing overlooked, and nobody concerned who was not damaged.
    private void judge(Damage damage, boolean noticed) {
        if (damage == Damage.DUPLICATE) {
            assertFalse(noticed, () -> name + " is an alarm");
            assertEquals(List.of(), hearing.faults, name);
        }
        if ((damage == Damage.DROP || damage == Damage.SWAP) && !guarded.summed()
                && part().follows()) {
            assertTrue(noticed, () -> name + " is not noticed");
        }
        for (int broken : hearing.breaks) {
            assertTrue(struck(broken), () -> name + " broke " + take.listings.get(broken));
        }
        assertEquals(noticed && take.connectionWide() ? 1 : 0, hearing.closes, name);
    }

    /// What was damaged, and that alone, is asked for anew, and is right and live when it comes.
    private void recover() {
        hearing.pass(3);
        if (take.connectionWide()) {
            hearing.connect();
            assertFalse(hearing.allLive(), name);
            for (int i = 0; i < take.parts.size(); i++) {
                hearing.hear(take.parts.get(i));
                check(i, i, false);
            }
        } else {
            askedAnew();
            int listing = part().about();
            if (take.dialect.startsWith("binance")) {
                DamagedTake.Ending ending = take.ending(listing);
                // One from before an id that has come, be it a wrong one, is refused three times.
                for (int i = 0; i < 4 && hearing.waitsForSnapshot(listing); i++) {
                    hearing.answer(listing, ending.snapshot());
                }
                assertEquals(ending.best(), hearing.best(listing), name);
            } else {
                again(listing);
            }
        }
        assertTrue(hearing.allLive(), () -> name + " is not set right: " + hearing.faults);
    }

    private void askedAnew() {
        Listing listing = take.listings.get(part().about());
        if (take.dialect.startsWith("binance")) {
            assertTrue(hearing.waitsForSnapshot(listing.id()), name);
            hearing.requested.forEach(asked -> assertTrue(
                    struck(asked) || take.truth(asked, place - 1) == Hearing.DEAD, name));
            return;
        }
        assertFalse(hearing.sent.isEmpty(), () -> name + ": nobody asked for a new book");
        for (String frame : hearing.sent) {
            assertTrue(frame.contains(listing.symbol()), () -> name + ": " + frame);
            for (Listing other : take.listings) {
                assertFalse(other.id() != listing.id() && frame.contains(other.symbol()),
                        () -> name + ": " + frame);
            }
        }
    }

    /// The exchange begins the listing's book anew: here with the same messages.
    private void again(int listing) {
        for (int i = 0; i < take.parts.size(); i++) {
            DamagedTake.Part part = take.parts.get(i);
            if (part.about() == listing) {
                hearing.hear(part);
                long state = hearing.state(listing);
                int now = i;
                assertTrue(state == Hearing.DEAD || state == take.truth(listing, i),
                        () -> name + ": wrong and live, begun anew, after " + now);
            }
        }
    }

    /// The same dialect, but its books compare no checksums.
    static Dialect blind(String name, Entry entry) {
        Dialect whole = Dialects.of(name, entry);
        return (Dialect) Proxy.newProxyInstance(Dialect.class.getClassLoader(),
                new Class<?>[]{Dialect.class}, (_, method, arguments) -> {
                    Object result = method.invoke(whole, arguments);
                    return result instanceof BookShape shape
                            ? new BookShape(shape.depth(), shape.truncate(), null)
                            : result;
                });
    }
}
