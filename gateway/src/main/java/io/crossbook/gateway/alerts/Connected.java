package io.crossbook.gateway.alerts;

import io.crossbook.gateway.config.AlertSettings;
import io.crossbook.gateway.wire.Urls;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The settings with what the environment has of them: addresses and tokens, each of which is a secret.
///
/// `heartbeat` and `halt` (the address of a bot's methods) are null where none is configured.
record Connected(List<Receiver> receivers, @Nullable URI heartbeat, @Nullable String halt) {

    /// A shorter path may be an ordinary word.
    private static final int LONG = 20;

    Connected {
        receivers = List.copyOf(receivers);
    }

    /// Whether anybody outside is told, asked or heard at all.
    boolean anybody() {
        return !receivers.isEmpty() || heartbeat != null || halt != null;
    }

    /// [IllegalStateException] names what is missing or no address, and never shows it.
    static Connected of(AlertSettings settings,
            Function<String, @Nullable String> environment, Consumer<String> hide) {
        var secrets = new Secrets(environment, hide);
        var receivers = new ArrayList<Receiver>();
        for (AlertSettings.Receiver each : settings.receivers()) {
            String where = "alerts.receivers " + each.name();
            Severity from = Severity.of(each.from());
            receivers.add(switch (each.kind()) {
                case TELEGRAM -> new Receiver.Telegram(each.name(), from,
                        URI.create(settings.telegramUrl() + "/bot"
                                + secrets.token(where, each.variable()) + "/sendMessage"),
                        each.chat());
                case DISCORD -> new Receiver.Discord(each.name(), from,
                        secrets.address(where, each.variable()));
                case SLACK -> new Receiver.Slack(each.name(), from,
                        secrets.address(where, each.variable()));
                case WEBHOOK -> new Receiver.Webhook(each.name(), from,
                        secrets.address(where, each.variable()));
            });
        }
        return new Connected(receivers,
                settings.heartbeatEnv().isEmpty()
                        ? null
                        : secrets.address("alerts.heartbeat", settings.heartbeatEnv()),
                settings.haltEnv().isEmpty()
                        ? null
                        : settings.telegramUrl() + "/bot"
                                + secrets.token("alerts.telegramHalt", settings.haltEnv()));
    }

    private record Secrets(Function<String, @Nullable String> environment,
            Consumer<String> hide) {

        URI address(String where, String variable) {
            String value = value(where, variable);
            String problem = Urls.restProblem(value);
            if (!problem.isEmpty()) {
                throw new IllegalStateException(where + ": " + variable
                        + " holds no address such as https://hooks.example.com/… (http:// only to this machine)");
            }
            URI address = URI.create(value);
            String path = address.getRawPath(); // what makes it one, whoever's name stands before it
            if (path != null && path.length() >= LONG) {
                hide.accept(path);
            }
            return address;
        }

        String token(String where, String variable) {
            String value = value(where, variable);
            if (!value.matches("[0-9]{3,20}:[A-Za-z0-9_-]{20,100}")) {
                throw new IllegalStateException(where + ": " + variable
                        + " holds no token of a Telegram bot such as 123456789:AA…");
            }
            return value;
        }

        private String value(String where, String variable) {
            String value = environment.apply(variable);
            if (value == null || value.isBlank()) {
                throw new IllegalStateException(where + ": the environment lacks " + variable);
            }
            try {
                hide.accept(value.strip());
            } catch (IllegalArgumentException e) {
                throw new IllegalStateException(where + ": " + variable + " holds "
                        + e.getMessage(), e);
            }
            return value.strip();
        }
    }
}
