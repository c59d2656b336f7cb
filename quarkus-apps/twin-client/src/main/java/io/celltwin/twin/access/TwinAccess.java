package io.celltwin.twin.access;

import io.celltwin.service.failure.Failures;
import io.celltwin.service.oauth2.ClientCredentials;
import io.celltwin.service.oauth2.OAuth2Client;
import io.celltwin.service.tls.TrustStore;
import io.celltwin.service.tls.TrustStoreException;
import io.celltwin.twin.config.DittoConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** How the twin service is reached, as the configuration says. */
public final class TwinAccess {

    private static final Set<String> HTTP = Set.of("http", "https");
    private static final Set<String> WEBSOCKET = Set.of("ws", "wss");

    private final DittoConfig config;
    private final URI websocketUrl;
    private final Optional<URL> trustStore;
    private final HttpClient http;

    /** @throws ConfigurationException if a setting makes no sense; the message is one line that names it */
    public TwinAccess(DittoConfig config) {
        this.config = config;
        check("celltwin.ditto.url", config.url(), HTTP);
        this.websocketUrl = config.websocketUrl()
                .orElseGet(() -> URI.create(config.url().toString().replaceFirst("^http", "ws")));
        check("celltwin.ditto.websocket-url", websocketUrl, WEBSOCKET);
        config.tokenUrl().ifPresent(url -> check("celltwin.ditto.token-url", url, HTTP));
        if (config.maxReconnectPause().toMillis() < 1) {
            throw new ConfigurationException(
                    "celltwin.ditto.max-reconnect-pause must be at least 1 ms, not " + config.maxReconnectPause());
        }
        Optional<TrustStore> authorities = config.caFile().map(TwinAccess::trusted);
        this.trustStore = authorities.map(TwinAccess::written);
        HttpClient.Builder client =
                HttpClient.newBuilder().connectTimeout(config.timeout()).version(HttpClient.Version.HTTP_1_1);
        authorities.map(TrustStore::sslContext).ifPresent(client::sslContext);
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

    /** A key store file with the authorities that alone are trusted, which is all that the Ditto client takes. */
    public Optional<URL> trustStore() {
        return trustStore;
    }

    public TwinCredentials credentials(TwinAccount account) {
        return config.tokenUrl()
                .<TwinCredentials>map(url -> new TokenCredentials(
                        account,
                        new ClientCredentials(
                                new OAuth2Client(url, account.username(), account.password(), config.tokenScope()),
                                http,
                                config.timeout())))
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

    private static TrustStore trusted(Path file) {
        try {
            return TrustStore.readPem(file);
        } catch (TrustStoreException e) {
            throw new ConfigurationException("celltwin.ditto.ca-file: " + e.getMessage());
        }
    }

    private static URL written(TrustStore authorities) {
        try {
            return authorities.writeKeyStore().toUri().toURL();
        } catch (IOException e) {
            throw new ConfigurationException(
                    "celltwin.ditto.ca-file: no copy of it can be written for the WebSocket: " + Failures.reason(e));
        }
    }
}
