package io.celltwin.edge.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How requests are read and answered: addresses, headers, fields, what is wrong with a body, limits. */
public abstract class RequestsContract {
    private TwinHttp owner;
    private String id;

    /** Where the service is. */
    protected abstract URI url();

    /** Somebody who may create things. */
    protected abstract Account ownerAccount();

    @BeforeEach
    void connect() {
        owner = new TwinHttp(url(), ownerAccount());
        id = "contract:" + UUID.randomUUID();
        owner.put("/things/" + id, """
                {"attributes":{"a":1},"features":{"pump":{"properties":{"flow":1,"speed":2}},"tank":{"properties":{"flow":3}}}}""");
    }

    @AfterEach
    void remove() {
        owner.delete("/things/" + id);
        owner.delete("/policies/" + id);
    }

    @Test
    void aRefusedWriteTellsTheEntityTagThatIsThere() {
        for (String path : new String[] {"/things/" + id, "/things/" + id + "/attributes/a", "/policies/" + id}) {
            String tag = owner.get(path).header("ETag");
            assertThat(tag).as(path).isNotNull();
            assertThat(owner.delete(path, "If-Match", "\"rev:99\"").header("ETag"))
                    .as("DELETE " + path)
                    .isEqualTo(tag);
            TwinHttp.Reply put = owner.put(path, "{}", "If-None-Match", "*");
            assertThat(put.status()).isEqualTo(412);
            assertThat(put.header("ETag")).as("PUT " + path).isEqualTo(tag);
        }
    }

    @Test
    void whatWasCreatedIsWhereTheAnswerSays() {
        String other = "contract:" + UUID.randomUUID();
        TwinHttp.Reply created = owner.put("/things/" + other.replace(":", "%3A"), "{}");

        assertThat(created.header("Location")).endsWith("/api/2/things/" + other);
        assertThat(owner.put("/things/" + id.replace(":", "%3A") + "/features/new%20one", "{}")
                        .header("Location"))
                .endsWith("/api/2/things/" + id + "/features/new%20one");
        owner.delete("/things/" + other);
        owner.delete("/policies/" + other);
    }

    @Test
    void anEmptyNameIsNowhereAndAnEmptyKeyIsWrong() {
        assertThat(owner.get("/things//").status()).isEqualTo(404);
        assertThat(owner.get("/things/" + id + "/features//pump").status()).isEqualTo(404);
        assertThat(owner.get("/things/" + id + "/attributes//a").status()).isEqualTo(400);
        assertThat(owner.put("/things/" + id + "/attributes/a%2F%2Fb", "1").status())
                .isEqualTo(400);
        assertThat(owner.post("/things/" + id + "/attributes//", "1").status()).isEqualTo(405);
        assertThat(owner.send("PATCH", "/things/" + id + "/attributes//a", "1", "Content-Type", "application/json")
                        .status())
                .as("the type of a body is looked at first")
                .isEqualTo(415);
    }

    @Test
    void aStarStandsForEveryFeature() {
        assertThat(owner.get("/things/" + id + "/features?fields=*/properties/flow")
                        .object())
                .isEqualTo(JsonObject.of(
                        "{\"pump\":{\"properties\":{\"flow\":1}},\"tank\":{\"properties\":{\"flow\":3}}}"));
    }

    @Test
    void aValueOfTheWrongKindIsInvalidJsonForItsPlace() {
        for (String path : new String[] {
            "/attributes", "/features", "/features/pump", "/features/pump/properties", "/features/pump/definition"
        }) {
            TwinHttp.Reply refused = owner.patch("/things/" + id + path, "3.14");
            assertThat(refused.status()).as(path).isEqualTo(400);
            assertThat(refused.error()).as(path).isEqualTo("json.invalid");
        }
        assertThat(owner.patch("/things/" + id, "null").error()).isEqualTo("things:merge.invalid");
        assertThat(owner.put("/things/" + id, "{").error()).isEqualTo("json.invalid");
    }

    @Test
    void whatIsTooLongIsRefusedByItsOwnStatus() {
        String ids = IntStream.range(0, 150).mapToObj(i -> id).collect(Collectors.joining(","));
        assertThat(owner.get("/things?ids=" + ids).status()).isEqualTo(200);
        assertThat(owner.get("/things?ids=" + ids + "," + ids).status()).isEqualTo(414);
        assertThat(owner.get("/things/" + id, "x-correlation-id", "x".repeat(6_000))
                        .status())
                .isEqualTo(431);
        assertThat(owner.send(
                                "POST",
                                "/things/" + id + "/inbox/messages/start?timeout=1",
                                "x".repeat(250 * 1024 + 1),
                                "Content-Type",
                                "text/plain")
                        .status())
                .isEqualTo(413);
    }

