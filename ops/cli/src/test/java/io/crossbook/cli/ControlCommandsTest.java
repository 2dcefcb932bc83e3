package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.crossbook.execution.Entry;
import io.crossbook.gateway.engine.Input;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a person asks and wishes, with a daemon and without.
@Timeout(240)
final class ControlCommandsTest {

    private static final String ATTEMPTS = """
            attempt  state   begun (UTC)          planned        brought so far             left over     legs
                  2  parked  2026-11-21 03:00:00     0.75  USDT  0.00999 BTC, -500 USDT     0.00999 BTC   buy 0.01 alpha BTCUSDT at 50000, sell 0.01 beta BTCUSDT at 50100
                  1  dust    2026-11-21 03:00:00     0.75  USDT  -0.00001 BTC, 0.6589 USDT  -0.00001 BTC  buy 0.01 alpha BTCUSDT at 50000, sell 0.01 beta BTCUSDT at 50100

            Parked attempts wait for you:
              attempt 2 leaves 0.00999 BTC over
                what happened:                               crossbook attempts 2
                let it be given back, at a loss of 0.5 %:    crossbook unwind 2 --max-loss-bps 50
                or, when you have done it at the exchange:   crossbook clear 2 "WHAT YOU DID"
            """;
    private static final String BALANCES = """
            exchange  asset       held  tied up       free
            alpha     BTC      0.01998        0    0.01998
            alpha     USDT     0.06           0    0.06
            beta      BTC      0.01           0    0.01
            beta      USDT   400.5864         0  400.5864
            """;

    // Not below it: the address of a Unix socket has to be short.
    @TempDir
    Path data;

    private final Night night = new Night();

    @BeforeEach
    void journal() {
        night.journal(journalFile());
    }

    private Path journalFile() {
        return data.resolve("journal-practice.db");
    }

    private Ran ran(Object... words) {
        var line = new ArrayList<>(Arrays.asList(words));
        line.add("--data");
        line.add(data);
        return Ran.crossbook(line.toArray());
    }

    private String said(Object... words) {
        Ran ran = ran(words);
        assertEquals(Exit.OK, ran.code(), ran.err());
        return ran.out();
    }

    private JsonNode json(Object... words) throws IOException {
        var line = new ArrayList<>(Arrays.asList(words));
        line.add("--json");
        return new ObjectMapper().readTree(said(line.toArray()));
    }

    private static String refused(int code, Ran ran) {
        assertEquals(code, ran.code(), ran.err());
        assertEquals("", ran.out());
        return ran.err().strip().replaceFirst("^crossbook: ", "");
    }

    @Test
    void a_daemon_and_its_journal_know_the_same() throws IOException {
        var without = new ArrayList<String>();
        var with = new ArrayList<String>();
        List<String> all = List.of("balances", "attempts", "orders", "ledger");
        for (String each : all) {
            without.add(said(each).replaceFirst("(?s)^.*?\n.*?\n", ""));
        }
        JsonNode journal = json("attempts").path("attempts");
        try (var _ = new ToldDaemon(data, night)) {
            for (String each : all) {
                with.add(said(each).replaceFirst("(?s)^.*?\n.*?\n", ""));
            }
            assertEquals(journal, json("attempts").path("attempts"));
            assertEquals("daemon", json("balances").path("from").asText());
        }
        assertEquals(without, with);
        assertEquals("\n" + BALANCES, with.get(0));
        assertEquals("\n" + ATTEMPTS, with.get(1));
    }

    /// A start passes over a thousand numbers that no attempt will ever have.
    @Test
    void after_a_restart_the_last_attempts_are_still_those_that_there_were() throws IOException {
        night.restarts();
        Files.delete(journalFile());
        night.journal(journalFile());
        List<Integer> ids = List.of(2, 1);
        assertEquals(ids, ids(json("attempts")));
        assertEquals(List.of(2), ids(json("attempts", "--last", "1")));
        assertEquals(4, json("orders").path("orders").size());
        String absent = "there is no attempt 60";
        assertEquals(absent + " in " + journalFile() + "; the last one is 2",
                refused(Exit.FAILED, ran("attempts", 60)));
        try (var _ = new ToldDaemon(data, night)) {
            assertEquals(ids, ids(json("attempts")));
            assertEquals(4, json("orders").path("orders").size());
            assertEquals(absent + "; the last one is 2",
                    refused(Exit.FAILED, ran("unwind", 60, "--max-loss-bps", 50)));
        }
    }

