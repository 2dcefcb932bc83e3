package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every command as a person meets it: its help needs no manual, its answer can be a program's, nonsense is refused, and Tab completes it.
final class GuideTest {

    @TempDir
    private Path folder = Path.of("");

    /// All commands, by the words that call them; of those with commands below them, these.
    private static Map<List<String>, String> commands() {
        var helps = new TreeMap<List<String>, String>(
                java.util.Comparator.comparing(List<String>::toString));
        below(List.of(), helps);
        assertTrue(helps.size() > 35, helps.keySet()::toString);
        return helps;
    }

    private static void below(List<String> words, Map<List<String>, String> helps) {
        var line = new ArrayList<Object>(words);
        line.add("--help");
        Ran help = Ran.crossbook(line.toArray());
        assertEquals(Exit.OK, help.code(), words::toString);
        List<String> all = help.out().lines().toList();
        int at = all.indexOf("Commands:");
        if (at < 0) {
            helps.put(words, help.out());
            return;
        }
        all.subList(at + 1, all.size()).stream().takeWhile(each -> !each.isBlank())
                .filter(each -> each.matches("  [a-z].*")).forEach(each -> {
                    var longer = new ArrayList<>(words);
                    longer.add(each.strip().split(" ", 2)[0]);
                    below(longer, helps);
                });
    }

    @Test
    void every_help_has_an_example_that_calls_it_and_the_exit_codes() {
        commands().forEach((words, help) -> {
            String call = "crossbook " + String.join(" ", words);
            assertTrue(help.startsWith("Usage: " + call), help);
            assertTrue(help.contains("\n  " + call) || help.contains("(" + call + " "),
                    () -> call + " has no example:\n" + help);
            help.lines().dropWhile(each -> !each.equals("Examples:")).skip(1)
                    .forEach(each -> assertTrue(each.startsWith("  "), () -> "broken: " + each));
            assertTrue(help.contains("Exit codes:"), help);
            assertTrue(help.lines().filter(each -> each.matches(" +(0|1|2|78) .*")).count() >= 3,
                    help);
        });
    }

    @Test
    void every_command_can_answer_in_json() {
        commands().forEach((words, help) -> assertTrue(help.contains("--json"), words::toString));
    }

    @Test
    void every_command_refuses_nonsense() {
        for (List<String> words : commands().keySet()) {
            var line = new ArrayList<Object>(words);
            line.add("--nonsense");
            Ran ran = Ran.crossbook(line.toArray());
            assertEquals(Exit.USAGE, ran.code(), words::toString);
            assertEquals(1, ran.err().lines().count(), ran.err());
            assertTrue(ran.err().endsWith(" --help says more)\n"), ran.err());
            assertEquals("", ran.out());
        }
    }

    /// As bash itself asks, with the script sourced.
    private List<String> completed(String... typed) throws IOException, InterruptedException {
        Path script = Files.writeString(folder.resolve("completion.sh"),
                Ran.crossbook("completion", "bash").out());
        String words = String.join("' '", typed);
        var process = new ProcessBuilder("bash", "--norc", "-c", ". " + script
                + "; COMP_WORDS=('crossbook' '" + words + "'); COMP_CWORD=" + typed.length
                + "; COMP_LINE=\"${COMP_WORDS[*]}\"; COMP_POINT=${#COMP_LINE}; COMP_TYPE=9"
                + "; _complete_crossbook; printf '%s\\n' \"${COMPREPLY[@]}\"; complete -p crossbook")
                .redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(),
                java.nio.charset.StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertTrue(said.contains("-F _complete_crossbook"), said);
        return said.lines().filter(each -> !each.startsWith("complete ")).map(String::strip)
                .toList();
    }

    @Test
    void bash_completes_commands_options_and_values() throws IOException, InterruptedException {
        assertEquals(List.of("exchange"), completed("exch"));
        assertTrue(completed("re").containsAll(List.of("record", "reload", "replay", "resume")));
        assertTrue(completed("check", "--l").contains("--live"));
        assertEquals(List.of("verify"), completed("tape", "v"));
    }

    @Test
    void a_bad_file_ends_every_command_that_reads_one_with_78() throws IOException {
        Path file = Files.writeString(folder.resolve("desk.yaml"), """
                mode: papr
                exchanges:
                  kraken:
                    listings: [BTC-USD]
                    takerFee: 0.4 %
                    makerFee: 0.0025
                """);
        String told = """
                %1$s:1: mode is "papr": one of watch, paper, practice, testnet, live is wanted; did you mean paper?
                %1$s:4: exchanges.kraken.listings[] is "BTC-USD": an instrument such as BTC/USDT or BTC/USDT:USDT is wanted; did you mean BTC/USD?
                %1$s:5: exchanges.kraken.takerFee is "0.4 %%": a fraction such as 0.004, below 0.05, is wanted; did you mean 0.004?
                """
                .formatted(file);
        Path session = Ran.root().resolve("docs/examples/bybit.jsonl");
        Map<String, List<Object>> readers = Map.of("run", List.of(), "feed", List.of(), "record",
                List.of(), "check", List.of(), "fees", List.of(), "explain", List.of(1),
                "rebalance", List.of(), "scan", List.of(session), "backtest",
                List.of(session, "--out", folder.resolve("backtest")), "tune",
                List.of(session, "--out", folder.resolve("tune"), "--param",
                        "arbitrage.minNetBps=0:1:1"));
        var all = new TreeSet<String>();
        commands().forEach((words, help) -> {
            // Who reaches a daemon reads it as far as it can be read, for its folder.
            if (help.contains("--config=FILE") && !help.contains("--data=DIR")) {
                all.add(String.join(" ", words));
            }
        });
        assertEquals(all, new TreeSet<>(readers.keySet()));
        readers.forEach((command, more) -> {
            var line = new ArrayList<Object>(List.of(command, "--config", file));
            line.addAll(more);
            Ran ran = Ran.crossbook(line.toArray());
            assertEquals(Exit.CONFIGURATION, ran.code(), command + ran.err());
            assertEquals(told, ran.err(), command);
            assertEquals("", ran.out(), command);
        });
    }
}
