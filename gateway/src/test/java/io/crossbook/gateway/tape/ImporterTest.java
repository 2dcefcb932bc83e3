package io.crossbook.gateway.tape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.crossbook.books.Instrument;
import io.crossbook.exchanges.Entry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImporterTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    static final Catalogue NAMES = Catalogue.by((_, _, symbol) -> Instrument.spot(symbol, "X"),
            Entry::of);

    @TempDir
    Path folder;

    private Path file(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }

    private static String line(String ts, String venue, String conn, String dir, String frame) {
        return "{\"ts\":" + ts + ",\"venue\":\"" + venue + "\",\"conn\":\"" + conn
                + "\",\"dir\":\"" + dir + "\",\"url\":\"wss://x/?symbol=ZZ\",\"frame\":\""
                + frame.replace("\"", "\\\"") + "\"}";
    }

    @Test
    void recordings_are_merged_by_time_and_connections_are_opened() throws IOException {
        Path binance = file("a.jsonl", line("1.0", "BINANCE_US", "ws1", "recv",
                "{\"s\":\"BTCUSDT\"}"), line("3", "BINANCE_US", "http0", "rest", "{}"));
        Path kraken = file("b.jsonl", line("0.5", "KRAKEN", "ws7", "open", ""),
                line("2.000000001", "KRAKEN", "ws7", "recv", "[0,{},\"book-10\",\"XBT/USD\"]"),
                line("2.0", "KRAKEN", "ws7", "send", "hello"));
        Path tape = folder.resolve("tape");
        var summary = new Importer().session(binance).session(kraken).write(tape, "test", NAMES);

        assertEquals(new Importer.Summary(8, 1), summary);
        List<String> read = Reels.read(tape);
        String settings = read.get(1);
        assertTrue(settings.startsWith("1 500000000 Taken[input=Configured["), settings);
        assertTrue(settings.contains("instruments=[BTCUSDT/X, ZZ/X]"), settings);
        assertTrue(settings.contains("instruments=[XBT/USD/X]"), settings);
        assertTrue(settings.contains("dialect=binance, enabled=true"), settings);
        assertTrue(read.get(2).contains("Listed[exchange=binance-us"), read.get(2));
        assertTrue(read.get(3).contains("Listed[exchange=kraken"), read.get(3));
        assertEquals(List.of(
                "4 500000000 Taken[input=Opened[connection=1, link=kraken/ws7]]",
                "5 1000000000 Taken[input=Opened[connection=2, link=binance-us/ws1]]",
                "6 1000000000 frame 2 7b2273223a2242544355534454227d",
                "7 2000000001 frame 1 5b302c7b7d2c22626f6f6b2d3130222c225842542f555344225d",
                "8 3000000000 recorded binance-us wss://x/?symbol=ZZ 7b7d"),
                Reels.inputs(tape).subList(3, 8));
        assertTrue(read.contains("8 2000000001 Did[effect=Send[connection=1, frame=hello]]"));
        assertTrue(TapeInfo.of(tape).sound());
    }

    @Test
    void an_error_names_file_line_and_what_is_wanted() throws IOException {
        Path bad = file("bad.jsonl", line("1", "X", "c", "recv", ""),
                line("1", "X", "c", "recieve", ""));
        var error = assertThrows(IOException.class, () -> new Importer().session(bad)
                .write(folder.resolve("t"), "test", NAMES));
        assertTrue(String.valueOf(error.getMessage()).contains("bad.jsonl, line 2: "),
                error.toString());
        Path rubbish = file("rubbish.jsonl", "{\"ts\":1,");
        var second = assertThrows(IOException.class, () -> new Importer().session(rubbish)
                .write(folder.resolve("t"), "test", NAMES));
        assertTrue(String.valueOf(second.getMessage()).contains("rubbish.jsonl, line 1: no JSON"),
                second.toString());
    }

    @Test
    void a_tape_is_not_written_over_another() throws IOException {
        Path one = file("one.jsonl", line("1", "X", "c", "recv", ""));
        Path tape = folder.resolve("tape");
        new Importer().session(one).write(tape, "test", NAMES);
        assertThrows(java.nio.file.FileAlreadyExistsException.class,
                () -> new Importer().session(one).write(tape, "test", NAMES));
    }

    @Test
    void sessions_of_the_corpus_come_back_as_they_were() throws IOException {
        Path market = Corpus.part("market");
        List<Path> sessions;
        try (Stream<Path> walk = Files.walk(market)) {
            sessions = walk.filter(it -> it.toString().endsWith(".jsonl.gz")).sorted()
                    .filter(ImporterTest::small).toList();
        }
        assertTrue(sessions.size() > 10);
        long lines = 0;
        for (Path session : sessions) {
            Path tape = folder.resolve("tape" + lines);
            new Importer().session(session).write(tape, "test", NAMES);
            var out = new ByteArrayOutputStream();
            try (var reader = TapeReader.open(tape)) {
                assertTrue(Exporter.export(reader, out).ending().whole());
            }
            List<String> expected = new ArrayList<>();
            try (var original = Sessions.reader(session)) {
                original.lines().forEach(line -> expected.add(normal(line)));
            }
            var found = out.toString(StandardCharsets.UTF_8).lines().map(ImporterTest::normal)
                    .filter(line -> expected.stream().anyMatch(it -> it.contains(" open "))
                            || !line.contains(" open "))
                    .toList();
            Reels.same(expected, found);
            lines += expected.size();
        }
        System.out.println("tape: " + lines + " lines of " + sessions.size()
                + " sessions came back as they were");
    }

    /// Large ones take long, and hold nothing else.
    private static boolean small(Path session) {
        boolean small = session.toFile().length() < 400_000;
        if (!small) {
            System.out.println("skipped: " + session.getFileName() + " has more than 400 kB");
        }
        return small;
    }

    /// A line by its meaning: the digits of a time and the spelling of a text do not count.
    private static String normal(String line) {
        try {
            JsonNode json = JSON.readTree(line);
            String frame = json.has("frame_b64")
                    ? json.get("frame_b64").asText()
                    : json.get("frame").asText();
            return Sessions.nanos(json.get("ts").asText()) + " " + json.get("venue").asText() + " "
                    + json.get("conn").asText() + " " + json.get("dir").asText() + " "
                    + json.get("url").asText() + " " + frame;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
