package io.celltwin.modbus.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both sides show a certificate, as Modbus/TCP Security wants it. */
class TlsTransportTest extends TransportContract {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private static Path directory;

    private static SSLContext known;

    @BeforeAll
    static void makeCertificates() throws Exception {
        known = context("known", "ip:127.0.0.1");
    }

    @Override
    ScriptedPeer newPeer() throws IOException {
        return new SocketPeer(server(known), false, Optional.of(known.getSocketFactory()));
    }

    @Test
    void doesNotTalkToAServerThatItDoesNotTrust() throws Exception {
        peer.close();
        peer = new SocketPeer(
                server(context("stranger", "ip:127.0.0.1")), false, Optional.of(known.getSocketFactory()));
        transport = peer.transport(rejected::add);

        assertThatThrownBy(() -> open((number, request) -> request.answer(request.unit(), register(1))))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the TLS handshake failed");
    }

    @Test
    void doesNotTalkToATrustedServerOfAnotherHost() throws Exception {
        peer.close();
        SSLContext elsewhere = context("elsewhere", "ip:10.0.0.1");
        peer = new SocketPeer(server(elsewhere), false, Optional.of(elsewhere.getSocketFactory()));
        transport = peer.transport(rejected::add);

        assertThatThrownBy(() -> open((number, request) -> request.answer(request.unit(), register(1))))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the TLS handshake failed");
        assertThat(rejected).isEmpty();
    }

    private static SSLServerSocket server(SSLContext context) throws IOException {
        SSLServerSocket server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
        server.setNeedClientAuth(true);
        return server;
    }

    /** Shows a certificate of its own and trusts no other. */
    private static SSLContext context(String name, String host)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path file = directory.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=" + host,
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD)))
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(name, store.getCertificate(name));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