    @Test
    void theCorrelationIdOfARequestComesBack() {
        String correlationId = UUID.randomUUID().toString();
        assertThat(owner.get("/things/" + id, "x-correlation-id", correlationId).header("correlation-id"))
                .isEqualTo(correlationId);
    }

    @Test
    void aHeaderIsGivenOnce() {
        TwinHttp.Reply twice = owner.get("/things/" + id, "x-correlation-id", "one", "x-correlation-id", "two");
        assertThat(twice.status()).isEqualTo(400);
        assertThat(twice.error()).isEqualTo("gateway:duplicate.header.field");

        assertThat(owner.get("/things/" + id + "?timeout=5s", "timeout", "6s").error())
                .isEqualTo("gateway:duplicate.header.field");
        assertThat(owner.get("/things/" + id + "?timeout=5s", "timeout", "5s").status())
                .isEqualTo(200);
    }

    @Test
    void aTimeoutHasBounds() {
        assertThat(owner.get("/things/" + id + "?timeout=61s").error()).isEqualTo("gateway:timeout.invalid");
        assertThat(owner.get("/things/" + id, "timeout", "0").error()).isEqualTo("header.invalid");
        TwinHttp.Reply message = owner.post("/things/" + id + "/inbox/messages/ask?timeout=90", "1");
        assertThat(message.error()).isEqualTo("timeout.invalid");
        assertThat(message.object().getValue("message"))
                .contains(JsonValue.of("The timeout <90,000ms> is not inside its allowed bounds <0ms - 60,000ms>"));
    }

