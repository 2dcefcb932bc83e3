package io.crossbook.gateway.alerts;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings alerts to one receiver: what came while it waited goes in one message, so that there are never more than so many a minute.
///
/// What is critical is not given up because a line was down: it is kept for a day and tried again every minute, by itself and with what comes after it, because nobody
/// would tell it again. Who says that address, token or message are wrong would say so again.
///
/// [#offer] never waits: what finds no place is counted and dropped. One thread of its own calls [#round] again and again.
final class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger("crossbook.alerts");
    static final int PLACES = 256;
    static final int TRIES = 8;
    /// Who has not heard of it for so long has heard of it otherwise.
    private static final long LONGEST_KEPT_MILLIS = 86_400_000;
    private static final long FIRST_WAIT_MILLIS = 1_000;
    private static final long LONGEST_WAIT_MILLIS = 60_000;
    /// Who asks for more patience than this has the message given up, but for what is critical: that waits as long as was asked for, up to an hour.
    private static final long LONGEST_ASKED_MILLIS = 600_000;
    private static final long LONGEST_OBEYED_MILLIS = 3_600_000;

    private final Receiver receiver;
    private final Http http;
    private final Time time;
    private final Duration within;
    private final long spacingMillis;
    private final BlockingQueue<Alert> waiting = new ArrayBlockingQueue<>(PLACES);
    private final Counter delivered;
    private final Counter retried;
    private final Counter givenUp;
    private final LongAdder dropped;
    /// What is being told, and what is critical and could not be told yet, oldest first.
    private final List<Alert> telling = new ArrayList<>();
    private long next;
    private long asked;

    /// Messages leave at least `spacingMillis` apart, and are answered `within` so long.
    Delivery(Receiver receiver, Http http, Time time, Duration within, long spacingMillis,
            LongAdder dropped, MeterRegistry registry) {
        this.receiver = receiver;
        this.http = http;
        this.time = time;
        this.within = within;
        this.spacingMillis = spacingMillis;
        this.dropped = dropped;
        delivered = sent(registry, "delivered");
        retried = sent(registry, "retried");
        givenUp = sent(registry, "given_up");
    }

    private Counter sent(MeterRegistry registry, String outcome) {
        return registry.counter("crossbook.alerts.sent", "receiver", receiver.name(), "outcome",
                outcome);
    }

    /// Takes it, unless the receiver does not want to hear of it or there is no place. Any thread; never waits.
    void offer(Alert alert) {
        if (alert.cause().severity().compareTo(receiver.from()) >= 0 && !waiting.offer(alert)) {
            dropped.increment();
        }
    }

    /// Waits for something to tell, and tells it; false when it could not be told.
    boolean round() throws InterruptedException {
        if (telling.isEmpty()) {
            telling.add(waiting.take());
        }
        long wait = next - time.millis();
        if (wait > 0) {
            time.sleep(wait);
        }
        boolean told = tell(all());
        next = time.millis() + (telling.isEmpty()
                ? spacingMillis
                : Math.clamp(asked, LONGEST_WAIT_MILLIS, LONGEST_OBEYED_MILLIS));
        return told;
    }

    /// Once all is over: one last try, at once, for what was not told yet. Whoever was interrupted while he told it may tell it twice.
    void last(Duration patience) throws InterruptedException {
        List<Alert> alerts = all();
        if (alerts.isEmpty()) {
            return;
        }
        String why;
        try {
            Http.Answer answer = http.post(receiver.address(), receiver.body(alerts).toString(),
                    patience);
            why = answer.good() && receiver.took(answer) ? "" : words(answer);
        } catch (IOException e) {
            why = String.valueOf(e.getMessage());
        }
        (why.isEmpty() ? delivered : givenUp).increment();
        if (!why.isEmpty()) {
            unsaid(alerts, why, "it ends, and they are not tried again");
        }
    }

    /// The worst first: what does not fit is only counted.
    private List<Alert> all() {
        waiting.drainTo(telling);
        return telling.stream().sorted(
                Comparator.comparing((Alert alert) -> alert.cause().severity()).reversed())
                .toList();
    }

    private void unsaid(List<Alert> alerts, String why, String then) {
        LOG.error("{} could not be told: {}; not told: {} alerts, the first of them {}; {}",
                receiver.name(), why, alerts.size(), alerts.getFirst().line(), then);
    }

    private boolean tell(List<Alert> alerts) throws InterruptedException {
        String body = body(alerts);
        String why = "";
        boolean hopeless = false;
        long wait = FIRST_WAIT_MILLIS;
        for (int i = 1; i <= TRIES; i++) {
            asked = 0;
            try {
                Http.Answer answer = http.post(receiver.address(), body, within);
                if (answer.good() && receiver.took(answer)) {
                    delivered.increment();
                    telling.clear();
                    return true;
                }
                why = words(answer);
                hopeless = hopeless(answer);
                if (hopeless) {
                    break;
                }
                asked = RetryAfter.millis(answer);
            } catch (IOException e) {
                why = String.valueOf(e.getMessage());
            }
            if (i == TRIES || asked > LONGEST_ASKED_MILLIS) {
                break;
            }
            retried.increment();
            time.sleep(Math.max(wait, asked));
            wait = Math.min(wait * 2, LONGEST_WAIT_MILLIS);
        }
        givenUp.increment();
        telling.clear();
        if (!hopeless) {
            keep(alerts);
        }
        unsaid(alerts, why, telling.isEmpty()
                ? "they are not tried again"
                : telling.size() + " are critical and tried again every minute");
        return false;
    }

    /// What cannot even be written down is not tried again.
    private String body(List<Alert> alerts) {
        try {
            return receiver.body(alerts).toString();
        } catch (RuntimeException mistake) {
            telling.clear();
            throw mistake;
        }
    }

    /// For the next round: the newest, where there are too many.
    private void keep(List<Alert> alerts) {
        long oldest = time.millis() - LONGEST_KEPT_MILLIS;
        alerts.stream().filter(each -> each.cause().severity() == Severity.CRITICAL
                && each.atMillis() > oldest).map(Alert::late).forEach(telling::add);
        int over = telling.size() - PLACES;
        if (over > 0) {
            telling.subList(0, over).clear();
            dropped.add(over);
        }
    }

    private static String words(Http.Answer answer) {
        return "HTTP " + answer.status() + (answer.status() / 100 == 3
                ? " (a redirect, which is not followed)"
                : answer.good() ? " with an answer that is none of its kind" : "");
    }

    /// Asked again it would say the same: the address, the token or the message is wrong.
    private static boolean hopeless(Http.Answer answer) {
        return switch (answer.status()) {
            case 408, 425, 429 -> false;
            default -> answer.status() / 100 == 3 || answer.status() / 100 == 4;
        };
    }
}
