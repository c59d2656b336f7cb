package io.celltwin.edge.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an app may expect of a twin service's acknowledgements. It holds for Eclipse Ditto as well. */
public abstract class AcknowledgementsContract {
    private TwinHttp owner;
    private String id;
    private String label;

    /** Where the service is. */
    protected abstract URI url();

    /** Somebody who may create things. */
    protected abstract Account ownerAccount();

    /** Somebody else. */
    protected abstract Account otherAccount();

    @BeforeEach
    void connect() {
        owner = new TwinHttp(url(), ownerAccount());
        id = "acks:" + UUID.randomUUID();
        label = "app-" + UUID.randomUUID() + ":done";
    }

    @AfterEach
    void delete() {
        owner.delete("/things/" + id);
        owner.delete("/policies/" + id);
    }

    @Test
    void eachBuiltInAcknowledgementIsToldByItsLabel() {
        TwinHttp.Reply reply = owner.put("/things/" + id, "{}", "requested-acks", "twin-persisted,search-persisted");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.object().getValue("twin-persisted/status")).contains(JsonValue.of(201));
        assertThat(reply.object().getValue("twin-persisted/payload/thingId")).contains(JsonValue.of(id));
        assertThat(reply.object()
                        .getValue("twin-persisted/headers/location")
                        .orElseThrow()
                        .asString())
                .endsWith("/api/2/things/" + id);
        assertThat(reply.object().getValue("search-persisted/status")).contains(JsonValue.of(204));
    }

    @Test
    void whoAsksForOneGetsItsStatus() {
        assertThat(owner.put("/things/" + id, "{}", "requested-acks", "twin-persisted")
                        .status())
                .isEqualTo(201);
        assertThat(owner.put("/things/" + id + "/attributes/a", "1", "requested-acks", "[\"search-persisted\"]")
                        .status())
                .isEqualTo(204);
        assertThat(owner.put("/things/" + id + "/attributes/b", "1", "requested-acks", "")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void anErrorIsToldAsSuchWhateverWasAskedFor() {
        TwinHttp.Reply reply =
                owner.put("/things/" + id + "/attributes/a", "1", "requested-acks", "twin-persisted,search-persisted");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.error()).isEqualTo("things:thing.notfound");
    }

    @Test
    void whatNobodyAcknowledgesTimesOut() {
        TwinHttp.Reply alone = owner.put("/things/" + id, "{}", "requested-acks", label, "timeout", "100ms");
        assertThat(alone.status()).isEqualTo(408);

        TwinHttp.Reply reply = owner.put(
                "/things/" + id + "/attributes/a",
                "1",
                "requested-acks",
                "twin-persisted," + label,
                "timeout",
                "100ms");
        assertThat(reply.status()).isEqualTo(424);
        assertThat(reply.object().getValue("twin-persisted/status")).contains(JsonValue.of(201));
        assertThat(reply.object().getValue(label + "/status")).contains(JsonValue.of(408));
        assertThat(reply.object().getValue(label + "/payload/error"))
                .contains(JsonValue.of("acknowledgement:request.timeout"));
    }

    @Test
    void noTimeoutAndAnAcknowledgementContradictEachOther() {
        assertThat(owner.put("/things/" + id, "{}", "requested-acks", "twin-persisted", "timeout", "0")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aSubscriberAcknowledgesAnEventByTheLabelThatHeDeclared() throws Exception {
        owner.put("/things/" + id, "{}");
        try (TwinSocket subscriber = new TwinSocket(url(), ownerAccount(), "declared-acks", "[\"" + label + "\"]")) {
            subscriber.control("START-SEND-EVENTS");
            CompletableFuture<TwinHttp.Reply> reply = CompletableFuture.supplyAsync(() ->
                    owner.put("/things/" + id + "/attributes/a", "1", "requested-acks", "twin-persisted," + label));

            JsonObject event = subscriber.receiveOn("/events/created");
            assertThat(event.getValue("headers/requested-acks").orElseThrow().asArray())
                    .containsExactly(JsonValue.of(label));
            acknowledge(subscriber, label, event, 299, "\"done\"");

            assertThat(reply.get().status()).isEqualTo(200);
            assertThat(reply.get().object().getValue(label + "/status")).contains(JsonValue.of(299));
            assertThat(reply.get().object().getValue(label + "/payload")).contains(JsonValue.of("done"));
        }
    }

    @Test
    void aThingThatIsCreatedWithItsPolicyIsAcknowledgedOnce() throws Exception {
        try (TwinSocket subscriber = new TwinSocket(url(), ownerAccount(), "declared-acks", "[\"" + label + "\"]")) {
            subscriber.control("START-SEND-EVENTS");
            CompletableFuture<TwinHttp.Reply> reply = CompletableFuture.supplyAsync(
                    () -> owner.put("/things/" + id, "{}", "requested-acks", "twin-persisted," + label));

            acknowledge(subscriber, label, subscriber.receiveOn("/events/created"), 205, "\"seen\"");

            assertThat(reply.get().object().getValue(label + "/status")).contains(JsonValue.of(205));
        }
    }

    @Test
    void anAcknowledgementThatSaysNoFailsTheRequest() throws Exception {
        owner.put("/things/" + id, "{}");
        try (TwinSocket subscriber = new TwinSocket(url(), ownerAccount(), "declared-acks", "[\"" + label + "\"]")) {
            subscriber.control("START-SEND-EVENTS");
            CompletableFuture<TwinHttp.Reply> reply = CompletableFuture.supplyAsync(
                    () -> owner.put("/things/" + id + "/attributes/a", "1", "requested-acks", label));

            acknowledge(subscriber, label, subscriber.receiveOn("/events/created"), 507, "{\"full\":true}");

            assertThat(reply.get().status()).isEqualTo(507);
            assertThat(reply.get().object()).isEqualTo(JsonObject.of("{\"full\":true}"));
        }
    }

    @Test
    void anEventThatIsNotForTheSubscriberIsAcknowledgedWeakly() throws Exception {
        owner.put("/things/" + id, "{}");
        try (TwinSocket subscriber = new TwinSocket(url(), ownerAccount(), "declared-acks", "[\"" + label + "\"]")) {
            subscriber.control("START-SEND-EVENTS?filter=eq(attributes/a,7)");

            TwinHttp.Reply reply =
                    owner.put("/things/" + id + "/attributes/a", "1", "requested-acks", "twin-persisted," + label);

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.object().getValue(label + "/headers/ditto-weak-ack"))
                    .contains(JsonValue.of(true));
        }
    }

    @Test
    void whoDidNotDeclareALabelMayNotAcknowledgeWithIt() throws Exception {
        owner.put("/things/" + id, "{}");
        try (TwinSocket subscriber = new TwinSocket(url(), ownerAccount())) {
            subscriber.control("START-SEND-EVENTS");
            owner.put("/things/" + id + "/attributes/a", "1");
            acknowledge(subscriber, label, subscriber.receiveOn("/events/created"), 200, "1");

            assertThat(subscriber.receive().getValue("value/error"))
                    .contains(JsonValue.of("acknowledgement:label.not.declared"));
        }
    }

    @Test
    void aLabelIsDeclaredByOneAtATime() throws Exception {
        try (TwinSocket first = new TwinSocket(url(), ownerAccount(), "declared-acks", "[\"" + label + "\"]")) {
            first.control("START-SEND-EVENTS");
            try (TwinSocket second = new TwinSocket(url(), ownerAccount(), "declared-acks", "[\"" + label + "\"]")) {
                assertThat(second.receive().getValue("value/error"))
                        .contains(JsonValue.of("acknowledgement:label.not.unique"));
                await().until(second::isClosed);
            }
        }
    }

    @Test
    void aCommandOfAWebSocketIsAnsweredWithItsAcknowledgements() throws Exception {
        try (TwinSocket socket = new TwinSocket(url(), ownerAccount())) {
            socket.send("""
                    {"topic":"%s/things/twin/commands/create","path":"/","value":{},
                     "headers":{"requested-acks":["twin-persisted","search-persisted"],"correlation-id":"c-1"}}""".formatted(id.replace(':', '/')));

            JsonObject answer = socket.receive();
            assertThat(TwinSocket.topic(answer)).endsWith("/things/twin/acks");
            assertThat(answer.getValue("status")).contains(JsonValue.of(200));
            assertThat(answer.getValue("headers/correlation-id")).contains(JsonValue.of("c-1"));
            assertThat(answer.getValue("value/twin-persisted/status")).contains(JsonValue.of(201));
            assertThat(answer.getValue("value/search-persisted/status")).contains(JsonValue.of(204));
        }
    }

    private static void acknowledge(TwinSocket subscriber, String label, JsonObject event, int status, String value) {
        subscriber.send("{\"topic\":\"%s/acks/%s\",\"path\":\"/\",\"status\":%d,\"value\":%s,\"headers\":%s}"
                .formatted(
                        TwinSocket.topic(event).replaceFirst("/events/.*", ""),
                        label,
                        status,
                        value,
                        event.getValue("headers").orElseThrow()));
    }
}