    private static List<Integer> ids(JsonNode report) {
        var ids = new ArrayList<Integer>();
        report.path("attempts").forEach(each -> ids.add(each.path("attempt").asInt()));
        return ids;
    }

    @Test
    void without_a_daemon_the_journal_is_read_and_that_is_said() {
        Ran ran = ran("balances");
        assertEquals("""
                mode practice: not halted, and no daemon was asked
                0 attempts under way, 1 parked

                """ + BALANCES, ran.out());
        assertEquals("crossbook: no daemon answers in " + data + "; read from the journal "
                + journalFile() + ", last written 2026-11-21T03:00:00Z\n", ran.err());
    }

    @Test
    void a_journal_that_is_named_is_read_whoever_runs() throws IOException {
        try (var daemon = new ToldDaemon(data, night)) {
            daemon.watches = true;
            assertEquals("nobody trades here: mode is watch, or trading has not begun yet",
                    refused(Exit.FAILED, ran("ledger")));
            Ran ran = ran("ledger", "--journal", journalFile());
            assertTrue(ran.out().endsWith("""
                    in_transit            USDT     100

                    In every asset all accounts sum to nothing, as they must.
                    """), ran.out());
            assertTrue(ran.err().startsWith("crossbook: read from the journal "), ran.err());
        }
    }

    @Test
    void what_does_not_count_as_configured_yet_stands_at_the_top() throws IOException {
        try (var daemon = new ToldDaemon(data, night)) {
            daemon.limits = "maxLossUsdt is 100 and counts as 20 until 50 attempts are reconciled: 12 are";
            assertTrue(
                    ran("attempts").out().contains(
                            """
                                    0 attempts under way, 1 parked
                                    LIMITS, maxLossUsdt is 100 and counts as 20 until 50 attempts are reconciled: 12 are
                                    """),
                    ran("attempts").out());
        }
    }

    @Test
    void what_is_paused_stands_at_the_top() throws IOException {
        night.paused("asset BTC", "0.5 BTC at beta that nobody can explain");
        Files.delete(journalFile());
        night.journal(journalFile());
        assertTrue(said("balances").startsWith("""
                mode practice: not halted, and no daemon was asked
                0 attempts under way, 1 parked
                PAUSED, asset BTC: 0.5 BTC at beta that nobody can explain
                  nothing new is begun with it; when you know why: crossbook resume "REASON"

                """), said("balances"));
        assertEquals("[{\"what\":\"asset BTC\",\"why\":\"0.5 BTC at beta that nobody can "
                + "explain\"}]", json("balances").path("paused").toString());
    }

    @Test
    void orders_of_others_on_our_accounts_stand_at_the_top() throws IOException {
        try (ToldDaemon daemon = new ToldDaemon(data, night)) {
            daemon.foreign = Map.of("beta", 3);
            assertTrue(
                    said("orders").startsWith(
                            """
                                    mode practice: trading
                                    0 attempts under way, 1 parked
                                    NOT OURS, beta: 3 orders on the account were placed by somebody else, and are left alone; the log names them

                                    """),
                    said("orders"));
            assertEquals("[{\"exchange\":\"beta\",\"orders\":3}]",
                    json("balances").path("foreignOrders").toString());
        }
    }

    @Test
    void where_there_is_nothing_or_too_much_to_read_that_is_said() throws IOException {
        night.journal(data.resolve("journal-paper.db"));
        assertEquals(
                "in " + data + " there are several journals: say by --journal which one of " + data
                        + "/journal-paper.db, " + journalFile(),
                refused(Exit.NOTHING, ran("balances")));
        Files.delete(data.resolve("journal-paper.db"));
        Files.delete(journalFile());
        for (String each : List.of("balances", "attempts", "orders", "ledger")) {
            assertEquals("in " + data
                    + " there is no journal (journal*.db): name another folder by --data, or a journal by --journal",
                    refused(Exit.NOTHING, ran(each)));
        }
        assertEquals(data + "/elsewhere.db: there is no such journal; name another by --journal",
                refused(Exit.NOTHING, ran("orders", "--journal", data.resolve("elsewhere.db"))));
        Files.writeString(journalFile(), "dear diary, ".repeat(1_000));
        assertTrue(refused(Exit.FAILED, ran("orders")).contains("not a database"));
        assertEquals("--last: 1 to 200, not 0; `crossbook export` has all",
                refused(Exit.USAGE, ran("orders", "--last", "0")));
    }

