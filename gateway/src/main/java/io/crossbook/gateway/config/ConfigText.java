package io.crossbook.gateway.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// The text of a file, or why it has none. No more of it is read than a configuration can have.
final class ConfigText {

    /// Of bytes; exchanges.yaml with a hundred exchanges has a tenth of it.
    static final int MOST_BYTES = 1 << 20;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private ConfigText() {}

    static String read(Path file) throws ConfigException {
        byte[] bytes;
        if (Files.isDirectory(file)) {
            throw wrong(file, "is a folder: a file is wanted");
        }
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        } catch (NoSuchFileException _) {
            throw wrong(file, "there is no such file");
        } catch (AccessDeniedException _) {
            throw wrong(file, "cannot be read: this user may not; chmod u+r is wanted");
        } catch (IOException e) {
            throw wrong(file, "cannot be read: " + e.getMessage());
        }
        if (bytes.length > MOST_BYTES) {
            throw wrong(file, "is longer than " + MOST_BYTES + " bytes: no configuration is");
        }
        return text(file, bytes);
    }

    private static String text(Path file, byte[] bytes) throws ConfigException {
        if (bytes.length > 1 && ((bytes[0] == -1 && bytes[1] == -2)
                || (bytes[0] == -2 && bytes[1] == -1))) {
            throw wrong(file, "this is UTF-16: a text in UTF-8 is wanted");
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        var read = ByteBuffer.wrap(bytes);
        try {
            String text = decoder.decode(read).toString();
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] >= 0 && bytes[i] < ' ' && "\t\n\r".indexOf(bytes[i]) < 0) {
                    throw at(file, bytes, i, "this is no text: the character %s is in it");
                }
            }
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException _) {
            throw at(file, bytes, read.position(),
                    "this is no text in UTF-8: the byte %s begins no character");
        }
    }

    private static ConfigException at(Path file, byte[] bytes, int wrong, String why) {
        int line = 1;
        for (int i = 0; i < wrong; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return new ConfigException(List.of(file + ":" + line + ": "
                + why.formatted("0x%02X".formatted(bytes[wrong]))));
    }

    private static ConfigException wrong(Path file, String why) {
        return new ConfigException(List.of(file + ": " + why));
    }
}
