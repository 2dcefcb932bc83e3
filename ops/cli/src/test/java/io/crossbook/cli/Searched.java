package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Everything that was written, by where, and the search through it for what must not be there, however it is spelt.
final class Searched {

    private static final int BLOCK_MAGIC = 0x4342_424C;
    private static final int BLOCK_HEADER = 40;
    private static final int LENGTH_AT = 8;
    private static final int MOST_BLOCK = 64 << 20;
    /// Of two bytes.
    private static final int BEGINNINGS = 1 << 16;

    private final Map<String, byte[]> places = new TreeMap<>();

    void add(String place, String text) {
        add(place, text.getBytes(StandardCharsets.UTF_8));
    }

    void add(String place, byte[] bytes) {
        places.merge(place, bytes, (one, other) -> {
            byte[] both = Arrays.copyOf(one, one.length + other.length);
            System.arraycopy(other, 0, both, one.length, other.length);
            return both;
        });
    }

    /// Every file below a folder, and what is compressed in the blocks of tapes.
    void folder(Path folder, String except) throws IOException {
        folder("", folder, except);
    }

    /// The same, called by where the folder is of.
    void folder(String of, Path folder, String except) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (file.getFileName().toString().equals(except)) {
                    continue;
                }
                byte[] bytes = Files.readAllBytes(file);
                String name = Path.of(of, folder.relativize(file).toString()).toString();
                add(name, bytes);
                byte[] inside = blocks(bytes);
                if (inside.length > 0) {
                    add("inside " + name, inside);
                }
            }
        }
    }

    private static byte[] blocks(byte[] file) {
        var inside = new ByteArrayOutputStream();
        ByteBuffer all = ByteBuffer.wrap(file);
        for (int at = 0; at + BLOCK_HEADER <= file.length; at++) {
            if (all.getInt(at) != BLOCK_MAGIC) {
                continue;
            }
            int length = all.getInt(at + LENGTH_AT);
            int raw = all.getInt(at + LENGTH_AT + 4);
            if (length <= 0 || length > file.length - at - BLOCK_HEADER || raw <= 0
                    || raw > MOST_BLOCK) {
                continue;
            }
            inside.writeBytes(inflated(file, at + BLOCK_HEADER, length, raw));
        }
        return inside.toByteArray();
    }

    private static byte[] inflated(byte[] file, int from, int length, int raw) {
        var inflater = new Inflater(true);
        inflater.setInput(file, from, length);
        byte[] out = new byte[raw];
        try {
            return Arrays.copyOf(out, inflater.inflate(out));
        } catch (DataFormatException _) {
            return new byte[0]; // stored as it is, and so searched with the file
        } finally {
            inflater.end();
        }
    }

    /// Where any spelling of any of them stands; every place is read once.
    Set<String> find(Collection<String> secrets) {
        var begins = new Spelling[BEGINNINGS][];
        secrets.forEach(secret -> spellings(secret).forEach((name, bytes) -> {
            int beginning = beginning(bytes, 0);
            Spelling[] known = begins[beginning];
            Spelling[] more = known == null
                    ? new Spelling[1]
                    : Arrays.copyOf(known, known.length + 1);
            more[more.length - 1] = new Spelling(name, bytes);
            begins[beginning] = more;
        }));
        var found = new TreeSet<String>();
        places.forEach((place, bytes) -> {
            for (int at = 0; at + 1 < bytes.length; at++) {
                Spelling[] possible = begins[beginning(bytes, at)];
                if (possible != null) {
                    for (Spelling each : possible) {
                        if (stands(bytes, at, each.bytes)) {
                            found.add(place + " has a secret as " + each.name);
                        }
                    }
                }
            }
        });
        return found;
    }

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Spelling(String name, byte[] bytes) {}

    private static int beginning(byte[] bytes, int at) {
        return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
    }

    /// That no key of any practice account stands anywhere in it, however it is spelt.
    void keepsKeys() {
        assertEquals(Set.of(), find(PracticeAccounts.marks()));
    }

    /// The same of everything that was left in a folder.
    static void keepsKeys(Path folder) throws IOException {
        var left = new Searched();
        left.folder(folder, "control.token");
        left.keepsKeys();
    }

    /// Raw, and as JSON, URLs, hexadecimals and Base64 write it, in whatever stands before it there.
    static Map<String, byte[]> spellings(String secret) {
        var spellings = new TreeMap<String, byte[]>();
        byte[] raw = secret.getBytes(StandardCharsets.UTF_8);
        text(spellings, "it is", secret);
        text(spellings, "JSON", secret.replace("/", "\\/"));
        text(spellings, "JSON within JSON", secret.replace("/", "\\\\/"));
        text(spellings, "a part of a URL", URLEncoder.encode(secret, StandardCharsets.UTF_8));
        text(spellings, "a part of a URL, in small letters", URLEncoder
                .encode(secret, StandardCharsets.UTF_8).replaceAll("%2F", "%2f")
                .replaceAll("%2B", "%2b").replaceAll("%3D", "%3d"));
        encoded(spellings, "", raw);
        if (secret.endsWith("=")) { // a secret of bytes
            byte[] decoded = Base64.getDecoder().decode(secret);
            spellings.put("its bytes", decoded);
            encoded(spellings, "its bytes in ", decoded);
        }
        return spellings;
    }

    private static void text(Map<String, byte[]> to, String name, String text) {
        to.put(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void encoded(Map<String, byte[]> to, String of, byte[] raw) {
        text(to, of + "hexadecimals", HexFormat.of().formatHex(raw));
        text(to, of + "capital hexadecimals", HexFormat.of().withUpperCase().formatHex(raw));
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + raw.length];
            System.arraycopy(raw, 0, shifted, before, raw.length);
            for (Base64.Encoder base : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
                String all = base.withoutPadding().encodeToString(shifted);
                // The letters at both ends depend on what stands beside it.
                text(to, of + "Base64 " + before
                        + (base.equals(Base64.getEncoder()) ? "" : " of URLs"),
                        all.substring(before == 0 ? 0 : before + 1, all.length() - 1));
            }
        }
    }

    private static boolean contains(byte[] bytes, byte[] wanted) {
        for (int at = 0; at < bytes.length; at++) {
            if (stands(bytes, at, wanted)) {
                return true;
            }
        }
        return false;
    }

    private static boolean stands(byte[] bytes, int at, byte[] wanted) {
        int same = 0;
        while (same < wanted.length && at + same < bytes.length
                && bytes[at + same] == wanted[same]) {
            same++;
        }
        return same == wanted.length;
    }

    /// Where this stands as it is.
    List<String> places(String marker) {
        byte[] wanted = marker.getBytes(StandardCharsets.UTF_8);
        return places.entrySet().stream().filter(each -> contains(each.getValue(), wanted))
                .map(Map.Entry::getKey).toList();
    }
}
