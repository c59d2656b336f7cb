package io.celltwin.edge.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an app may expect of a twin service's server-sent events. It holds for Eclipse Ditto as well. */
public abstract class EventStreamContract {
    private TwinHttp owner;
    private String namespace;
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
        namespace = "stream" + UUID.randomUUID().toString().replace("-", "");
        id = namespace + ":a";
        owner.put("/things/" + id, """
                {"attributes":{"a":0},"features":{"f":{"properties":{"open":0,"secret":0}}},
                 "_policy":{"entries":{
                  "owner":{"subjects":{"%s":{"type":"t"}},"resources":{
                    "thing:/":{"grant":["READ","WRITE"],"revoke":[]},
                    "message:/":{"grant":["READ","WRITE"],"revoke":[]},
                    "policy:/":{"grant":["READ","WRITE"],"revoke":[]}}},
                  "other":{"subjects":{"%s":{"type":"t"}},"resources":{
                    "thing:/features/f/properties/open":{"grant":["READ"],"revoke":[]}}}}}}""".formatted(
                        ownerAccount().subject(), otherAccount().subject()));
    }

    @AfterEach
    void delete() {
        owner.delete("/things/" + id);
        owner.delete("/policies/" + id);
    }

    private TwinEventStream open(String path, String... headers) {
        TwinEventStream stream = new TwinEventStream(url(), ownerAccount(), path, headers);
        assertThat(stream.status()).isEqualTo(200);
        return stream;
    }

    @Test
    void eachChangeOfTheWantedThingsIsTold() throws Exception {
        try (TwinEventStream stream = open("/things?namespaces=" + namespace)) {
            owner.put("/things/other:" + UUID.randomUUID(), "{}");
            owner.put("/things/" + id + "/attributes/a", "1");
            owner.patch("/things/" + id, "{\"attributes\":{\"b\":2,\"a\":null}}");

            assertThat(stream.next().object())
                    .isEqualTo(JsonObject.of("{\"thingId\":\"%s\",\"attributes\":{\"a\":1}}".formatted(id)));
            assertThat(stream.next().object())
                    .isEqualTo(JsonObject.of("{\"thingId\":\"%s\",\"attributes\":{\"b\":2}}".formatted(id)));
        }
    }

    @Test
    void aPartOfOneThingIsTold() throws Exception {
        try (TwinEventStream stream = open("/things/" + id + "/features/f/properties/open")) {
            owner.put("/things/" + id + "/attributes/a", "1");
            owner.put("/things/" + id + "/features/f/properties/secret", "1");
            owner.put("/things/" + id + "/features/f/properties/open", "7");

            assertThat(stream.next().json()).isEqualTo(JsonValue.of(7));
        }
    }

    @Test
    void theChosenFieldsAreToldWithTheContext() throws Exception {
        try (TwinEventStream stream = open("/things/" + id + "?fields=attributes/a,_revision,_context/topic")) {
            owner.put("/things/" + id + "/attributes/a", "1");

            assertThat(stream.next().object()).isEqualTo(JsonObject.of("""
                                    {"attributes":{"a":1},"_revision":2,
                                     "_context":{"topic":"%s/things/twin/events/modified"}}""".formatted(id.replace(':', '/'))));
        }
    }

    @Test
    void theFilterAndTheExtraFieldsDecide() throws Exception {
        try (TwinEventStream stream = open("/things?namespaces=" + namespace + "&extraFields=attributes/a&filter="
                + encoded("and(ge(features/f/properties/open,5),eq(attributes/a,0))"))) {
            owner.put("/things/" + id + "/features/f/properties/open", "4");
            owner.put("/things/" + id + "/features/f/properties/open", "5");

            assertThat(stream.next().object()).isEqualTo(JsonObject.of("""
                                    {"thingId":"%s","attributes":{"a":0},
                                     "features":{"f":{"properties":{"open":5}}}}""".formatted(id)));
        }
    }

    @Test
    void aReaderSeesNothingThatHeMayNot() throws Exception {
        try (TwinEventStream stream = new TwinEventStream(url(), otherAccount(), "/things/" + id)) {
            owner.put("/things/" + id + "/features/f/properties/secret", "1");
            owner.put("/things/" + id + "/features/f/properties", "{\"open\":1,\"secret\":2}");

            assertThat(stream.next().object())
                    .isEqualTo(JsonObject.of(
                            "{\"thingId\":\"%s\",\"features\":{\"f\":{\"properties\":{\"open\":1}}}}".formatted(id)));

            owner.delete("/policies/" + id + "/entries/other");
            owner.put("/things/" + id + "/features/f/properties/open", "2");
            owner.put("/policies/" + id + "/entries/again", """
                    {"subjects":{"%s":{"type":"t"}},"resources":{"thing:/":{"grant":["READ"],"revoke":[]}}}""".formatted(
                            otherAccount().subject()));
            owner.put("/things/" + id + "/features/f/properties/open", "3");

            assertThat(stream.next().object().getValue("features/f/properties/open"))
                    .contains(JsonValue.of(3));
        }
    }

    @Test
    void messagesAreToldByTheirSubject() throws Exception {
        try (TwinEventStream all = open("/things/" + id + "/inbox/messages");
                TwinEventStream one = open("/things/" + id + "/features/f/outbox/messages/ask")) {
            owner.send(
                    "POST",
                    "/things/" + id + "/inbox/messages/hello",
                    "two\nlines",
                    "Content-Type",
                    "text/plain",
                    "timeout",
                    "0");
            owner.post("/things/" + id + "/features/f/outbox/messages/other", "1", "timeout", "0");
            owner.post("/things/" + id + "/features/f/outbox/messages/ask", "{\"a\":1}", "timeout", "0");

            assertThat(all.next()).satisfies(event -> {
                assertThat(event.data()).isEqualTo("two\nlines");
                assertThat(event.name()).contains("hello");
            });
            assertThat(one.next()).satisfies(event -> {
                assertThat(event.json()).isEqualTo(JsonFactory.readFrom("{\"a\":1}"));
                assertThat(event.name()).contains("ask");
            });
        }
    }

    @Test
    void aSearchIsToldToItsEndAndGoesOnAfterTheLastThingRead() throws Exception {
        for (int i = 0; i < 5; i++) {
            owner.put(
                    "/things/" + namespace + ":n" + i,
                    "{\"policyId\":\"%s\",\"attributes\":{\"n\":%d}}".formatted(id, i),
                    "requested-acks",
                    "search-persisted");
        }
        String query = "/search/things?namespaces=" + namespace + "&fields=attributes/n&filter="
                + encoded("exists(attributes/n)") + "&option=" + encoded("sort(-attributes/n),size(2)");
        try (TwinEventStream stream = open(query)) {
            for (int i = 4; i >= 0; i--) {
                TwinEventStream.Event event = stream.next();
                assertThat(event.object().getValue("attributes/n")).contains(JsonValue.of(i));
                assertThat(event.id()).contains(namespace + ":n" + i);
            }
            stream.awaitEnd();
        }
        try (TwinEventStream rest = open(query, "Last-Event-ID", namespace + ":n2")) {
            assertThat(rest.next().id()).contains(namespace + ":n1");
            assertThat(rest.next().id()).contains(namespace + ":n0");
            rest.awaitEnd();
        }
        for (int i = 0; i < 5; i++) {
            owner.delete("/things/" + namespace + ":n" + i);
        }
    }

    @Test
    void aFilterThatIsNoneIsRefused() {
        try (TwinEventStream stream = new TwinEventStream(url(), ownerAccount(), "/things?filter=ge(attributes/a")) {
            assertThat(stream.status()).isEqualTo(400);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
