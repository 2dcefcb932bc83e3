package io.crossbook.gateway.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/// The word in `control.token` that whoever halts over HTTP must know; made once, kept over restarts, readable for our own user only.
public final class Token {

    private static final String NAME = "control.token";
    private static final int BYTES = 32;

    private final String word;

    private Token(String word) {
        this.word = word;
    }

    /// The one of this folder.
    public static Token of(Path folder) throws IOException {
        Path file = Private.folder(folder).resolve(NAME);
        if (Files.notExists(file)) {
            make(file);
        }
        Private.close(file);
        String word = Files.readString(file, StandardCharsets.US_ASCII).strip();
        if (!word.matches("[0-9a-f]{" + 2 * BYTES + "}")) {
            throw new IOException(file + ": is no token; delete it, and a new one is made");
        }
        return new Token(word);
    }

    private static void make(Path file) throws IOException {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        Private.write(file, (HexFormat.of().formatHex(random) + "\n")
                .getBytes(StandardCharsets.US_ASCII));
    }

    /// Whether this is it; takes as long whatever is wrong with it.
    public boolean is(String other) {
        return MessageDigest.isEqual(word.getBytes(StandardCharsets.US_ASCII),
                other.getBytes(StandardCharsets.UTF_8));
    }

    /// For the list of what must never be written down.
    public String secret() {
        return word;
    }

    /// Never the word itself.
    @Override
    public String toString() {
        return "the token in " + NAME;
    }
}
