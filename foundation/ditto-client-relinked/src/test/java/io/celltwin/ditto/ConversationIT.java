package io.celltwin.ditto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.ditto.client.DittoClient;
import org.eclipse.ditto.client.DittoClients;
import org.eclipse.ditto.client.changes.ThingChange;
import org.eclipse.ditto.client.configuration.BasicAuthenticationConfiguration;
import org.eclipse.ditto.client.configuration.WebSocketMessagingConfiguration;
import org.eclipse.ditto.client.messaging.AuthenticationProviders;
import org.eclipse.ditto.client.messaging.MessagingProviders;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.ThingId;
import org.junit.jupiter.api.Test;

/** The relinked client does what the apps use it for, against a service that speaks the Ditto protocol. */
class ConversationIT {

    private static final ThingId PUMP = ThingId.of("demo:pump-1");
    private static final long PATIENCE_SECONDS = 20;

    @Test
    void itSignsInSubscribesChangesAThingAndIsToldOfIt() throws Exception {
        try (DittoService service = new DittoService()) {
            DittoClient client = DittoClients.newInstance(MessagingProviders.webSocket(
                            WebSocketMessagingConfiguration.newBuilder()
                                    .endpoint(service.url())
                                    .timeout(Duration.ofSeconds(PATIENCE_SECONDS))
                                    .reconnectEnabled(false)
                                    .build(),
                            AuthenticationProviders.basic(BasicAuthenticationConfiguration.newBuilder()
                                    .username("anna")
                                    .password("secret")
                                    .build())))
                    .connect()
                    .toCompletableFuture()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            try {
                BlockingQueue<ThingChange> changes = new LinkedBlockingQueue<>();
                client.twin().registerForThingChanges("all", changes::add);
                client.twin().startConsumption().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);

                client.twin()
                        .forId(PUMP)
                        .putAttribute(JsonPointer.of("speed"), JsonValue.of(1450))
                        .toCompletableFuture()
                        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);

                ThingChange change = changes.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                assertThat(change).isNotNull();
                assertThat((CharSequence) change.getEntityId()).isEqualTo(PUMP);
                assertThat(change.getRevision()).isEqualTo(1);
                assertThat(change.getValue()).hasValue(JsonObject.of("{\"attributes\":{\"speed\":1450}}"));
                assertThat(service.authorization())
                        .isEqualTo("Basic "
                                + Base64.getEncoder().encodeToString("anna:secret".getBytes(StandardCharsets.UTF_8)));
                assertThat(service.received()).anyMatch(text -> text.startsWith("START-SEND-EVENTS"));
            } finally {
                client.destroy();
            }
        }
    }
}