    @Test
    void the_configuration_says_where_and_halting_does_not_need_it_to_be_right(@TempDir Path folder)
            throws IOException {
        Path config = Files.writeString(folder.resolve("exchanges.yaml"), Files.readString(
                Dislocated.config(folder, "0.001")) + "\ncontrol: {directory: " + data
                + "}\njournal: {file: " + journalFile() + "}\nmode: paper\n");
        assertEquals(said("attempts"), Ran.crossbook("attempts", "--config", config).out());
        Ran ran = Ran.crossbook("attempts", "--config", Files.writeString(config, Files.readString(
                config).replace("journal-practice", "journal-lost")));
        assertEquals(data + "/journal-lost.db: there is no such journal; name another by --journal",
                refused(Exit.NOTHING, ran));
        try (var daemon = new ToldDaemon(data, night)) {
            assertEquals(Exit.OK, Ran.crossbook("halt", "odd", "--config", config).code());
            assertTrue(daemon.latch.pulled());
        }
        for (String wrong : List.of("exchanges: {nonsense: 1}\n", "exchanges: [nonsense\n")) {
            Files.writeString(config, wrong + "control: {directory: " + data + "}\n");
            try (var daemon = new ToldDaemon(data, night)) {
                Ran halt = Ran.crossbook("halt", "odd", "--config", config);
                assertEquals(Exit.OK, halt.code(), halt.err());
                assertTrue(daemon.latch.pulled());
                assertTrue(Ran.crossbook("attempts", "--config", config).out()
                        .startsWith("mode practice: HALTED, "));
                assertEquals(Exit.OK,
                        Ran.crossbook("resume", "fine", "--config", config).code());
                assertFalse(daemon.latch.pulled());
                assertEquals(Exit.OK, Ran.crossbook("unwind", 2, "--max-loss-bps", 50, "--config",
                        config).code());
            }
            assertTrue(Ran.crossbook("balances", "--config", config).err()
                    .contains("read from the journal " + journalFile()));
        }
    }

