package io.crossbook.gateway.xchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.crossbook.arbitrage.FeeModel;
import io.crossbook.arbitrage.Transfers;
import io.crossbook.books.Instrument;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Rates are asked pair by pair, a few a minute, and each counts by itself.
final class PairRatesTest {

    private static final FeeModel.Rate RATE = new FeeModel.Rate(1_000_000, 900_000);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);

    private final AtomicLong now = new AtomicLong(SECOND);
    private final List<String> asked = new ArrayList<>();
    private final List<Integer> charged = new ArrayList<>();
    private final Set<String> refused = new HashSet<>();
    private final Set<String> silent = new HashSet<>();
    private long eachTakes;

    private final PairRates rates = new PairRates("alpha", new AccountService() {
        @Override
        public FeeModel.Rate rate(Instrument instrument) throws IOException {
            String base = instrument.base();
            asked.add(base);
            now.addAndGet(eachTakes);
            if (refused.contains(base)) {
                throw new IllegalStateException("Invalid symbol.");
            }
            if (silent.contains(base)) {
                throw new SocketTimeoutException("Read timed out");
            }
            return RATE;
        }

        @Override
        public int weight() {
            return 20;
        }

        @Override
        public @Nullable Map<String, Long> held() {
            return null;
        }

        @Override
        public @Nullable List<Transfers.Network> networks(String exchange, Set<String> assets) {
            return null;
        }
    }, new Keys("key", "secret", ""), now::get, 3, charged::add);

    private static List<Instrument> pairs(int many) {
        return IntStream.range(0, many)
                .mapToObj(each -> Instrument.spot(String.valueOf((char) ('A' + each)), "USDT"))
                .toList();
    }

    private PairRates.@Nullable Reading minute(int pairs) throws IOException {
        PairRates.Reading reading = rates.ask(pairs(pairs));
        now.addAndGet(60 * SECOND);
        return reading;
    }

    private static String told(PairRates.@Nullable Reading reading) {
        var names = new TreeSet<String>();
        Objects.requireNonNull(reading).rates().keySet()
                .forEach(name -> names.add(name.substring(0, 1)));
        return String.join("", names);
    }

    @Test
    void a_refused_pair_takes_no_other_rate_away() throws IOException {
        refused.add("A");
        assertEquals("BC", told(minute(3)));
        refused.clear();
        assertEquals("ABC", told(minute(3)));
        assertEquals(List.of("A", "B", "C", "A"), asked);
    }

    @Test
    void three_are_asked_a_minute_and_each_again_after_an_hour() throws IOException {
        assertEquals("ABC", told(minute(7)));
        now.addAndGet(-SECOND);
        assertEquals("ABC", told(rates.ask(pairs(7))), "not within the minute");
        now.addAndGet(SECOND);
        assertEquals("ABCDEF", told(minute(7)));
        assertEquals("ABCDEFG", told(minute(7)));
        assertEquals("ABCDEFG", told(minute(7)));
        assertEquals("ABCDEFG", String.join("", asked));
        assertEquals(140, charged.stream().mapToInt(each -> each).sum());
        now.set(SECOND + HOUR);
        assertEquals("ABCDEFG", told(minute(7)));
        assertEquals("ABCDEFGABC", String.join("", asked));
    }

    @Test
    void who_does_not_answer_is_left_alone_for_a_minute_and_holds_up_no_other_pair()
            throws IOException {
        silent.add("B");
        assertEquals("A", told(minute(4)));
        assertEquals("ACD", told(minute(4)));
        assertEquals("ABCDB", String.join("", asked));
    }

    @Test
    void a_round_ends_before_it_is_given_up() throws IOException {
        eachTakes = 16 * SECOND;
        assertEquals("AB", told(minute(3)));
        assertEquals("ABC", told(minute(3)));
    }

    @Test
    void a_rate_that_is_told_no_more_goes_before_it_makes_the_others_too_old() throws IOException {
        minute(2);
        refused.add("A");
        for (long at = 0; at < 23 * HOUR; at += HOUR) {
            now.set(SECOND + at);
            assertEquals(SECOND, Objects.requireNonNull(minute(2)).readNanos());
        }
        now.set(SECOND + 23 * HOUR);
        PairRates.Reading reading = minute(2);
        assertEquals("B", told(reading));
        assertEquals(SECOND + 23 * HOUR, Objects.requireNonNull(reading).readNanos());
    }

    @Test
    void nothing_is_told_where_nothing_is_known_and_what_is_not_listed_is_forgotten()
            throws IOException {
        silent.add("A");
        assertNull(minute(1));
        silent.clear();
        assertEquals("AB", told(minute(2)));
        assertEquals("A", told(minute(1)));
    }
}
