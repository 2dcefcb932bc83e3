package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.BookBreak;
import io.crossbook.books.FeedEvent;
import io.crossbook.cli.DamageTrial.Damage;
import io.crossbook.exchanges.Conversation;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.Dialects;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Out;
import io.crossbook.exchanges.Request;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Sessions with messages lost, doubled, swapped and altered, heard by the engine: no book is ever wrong and live once the
/// exchange's rules can tell, nothing harmless raises an alarm, and only what was damaged begins anew.
///
/// `-Plong` does the full number of damages of each kind to each protocol.
final class DamageTest {

    private static final int TRIALS = Integer.getInteger("crossbook.damage", 75);
    private static final int FEW = 60;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void a_damaged_book_is_never_wrong_and_live(Guarded guarded) throws Exception {
        List<DamagedTake> takes = guarded.takes(folder);
        var line = new StringBuilder("damage " + guarded + " (" + takes.size() + " sessions):");
        for (Damage damage : Damage.values()) {
            int noticed = strike(guarded, takes, damage, TRIALS, Dialects::of);
            line.append(" ").append(damage).append(" ").append(TRIALS).append(", noticed ")
                    .append(noticed).append(", harmless ").append(TRIALS - noticed).append(";");
            assertTrue(damage == Damage.DUPLICATE || noticed > 0, line::toString);
        }
        System.out.println(line);
    }

    /// Without its guard, each protocol's books are wrong and live, and these trials see it.
    @ParameterizedTest
    @EnumSource
    void the_trials_see_a_guard_that_sleeps(Guarded guarded) throws Exception {
        List<DamagedTake> takes = guarded.takes(folder);
        assertThrows(AssertionError.class,
                () -> strike(guarded, takes, Damage.DROP, FEW,
                        guarded.summed() ? DamageTrial::blind : DamageTest::deaf));
    }

    private static int strike(Guarded guarded, List<DamagedTake> takes, Damage damage, int trials,
            BiFunction<String, Entry, Dialect> dialects) {
        var random = new Random((guarded + " " + damage).hashCode());
        int noticed = 0;
        for (int i = 0; i < trials; i++) {
            DamagedTake take = takes.get(i % takes.size());
            List<Integer> places = take.places();
            int place = places.get(random.nextInt(places.size()));
            var trial = new DamageTrial(guarded, take, place, damage, random, dialects);
            noticed += trial.strike(damage) ? 1 : 0;
        }
        return noticed;
    }

    /// The same dialect, but nobody hears it say that a book is broken.
    private static Dialect deaf(String name, Entry entry) {
        Dialect whole = Dialects.of(name, entry);
        return (Dialect) Proxy.newProxyInstance(Dialect.class.getClassLoader(),
                new Class<?>[]{Dialect.class},
                (_, method, arguments) -> method.getName().equals("converse")
                        ? converse(whole, (Link) arguments[0], (Out) arguments[1])
                        : method.invoke(whole, arguments));
    }

    private static Conversation converse(Dialect whole, Link link, Out out) {
        return whole.converse(link, new Out() {
            @Override
            public void event(FeedEvent event) {
                if (!(event instanceof BookBreak)) {
                    out.event(event);
                }
            }

            @Override
            public void send(String frame) {
                out.send(frame);
            }

            @Override
            public void request(Request request) {
                out.request(request);
            }

            @Override
            public void fault(io.crossbook.exchanges.Fault fault) {
                out.fault(fault);
            }

            @Override
            public void reconnect(String why) {
                out.reconnect(why);
            }
        });
    }
}
