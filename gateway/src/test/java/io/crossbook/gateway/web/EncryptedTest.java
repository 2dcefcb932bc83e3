package io.crossbook.gateway.web;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A feed that is served over TLS, with certificates that come and go.
@Timeout(240)
final class EncryptedTest extends Served {

    private static final char[] WORD = "changeit".toCharArray();

    @TempDir
    private static Path folder;

    @BeforeAll
    static void certificates() throws Exception {
        for (String name : List.of("first", "second")) {
            made(name);
        }
    }

    private static void made(String name) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1", "-genkeypair", "-keyalg", "EC", "-alias", name,
                "-dname", "CN=" + name, "-ext", "SAN=dns:localhost", "-storetype", "PKCS12",
                "-storepass", "changeit", "-keystore", store.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.txt").toFile()).start();
        assertTrue(keytool.waitFor(60, TimeUnit.SECONDS));
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(store)) {
            keys.load(in, WORD);
        }
        pem(name + ".crt", "CERTIFICATE", keys.getCertificate(name).getEncoded());
        pem(name + ".key", "PRIVATE KEY", keys.getKey(name, WORD).getEncoded());
    }

    private static void pem(String file, String what, byte[] bytes) throws IOException {
        Path path = Files.writeString(folder.resolve(file), "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(bytes)
                + "\n-----END " + what + "-----\n");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    }

    private static Path file(String name) {
        return folder.resolve(name);
    }

    private static void use(String certificate, String key) throws IOException {
        for (String[] each : new String[][]{{certificate, "tls.crt"}, {key, "tls.key"}}) {
            Path fresh = file(each[1] + ".new");
            Files.writeString(fresh, Files.readString(file(each[0])));
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
            Files.move(fresh, file(each[1]), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Certificate serve() throws Exception {
        access = new Told();
        Certificate certificate = Certificate.of(file("tls.crt"), file("tls.key"));
        restart(new Web.Settings("127.0.0.1", 0, 10, 10, 1 << 20, List.of(), 20_000,
                new Entrance(List.of(), false, 1_000, 64, certificate)));
        return certificate;
    }

    /// Whoever answers at the port, and what it says to a holder of a token.
    private String[] asked(String protocol) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[]{new Trusting()}, new SecureRandom());
        try (var socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1",
                port())) {
            socket.setSoTimeout(60_000);
            socket.setEnabledProtocols(new String[]{protocol});
            socket.startHandshake();
            socket.getOutputStream().write(Raw.get("/v1/tops", Raw.bearer("reader"),
                    "Connection: close").getBytes(StandardCharsets.US_ASCII));
            var shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return new String[]{shown.getSubjectX500Principal().getName(),
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)};
        }
    }

    /// For a test that asks who is there.
    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Test
    void what_is_served_over_tls_is_served_by_nothing_else_and_by_the_certificate_of_today()
            throws Exception {
        use("first.crt", "first.key");
        Certificate certificate = serve();

        String[] first = asked("TLSv1.3");
        assertEquals("CN=first", first[0]);
        assertTrue(first[1].startsWith("HTTP/1.1 200 OK") && first[1].contains("bestBid"),
                first[1]);
        assertTrue(first[1].toLowerCase(java.util.Locale.ROOT)
                .contains("strict-transport-security: max-age="), first[1]);
        Raw.Said clear = Raw.ask(port(), Raw.get("/v1/tops", Raw.bearer("reader"))
                .getBytes(StandardCharsets.US_ASCII));
        assertFalse(clear.text().contains("HTTP/"), clear.text());
        assertThrows(IOException.class, () -> asked("TLSv1.1"));
        assertEquals(0, ContainerTest.healthcheck(port(), folder), "it lives, in a container too");

        use("second.crt", "first.key"); // half of it: never shown
        use("second.crt", "second.key");
        await().until(() -> asked("TLSv1.3")[0].equals("CN=second"));
        use("first.crt", "second.key");
        assertThrows(IOException.class, certificate::refresh);
        assertEquals("CN=second", asked("TLSv1.2")[0]);
    }

    /// More than one address may have; until the handshake is done nothing of ours counts them.
    @Test
    void who_never_shakes_hands_is_let_go_and_keeps_nobody_out() throws Exception {
        use("first.crt", "first.key");
        serve();
        var silent = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 65; i++) {
                var socket = new Socket(InetAddress.getLoopbackAddress(), port());
                socket.setSoTimeout(60_000);
                silent.add(socket);
            }
            assertTrue(asked("TLSv1.3")[1].startsWith("HTTP/1.1 200 OK"));
            for (Socket each : silent) {
                assertFalse(new String(each.getInputStream().readAllBytes(),
                        StandardCharsets.ISO_8859_1).contains("HTTP"));
            }
        } finally {
            for (Socket each : silent) {
                each.close();
            }
        }
    }

    @Test
    void a_pair_that_does_not_fit_is_refused_and_its_key_is_not_shown() throws Exception {
        use("first.crt", "second.key");
        assertTrue(refusal().endsWith("tls.key: this key is not that of " + file("tls.crt")));
        use("first.crt", "first.key");
        Files.setPosixFilePermissions(file("tls.key"),
                PosixFilePermissions.fromString("rw-r-----"));
        assertTrue(refusal().endsWith("others may read this key: chmod 600 is wanted"));
        Files.writeString(file("none"), "none");
        use("none", "first.key");
        assertTrue(refusal().contains("tls.crt: "), refusal());
        use("first.crt", "none");
        assertTrue(refusal().contains("holds no 'BEGIN PRIVATE KEY'"), refusal());
        String key = Files.readString(file("first.key"));
        Files.writeString(file("none"), key.replaceFirst("\nM...", "\nAAAA"));
        use("first.crt", "none");
        assertTrue(refusal().endsWith("holds no key for a certificate of EC"), refusal());
    }

    private String refusal() {
        return String.valueOf(assertThrows(IOException.class,
                () -> Certificate.of(file("tls.crt"), file("tls.key"))).getMessage());
    }
}
