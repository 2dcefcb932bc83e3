package io.crossbook.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.exchanges.Dialects;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// What is wrong with a file is said in exactly these lines, all of it at once, and nobody is spoken to.
final class BadFilesTest {

    @TempDir
    private Path folder = Path.of("");

    /// Where the exchanges of the file would be.
    private ServerSocketChannel exchange;

    @BeforeEach
    void an_exchange_listens() throws IOException {
        exchange = ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        exchange.configureBlocking(false);
    }

    @AfterEach
    void nobody_has_called_it() throws IOException {
        assertNull(exchange.accept());
        exchange.close();
    }

    private int port() throws IOException {
        return ((InetSocketAddress) exchange.getLocalAddress()).getPort();
    }

    private Configuration read(byte[] bytes) throws IOException, ConfigException {
        Path file = Files.write(folder.resolve("bad.yaml"), bytes);
        return Configuration.read(file, Dialects::of);
    }

    private List<String> problems(String text) {
        return assertThrows(ConfigException.class,
                () -> read(text.getBytes(StandardCharsets.UTF_8))).problems().stream()
                .map(line -> line.replace(folder + "/", "")).toList();
    }

    @Test
    void the_good_file_is_good() throws IOException, ConfigException {
        Configuration good = read(BadFiles.good(port()).getBytes(StandardCharsets.UTF_8));
        assertEquals(List.of("kraken", "binance", "bybit-linear"), good.settings().exchanges()
                .stream().map(each -> each.entry().name()).toList());
    }

    @TestFactory
    Stream<DynamicTest> each_row_is_told_in_its_lines() throws IOException {
        List<BadFiles.Row> rows = BadFiles.rows(port());
        assertTrue(rows.size() >= 150, "rows: " + rows.size());
        assertEquals(rows.size(), rows.stream().map(BadFiles.Row::name).distinct().count());
        return rows.stream().map(row -> DynamicTest.dynamicTest(row.name(),
                () -> assertEquals(String.join("\n", row.wanted()),
                        String.join("\n", problems(row.text())))));
    }

    private void refuses(byte[] bytes, String... wanted) throws IOException {
        Files.write(folder.resolve("bad.yaml"), bytes);
        assertEquals(List.of(wanted), told(folder.resolve("bad.yaml")));
    }

    private List<String> told(Path file) {
        return assertThrows(ConfigException.class, () -> Configuration.read(file, Dialects::of))
                .problems().stream().map(line -> line.replace(folder + "/", "")).toList();
    }

    @Test
    void a_file_of_another_kind_is_told_in_one_line() throws IOException {
        refuses(new byte[0], "bad.yaml: is empty: a section exchanges is wanted");
        refuses("\n \n# nothing\n".getBytes(StandardCharsets.UTF_8),
                "bad.yaml: is empty: a section exchanges is wanted");
        refuses("mode: paper\nlive: \u00e9\n".getBytes(StandardCharsets.ISO_8859_1),
                "bad.yaml:2: this is no text in UTF-8: the byte 0xE9 begins no character");
        refuses("mode: paper\n".getBytes(StandardCharsets.UTF_16),
                "bad.yaml: this is UTF-16: a text in UTF-8 is wanted");
        refuses(new byte[ConfigText.MOST_BYTES + 1],
                "bad.yaml: is longer than 1048576 bytes: no configuration is");
        refuses("mode: paper\0\n".getBytes(StandardCharsets.UTF_8),
                "bad.yaml:1: this is no text: the character 0x00 is in it");
        refuses("a: 1\nPK\3\4".getBytes(StandardCharsets.UTF_8),
                "bad.yaml:2: this is no text: the character 0x03 is in it");
        refuses("exchanges".getBytes(StandardCharsets.UTF_8),
                "bad.yaml:1: this is \"exchanges\": a mapping (key: value) is wanted");
        assertEquals(List.of("none.yaml: there is no such file"),
                told(folder.resolve("none.yaml")));
        Files.createDirectory(folder.resolve("folder.yaml"));
        assertEquals(List.of("folder.yaml: is a folder: a file is wanted"),
                told(folder.resolve("folder.yaml")));
        Path closed = Files.createFile(folder.resolve("closed.yaml"),
                PosixFilePermissions.asFileAttribute(Set.of()));
        if (!Files.isReadable(closed)) { // root reads everything
            assertEquals(List.of(
                    "closed.yaml: cannot be read: this user may not; chmod u+r is wanted"),
                    told(closed));
        }
    }

    @Test
    void an_editor_may_mark_the_beginning_and_end_lines_in_its_own_way()
            throws IOException, ConfigException {
        String good = BadFiles.good(port());
        Configuration plain = read(good.getBytes(StandardCharsets.UTF_8));
        for (String other : List.of("\uFEFF" + good, good.replace("\n", "\r\n"))) {
            Configuration same = read(other.getBytes(StandardCharsets.UTF_8));
            assertEquals(plain.settings(), same.settings());
            assertEquals(plain.execution(), same.execution());
        }
    }

    @Test
    void of_a_thousand_mistakes_a_hundred_are_told() {
        var text = new StringBuilder("mode: paper\n");
        for (int i = 0; i < 1_000; i++) {
            text.append("qqqqqqqq").append(i).append(": 1\n");
        }
        List<String> told = problems(text.toString());
        assertEquals(101, told.size());
        assertEquals("bad.yaml: and 901 more like these", told.getLast());
    }
}
