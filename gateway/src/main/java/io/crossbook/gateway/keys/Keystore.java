package io.crossbook.gateway.keys;

import io.crossbook.gateway.control.Private;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/// Keys by name in one file, encrypted under a passphrase: AES-256-GCM, its key by PBKDF2-HMAC-SHA256 with so many rounds that guessing passphrases is slow.
///
/// The file: `CBKS`, version, rounds, salt, nonce, and what is encrypted; all before it is authenticated with it. Salt and nonce are new at each writing.
public final class Keystore {

    /// What it is called, in the daemon's folder.
    public static final String NAME = "keys.sealed";
    /// A shorter passphrase would be guessed.
    public static final int SHORTEST_PASSPHRASE = 12;

    private static final int MAGIC = 0x43424b53;
    private static final int VERSION = 1;
    /// OWASP's advice of 2023 for PBKDF2-HMAC-SHA256.
    private static final int ROUNDS = 600_000;
    private static final int MOST_ROUNDS = 10_000_000;
    private static final int SALT = 16;
    private static final int NONCE = 12;
    private static final int HEAD = 3 * Integer.BYTES + SALT + NONCE;
    private static final int TAG_BITS = 128;
    private static final int MOST_BYTES = 1 << 20;

    private final Path folder;
    private final Path file;
    private final int rounds;

    /// The one of this folder.
    public Keystore(Path folder) {
        this(folder, ROUNDS);
    }

    Keystore(Path folder, int rounds) {
        this.folder = folder;
        file = folder.resolve(NAME);
        this.rounds = rounds;
    }

    /// Whether there is one.
    public boolean exists() {
        return Files.exists(file);
    }

    /// All of it; [IOException] where the passphrase is not its, or the file is damaged: nobody can tell which.
    public Map<String, Secret> open(Secret passphrase) throws IOException {
        if (!exists()) {
            return Map.of();
        }
        Private.ours(file);
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + ": is too large");
        }
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file));
        if (all.remaining() < HEAD || all.getInt() != MAGIC || all.getInt() != VERSION) {
            throw new IOException(file + ": is no keystore of ours");
        }
        int written = all.getInt();
        if (written < 1 || written > MOST_ROUNDS) {
            throw new IOException(file + ": wants " + written + " rounds");
        }
        byte[] salt = new byte[SALT];
        all.get(salt);
        byte[] nonce = new byte[NONCE];
        all.get(nonce);
        byte[] plain = crypt(Cipher.DECRYPT_MODE, passphrase, written, salt, nonce,
                Arrays.copyOf(all.array(), HEAD),
                Arrays.copyOfRange(all.array(), HEAD, all.array().length));
        try {
            return read(plain);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /// Writes all of it anew.
    public void save(Map<String, Secret> keys, Secret passphrase) throws IOException {
        if (passphrase.length() < SHORTEST_PASSPHRASE) {
            throw new IllegalArgumentException("the passphrase is shorter than "
                    + SHORTEST_PASSPHRASE + " characters");
        }
        var random = new SecureRandom();
        byte[] salt = new byte[SALT];
        random.nextBytes(salt);
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] head = ByteBuffer.allocate(HEAD).putInt(MAGIC).putInt(VERSION).putInt(rounds)
                .put(salt).put(nonce).array();
        byte[] plain = written(keys);
        try {
            byte[] sealed = crypt(Cipher.ENCRYPT_MODE, passphrase, rounds, salt, nonce, head,
                    plain);
            Private.folder(folder);
            Private.write(file, ByteBuffer.allocate(HEAD + sealed.length).put(head).put(sealed)
                    .array());
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private byte[] crypt(int mode, Secret passphrase, int times, byte[] salt, byte[] nonce,
            byte[] head, byte[] text) throws IOException {
        var spec = new PBEKeySpec(passphrase.characters(), salt, times, 256);
        try {
            byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec)
                    .getEncoded();
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            Arrays.fill(key, (byte) 0);
            cipher.updateAAD(head);
            return cipher.doFinal(text);
        } catch (AEADBadTagException e) {
            throw new IOException(file + ": this is not its passphrase, or the file is damaged", e);
        } catch (GeneralSecurityException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        } finally {
            spec.clearPassword();
        }
    }

    private static byte[] written(Map<String, Secret> keys) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(keys.size());
            for (var each : keys.entrySet()) {
                out.writeUTF(each.getKey());
                byte[] value = each.getValue().text().getBytes(StandardCharsets.UTF_8);
                out.writeInt(value.length);
                out.write(value);
                Arrays.fill(value, (byte) 0);
            }
        }
        return bytes.toByteArray();
    }

    private static Map<String, Secret> read(byte[] plain) throws IOException {
        var keys = new TreeMap<String, Secret>();
        try (var in = new DataInputStream(new ByteArrayInputStream(plain))) {
            for (int left = in.readInt(); left > 0; left--) {
                String name = in.readUTF();
                byte[] value = in.readNBytes(in.readInt());
                keys.put(name, Secret.of(new String(value, StandardCharsets.UTF_8)));
                Arrays.fill(value, (byte) 0);
            }
        }
        return Collections.unmodifiableMap(keys);
    }
}
