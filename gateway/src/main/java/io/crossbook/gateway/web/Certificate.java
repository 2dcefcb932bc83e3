package io.crossbook.gateway.web;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the server shows that it is who it says, in two PEM files, read anew when they change. A pair that does not fit is never used.
public final class Certificate {

    private static final int MOST_BYTES = 256 * 1024;
    private static final Pattern PKCS8 = Pattern.compile(
            "-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final Set<PosixFilePermission> OTHERS = Set.of(PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final Path certificateFile;
    private final Path keyFile;
    private Pair last;

    /// The chain and its key as they stand in the files, and until when they are good. The key is shown to nobody.
    record Pair(Buffer chain, Buffer key, Instant until) {
        boolean same(Pair other) {
            return chain.equals(other.chain) && key.equals(other.key);
        }

        @Override
        public String toString() {
            return "a certificate until " + until;
        }
    }

    private Certificate(Path certificateFile, Path keyFile, Pair pair) {
        this.certificateFile = certificateFile;
        this.keyFile = keyFile;
        last = pair;
    }

    /// Reads both; an [IOException] says what is wrong with them, without any of the key.
    public static Certificate of(Path certificateFile, Path keyFile) throws IOException {
        return new Certificate(certificateFile, keyFile, read(certificateFile, keyFile));
    }

    synchronized Pair pair() {
        return last;
    }

    /// Looks whether the files have changed: true when another good pair is there from now on.
    synchronized boolean refresh() throws IOException {
        Pair fresh = read(certificateFile, keyFile);
        boolean changed = !fresh.same(last);
        last = fresh;
        return changed;
    }

    private static Pair read(Path certificateFile, Path keyFile) throws IOException {
        byte[] chain = bytes(certificateFile);
        byte[] key = bytes(keyFile);
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                && Files.getPosixFilePermissions(keyFile).stream().anyMatch(OTHERS::contains)) {
            throw new IOException(keyFile + ": others may read this key: chmod 600 is wanted");
        }
        X509Certificate own = certificate(certificateFile, chain);
        if (!fits(own.getPublicKey(), privateKey(keyFile, key, own.getPublicKey()))) {
            throw new IOException(keyFile + ": this key is not that of " + certificateFile);
        }
        Instant until = own.getNotAfter().toInstant();
        if (until.isBefore(Instant.now())) {
            throw new IOException(certificateFile + ": has expired at " + until);
        }
        return new Pair(Buffer.buffer(chain), Buffer.buffer(key), until);
    }

    private static byte[] bytes(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + ": is too large for a PEM file");
        }
        return Files.readAllBytes(file);
    }

    private static X509Certificate certificate(Path file, byte[] chain) throws IOException {
        try {
            for (var each : CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(chain))) {
                if (each instanceof X509Certificate first) {
                    return first;
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(file + ": is no certificate in PEM: " + e.getMessage(), e);
        }
        throw new IOException(file + ": holds no certificate in PEM");
    }

    @SuppressWarnings("UnusedException") // it may quote the key
    private static PrivateKey privateKey(Path file, byte[] pem, PublicKey like)
            throws IOException {
        Matcher found = PKCS8.matcher(new String(pem, StandardCharsets.ISO_8859_1));
        if (!found.find()) {
            throw new IOException(file + ": holds no 'BEGIN PRIVATE KEY'; "
                    + "openssl pkcs8 -topk8 -nocrypt makes one of other forms");
        }
        try {
            return KeyFactory.getInstance(like.getAlgorithm())
                    .generatePrivate(new PKCS8EncodedKeySpec(
                            Base64.getMimeDecoder().decode(found.group(1))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(file + ": holds no key for a certificate of "
                    + like.getAlgorithm());
        }
    }

    private static boolean fits(PublicKey open, PrivateKey closed) throws IOException {
        String algorithm = switch (open.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> open.getAlgorithm();
        };
        try {
            byte[] message = "crossbook".getBytes(StandardCharsets.US_ASCII);
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(closed);
            signature.update(message);
            byte[] signed = signature.sign();
            signature.initVerify(open);
            signature.update(message);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            throw new IOException("keys of " + open.getAlgorithm() + " cannot be used", e);
        }
    }
}