    @Test
    void whoDoesNotWaitForAResponseIsToldThatTheThingIsNotThere() {
        TwinHttp.Reply message = owner.post("/things/" + id + "x/inbox/messages/ask?timeout=0", "1");
        assertThat(message.status()).isEqualTo(404);
        assertThat(message.error()).isEqualTo("things:thing.notfound");

        TwinHttp.Reply write = owner.put("/things/" + id + "x/attributes/a", "1", "response-required", "false");
        assertThat(write.status()).isEqualTo(404);
        assertThat(write.header("response-required")).isEqualTo("false");
        assertThat(owner.put("/things/" + id + "/attributes/a", "1", "response-required", "false")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void anIdThatCanBeNoneIsToldBeforeWhatElseIsWrong() {
        assertThat(owner.get("/things/nocolon/bogus").error()).isEqualTo("things:id.invalid");
        assertThat(owner.post("/policies/nocolon/entries", "1").error()).isEqualTo("policies:id.invalid");
    }

    @Test
    void aSearchWaitsForItsAnswer() {
        assertThat(owner.get("/search/things", "response-required", "false").error())
                .isEqualTo("command.headers.invalid");
        assertThat(owner.get("/search/things").header("response-required")).isEqualTo("false");
    }

    @Test
    void aPreconditionInTheQueryIsNone() {
        assertThat(owner.put("/things/" + id + "/attributes/a?if-match=%22rev:99%22", "2")
                        .status())
                .isEqualTo(204);
        assertThat(owner.get("/things/" + id + "?get-metadata=*").status()).isEqualTo(200);
        assertThat(owner.get("/things/" + id + "?condition=eq(attributes/a,7)").status())
                .isEqualTo(412);
    }

    @Test
    void fieldsAreLookedAtWhereTheyCanBeChosen() {
        for (String path :
                new String[] {"", "/attributes", "/features", "/features/pump", "/features/pump/properties"}) {
            assertThat(owner.get("/things/" + id + path + "?fields=bad(").error())
                    .as(path)
                    .isEqualTo("json.fieldselector.invalid");
        }
        for (String path : new String[] {"/policyId", "/attributes/a", "/features/pump/properties/flow"}) {
            assertThat(owner.get("/things/" + id + path + "?fields=bad(").status())
                    .as(path)
                    .isEqualTo(200);
        }
        assertThat(owner.get("/policies/" + id + "?fields=bad(").error()).isEqualTo("json.fieldselector.invalid");
        assertThat(owner.get("/policies/" + id + "/entries?fields=bad(").status())
                .isEqualTo(200);
    }

    @Test
    void ofAFeatureThatIsNotThereTheFeatureIsMissed() {
        String pump = "/things/" + id + "/features/";
        assertThat(owner.get(pump + "none/properties/flow").error()).isEqualTo("things:feature.notfound");
        assertThat(owner.delete(pump + "none/desiredProperties").error()).isEqualTo("things:feature.notfound");
        assertThat(owner.get(pump + "pump/properties/none").error()).isEqualTo("things:feature.property.notfound");
        assertThat(owner.get(pump + "pump/desiredProperties").error())
                .isEqualTo("things:feature.desiredProperties.notfound");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                                        | 400 | json.field.missing",
                "{\"thingDefinitionUrl\":1}                                                | 400 | json.invalid",
                "{\"thingDefinitionUrl\":\"bad\"}                                          | 400 | things:definition.identifier.invalid",
                "{\"thingDefinitionUrl\":\"ns:n:1\"}                                       | 400 | wot:skeleton.generation.failed",
                "{\"thingDefinitionUrl\":\"http://127.0.0.1:1/x\"}                         | 421 | wot:tm.notfound",
                "{\"thingDefinitionUrl\":\"a:b:1\",\"migrationPayload\":{\"attributes\":{\"a\":\"{{ thing-json:attributes/gone }}\"}}} | 400 | placeholder:unresolved",
                "{\"thingDefinitionUrl\":\"a:b:1\",\"migrationPayload\":{\"attributes\":{\"a\":1}},\"patchConditions\":{\"thing:/attributes\":\"x\"}} | 400 | rql.expression.invalid"
            })
    void whatCannotBeMigratedIsTold(String json, int status, String error) {
        TwinHttp.Reply refused = owner.post("/things/" + id + "/migrateDefinition?dry-run=true", json);

        assertThat(refused.status()).as(refused.text()).isEqualTo(status);
        assertThat(refused.error()).isEqualTo(error);
        assertThat(owner.post("/things/" + id + "-none/migrateDefinition", "{\"thingDefinitionUrl\":\"a:b:1\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aValueOfAnotherKindThanAnIdOrAPolicyIsTold() {
        assertThat(owner.put("/things/" + id + "/policyId", "1").error()).isEqualTo("policies:id.invalid");
        assertThat(owner.put("/things/" + id, "{\"thingId\":1}").error()).isEqualTo("things:id.notsettable");
        assertThat(owner.put("/things/" + id + "x", "{\"_policy\":1}").error()).isEqualTo("json.format.invalid");
        assertThat(owner.put("/things/" + id + "x", "{\"_policy\":{}}").error()).isEqualTo("things:policy.invalid");
        assertThat(owner.put("/things/" + id + "/features/a%2Fb", "{}").error()).isEqualTo("json.key.invalid");
    }

    @Test
    void aPatchThatRemovesAnIdIsTold() {
        assertThat(owner.patch("/things/" + id, "{\"thingId\":null}").error()).isEqualTo("things:id.notdeletable");
        assertThat(owner.patch("/things/" + id, "{\"policyId\":null}").error())
                .isEqualTo("things:policyId.notdeletable");
        assertThat(owner.patch("/things/" + id + "/policyId", "null").error())
                .isEqualTo("things:policyId.notdeletable");
    }

    @Test
    void theSubjectOfAMessageMayBeAnyPartOfAnAddress() {
        for (String subject : new String[] {"ask", "a/b", "%C3%A4", "a%20b", "a%09b"}) {
            assertThat(owner.post("/things/" + id + "/inbox/messages/" + subject + "?timeout=0", "1")
                            .status())
                    .as(subject)
                    .isEqualTo(202);
        }
        assertThat(owner.post("/things/" + id + "/inbox/messages/?timeout=0", "1")
                        .error())
                .isEqualTo("messages:subject.invalid");
    }

    @Test
    void aListOfAllThingsHasNoFilter() {
        assertThat(owner.get("/things?filter=bad(&namespaces=contract").status())
                .isEqualTo(200);
        assertThat(owner.get("/search/things?filter=bad(").error()).isEqualTo("rql.expression.invalid");
        assertThat(owner.get("/search/things?option=").error()).isEqualTo("rql.expression.invalid");
        assertThat(owner.get("/search/things/count?namespaces=contract&fields=bad(&option=size(x)")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whatIsNoTokenIsToldFromATokenThatIsNotBelieved() {
        TwinHttp.Reply malformed = new TwinHttp(url(), null).get("/things", "Authorization", "Bearer x.y.z");
        assertThat(malformed.status()).isEqualTo(400);
        assertThat(malformed.error()).isEqualTo("jwt:invalid");
    }

    @Test
    void nobodyListensToAMessageOfAnyKind() {
        for (String type : new String[] {"application/octet-stream", "image/png", "application/vnd.plant+cbor"}) {
            assertThat(owner.send(
                                    "POST",
                                    "/things/" + id + "/inbox/messages/picture?timeout=0",
                                    "\u0001\u0002",
                                    "Content-Type",
                                    type)
                            .status())
                    .as(type)
                    .isEqualTo(202);
        }
        assertThat(owner.send("POST", "/things/" + id + "/inbox/claim?timeout=0", "x", "Content-Type", "text/plain")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void allVisibleThingsAreListedWithoutNamingThem() {
        TwinHttp.Reply listed = owner.get("/things?namespaces=contract&fields=thingId");

        assertThat(listed.status()).isEqualTo(200);
        assertThat(listed.json().isArray()).isTrue();
    }
}
