package io.celltwin.edge.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an app may expect of a twin service's history. It holds for Eclipse Ditto as well. */
public abstract class HistoryContract {
    private TwinHttp owner;
    private TwinHttp other;
    private String id;

    /** Where the service is. */
    protected abstract URI url();

    /** Somebody who may create things. */
    protected abstract Account ownerAccount();

    /** Somebody else. */
    protected abstract Account otherAccount();

    @BeforeEach
    void create() {
        owner = new TwinHttp(url(), ownerAccount());
        other = new TwinHttp(url(), otherAccount());
        id = "history:" + UUID.randomUUID();
        owner.put("/things/" + id, "{\"attributes\":{\"n\":1,\"secret\":1},\"_policy\":" + policy(true) + "}");
        for (int n = 2; n <= 4; n++) {
            owner.put("/things/" + id + "/attributes/n", Integer.toString(n));
        }
        owner.delete("/things/" + id + "/attributes/n");
    }

    private String policy(boolean otherReads) {
        return """
                {"entries":{
                  "owner":{"subjects":{"%s":{"type":"t"}},"resources":{
                    "thing:/":{"grant":["READ","WRITE"],"revoke":[]},
                    "policy:/":{"grant":["READ","WRITE"],"revoke":[]}}},
                  "other":{"subjects":{"%s":{"type":"t"}},"resources":{
                    "thing:/attributes/n":{"grant":[%s],"revoke":[]}}}}}""".formatted(ownerAccount().subject(), otherAccount().subject(), otherReads ? "\"READ\"" : "\"WRITE\"");
    }

    @AfterEach
    void delete() {
        owner.delete("/things/" + id);
        owner.delete("/policies/" + id);
    }

    @Test
    void aFormerRevisionIsReadAsItWas() {
        for (int revision = 1; revision <= 4; revision++) {
            assertThat(owner.get("/things/" + id + "?fields=attributes/n,_revision&at-historical-revision=" + revision)
                            .object())
                    .isEqualTo(JsonObject.of(
                            "{\"attributes\":{\"n\":%d},\"_revision\":%d}".formatted(revision, revision)));
        }
        assertThat(owner.get("/things/" + id + "/attributes/n", "at-historical-revision", "2")
                        .json())
                .isEqualTo(JsonValue.of(2));
        assertThat(owner.get("/things/" + id + "/attributes", "at-historical-revision", "5")
                        .object()
                        .contains("n"))
                .isFalse();
    }

    @Test
    void aFormerTimeIsReadAsItWas() {
        String third = owner.get("/things/" + id + "?fields=_modified&at-historical-revision=3")
                .object()
                .getValue("_modified")
                .orElseThrow()
                .asString();

        assertThat(owner.get("/things/" + id + "/attributes/n?at-historical-timestamp=" + third)
                        .json())
                .isEqualTo(JsonValue.of(3));
        assertThat(owner.get("/things/" + id + "?at-historical-timestamp=2000-01-01T00:00:00Z")
                        .error())
                .isEqualTo("things:thing.history.notfound");
    }

    @Test
    void aRevisionThatNeverWasIsNotFound() {
        assertThat(owner.get("/things/" + id + "?at-historical-revision=99").error())
                .isEqualTo("things:thing.history.notfound");
        assertThat(owner.get("/things/" + id + "?at-historical-revision=x").status())
                .isEqualTo(400);
        assertThat(owner.get("/things/" + id + "?at-historical-timestamp=yesterday")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aFormerPolicyIsReadAsItWas() {
        String second = owner.get("/policies/" + id).text();
        owner.delete("/policies/" + id + "/entries/other");

        assertThat(owner.get("/policies/" + id + "?at-historical-revision=1").text())
                .isEqualTo(second);
        assertThat(owner.get("/policies/" + id).text()).isNotEqualTo(second);
    }

    @Test
    void whoLostARightLostItForThePast() {
        assertThat(other.get("/things/" + id + "/attributes?at-historical-revision=2")
                        .object())
                .isEqualTo(JsonObject.of("{\"n\":2}"));
        owner.put("/policies/" + id, policy(false));

        assertThat(other.get("/things/" + id + "?at-historical-revision=2").status())
                .isEqualTo(404);
    }

    @Test
    void persistedEventsAreStreamedAsTheyAreAskedFor() throws Exception {
        try (TwinSocket socket = new TwinSocket(url(), ownerAccount())) {
            String topic = id.replace(':', '/') + "/things/twin/streaming/";
            socket.send("""
                    {"topic":"%ssubscribeForPersistedEvents","path":"/",
                     "value":{"fromHistoricalRevision":2,"toHistoricalRevision":5,"filter":"ne(attributes/n,3)"}}""".formatted(topic));
            String subscription = socket.receive()
                    .getValue("value/subscriptionId")
                    .orElseThrow()
                    .asString();
            String request =
                    "{\"topic\":\"%srequest\",\"path\":\"/\",\"value\":{\"subscriptionId\":\"%s\",\"demand\":%d}}";
            socket.send(request.formatted(topic, subscription, 1));

            JsonObject first = socket.receive();
            assertThat(first.getValue("value/item/revision")).contains(JsonValue.of(2));
            assertThat(first.getValue("value/item/value")).contains(JsonValue.of(2));

            socket.send(request.formatted(topic, subscription, 10));
            assertThat(socket.receive().getValue("value/item/revision")).contains(JsonValue.of(4));
            assertThat(socket.receive().getValue("value/item/revision")).contains(JsonValue.of(5));
            assertThat(TwinSocket.topic(socket.receive())).endsWith("/streaming/complete");
        }
    }

    @Test
    void persistedEventsAreStreamedAsServerSentEvents() throws Exception {
        try (TwinEventStream stream = new TwinEventStream(
                url(), otherAccount(), "/things/" + id + "/attributes/n?from-historical-revision=0")) {
            for (int n = 1; n <= 4; n++) {
                assertThat(stream.next().json()).isEqualTo(JsonValue.of(n));
            }
            stream.awaitEnd();
        }
        Instant future = Instant.now().plusSeconds(60);
        try (TwinEventStream stream =
                new TwinEventStream(url(), ownerAccount(), "/things/" + id + "?from-historical-timestamp=" + future)) {
            stream.awaitEnd();
        }
    }
}
