package io.celltwin.twin.access;

import io.celltwin.twin.config.DittoConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** How the twin service is reached, as the configuration says. */
public final class TwinAccess {

    private static final Set<String> HTTP = Set.of("http", "https");
    private static final Set<String> WEBSOCKET = Set.of("ws", "wss");

    private final DittoConfig config;
    private final URI websocketUrl;
    private final Optional<CertificateAuthorities> authorities;
    private final HttpClient http;

    /** @throws ConfigurationException if a setting makes no sense; the message is one line that names it */
    public TwinAccess(DittoConfig config) {
        this.config = config;
        check("celltwin.ditto.url", config.url(), HTTP);
        this.websocketUrl = config.websocketUrl()
                .orElseGet(() -> URI.create(config.url().toString().replaceFirst("^http", "ws")));
        check("celltwin.ditto.websocket-url", websocketUrl, WEBSOCKET);
        config.tokenUrl().ifPresent(url -> check("celltwin.ditto.token-url", url, HTTP));
        this.authorities = config.caFile().map(TwinAccess::authorities);
        HttpClient.Builder client =
                HttpClient.newBuilder().connectTimeout(config.timeout()).version(HttpClient.Version.HTTP_1_1);
        authorities.map(CertificateAuthorities::context).ifPresent(client::sslContext);
        this.http = client.build();
    }

    public URI url() {
        return config.url();
    }

    public URI websocketUrl() {
        return websocketUrl;
    }

    public HttpClient http() {
        return http;
    }

    public Optional<CertificateAuthorities> authorities() {
        return authorities;
    }

    public TwinCredentials credentials(TwinAccount account) {
        return config.tokenUrl()
                .<TwinCredentials>map(url -> new TokenCredentials(
                        url, config.tokenScope(), account, config.timeout(), http, InstantSource.system()))
                .orElseGet(() -> TwinCredentials.basic(account));
    }

    private static void check(String setting, URI url, Set<String> schemes) {
        if (url.getHost() == null || url.getScheme() == null || !schemes.contains(url.getScheme())) {
            throw new ConfigurationException("%s must be like %s://host:port, not %s"
                    .formatted(
                            setting,
                            String.join(" or ", schemes.stream().sorted().toList()),
                            url));
        }
    }

    private static CertificateAuthorities authorities(Path file) {
        try {
            return CertificateAuthorities.read(file);
        } catch (IOException e) {
            String reason = e instanceof NoSuchFileException ? "there is no such file" : e.getMessage();
            throw new ConfigurationException("celltwin.ditto.ca-file: " + file + " cannot be used: " + reason);
        }
    }
}
