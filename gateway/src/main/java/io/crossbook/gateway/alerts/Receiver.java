package io.crossbook.gateway.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Who is told: where a message goes, how it is written down there, and what says that it arrived.
///
/// `name` is for people; addresses and tokens are secrets and stand in no word of ours.
sealed interface Receiver {

    /// Lines of one message; of more it says how many.
    int MOST_LINES = 20;

    /// For logs and metrics.
    String name();

    /// From which severity on it wants to hear.
    Severity from();

    URI address();

    /// The body, JSON.
    ObjectNode body(List<Alert> alerts);

    /// Whether this answer to a POST says that the message is there; of 2xx only.
    default boolean took(Http.Answer answer) {
        return !answer.html();
    }

    /// A chat of Telegram, through the bot whose token is in the address.
    record Telegram(String name, Severity from, URI address, String chat) implements Receiver {
        private static final int LONGEST = 4_000;

        @Override
        public ObjectNode body(List<Alert> alerts) {
            ObjectNode body = object().put("chat_id", chat).put("text", text(alerts, LONGEST));
            body.putObject("link_preview_options").put("is_disabled", true);
            return body;
        }

        @Override
        public boolean took(Http.Answer answer) {
            return json(answer.body()).path("ok").asBoolean();
        }
    }

    /// A channel of Discord, by its webhook.
    record Discord(String name, Severity from, URI address) implements Receiver {
        private static final int LONGEST = 1_900;

        @Override
        public ObjectNode body(List<Alert> alerts) {
            ObjectNode body = object().put("content", text(alerts, LONGEST));
            body.putObject("allowed_mentions").putArray("parse"); // text of exchanges calls nobody
            return body;
        }
    }

    /// A channel of Slack, by its incoming webhook.
    record Slack(String name, Severity from, URI address) implements Receiver {
        private static final int LONGEST = 3_500;

        @Override
        public ObjectNode body(List<Alert> alerts) {
            return object().put("text", text(alerts, LONGEST).replace("&", "&amp;")
                    .replace("<", "&lt;").replace(">", "&gt;"));
        }

        @Override
        public boolean took(Http.Answer answer) {
            return answer.body().strip().equals("ok");
        }
    }

    /// Whatever takes a POST of JSON.
    record Webhook(String name, Severity from, URI address) implements Receiver {
        private static final int LONGEST = 8_000;

        @Override
        public ObjectNode body(List<Alert> alerts) {
            ObjectNode body = object().put("source", "crossbook").put("text",
                    text(alerts, LONGEST));
            ArrayNode rows = body.putArray("alerts");
            alerts.stream().limit(MOST_LINES).forEach(alert -> rows.add(document(alert)));
            return body.put("more", Math.max(0, alerts.size() - MOST_LINES));
        }
    }

    /// One alert, as webhooks and `/v1/alerts` have it.
    static ObjectNode document(Alert alert) {
        return object().put("cause", alert.cause().word()).put("about", alert.about())
                .put("severity", alert.cause().severity().word())
                .put("state", alert.state().name().toLowerCase(Locale.ROOT))
                .put("text", alert.text())
                .put("since", Instant.ofEpochMilli(alert.sinceMillis()).toString())
                .put("at", Instant.ofEpochMilli(alert.atMillis()).toString())
                .put("runbook", alert.cause().section());
    }

    /// What came in; missing where it is no JSON.
    static JsonNode json(String text) {
        try {
            JsonNode read = new ObjectMapper().readTree(text);
            return read == null ? JsonNodeFactory.instance.missingNode() : read;
        } catch (JsonProcessingException _) {
            return JsonNodeFactory.instance.missingNode();
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /// The worst first, because what does not fit is only counted.
    private static String text(List<Alert> alerts, int longest) {
        String lines = alerts.stream().limit(MOST_LINES).map(Alert::line)
                .collect(Collectors.joining("\n"));
        int more = alerts.size() - MOST_LINES;
        String end = more > 0 ? "\nand " + more + " more: GET /v1/alerts" : "";
        return (lines.length() > longest ? lines.substring(0, longest) + "…" : lines) + end;
    }
}
