package io.celltwin.edge.contract;

import com.neovisionaries.ws.client.WebSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.ditto.client.DittoClient;
import org.eclipse.ditto.client.DittoClients;
import org.eclipse.ditto.client.configuration.AccessTokenAuthenticationConfiguration;
import org.eclipse.ditto.client.configuration.BasicAuthenticationConfiguration;
import org.eclipse.ditto.client.configuration.WebSocketMessagingConfiguration;
import org.eclipse.ditto.client.messaging.AuthenticationProvider;
import org.eclipse.ditto.client.messaging.AuthenticationProviders;
import org.eclipse.ditto.client.messaging.MessagingProviders;
import org.eclipse.ditto.jwt.model.ImmutableJsonWebToken;

/** Connects stock Ditto clients to a twin service and disconnects them in the end. */
public final class TwinClients implements AutoCloseable {
    private final URI url;
    private final List<DittoClient> clients = new ArrayList<>();

    public TwinClients(URI url) {
        this.url = url;
    }

    public DittoClient connect(Account account) throws Exception {
        String endpoint = url.toString().replaceFirst("^http", "ws").replaceFirst("/+$", "");
        DittoClient client = DittoClients.newInstance(MessagingProviders.webSocket(
                        WebSocketMessagingConfiguration.newBuilder()
                                .endpoint(endpoint)
                                .reconnectEnabled(false)
                                .build(),
                        authentication(account)))
                .connect()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        clients.add(client);
        return client;
    }

    private static AuthenticationProvider<WebSocket> authentication(Account account) {
        return account.tokenUrl()
                .map(url -> AuthenticationProviders.accessToken(AccessTokenAuthenticationConfiguration.newBuilder()
                        .identifier(account.name())
                        .accessTokenSupplier(() -> ImmutableJsonWebToken.fromToken(account.token(url)))
                        .build()))
                .orElseGet(() -> AuthenticationProviders.basic(BasicAuthenticationConfiguration.newBuilder()
                        .username(account.name())
                        .password(account.password())
                        .build()));
    }

    @Override
    public void close() {
        clients.forEach(DittoClient::destroy);
    }
}
