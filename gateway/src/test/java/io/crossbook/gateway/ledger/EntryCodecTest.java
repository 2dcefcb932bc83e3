package io.crossbook.gateway.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.execution.Entry;
import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every kind of entry becomes a row and comes back.
final class EntryCodecTest {

    private static final int SEEDS = 400;

    private static Entry read(Entry entry) throws BadRow {
        return EntryReader.entry(EntryWriter.type(entry), EntryReader.VERSION,
                EntryWriter.body(entry), entry.atNanos());
    }

    @Test
    void every_entry_comes_back_as_it_was() throws BadRow {
        for (int kind = 0; kind < Entries.KINDS; kind++) {
            var entries = new Entries(kind);
            for (int seed = 0; seed < SEEDS; seed++) {
                Entry entry = entries.of(kind);
                assertEquals(entry, read(entry));
                assertEquals(EntryWriter.body(entry), EntryWriter.body(read(entry)));
                assertTrue(EntryWriter.body(entry).chars().allMatch(c -> c >= ' ' && c < 128),
                        () -> EntryWriter.body(entry));
            }
        }
    }

    @Test
    void the_generators_leave_no_kind_out() {
        var kinds = new HashSet<Class<?>>();
        var types = new TreeSet<String>();
        for (int kind = 0; kind < Entries.KINDS; kind++) {
            Entry entry = new Entries(kind).of(kind);
            kinds.add(entry instanceof Entry.Told(var event, _)
                    ? event.getClass()
                    : entry.getClass());
            types.add(EntryWriter.type(entry));
        }
        var all = new HashSet<>(Set.of(Entry.class.getPermittedSubclasses()));
        all.remove(Entry.Told.class);
        all.addAll(Set.of(OrderEvent.class.getPermittedSubclasses()));
        assertEquals(all, kinds);
        assertEquals(Entries.KINDS, types.size(), "two kinds have one name: " + types);
    }

    /// What stands in journals: a renamed constant, field or type would make them unreadable.
    @Test
    void what_was_written_once_is_read_for_ever() throws IOException, BadRow {
        var types = new TreeSet<String>();
        wasWritten(1, types);
        wasWritten(3, types); // what is new since
        wasWritten(4, types);
        wasWritten(5, types);
        wasWritten(6, types);
        wasWritten(7, types);
        assertEquals(Entries.KINDS, types.size(), types::toString);
    }

    private static void wasWritten(int version, Set<String> types) throws IOException, BadRow {
        List<String> lines;
        try (InputStream in = EntryCodecTest.class
                .getResourceAsStream("entries-" + version + ".txt")) {
            lines = new String(java.util.Objects.requireNonNull(in).readAllBytes(),
                    StandardCharsets.UTF_8).lines().toList();
        }
        for (String line : lines) {
            String[] parts = line.split(" ", 3);
            types.add(parts[0]);
            Entry entry = EntryReader.entry(parts[0], version, parts[2],
                    Long.parseLong(parts[1]));
            assertEquals(parts[0], EntryWriter.type(entry));
            // What was not known then is written as not known.
            String today = switch (parts[0]) {
                case String type when type.equals("reserved") && version == 1 ->
                    parts[2].substring(0, parts[2].length() - 1) + ",\"planned\":\"0\"}";
                case String type when type.equals("traded") && version < 5 ->
                    parts[2].replace(",\"fee\":",
                            ",\"cost\":\"" + exact(entry) + "\",\"fee\":");
                case String type when type.equals("rearmed") && version < 7 ->
                    parts[2].substring(0, parts[2].length() - 1)
                            + ",\"pause\":9223372036854775807}"; // every one
                case "refused", "ended", "not_found", "cancel_refused" -> version < 7
                        ? parts[2].substring(0, parts[2].length() - 1) + ",\"evidence\":\"\"}"
                        : parts[2];
                case String _ -> parts[2];
            };
            assertEquals(today, EntryWriter.body(entry));
            assertEquals(entry, EntryReader.entry(parts[0], EntryReader.VERSION, today,
                    Long.parseLong(parts[1])));
        }
    }

    private static String exact(Entry entry) {
        return entry instanceof Entry.Told(OrderEvent.Traded(Fill fill), _)
                ? fill.price().multiply(fill.size()).toPlainString()
                : "";
    }

    @Test
    void half_a_body_is_an_error_and_nothing_else() {
        for (int kind = 0; kind < Entries.KINDS; kind++) {
            Entry entry = new Entries(kind).of(kind);
            String body = EntryWriter.body(entry);
            for (int length = 0; length < body.length(); length++) {
                String half = body.substring(0, length);
                assertThrows(BadRow.class, () -> EntryReader.entry(EntryWriter.type(entry),
                        EntryReader.VERSION, half, 1), half);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "halted|8|{\"why\":\"x\"}|it is of version 8, this build knows 7: a newer one has written it",
            "halted|0|{\"why\":\"x\"}|it is of version 0",
            "bought|1|{}|this build knows no such type: a newer one has written it",
            "halted|1|{}|'why' is missing",
            "halted|1|{\"why\":\"x\",\"who\":\"y\"}|'who' is not known here",
            "halted|1|{\"why\":7}|'why' is 7, not text",
            "halted|1|{\"why\":\"x\",\"why\":\"x\"}|no JSON: Duplicate field 'why'",
            "halted|1|{\"why\":\"x\"} {}|no JSON: Trailing token",
            "halted|1|[]|an object is wanted, not []",
            "asked|1|{\"order\":\"cb00010000011l001\"}|'order' is \"cb00010000011l001\", not an order id of ours",
            "skipped|1|{\"attempt\":1.5,\"rung\":1,\"why\":\"\"}|'attempt' is 1.5, not a whole number",
            "skipped|1|{\"attempt\":1,\"rung\":3000000000,\"why\":\"\"}|'rung' is 3000000000, not a small whole number",
            "turned|1|{\"attempt\":1,\"news\":\"EVEN\",\"why\":\"\"}|'news' is \"EVEN\", not one of those that this build knows",
            "closed|1|{\"attempt\":1,\"net\":[{\"asset\":\"BTC\",\"amount\":\"1.0.0\"}],\"fees\":[],\"dust\":[]}|'amount' is \"1.0.0\", not an amount as text",
            "closed|1|{\"attempt\":1,\"net\":[{\"asset\":\"BTC\",\"amount\":1}],\"fees\":[],\"dust\":[]}|'amount' is 1, not an amount as text",
            "closed|1|{\"attempt\":1,\"net\":[{\"asset\":\"A\",\"amount\":\"1\"},{\"asset\":\"A\",\"amount\":\"1\"}],\"fees\":[],\"dust\":[]}|'net' has an asset twice",
            "closed|1|{\"attempt\":1,\"net\":{},\"fees\":[],\"dust\":[]}|'net' is {}, not a list",
            "posted|1|{\"reference\":\"a\",\"why\":\"b\",\"postings\":[{\"account\":\"dust\",\"exchange\":\"\",\"asset\":\"BTC\",\"amount\":\"1\"}]}|b does not sum to nothing: {BTC=1}"})
    void what_cannot_be_says_why(String type, int version, String body, String why) {
        String said = String.valueOf(
                assertThrows(BadRow.class, () -> EntryReader.entry(type, version, body, 1))
                        .getMessage());

        assertTrue(said.startsWith(why), said);
    }
}
