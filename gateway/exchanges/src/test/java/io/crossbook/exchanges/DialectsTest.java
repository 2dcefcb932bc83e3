package io.crossbook.exchanges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class DialectsTest {

    @Test
    void a_name_leads_to_a_class_in_a_folder() {
        assertEquals("io.crossbook.exchanges.kraken.KrakenDialect", Dialects.className("kraken"));
        assertEquals("io.crossbook.exchanges.binance.BinanceFuturesDialect",
                Dialects.className("binance-futures"));
    }

    @Test
    void an_unknown_name_is_the_users_error() {
        var e = assertThrows(IllegalArgumentException.class,
                () -> Dialects.of("mtgox", Entry.of("mtgox")));
        assertTrue(String.valueOf(e.getMessage()).startsWith("there is no dialect 'mtgox', only ["),
                e.getMessage());
    }

    @Test
    void every_name_has_a_dialect() {
        for (String name : Dialects.names()) {
            assertEquals(Dialects.className(name),
                    Dialects.of(name, Entry.of(name)).getClass().getName());
        }
    }

    @Test
    void every_name_has_an_entry_or_an_example_in_the_configuration() throws IOException {
        String text = Files.readString(
                Path.of(System.getProperty("crossbook.root", "."), "exchanges.yaml"));
        for (String name : Dialects.names()) {
            assertTrue(text.contains("\n  " + name + ":")
                    || text.contains("dialect: " + name + "\n"), name);
        }
    }

    @Test
    void every_dialect_in_every_folder_has_a_name() throws IOException {
        Path sources = Path.of(System.getProperty("crossbook.root", "."),
                "gateway/exchanges/src/main/java/io/crossbook/exchanges");
        var named = Dialects.names().stream().map(Dialects::className).sorted().toList();
        var folders = new TreeSet<String>();
        var found = new ArrayList<String>();
        try (var files = Files.walk(sources, 2)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path inside = sources.relativize(file);
                if (inside.getNameCount() == 2) {
                    folders.add(inside.getName(0).toString());
                    if (inside.toString().endsWith("Dialect.java")) {
                        found.add("io.crossbook.exchanges."
                                + inside.toString().replace(".java", "").replace('/', '.'));
                    }
                }
            }
        }
        assertEquals(named, found.stream().sorted().toList());
        assertEquals(folders, new TreeSet<>(Dialects.names().stream()
                .map(name -> name.replaceFirst("-.*", "")).toList()));
    }
}