    @Test
    void where_the_file_names_no_folder_it_is_data_beside_it_and_that_is_said(@TempDir Path folder)
            throws IOException {
        Path config = Files.writeString(folder.resolve("exchanges.yaml"), "exchanges: [nonsense");
        Files.createDirectory(folder.resolve("data"));
        Ran ran = Ran.crossbook("halt", "odd", "--config", config);
        assertEquals(Exit.NOTHING, ran.code());
        assertEquals("odd\n", Files.readString(folder.resolve("data/halt")));
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().startsWith("crossbook: looking in " + folder + "/data, for " + config),
                ran.err());
    }

    @Test
    void one_attempt_has_its_whole_story() throws IOException {
        String story = said("attempts", 2);
        assertTrue(story.startsWith("attempt 2: parked\n\nentry  time (UTC)"), story);
        assertTrue(
                story.contains(
                        """
                                   20  2026-11-21 03:00:00.019  told     cb0001000002l000o traded 0.01 at 50000, fee 0.00001 BTC, trade a3
                                   21  2026-11-21 03:00:00.020  told     cb0001000002l101e expired, 0 filled
                                   22  2026-11-21 03:00:00.021  now      imbalanced, uneven
                                   23  2026-11-21 03:00:00.022  skipped  rung 1: deviation: 312 bp, limit 100 bp
                                   24  2026-11-21 03:00:00.023  now      parked, exhausted: no rung is left
                                """),
                story);
        assertFalse(story.contains("cb0001000001"), "another attempt's");
        assertTrue(said("attempts", 1).endsWith("""

                in USDT
                planned        0.75
                realised       0.1589
                  captured     1.16
                  conversion   0
                  unwind       0
                  fees        -1.0011
                """), said("attempts", 1));
        JsonNode told = json("attempts", 2);
        assertEquals("parked", told.path("state").asText());
        assertEquals("-0.5", told.at("/attribution/fees").asText());
        assertTrue(told.path("markouts").isMissingNode(), "they are in no journal");
        assertEquals(24, told.path("entries").get(told.path("entries").size() - 1).path("entry")
                .asInt());
        assertEquals("there is no attempt 9 in " + journalFile() + "; the last one is 2",
                refused(Exit.FAILED, ran("attempts", 9)));
    }

    @Test
    void halting_and_resuming_go_through_the_daemon() throws IOException {
        try (var daemon = new ToldDaemon(data, night)) {
            assertEquals("""
                    halted (pull 1): no new attempt is begun; what is under way goes on to its end
                    to allow new ones again: crossbook resume "REASON"
                    """, said("halt", "odd fills at beta"));
            assertTrue(daemon.latch.pulled());
            assertTrue(said("attempts").startsWith(
                    """
                            mode practice: HALTED, command: odd fills at beta
                              nothing new is begun, what is under way goes on; when you know why: crossbook resume "REASON"
                            """));
            Ran ran = ran("resume", "beta was rebooted");
            assertEquals("resumed: new attempts may begin\n", ran.out());
            assertTrue(ran.err().matches("crossbook: halted at 20\\S+ \\S+ UTC by command: odd "
                    + "fills at beta\n"), ran.err());
            assertFalse(daemon.latch.pulled());
            assertEquals(2, json("halt", "again").path("pull").asInt());
        }
        for (String each : List.of("halt", "resume")) {
            assertEquals("a reason is wanted: who reads the journal later wants to know",
                    refused(Exit.USAGE, ran(each, " ")));
        }
    }

    @Test
    void who_resumes_sees_all_that_halted_also_what_nobody_pulled() throws IOException {
        try (var daemon = new ToldDaemon(data, night)) {
            said("halt", "lunch");
            daemon.wish(new Input.Wish.Halt("beta says that we have borrowed", 0));
            Ran ran = ran("resume", "paid back");
            assertEquals(Exit.OK, ran.code(), ran.err());
            assertEquals(List.of("command: lunch", "beta says that we have borrowed"),
                    ran.err().lines().map(line -> line.replaceFirst(".* UTC by ", "")).toList());
        }
    }

    /// An unrelated halt is no reason to trade with a coin that is missing: what ends is shown, and nothing else ends.
    @Test
    void who_resumes_sees_what_was_paused_and_what_pauses_meanwhile_stays() throws IOException {
        night.paused("asset BTC", "0.5 BTC at beta that nobody can explain");
        try (var daemon = new ToldDaemon(data, night)) {
            said("halt", "lunch");
            daemon.meanwhile.add(new Entry.Paused("asset ETH", "2 ETH are missing at alpha", 1));
            Ran ran = ran("resume", "had lunch");
            assertEquals(List.of("command: lunch",
                    "crossbook: allows again: asset BTC: 0.5 BTC at beta that nobody can explain"),
                    ran.err().lines().map(line -> line.replaceFirst(".* UTC by ", "")).toList());
            assertEquals("""
                    resumed: new attempts may begin
                    STILL PAUSED, asset ETH: 2 ETH are missing at alpha
                      it was not shown above: look at it, then resume anew
                    """, ran.out());
            assertEquals("[{\"what\":\"asset ETH\",\"why\":\"2 ETH are missing at alpha\"}]",
                    json("balances").path("paused").toString());
            daemon.meanwhile.clear();
            assertEquals("resumed: new attempts may begin\n", said("resume", "found them"));
            assertEquals("[]", json("balances").path("paused").toString());
        }
    }

    @Test
    void halting_where_no_daemon_answers_leaves_the_file_and_no_illusion() throws IOException {
        Ran ran = ran("halt", "odd fills");
        assertEquals(Exit.NOTHING, ran.code());
        assertTrue(ran.out().startsWith("NOBODY HAS ANSWERED; wrote " + data + "/halt: "),
                ran.out());
        assertEquals("odd fills\n", Files.readString(data.resolve("halt")));
        try (var daemon = new ToldDaemon(data, night)) {
            assertTrue(daemon.latch.pulled(), "it would have traded");
        }
        assertTrue(refused(Exit.NOTHING, Ran.crossbook("halt", "odd fills", "--data",
                data.resolve("nowhere"))).startsWith("NOTHING WAS HALTED: there is no folder "));
    }

    @Test
    void a_long_reason_halts_as_well_and_so_does_a_full_socket() throws IOException {
        try (var daemon = new ToldDaemon(data, night)) {
            assertTrue(said("halt", "\u0001ß".repeat(5_000)).startsWith("halted (pull 1)"));
            daemon.latch.release(1);
            var busy = new ArrayList<SocketChannel>();
            for (int i = 0; i < 8; i++) {
                busy.add(SocketChannel.open(
                        UnixDomainSocketAddress.of(data.resolve("crossbook.sock"))));
            }
            Ran ran = ran("halt", "odd fills");
            assertEquals(Exit.OK, ran.code(), ran.err());
            assertTrue(daemon.latch.pulled(), ran.out());
            for (SocketChannel each : busy) {
                each.close();
            }
        }
    }

    @Test
    void a_daemon_that_does_not_answer_its_socket_halts_by_the_file() throws IOException {
        try (var daemon = new ToldDaemon(data, night)) {
            Files.delete(data.resolve("crossbook.sock"));
            assertTrue(said("halt", "odd fills").startsWith("halted: the daemon does not answer "
                    + "its socket, but it has seen the file " + data + "/halt\n"));
            assertTrue(daemon.latch.pulled());

            // The file is there already; it is heard once more all the same.
            assertTrue(said("halt", "more odd fills").startsWith("halted: "));
            assertEquals(2, daemon.latch.pulls());
        }
    }

    @Test
    void what_an_earlier_daemon_noted_is_no_answer() throws IOException {
        Files.writeString(data.resolve("halted"), "2026-11-20T03:00:00Z command: odd fills\n");
        assertEquals(Exit.NOTHING, ran("halt", "odd fills").code());
    }

    @Test
    void a_parked_attempt_is_unwound_or_cleared() throws IOException {
        try (var _ = new ToldDaemon(data, night)) {
            assertEquals("there is no attempt 7; the last one is 2",
                    refused(Exit.FAILED, ran("unwind", 7, "--max-loss-bps", 50)));
            assertEquals("attempt 1 is dust, not parked: there is nothing for you to do",
                    refused(Exit.FAILED, ran("clear", 1, "done")));
            assertEquals("'maxLossBps' must be a whole number from 1 to 1000",
                    refused(Exit.FAILED, ran("unwind", 2, "--max-loss-bps", 5_000)));
            assertEquals(Exit.USAGE, ran("unwind", 2).code());
            assertEquals("attempt 2: unwinding\nhow it goes: crossbook attempts 2\n",
                    said("unwind", 2, "--max-loss-bps", 50));
        }
        try (var _ = new ToldDaemon(data, night)) {
            assertEquals("attempt 2: settled\n", said("clear", 2, "sold it by hand"));
        }
    }

    @Test
    void what_nobody_will_ever_tell_is_written_off() throws IOException {
        night.loses();
        try (var _ = new ToldDaemon(data, night)) {
            assertTrue(
                    said("attempts").contains(
                            """
                                    Parked attempts wait for you:
                                      attempt 2: not known yet is what became of cb0001000002u102g at beta
                                        it is asked after: see to it that the exchange answers; what happened: crossbook attempts 2
                                        where it never will:                         crossbook clear 2 "WHAT YOU FOUND" --write-off
                                    """),
                    said("attempts"));
            String refused = refused(Exit.FAILED, ran("clear", 2, "done"));
            assertTrue(refused.contains("what became of cb0001000002u102g at beta is not known yet")
                    && refused.endsWith(
                            "write it off: crossbook clear 2 \"WHAT YOU FOUND\" --write-off"),
                    refused);
            assertEquals(
                    """
                            attempt 2: settled
                            written off: cb0001000002u102g sell 0.01 beta BTCUSDT is taken to have filled 0; up to 0.01 more counts as exposure until beta shows what became of it
                            """,
                    said("clear", 2, "beta is gone for good", "--write-off"));
        }
        try (var _ = new ToldDaemon(data, night)) {
            JsonNode json = new ObjectMapper()
                    .readTree(said("clear", 2, "beta is gone", "--write-off", "--json"));
            assertEquals("settled", json.path("state").asText());
            JsonNode order = json.path("writtenOff").path(0);
            assertEquals("cb0001000002u102g written_off 0.01",
                    order.path("order").asText() + " " + order.path("state").asText() + " "
                            + order.path("unknown").asText());
        }
    }

    @Test
    void what_only_a_daemon_can_do_is_refused_without_one() {
        for (Ran ran : List.of(ran("resume", "looked"), ran("unwind", 2, "--max-loss-bps", 50),
                ran("clear", 2, "done"))) {
            assertEquals("no daemon answers in " + data + ", and only a daemon can do that: start "
                    + "it first (what was halted stays halted), or name its folder by --data",
                    refused(Exit.NOTHING, ran));
        }
    }

    /// As a spreadsheet reads it: each row under its names.
    private List<Map<String, String>> exported(String table) throws IOException {
        String text = said("export", table, "--csv");
        assertEquals(text.lines().count(), text.split("\r\n", -1).length - 1L,
                "each line ends as RFC 4180 wants it");
        try (MappingIterator<Map<String, String>> rows = new CsvMapper()
                .enable(CsvParser.Feature.FAIL_ON_MISSING_COLUMNS)
                .enable(CsvParser.Feature.FAIL_ON_MISSING_HEADER_COLUMNS)
                .readerForMapOf(String.class).with(CsvSchema.emptySchema().withHeader())
                .readValues(text)) {
            return rows.readAll();
        }
    }

    private static List<String> column(String name, List<Map<String, String>> rows) {
        return rows.stream().map(row -> row.get(name)).toList();
    }

    /// What docs/runbook.md names, in its order.
    private static List<String> documented(String table) throws IOException {
        String row = Files.readAllLines(Path.of("../../docs/runbook.md")).stream()
                .filter(line -> line.startsWith("| `" + table + "`")
                        || line.contains(", `" + table + "` | `posted"))
                .filter(line -> line.contains("reference") || line.contains("rung"))
                .findFirst().orElseThrow().split("\\|", -1)[2];
        var names = new ArrayList<String>();
        Matcher quoted = Pattern.compile("`([^`]*)`")
                .matcher(row.replaceAll("\\([^()]*(\\([^()]*\\)[^()]*)*\\)", ""));
        while (quoted.find()) {
            names.addAll(List.of(quoted.group(1).split(" ")));
        }
        return names;
    }

    @Test
    void every_trade_is_exported_once() throws IOException {
        List<Map<String, String>> rows = exported("fills");
        assertEquals(List.of("a1", "a2", "b1", "a3"), column("tradeId", rows));
        Map<String, String> first = rows.getFirst();
        assertEquals(documented("fills"), List.copyOf(first.keySet()));
        assertEquals("[2026-11-21T03:00:00.007Z, alpha, BTCUSDT, BTC, USDT, buy, 49990, 0.006, "
                + "299.94, 0.000006, BTC, cb0001000001l000j, 1, leg, 0, a1, stream]",
                first.values().toString());
        assertEquals("say --csv or --json, one of them",
                refused(Exit.USAGE, ran("export", "fills")));
        assertEquals(Exit.USAGE, ran("export", "fees", "--csv").code());
    }

    @Test
    void money_that_came_and_went_otherwise_is_exported() throws IOException {
        List<Map<String, String>> funding = exported("funding");
        assertEquals(documented("funding"), List.copyOf(funding.getFirst().keySet()));
        assertEquals(
                List.of("[2026-11-21T03:00:00.013Z, beta, funding, USDT, -0.0125, funding, "
                        + "funding 1]"),
                funding.stream().map(row -> row.values().toString()).toList());
        List<Map<String, String>> transfers = exported("transfers");
        assertEquals(documented("transfers"), List.copyOf(transfers.getFirst().keySet()));
        assertEquals(List.of("opening", "opening", "withdrawal"), column("what", transfers));
        assertEquals(List.of("1000", "0.02", "-100"), column("amount", transfers));
        assertEquals("[2026-11-21T03:00:00.014Z, beta, withdrawal, USDT, -100, in_transit, "
                + "withdrawal \"cold, deep\"]", transfers.getLast().values().toString());
    }

    @Test
    void attempts_are_exported_with_where_what_they_brought_comes_from() throws IOException {
        List<Map<String, String>> rows = exported("attempts");
        assertEquals(documented("attempts"), List.copyOf(rows.getFirst().keySet()));
        for (Map<String, String> row : rows) {
            assertEquals(0, Stream.of("captured", "conversion", "unwind", "fees")
                    .map(part -> new BigDecimal(row.get(part)))
                    .reduce(BigDecimal.ZERO, BigDecimal::add)
                    .compareTo(new BigDecimal(row.get("realised"))), row::toString);
        }
        assertEquals("[1, 77, 2026-11-21T03:00:00.003Z, 2026-11-21T03:00:00.012Z, dust, "
                + "alpha BTCUSDT + beta BTCUSDT, USDT, 0.75, 0.1589, 1.16, 0, 0, -1.0011, 1.5, "
                + "BTC -0.00001; USDT 0.6589, BTC -0.00001, 2, 0, false]",
                rows.getFirst().values().toString());
        assertEquals(List.of("2026-11-21T03:00:00.012Z", ""), column("ended", rows));
        assertEquals(List.of("BTC -0.00001; USDT 0.6589", "BTC 0.00999; USDT -500"),
                column("net", rows));
    }
}
