package io.crossbook.gateway.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hears `/halt REASON` of allowed chats of Telegram, by long poll, and nothing else: whoever is not named, and every other word, is passed over.
///
/// A message is acted on when it is younger than ten minutes, also one that came while we were not there: a halt too many costs a resume, one that is lost may cost
/// all. One thread of its own calls [#round].
final class TelegramHalt {

    private static final Logger LOG = LoggerFactory.getLogger("crossbook.alerts");
    private static final String COMMAND = "/halt";
    private static final long YOUNG_SECONDS = 600;
    private static final int LONGEST_REASON = 200;
    private static final int MOST_STRANGERS = 20;
    /// Anybody may write to a bot, and what is longer than [Http] takes would be answered again and again: ten of the longest messages are half of that.
    private static final int MOST_AT_ONCE = 10;
    private static final long FIRST_WAIT_MILLIS = 1_000;
    private static final long LONGEST_WAIT_MILLIS = 60_000;
    private static final Duration ANSWERING = Duration.ofSeconds(10);

    private final String base;
    private final Set<String> chats;
    private final Http http;
    private final Time time;
    private final int pollSeconds;
    private final Function<String, CompletableFuture<String>> stop;
    private final Set<String> strangers = new LinkedHashSet<>();
    private long offset;
    private long wait = FIRST_WAIT_MILLIS;
    private boolean failing;

    /// `base` ends with the bot's token; `stop` halts at once, and then has words for who asked.
    TelegramHalt(String base, Set<String> chats, Http http, Time time, int pollSeconds,
            Function<String, CompletableFuture<String>> stop) {
        this.base = base;
        this.chats = Set.copyOf(chats);
        this.http = http;
        this.time = time;
        this.pollSeconds = pollSeconds;
        this.stop = stop;
    }

    /// Waits for messages once, and acts on them.
    void round() throws InterruptedException {
        String why;
        try {
            Http.Answer answer = http.get(URI.create(base + "/getUpdates?timeout=" + pollSeconds
                    + "&limit=" + MOST_AT_ONCE + "&offset=" + offset
                    + "&allowed_updates=%5B%22message%22%5D"),
                    ANSWERING.plusSeconds(pollSeconds));
            JsonNode heard = Receiver.json(answer.body());
            if (answer.good() && heard.path("ok").asBoolean()) {
                for (JsonNode update : heard.path("result")) {
                    offset = Math.max(offset, update.path("update_id").asLong() + 1);
                    message(update.path("message"));
                }
                well();
                return;
            }
            why = "HTTP " + answer.status();
            wait = Math.max(wait, Math.min(RetryAfter.millis(answer), LONGEST_WAIT_MILLIS));
        } catch (IOException e) {
            why = String.valueOf(e.getMessage());
        }
        if (!failing) {
            LOG.warn("Telegram is not heard: {}: /halt works by command, file, signal and HTTP",
                    why);
        }
        failing = true;
        time.sleep(wait);
        wait = Math.min(wait * 2, LONGEST_WAIT_MILLIS);
    }

    private void well() {
        if (failing) {
            LOG.info("Telegram is heard again");
        }
        failing = false;
        wait = FIRST_WAIT_MILLIS;
    }

    private void message(JsonNode message) throws InterruptedException {
        String chat = message.path("chat").path("id").asText();
        String text = message.path("text").asText().strip();
        String command = text.split("\\s", 2)[0];
        if (!command.equals(COMMAND) && !command.startsWith(COMMAND + "@")) {
            return;
        }
        if (!chats.contains(chat)) {
            if (strangers.size() < MOST_STRANGERS && strangers.add(chat)) {
                LOG.warn("Telegram: chat {} is not allowed to halt, and was not heard", chat);
            }
            return;
        }
        long age = time.millis() / 1_000 - message.path("date").asLong();
        if (age > YOUNG_SECONDS) {
            answer(chat, "NOT halted: this was sent " + age / 60 + " minutes ago. Send it again.");
            return;
        }
        String reason = text.substring(command.length()).strip();
        answer(chat, halt("Telegram" + (reason.isEmpty()
                ? ""
                : ": " + reason.substring(0, Math.min(reason.length(), LONGEST_REASON)))));
    }

    private String halt(String why) throws InterruptedException {
        try {
            return stop.apply(why).get(ANSWERING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | RuntimeException e) {
            LOG.error("halting for Telegram has failed", e);
            return "whether it is halted is NOT known: " + e.getClass().getSimpleName()
                    + "; use another way";
        } catch (TimeoutException _) {
            return "halted; whether a restart would find it is not known yet";
        }
    }

    private void answer(String chat, String words) throws InterruptedException {
        try {
            http.post(URI.create(base + "/sendMessage"), JsonNodeFactory.instance.objectNode()
                    .put("chat_id", chat).put("text", words).toString(), ANSWERING);
        } catch (IOException e) {
            LOG.warn("Telegram was not answered ({}): {}", e.getMessage(), words);
        }
    }
}
