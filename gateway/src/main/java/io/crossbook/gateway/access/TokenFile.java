package io.crossbook.gateway.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.crossbook.gateway.control.Private;
import io.crossbook.gateway.keys.Secret;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/// The file `tokens` of the daemon's folder: who was given a token. Ours alone to read and write, and written in one piece.
public final class TokenFile {

    /// What it is called.
    public static final String NAME = "tokens";
    /// What every token begins with, so that whoever finds one knows what it is.
    static final String PREFIX = "crossbook_";
    private static final int BYTES = 32;
    private static final int MOST_TOKENS = 1_000;
    private static final int MOST_BYTES = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Path file;

    public TokenFile(Path folder) {
        this.folder = folder;
        file = folder.resolve(NAME);
    }

    Path file() {
        return file;
    }

    /// All that were ever given and not forgotten, in that order; none where there is no file.
    public List<Issued> read() throws IOException {
        if (Files.notExists(file)) {
            return List.of();
        }
        Private.ours(file);
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + ": is too large");
        }
        try {
            JsonNode tokens = JSON.readTree(Files.readAllBytes(file)).required("tokens");
            var issued = new ArrayList<Issued>();
            for (JsonNode each : tokens) {
                issued.add(Issued.of(each));
            }
            return List.copyOf(issued);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new IOException(file + ": is no list of tokens: " + e.getMessage(), e);
        }
    }

    /// Makes a token, which is shown this once; `issued` says what it is for, by its hash. [IllegalArgumentException] where one of that name still stands.
    public Secret create(String name, Function<String, Issued> issued, Instant now)
            throws IOException {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String word = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Issued fresh = issued.apply(hash(word));
        change(all -> {
            if (all.stream().anyMatch(each -> each.name().equals(name) && each.over(now)
                    .isEmpty())) {
                throw new IllegalArgumentException("there is a token '" + name
                        + "' already: revoke it, or name this one otherwise");
            }
            var kept = new ArrayList<>(all.stream().filter(each -> !each.name().equals(name))
                    .toList());
            if (kept.size() >= MOST_TOKENS) {
                throw new IllegalArgumentException(MOST_TOKENS + " tokens are all there may be");
            }
            kept.add(fresh);
            return kept;
        });
        return Secret.of(word);
    }

    /// Ends a token for good; [IllegalArgumentException] where none of that name stands.
    public void revoke(String name, Instant now) throws IOException {
        change(all -> {
            if (all.stream().noneMatch(each -> each.name().equals(name)
                    && each.revoked() == null)) {
                throw new IllegalArgumentException("there is no token '" + name + "'");
            }
            return all.stream().map(each -> each.name().equals(name) ? each.revoked(now) : each)
                    .toList();
        });
    }

    private void change(Function<List<Issued>, List<Issued>> change) throws IOException {
        Path made = Private.folder(folder);
        try (FileChannel lock = FileChannel.open(made.resolve(NAME + ".lock"),
                StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = lock.lock()) {
            List<Issued> changed = change.apply(read());
            var document = JSON.createObjectNode();
            ArrayNode tokens = document.putArray("tokens");
            changed.forEach(each -> tokens.add(each.json(JSON)));
            Private.write(file, JSON.writerWithDefaultPrettyPrinter()
                    .writeValueAsBytes(document));
        }
    }

    static String hash(String word) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest(word.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("no SHA-256 on this machine", e);
        }
    }
}
