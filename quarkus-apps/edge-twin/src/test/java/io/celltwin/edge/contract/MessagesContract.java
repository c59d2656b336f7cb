package io.celltwin.edge.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.client.DittoClient;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.ThingId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What an app may expect of messages to and from things. It asks over the network only, so it holds for Ditto as
 * well.
 */
public abstract class MessagesContract {
    private static final Duration SOON = Duration.ofSeconds(10);

    private TwinHttp owner;
    private TwinHttp other;
    private TwinClients clients;
    private String id;

    /** Where the service is. */
    protected abstract URI url();

    /** Somebody who may create things. */
    protected abstract Account ownerAccount();

    /** Somebody else. */
    protected abstract Account otherAccount();

    @BeforeEach
    void connect() {
        owner = new TwinHttp(url(), ownerAccount());
        other = new TwinHttp(url(), otherAccount());
        clients = new TwinClients(url());
        id = "contract:" + UUID.randomUUID();
        owner.put("/things/" + id, """
                {"features":{"pump":{}},"_policy":{"entries":{"owner":{"subjects":{"%s":{"type":"test"}},
                 "resources":{"thing:/":{"grant":["READ","WRITE"],"revoke":[]},
                  "policy:/":{"grant":["READ","WRITE"],"revoke":[]},
                  "message:/":{"grant":["READ","WRITE"],"revoke":[]}}},
                 "other":{"subjects":{"%s":{"type":"test"}},
                  "resources":{"thing:/":{"grant":["READ"],"revoke":[]}}}}}}""".formatted(
                        ownerAccount().subject(), otherAccount().subject()));
    }

    @AfterEach
    void disconnect() {
        owner.delete("/things/" + id);
        owner.delete("/policies/" + id);
        clients.close();
    }

    @Test
    void aMessageIsAnsweredByTheThingsClient() throws Exception {
        DittoClient device = clients.connect(ownerAccount());
        device.live().startConsumption().toCompletableFuture().get(10, TimeUnit.SECONDS);
        device.live()
                .forId(ThingId.of(id))
                .registerForMessage(
                        "speed",
                        "setSpeed",
                        JsonValue.class,
                        message -> message.reply()
                                .httpStatus(HttpStatus.IM_USED)
                                .payload(JsonObject.newBuilder()
                                        .set("got", message.getPayload().orElse(JsonValue.nullLiteral()))
                                        .build())
                                .send());

        TwinHttp.Reply reply = owner.post("/things/" + id + "/inbox/messages/setSpeed?timeout=10", "{\"rpm\":7}");

        assertThat(reply.text()).contains("\"got\":{\"rpm\":7}");
        assertThat(reply.status()).isEqualTo(226);
        assertThat(reply.header("Content-Type")).startsWith("application/json");
    }

    @Test
    void aTextMessageToAFeatureIsAnsweredByText() throws Exception {
        DittoClient device = clients.connect(ownerAccount());
        device.live().startConsumption().toCompletableFuture().get(10, TimeUnit.SECONDS);
        device.live()
                .forId(ThingId.of(id))
                .forFeature("pump")
                .registerForMessage(
                        "hello",
                        "hello",
                        String.class,
                        message -> message.reply()
                                .httpStatus(HttpStatus.OK)
                                .payload(message.getPayload().orElse("") + " to you")
                                .contentType("text/plain")
                                .send());

        TwinHttp.Reply reply = owner.send(
                "POST",
                "/things/" + id + "/features/pump/inbox/messages/hello?timeout=10",
                "hello",
                "Content-Type",
                "text/plain");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).isEqualTo("hello to you");
        assertThat(reply.header("Content-Type")).startsWith("text/plain");
    }

    @Test
    void aMessageWhoseConditionTheThingDoesNotFulfilIsNotSent() {
        String message = "/things/" + id + "/inbox/messages/setSpeed?timeout=1&condition=";

        TwinHttp.Reply refused = owner.post(message + "exists(attributes/none)", "{}");
        assertThat(refused.status()).isEqualTo(412);
        assertThat(refused.error()).isEqualTo("things:condition.failed");
        assertThat(owner.post(message + "exists(thingId)", "{}").status())
                .as("nobody answers")
                .isEqualTo(408);
    }

    @Test
    void aMessageThatNobodyAnswersTimesOut() {
        TwinHttp.Reply reply = owner.post("/things/" + id + "/inbox/messages/setSpeed?timeout=1", "{}");

        assertThat(reply.status()).isEqualTo(408);
        assertThat(reply.error()).isEqualTo("command.timeout");
    }

    @Test
    void aMessageThatNeedsNoResponseIsAcceptedAndDelivered() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        DittoClient app = clients.connect(ownerAccount());
        app.live().startConsumption().toCompletableFuture().get(10, TimeUnit.SECONDS);
        app.live().registerForMessage("all", "*", message -> seen.add(message.getSubject()));

        TwinHttp.Reply reply = owner.post("/things/" + id + "/outbox/messages/overheated?timeout=0", "{}");

        assertThat(reply.status()).isEqualTo(202);
        await().atMost(SOON).until(() -> seen.contains("overheated"));
    }

    @Test
    void whoMayNotCanNeitherSendNorReceive() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        DittoClient app = clients.connect(otherAccount());
        app.live().startConsumption().toCompletableFuture().get(10, TimeUnit.SECONDS);
        app.live().registerForMessage("all", "*", message -> seen.add(message.getSubject()));
        DittoClient allowed = clients.connect(ownerAccount());
        CompletableFuture<String> delivered = new CompletableFuture<>();
        allowed.live().startConsumption().toCompletableFuture().get(10, TimeUnit.SECONDS);
        allowed.live().registerForMessage("all", "*", message -> delivered.complete(message.getSubject()));

        assertThat(other.post("/things/" + id + "/inbox/messages/a", "{}").status())
                .isEqualTo(403);
        assertThat(owner.post("/things/" + id + "/inbox/messages/b?timeout=0", "{}")
                        .status())
                .isEqualTo(202);

        assertThat(delivered.get(10, TimeUnit.SECONDS)).isEqualTo("b");
        assertThat(seen).isEmpty();
        assertThat(owner.post("/things/contract:absent/inbox/messages/a", "{}").status())
                .isEqualTo(404);
    }
}
