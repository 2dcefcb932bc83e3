package io.crossbook.gateway.config;

import io.crossbook.gateway.wire.Urls;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Who is told when something is wrong. Addresses and tokens are secrets: the file has the names of environment variables that hold them.
///
/// At most `maxPerMinute` messages go to each receiver; what lasts is told again every `repeatMinutes`. `heartbeatEnv` and `haltEnv` are empty where there is
/// none. `keysExpire` says when the keys of exchanges end, in epoch nanoseconds.
public record AlertSettings(List<Receiver> receivers, int maxPerMinute, int repeatMinutes,
        String heartbeatEnv, int heartbeatSeconds, String haltEnv, Set<String> haltChats,
        String telegramUrl, Map<String, Long> keysExpire) {

    /// Nobody is told anything.
    public static final AlertSettings NONE = new AlertSettings(List.of(), 10, 60, "", 60, "",
            Set.of(), "https://api.telegram.org", Map.of());

    /// How a receiver is spoken to.
    public enum Kind {
        TELEGRAM, DISCORD, SLACK, WEBHOOK
    }

    /// One of them; `variable` holds its address (its bot's token for Telegram), `chat` is Telegram's. It hears what is at least as severe as `from`.
    public record Receiver(String name, Kind kind, String variable, String chat, String from) {}

    private static final List<String> KINDS = List.of("telegram", "discord", "slack", "webhook");
    private static final Form<Kind> KIND = new Form<>("one of " + String.join(", ", KINDS),
            AlertSettings::kind).guessing(text -> Nearest.of(text, KINDS));
    private static final Form<String> FROM = Form.oneOf(List.of("info", "warning", "critical"));
    private static final Form<String> CHAT = new Form<>(
            "the number of a chat such as 123456789, or -1001234567890 of a group,",
            text -> text.matches("-?[0-9]{1,20}") ? text : null);
    private static final Form<String> URL = Form.base(
            "a URL such as https://api.telegram.org (http:// only to this machine)",
            Urls::restProblem);

    public AlertSettings {
        receivers = List.copyOf(receivers);
        haltChats = Set.copyOf(haltChats);
        keysExpire = Map.copyOf(keysExpire);
    }

    private static @Nullable Kind kind(String text) {
        return KINDS.contains(text) ? Kind.valueOf(text.toUpperCase(Locale.ROOT)) : null;
    }

    static AlertSettings read(Section section, Form<String> exchange) {
        var receivers = new ArrayList<Receiver>();
        var names = new HashSet<String>();
        for (Section each : section.sections("receivers")) {
            Receiver receiver = receiver(each);
            if (!names.add(receiver.name())) {
                each.wrong("name", receiver.name() + " is there twice: another name is wanted");
            }
            receivers.add(receiver);
        }
        int perMinute = section.value("maxPerMinute", Form.whole(1, 60),
                (long) NONE.maxPerMinute).intValue();
        int repeat = section.value("repeatMinutes", Form.whole(1, 10_080),
                (long) NONE.repeatMinutes).intValue();
        Section heart = section.section("heartbeat");
        String heartbeatEnv = heart.value("urlEnv", Account.VARIABLE, "");
        int heartbeatSeconds = heart.value("everySeconds", Form.whole(5, 86_400),
                (long) NONE.heartbeatSeconds).intValue();
        heart.end();
        if (!heart.empty() && !heart.has("urlEnv")) {
            heart.wrong("urlEnv", "is missing: without it nobody is called");
        }
        Section halt = section.section("telegramHalt");
        String haltEnv = halt.value("tokenEnv", Account.VARIABLE, "");
        Set<String> chats = Set.copyOf(halt.list("chats", CHAT));
        halt.end();
        if (haltEnv.isEmpty() != chats.isEmpty()) {
            halt.wrong(haltEnv.isEmpty() ? "tokenEnv" : "chats",
                    "is missing: tokenEnv and chats belong together");
        }
        String url = section.value("telegramUrl", URL, NONE.telegramUrl);
        Map<String, Long> expire = expire(section.section("keysExpire"), exchange);
        section.end();
        return new AlertSettings(receivers, perMinute, repeat, heartbeatEnv, heartbeatSeconds,
                haltEnv, chats, url, expire);
    }

    private static Receiver receiver(Section section) {
        String name = section.required("name", Form.EXCHANGE_NAME, "");
        Kind kind = section.required("kind", KIND, Kind.WEBHOOK);
        String variable;
        String chat = "";
        if (kind == Kind.TELEGRAM) {
            variable = section.required("tokenEnv", Account.VARIABLE, "");
            chat = section.required("chat", CHAT, "");
        } else {
            variable = section.required("urlEnv", Account.VARIABLE, "");
        }
        String from = section.value("from", FROM, "warning");
        section.end();
        return new Receiver(name, kind, variable, chat, from);
    }

    private static Map<String, Long> expire(Section section, Form<String> exchange) {
        var expire = new TreeMap<String, Long>();
        for (String name : section.names()) {
            if (exchange.reader().apply(name) == null) {
                section.wrongKey(name, "is no exchange: " + exchange.wanted() + " is wanted"
                        + exchange.meant(name));
            }
            expire.put(name, section.value(name, Form.TIME, 0L));
        }
        return expire;
    }
}
