package io.crossbook.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.crossbook.exchanges.Dialects;
import io.crossbook.gateway.engine.Mode;
import io.crossbook.gateway.ledger.Durability;
import io.crossbook.gateway.ledger.JournalSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Where the journal is kept, and by whose password.
final class JournalConfigTest {

    private static final String KRAKEN = """
            exchanges:
              kraken:
                listings: [BTC/USDT]
                takerFee: 0.004
                makerFee: 0.0025
            """;

    private static Configuration parse(String text) throws ConfigException {
        return Configuration.parse("exchanges.yaml", text, Path.of("/desk"), Dialects::of);
    }

    private static void refuses(String text, String... wanted) {
        assertEquals(List.of(wanted),
                assertThrows(ConfigException.class, () -> parse(text)).problems());
    }

    @Test
    void a_server_s_password_stands_in_the_environment_and_nowhere_else() throws ConfigException {
        String server = "journal: {url: 'jdbc:postgresql://127.0.0.1:5432/crossbook?ssl=true', user: crossbook, passwordEnv: JOURNAL_PASSWORD, durability: full, patienceMillis: 2000}\n";
        JournalKeeping journal = parse(KRAKEN + server).journal();

        JournalSettings opened = journal
                .opened(Map.of("JOURNAL_PASSWORD", "canary-4711")::get);
        assertEquals("canary-4711", opened.password());
        assertEquals("crossbook", opened.user());
        assertEquals(Durability.FULL, opened.durability());
        assertEquals(2_000, opened.patienceMillis());
        assertEquals("journal.passwordEnv: the environment lacks JOURNAL_PASSWORD",
                assertThrows(IllegalStateException.class, () -> journal.opened(_ -> null))
                        .getMessage());
        for (String url : List.of("jdbc:postgresql://crossbook:canary-4711@127.0.0.1/crossbook",
                "jdbc:postgresql://127.0.0.1/crossbook?password=canary-4711",
                "jdbc:postgresql://127.0.0.1/crossbook?a=b&sslPassword=canary-4711",
                "jdbc:sqlite:canary-4711", "jdbc:mysql://127.0.0.1/canary-4711")) {
            refuses(KRAKEN + "journal: {url: '" + url + "'}\n",
                    "exchanges.yaml:6: journal.url is something else: a URL such as jdbc:postgresql://127.0.0.1/crossbook, without user and password, is wanted");
        }
        refuses(KRAKEN + "journal: {url: 'jdbc:postgresql://127.0.0.1/a', passwordEnv: canary}\n",
                "exchanges.yaml:6: journal.passwordEnv is something else: the name of an environment variable such as BINANCE_KEY (never a key itself) is wanted");
    }

    /// A mode's own journal is a file of its own, so that no mode goes on with another's.
    @Test
    void each_mode_has_its_own_journal() throws ConfigException {
        for (Mode mode : List.of(Mode.WATCH, Mode.PAPER)) {
            assertEquals("journal-" + mode.word() + ".db",
                    parse("mode: " + mode.word() + "\n" + KRAKEN).journal().settings().path()
                            .getFileName().toString());
        }
        assertEquals(Path.of("/desk/elsewhere/j.db"), parse(KRAKEN
                + "journal: {file: elsewhere/j.db}\ncontrol: {directory: /run/crossbook}\n")
                .journal().settings().path());
    }
}
