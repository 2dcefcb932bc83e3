package io.crossbook.gateway.listings;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.books.BookLimits;
import io.crossbook.books.ClockOffset;
import io.crossbook.books.Instrument;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.kraken.KrakenDialect;
import io.crossbook.execution.risk.GateSettings;
import io.crossbook.execution.risk.KnownConditions;
import io.crossbook.execution.risk.Setting;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.loop.VirtualTime;
import io.crossbook.gateway.xchange.Inlet;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// Kraken tells its time in whole seconds. The gate counts what is not known of a clock as wrong, so it has to be known better
/// than to half a second, or nothing is ever traded there.
final class WholeSecondsTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;
    private static final Duration MOST = Duration
            .ofMillis(Objects.requireNonNull(
                    GateSettings.DEFAULT.values().get(Setting.MAX_CLOCK_OFFSET)));

    private final VirtualTime time = new VirtualTime();
    private final Random random = new Random(8);
    private final ClockOffset clock = new ClockOffset();
    private final KnownConditions conditions = new KnownConditions();
    private long ahead;

    private final Directory directory = new Directory(
            exchange -> new KrakenDialect(exchange.entry()), this::answer,
            _ -> CompletableFuture.completedFuture(List.of()), new Inlet() {
                @Override
                public boolean fact(Input input) {
                    return true;
                }

                @Override
                public void state(String name, Input input) {
                    told((Input.ServerTime) input);
                }
            }, time, time);

    private void told(Input.ServerTime read) {
        clock.answer(read.sentNanos(), read.receivedNanos(), read.serverNanos());
        conditions.clock(read.exchange(), clock.offsetNanos(), clock.errorNanos());
    }

    /// Twenty milliseconds there and up to 60 back.
    private CompletableFuture<Answer> answer(String exchange, Request request) {
        if (request.about() != Request.About.TIME) {
            return CompletableFuture.completedFuture(Answer.ok(Bytes.of("{}")));
        }
        long seconds = (time.now() + 20 * MILLI + ahead) / SECOND;
        var coming = new CompletableFuture<Answer>();
        time.after(20 + random.nextInt(60), () -> coming.complete(Answer.ok(Bytes.of(
                "{\"error\":[],\"result\":{\"unixtime\":" + seconds + ",\"rfc1123\":\"\"}}"))));
        return coming;
    }

    private Duration clockOffset() {
        return Objects.requireNonNull(conditions.clockOffset("kraken"));
    }

    @Test
    void a_clock_of_whole_seconds_passes_the_gate_within_ten_seconds_and_for_good() {
        ahead = -130 * MILLI;
        directory.configured(new Settings(
                List.of(new Settings.Exchange(Entry.of("kraken"), "kraken", true,
                        List.of(Instrument.parse("BTC/USDT")), BookLimits.DEFAULT, 0, 0)),
                DetectorSettings.DEFAULT, 0, List.of(), List.of()));
        time.pass(100);
        assertTrue(clockOffset().compareTo(MOST) > 0, "one answer tells " + clockOffset());

        time.pass(10_000);
        assertTrue(clockOffset().compareTo(MOST) <= 0, "eight answers tell " + clockOffset());
        for (int minutes = 0; minutes < 60; minutes++) {
            time.pass(60_000);
            assertTrue(clockOffset().compareTo(Duration.ofMillis(350)) <= 0,
                    "after " + minutes + " minutes " + clockOffset());
            assertTrue(Math.abs(clock.offsetNanos() - ahead) <= clock.errorNanos());
        }

        ahead = 700 * MILLI; // set: now it is really too far
        time.pass(10 * 60_000);
        assertTrue(clockOffset().compareTo(MOST) > 0, "set, it is " + clockOffset());
        assertTrue(Math.abs(clock.offsetNanos() - ahead) <= clock.errorNanos());
    }
}
