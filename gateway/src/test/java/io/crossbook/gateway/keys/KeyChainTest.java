package io.crossbook.gateway.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where keys are found, and what nobody finds.
final class KeyChainTest {

    private static final String CANARY = "canary/of+the=keystore";
    /// Guessing is slow by their number, and so is this test.
    private static final int FEW = 1_000;
    private static final String PASSPHRASE = "correct horse battery";

    @TempDir
    private Path folder;
    private final Map<String, String> environment = new HashMap<>();

    private KeyChain chain() throws IOException {
        return KeyChain.of(folder, environment::get, () -> Secret.of(PASSPHRASE));
    }

    private Path ours(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private String refusal() {
        return String.valueOf(assertThrows(IOException.class, this::chain).getMessage());
    }

    @Test
    void a_key_is_found_in_the_environment_in_a_file_and_in_the_keystore() throws IOException {
        environment.put("ALPHA_KEY", "of the environment");
        ours("keys", "# of this desk\n\nBETA_KEY = of the file\n");
        new Keystore(folder, FEW).save(Map.of("GAMMA_KEY", Secret.of(CANARY)),
                Secret.of(PASSPHRASE));

        KeyChain chain = chain();

        assertEquals("of the environment", chain.apply("ALPHA_KEY"));
        assertEquals("of the file", chain.apply("BETA_KEY"));
        assertEquals(CANARY, chain.apply("GAMMA_KEY"));
        assertNull(chain.apply("DELTA_KEY"));
        assertFalse(chain.toString().contains(CANARY));
    }

    @Test
    void two_values_of_one_name_are_refused_and_neither_is_shown() throws IOException {
        ours("keys", "BETA_KEY=" + CANARY + "\n");
        environment.put("BETA_KEY", CANARY + "2");
        assertEquals("BETA_KEY has one value in the environment and another in " + folder,
                refusal());
        environment.put("BETA_KEY", CANARY);
        assertEquals(CANARY, chain().apply("BETA_KEY"), "the same twice is one");
        new Keystore(folder, FEW).save(Map.of("BETA_KEY", Secret.of("another value")),
                Secret.of(PASSPHRASE));
        assertEquals("BETA_KEY has one value in " + folder.resolve("keys")
                + " and another in the keystore", refusal());
    }

    @Test
    void a_file_that_others_may_read_is_refused() throws IOException {
        Path file = ours("keys", "BETA_KEY=" + CANARY + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertTrue(refusal().contains("others may read or change it: chmod 600"));
    }

    @Test
    void a_line_that_is_none_is_named_and_not_shown() throws IOException {
        for (String line : List.of(CANARY, "=" + CANARY, "beta_key=" + CANARY, "BETA_KEY=",
                "export BETA_KEY=" + CANARY)) {
            ours("keys", "ALPHA_KEY=12345678\n" + line + "\n");
            assertEquals(folder.resolve("keys") + ":2: is no NAME=value", refusal(), line);
        }
        ours("keys", "ALPHA_KEY=12345678\nALPHA_KEY=12345678\n");
        assertEquals(folder.resolve("keys") + ":2: ALPHA_KEY is here twice", refusal());
    }

    @Test
    void nothing_of_the_keystore_can_be_read_or_changed_without_its_passphrase()
            throws IOException {
        var keystore = new Keystore(folder, FEW);
        keystore.save(Map.of("GAMMA_KEY", Secret.of(CANARY)), Secret.of(PASSPHRASE));
        Path file = folder.resolve("keys.sealed");
        byte[] sealed = Files.readAllBytes(file);
        String text = new String(sealed, StandardCharsets.ISO_8859_1);

        assertFalse(text.contains(CANARY) || text.contains("GAMMA_KEY") || text.contains("horse"));
        assertEquals("rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        String wrong = file + ": this is not its passphrase, or the file is damaged";
        assertEquals(wrong, assertThrows(IOException.class,
                () -> keystore.open(Secret.of("correct horse battery!"))).getMessage());
        // One bit of the salt, the nonce, what is encrypted, its tag.
        for (int at : List.of(14, 30, 44, sealed.length - 1)) {
            byte[] changed = sealed.clone();
            changed[at] ^= 1;
            Files.write(file, changed);
            assertEquals(wrong, assertThrows(IOException.class,
                    () -> keystore.open(Secret.of(PASSPHRASE))).getMessage(), "byte " + at);
        }
        Files.write(file, new byte[]{1, 2, 3});
        assertEquals(file + ": is no keystore of ours", assertThrows(IOException.class,
                () -> keystore.open(Secret.of(PASSPHRASE))).getMessage());
        assertThrows(IllegalArgumentException.class,
                () -> keystore.save(Map.of(), Secret.of("too short")));
    }

    @Test
    void the_passphrase_comes_from_a_file_of_ours_or_from_somebody_who_is_asked()
            throws IOException {
        new Keystore(folder, FEW).save(Map.of("GAMMA_KEY", Secret.of(CANARY)),
                Secret.of(PASSPHRASE));
        Path file = ours("passphrase", PASSPHRASE + "\n");
        environment.put(KeyChain.PASSPHRASE_FILE, file.toString());
        assertEquals(CANARY,
                KeyChain.of(folder, environment::get, () -> null).apply("GAMMA_KEY"));

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertTrue(refusal().contains("chmod 600"));
        environment.clear();
        assertTrue(String.valueOf(assertThrows(IOException.class,
                () -> KeyChain.of(folder, environment::get, () -> null)).getMessage())
                .contains("its passphrase is wanted"));
    }

    @Test
    void a_secret_is_in_no_text_and_no_json_and_is_gone_when_it_was_erased() throws IOException {
        var secret = Secret.of(CANARY);
        var json = new ObjectMapper()
                .disable(com.fasterxml.jackson.databind.SerializationFeature.FAIL_ON_EMPTY_BEANS);

        assertEquals("a secret", secret.toString());
        assertFalse(Set.of(secret).toString().contains("canary"));
        assertFalse(json.writeValueAsString(secret).contains("canary"));
        assertEquals(CANARY, secret.text());
        secret.close();
        assertThrows(IllegalStateException.class, secret::text);
    }
}
