package io.celltwin.edge.contract;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.ditto.client.DittoClient;
import org.eclipse.ditto.client.DittoClients;
import org.eclipse.ditto.client.configuration.BasicAuthenticationConfiguration;
import org.eclipse.ditto.client.configuration.WebSocketMessagingConfiguration;
import org.eclipse.ditto.client.messaging.AuthenticationProviders;
import org.eclipse.ditto.client.messaging.MessagingProviders;

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
                        AuthenticationProviders.basic(BasicAuthenticationConfiguration.newBuilder()
                                .username(account.name())
                                .password(account.password())
                                .build())))
                .connect()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        clients.add(client);
        return client;
    }

    @Override
    public void close() {
        clients.forEach(DittoClient::destroy);
    }
}
