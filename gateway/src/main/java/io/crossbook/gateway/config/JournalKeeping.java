package io.crossbook.gateway.config;

import io.crossbook.gateway.engine.Mode;
import io.crossbook.gateway.ledger.Durability;
import io.crossbook.gateway.ledger.JournalSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where the journal is kept: a file of ours, or a PostgreSQL whose password the environment has.
///
/// `settings` are without the password; `passwordEnv` is the name of a variable, empty where there is none. A journal belongs to one mode.
public record JournalKeeping(JournalSettings settings, String passwordEnv) {

    private static final Form<String> DURABILITY = Form.oneOf(List.of("normal", "full"));
    // A password in it is not shown.
    private static final Form<String> URL = Form.hidden(
            "a URL such as jdbc:postgresql://127.0.0.1/crossbook, without user and password,",
            text -> text.matches("jdbc:postgresql://[A-Za-z0-9.:\\[\\]-]+/[A-Za-z0-9_-]+(\\?.*)?")
                    && !text.contains("@")
                    && !text.toLowerCase(Locale.ROOT).matches(".*[?&](user|[a-z]*password)=.*")
                            ? text
                            : null);
    private static final Form<String> USER = new Form<>("a name such as crossbook",
            text -> text.matches("[A-Za-z0-9_.-]{1,63}") ? text : null);

    /// The one that a mode has when nothing else is said.
    static JournalKeeping of(Path folder, Mode mode) {
        return new JournalKeeping(
                JournalSettings.file(folder.resolve("data/journal-" + mode.word() + ".db"),
                        Durability.NORMAL),
                "");
    }

    static JournalKeeping read(Section section, Path folder, Mode mode) {
        JournalKeeping otherwise = of(folder, mode);
        var file = new Form<>("a file such as data/journal-paper.db",
                text -> text.isBlank() || text.startsWith("~") || text.contains("?") || text.chars()
                        .anyMatch(Character::isISOControl)
                                ? null
                                : folder.resolve(text));
        Path path = section.value("file", file, otherwise.settings.path());
        String url = section.value("url", URL, "");
        String user = section.value("user", USER, "");
        String passwordEnv = section.value("passwordEnv", Account.VARIABLE, "");
        Durability durability = section.value("durability", DURABILITY, "normal").equals("full")
                ? Durability.FULL
                : Durability.NORMAL;
        int patience = section.value("patienceMillis", Form.whole(100, 60_000),
                (long) otherwise.settings.patienceMillis()).intValue();
        section.end();
        if (section.has("file") && section.has("url")) {
            section.wrong("url", "is here beside file: one of them is wanted");
        }
        for (String ofServer : List.of("user", "passwordEnv")) {
            if (section.has(ofServer) && !section.has("url")) {
                section.wrong(ofServer, "is of a server: url is wanted with it");
            }
        }
        JournalSettings settings = url.isEmpty()
                ? JournalSettings.file(path, durability)
                : JournalSettings.at(url, user, "", durability);
        return new JournalKeeping(settings.patient(patience, settings.retryMillis()), passwordEnv);
    }

    /// With the password that the environment has; [IllegalStateException] when it has none and one is named.
    public JournalSettings opened(Function<String, @Nullable String> environment) {
        if (passwordEnv.isEmpty()) {
            return settings;
        }
        String password = environment.apply(passwordEnv);
        if (password == null || password.isEmpty()) {
            throw new IllegalStateException(
                    "journal.passwordEnv: the environment lacks " + passwordEnv);
        }
        return new JournalSettings(settings.url(), settings.user(), password,
                settings.durability(), settings.patienceMillis(), settings.retryMillis(),
                settings.capacity());
    }
}
