package io.celltwin.edge.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.ditto.client.DittoClient;
import org.eclipse.ditto.client.changes.ChangeAction;
import org.eclipse.ditto.client.changes.ThingChange;
import org.eclipse.ditto.client.options.Options;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.Policy;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyNotAccessibleException;
import org.eclipse.ditto.things.model.Thing;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.exceptions.FeatureNotAccessibleException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingConflictException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingNotAccessibleException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingNotCreatableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What an app may expect of a twin service. It asks over the network only, so it holds for Eclipse Ditto as well: give
 * any service's address and two accounts.
 */
public abstract class TwinContract {
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
    }

    @AfterEach
    void disconnect() {
        owner.delete("/things/" + id);
        owner.delete("/policies/" + id);
        clients.close();
    }

    @Test
    void aThingIsCreatedByPutAndReadBack() {
        TwinHttp.Reply created = owner.put("/things/" + id, """
                {"definition":"demo:filler:1.0.0","attributes":{"serial":"F-1"},
                 "features":{"pump":{"properties":{"flow":1.5}}}}""");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).endsWith("/api/2/things/" + id);
        assertThat(created.header("ETag")).isEqualTo("\"rev:1\"");
        assertThat(created.object().getValue("thingId")).contains(JsonValue.of(id));
        TwinHttp.Reply read = owner.get("/things/" + id);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.header("ETag")).isEqualTo("\"rev:1\"");
        assertThat(read.object()).isEqualTo(JsonObject.of("""
                {"thingId":"%s","policyId":"%s","definition":"demo:filler:1.0.0","attributes":{"serial":"F-1"},
                 "features":{"pump":{"properties":{"flow":1.5}}}}""".formatted(id, id)));
    }

    @Test
    void aThingIsCreatedByPostWithAnIdOfTheServicesChoice() {
        TwinHttp.Reply created = owner.post("/things", "{\"attributes\":{\"a\":1}}");

        assertThat(created.status()).isEqualTo(201);
        String given = created.object().getValue("thingId").orElseThrow().asString();
        assertThat(created.header("Location")).endsWith("/api/2/things/" + given);
        assertThat(owner.get("/things/" + given + "/attributes/a").json()).isEqualTo(JsonValue.of(1));
        owner.delete("/things/" + given);
    }

    @Test
    void everyPartOfAThingCanBeWrittenReadAndDeleted() {
        owner.put("/things/" + id, "{}");
        List<String> paths = List.of(
                "/definition",
                "/attributes",
                "/attributes/place",
                "/attributes/place/hall",
                "/features",
                "/features/pump",
                "/features/pump/definition",
                "/features/pump/properties",
                "/features/pump/properties/flow",
                "/features/pump/properties/flow/unit",
                "/features/pump/desiredProperties",
                "/features/pump/desiredProperties/flow");
        List<String> values = List.of(
                "\"demo:filler:1.0.0\"",
                "{\"a\":1}",
                "{\"row\":3}",
                "\"north\"",
                "{\"other\":{}}",
                "{}",
                "[\"demo:pump:1.0.0\"]",
                "{\"speed\":3}",
                "{\"value\":1.5}",
                "\"l/min\"",
                "{\"speed\":2}",
                "3");
        for (int i = 0; i < paths.size(); i++) {
            String path = "/things/" + id + paths.get(i);
            assertThat(owner.put(path, values.get(i)).status())
                    .as("PUT " + paths.get(i))
                    .isEqualTo(201);
            assertThat(owner.get(path).json()).as("GET " + paths.get(i)).isEqualTo(JsonFactory.readFrom(values.get(i)));
            assertThat(owner.put(path, values.get(i)).status())
                    .as("second PUT " + paths.get(i))
                    .isEqualTo(204);
        }
        for (int i = paths.size() - 1; i >= 0; i--) {
            String path = "/things/" + id + paths.get(i);
            assertThat(owner.delete(path).status()).as("DELETE " + paths.get(i)).isEqualTo(204);
            assertThat(owner.get(path).status())
                    .as("GET after DELETE " + paths.get(i))
                    .isEqualTo(404);
            assertThat(owner.delete(path).status())
                    .as("second DELETE " + paths.get(i))
                    .isEqualTo(404);
        }
    }

    @Test
    void aPropertyOfAFeatureThatIsNotThereCannotBeWritten() {
        owner.put("/things/" + id, "{}");

        TwinHttp.Reply refused = owner.put("/things/" + id + "/features/pump/properties/flow", "1");

        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.error()).isEqualTo("things:feature.notfound");
    }

    @Test
    void aMergeChangesWhatItNamesAndRemovesWhatItNamesNull() {
        owner.put("/things/" + id, """
                {"attributes":{"a":1,"b":2},"features":{"pump":{"properties":{"flow":1,"speed":2}}}}""");

        TwinHttp.Reply merged = owner.patch("/things/" + id, """
                {"attributes":{"b":null,"c":3},"features":{"pump":{"properties":{"flow":5}}}}""");

        assertThat(merged.status()).isEqualTo(204);
        assertThat(merged.header("ETag")).isEqualTo("\"rev:2\"");
        JsonObject thing = owner.get("/things/" + id).object();
        assertThat(thing.getValue("attributes")).contains(JsonObject.of("{\"a\":1,\"c\":3}"));
        assertThat(thing.getValue("features/pump/properties")).contains(JsonObject.of("{\"flow\":5,\"speed\":2}"));
    }

    @Test
    void aMergeAtAPathMakesWhatIsMissingOnTheWay() {
        owner.put("/things/" + id, "{}");

        assertThat(owner.patch("/things/" + id + "/features/pump/properties/flow", "7")
                        .status())
                .isEqualTo(204);

        assertThat(owner.get("/things/" + id + "/features/pump/properties/flow").json())
                .isEqualTo(JsonValue.of(7));
    }

    @Test
    void aMergeRemovesTheKeysThatMatchAPatternThenWritesTheRest() {
        owner.put("/things/" + id, """
                {"attributes":{"y2022-01":1,"y2022-02":2,"y2023-01":3},
                 "features":{"pump-1":{},"pump-2":{"properties":{"flow":1,"fault":2}},
                  "tank":{"properties":{"a1":1,"a2":{"b1":1,"b2":2},"c":3}}}}""");

        owner.patch("/things/" + id, """
                {"attributes":{"{{ ~y2022-.*~ }}":null,"y2023-02":4},
                 "features":{"{{ ~pump-.*~ }}":null,"pump-2":{"properties":{"flow":5}}}}""");
        owner.patch(
                "/things/" + id + "/features", "{\"tank\":{\"properties\":{\"{{ ~a1~ }}\":null,\"{{ ~c~ }}\":null}}}");
        owner.patch("/things/" + id + "/features/tank/properties/a2", "{\"{{ ~.*2~ }}\":null}");

        JsonObject thing = owner.get("/things/" + id).object();
        assertThat(thing.getValue("attributes")).contains(JsonObject.of("{\"y2023-01\":3,\"y2023-02\":4}"));
        assertThat(thing.getValue("features")).contains(JsonObject.of("""
                {"pump-2":{"properties":{"flow":5}},"tank":{"properties":{"a2":{"b1":1}}}}"""));
    }

    @Test
    void aMergeWhosePatternMatchesNothingChangesNothing() {
        owner.put("/things/" + id, "{\"attributes\":{\"a\":1},\"features\":{\"pump\":{\"properties\":{\"flow\":1}}}}");
        JsonObject before = owner.get("/things/" + id).object();

        assertThat(owner.patch("/things/" + id, "{\"features\":{\"{{ ~tank.*~ }}\":null}}")
                        .status())
                .isEqualTo(204);
        assertThat(owner.patch("/things/" + id + "/features/pump/properties", "{\"{{ ~low~ }}\":null}")
                        .status())
                .isEqualTo(204);

        assertThat(owner.get("/things/" + id).object()).isEqualTo(before);
    }

    @Test
    void aMergeWithAnExpressionThatIsNoneIsRefusedAsInvalid() {
        owner.put("/things/" + id, "{\"attributes\":{\"a\":1}}");

        TwinHttp.Reply refused = owner.patch("/things/" + id + "/attributes", "{\"{{ ~a(~ }}\":null}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).isEqualTo("things:merge.invalid");
        assertThat(owner.get("/things/" + id).header("ETag")).isEqualTo("\"rev:1\"");
    }

    @Test
    void aMergeThatIsConditionalRemovesByPatternOnlyIfTheConditionHolds() {
        owner.put("/things/" + id, "{\"attributes\":{\"a1\":1,\"b\":2}}");
        String patch = "{\"attributes\":{\"{{ ~a.*~ }}\":null}}";

        assertThat(owner.patch("/things/" + id, patch, "condition", "gt(attributes/b,2)")
                        .status())
                .isEqualTo(412);
        assertThat(owner.get("/things/" + id + "/attributes/a1").status()).isEqualTo(200);
        assertThat(owner.patch("/things/" + id, patch, "condition", "eq(attributes/b,2)")
                        .status())
                .isEqualTo(204);
        assertThat(owner.get("/things/" + id + "/attributes").json()).isEqualTo(JsonObject.of("{\"b\":2}"));
        assertThat(owner.patch("/things/" + id, patch, "if-equal", "skip").status())
                .isEqualTo(412);
    }

    @Test
    void whoMayWriteAPartRemovesByPatternInIt() {
        owner.put("/things/" + id, """
                {"attributes":{"open":{"a":1,"b":2},"secret":2},"_policy":%s}""".formatted(policy("""
                "thing:/attributes/open":{"grant":["READ","WRITE"],"revoke":[]}""")));

        assertThat(other.patch("/things/" + id, "{\"attributes\":{\"open\":{\"{{ ~a~ }}\":null}}}")
                        .status())
                .isEqualTo(204);
        assertThat(owner.get("/things/" + id + "/attributes").json())
                .isEqualTo(JsonObject.of("{\"open\":{\"b\":2},\"secret\":2}"));
    }

    @Test
    void aMergeOfAThingThatIsNotThereCreatesIt() {
        TwinHttp.Reply created = owner.patch("/things/" + id, "{\"attributes\":{\"a\":1,\"b\":null}}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(owner.get("/things/" + id + "/attributes").json()).isEqualTo(JsonObject.of("{\"a\":1}"));
    }

    @Test
    void aMergeAtTheRootCreatesAThingWithAPolicyForItsCreatorAlone() {
        TwinHttp.Reply created = owner.patch("/things/" + id, """
                {"attributes":{"a":[1,null,{"b":null,"c":2}]},"features":{"f":{"properties":{"p":null}}}}""");

        assertThat(created.status()).isEqualTo(201);
        JsonObject thing = owner.get("/things/" + id).object();
        assertThat(thing.getValue("policyId")).contains(JsonValue.of(id));
        assertThat(thing.getValue("attributes")).contains(JsonObject.of("{\"a\":[1,{\"c\":2}]}"));
        assertThat(thing.getValue("features")).contains(JsonObject.of("{\"f\":{\"properties\":{}}}"));
        assertThat(owner.get("/policies/" + id + "/entries/DEFAULT/subjects")
                        .object()
                        .getKeys())
                .hasSize(1);
        assertThat(other.get("/things/" + id).status()).isEqualTo(404);
    }

    @Test
    void creatingAThingAgainWithAPolicyIsRefusedBecauseThePolicyExists() throws Exception {
        DittoClient client = clients.connect(ownerAccount());
        Thing thing = Thing.newBuilder().setId(ThingId.of(id)).build();
        Policy policy =
                org.eclipse.ditto.policies.model.PoliciesModelFactory.newPolicy(JsonObject.of(policy(""))).toBuilder()
                        .setId(PolicyId.of(id))
                        .build();
        done(client.twin().create(thing, policy));

        assertThatThrownBy(() -> done(client.twin().create(thing, policy)))
                .hasCauseInstanceOf(ThingNotCreatableException.class);
        assertThatThrownBy(() -> done(client.twin().create(thing)))
                .hasCauseInstanceOf(ThingNotCreatableException.class);
    }

    @Test
    void creatingAThingAgainThatNamesItsPolicyIsAConflict() throws Exception {
        DittoClient client = clients.connect(ownerAccount());
        Thing thing = Thing.newBuilder().setId(ThingId.of(id)).build();
        done(client.twin().create(thing));

        assertThatThrownBy(() -> done(client.twin()
                        .create(thing.toBuilder().setPolicyId(PolicyId.of(id)).build())))
                .hasCauseInstanceOf(ThingConflictException.class);
    }

    @Test
    void aCreationThatFailsLeavesNoPolicyBehind() throws Exception {
        DittoClient client = clients.connect(ownerAccount());
        owner.put("/policies/" + id + "-other", policy(""));
        owner.put("/things/" + id, "{\"policyId\":\"" + id + "-other\"}");

        assertThatThrownBy(() -> done(client.twin().create(ThingId.of(id))))
                .hasCauseInstanceOf(ThingConflictException.class);

        assertThat(owner.get("/policies/" + id).status()).isEqualTo(404);
        owner.delete("/things/" + id);
        owner.delete("/policies/" + id + "-other");
    }

    @Test
    void aMergeBelowAThingThatIsNotThereIsNotFound() {
        TwinHttp.Reply refused = owner.patch("/things/" + id + "/features", "{\"pump\":{}}");

        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.error()).isEqualTo("things:thing.notfound");
    }

    @Test
    void aMergeWithTheWrongContentTypeIsRefused() {
        owner.put("/things/" + id, "{}");

        TwinHttp.Reply refused = owner.send("PATCH", "/things/" + id, "{}", "Content-Type", "application/json");

        assertThat(refused.status()).isEqualTo(415);
    }

    @Test
    void aMergeThatWouldMakeNoThingIsRefused() {
        owner.put("/things/" + id, "{}");

        TwinHttp.Reply refused = owner.patch("/things/" + id, "{\"features\":{\"pump\":7}}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(owner.get("/things/" + id).header("ETag")).isEqualTo("\"rev:1\"");
    }

    @Test
    void theRevisionGoesOnWhenAThingIsDeletedAndCreatedAgain() {
        owner.put("/things/" + id, "{}");
        assertThat(owner.delete("/things/" + id).status()).isEqualTo(204);
        assertThat(owner.get("/things/" + id).error()).isEqualTo("things:thing.notfound");
        owner.delete("/policies/" + id);

        assertThat(owner.put("/things/" + id, "{}").header("ETag")).isEqualTo("\"rev:3\"");
    }

    @Test
    void fieldsAreSelected() {
        Instant before = Instant.now().minusSeconds(60);
        owner.put("/things/" + id, """
                        {"attributes":{"a":1,"b":2},"features":{"p":{"properties":{"x":1,"y":2}},"q":{"properties":{"x":3}}}}""");

        JsonObject thing = owner.get(
                        "/things/" + id + "?fields=thingId,attributes/a,features/*/properties/x,_revision,_created,"
                                + "_modified,_namespace,_policy")
                .object();

        assertThat(thing.getValue("attributes")).contains(JsonObject.of("{\"a\":1}"));
        assertThat(thing.getValue("features"))
                .contains(JsonObject.of("{\"p\":{\"properties\":{\"x\":1}},\"q\":{\"properties\":{\"x\":3}}}"));
        assertThat(thing.getValue("_revision")).contains(JsonValue.of(1));
        assertThat(thing.getValue("_namespace")).contains(JsonValue.of("contract"));
        assertThat(Instant.parse(thing.getValue("_created").orElseThrow().asString()))
                .isAfter(before);
        assertThat(Instant.parse(thing.getValue("_modified").orElseThrow().asString()))
                .isAfter(before);
        assertThat(thing.getValue("_policy/entries")).isPresent();
        assertThat(thing.contains("policyId")).isFalse();
    }

    @Test
    void severalThingsAreReadAtOnceAndThoseThatAreNotThereAreLeftOut() {
        owner.put("/things/" + id, "{\"attributes\":{\"a\":1}}");

        TwinHttp.Reply found = owner.get("/things?ids=" + id + ",contract:nobody&fields=thingId,attributes");

        assertThat(found.status()).isEqualTo(200);
        assertThat(found.json().asArray()).hasSize(1);
        assertThat(found.json().asArray().get(0).orElseThrow())
                .isEqualTo(JsonObject.of("{\"thingId\":\"%s\",\"attributes\":{\"a\":1}}".formatted(id)));
    }

    @Test
    void entityTagsDecideWhetherAWriteIsExecuted() {
        owner.put("/things/" + id, "{\"attributes\":{\"a\":1}}");

        assertThat(owner.put("/things/" + id + "/attributes/a", "2", "If-Match", "\"nonsense\"")
                        .status())
                .isEqualTo(412);
        assertThat(owner.put("/things/" + id, "{}", "If-None-Match", "*").status())
                .isEqualTo(412);
        assertThat(owner.put("/things/" + id, "{\"attributes\":{\"a\":3}}", "If-Match", "\"rev:1\"")
                        .status())
                .isEqualTo(204);
        assertThat(owner.get("/things/" + id, "If-None-Match", "\"rev:2\"").status())
                .isEqualTo(304);
        String tag = owner.get("/things/" + id + "/attributes/a").header("ETag");
        assertThat(owner.put("/things/" + id + "/attributes/a", "4", "If-Match", tag)
                        .status())
                .isEqualTo(204);
        assertThat(owner.put("/things/" + id + "/attributes/a", "5", "If-Match", tag)
                        .status())
                .isEqualTo(412);
    }

    @Test
    void aConditionDecidesWhetherACommandIsExecuted() {
        owner.put("/things/" + id, "{\"attributes\":{\"a\":1}}");
        String path = "/things/" + id + "/attributes/a";

        TwinHttp.Reply refused = owner.put(path, "2", "condition", "gt(attributes/a,5)");

        assertThat(refused.status()).isEqualTo(412);
        assertThat(refused.error()).isEqualTo("things:condition.failed");
        assertThat(owner.put(path + "?condition=eq(attributes/a,1)", "2").status())
                .isEqualTo(204);
        assertThat(owner.put(path, "3", "condition", "this is no RQL").status()).isEqualTo(400);
        assertThat(owner.get(path).json()).isEqualTo(JsonValue.of(2));
    }

    @Test
    void whoIsNotSignedInIsAskedTo() {
        TwinHttp.Reply refused = new TwinHttp(url(), null).get("/things/" + id);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.error()).isEqualTo("gateway:authentication.failed");
    }

    @Test
    void aWrongPasswordIsAnsweredLikeNone() {
        Account wrong =
                new Account(ownerAccount().name(), "wrong", ownerAccount().subject());

        TwinHttp.Reply refused = new TwinHttp(url(), wrong).get("/things/" + id);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.error()).isEqualTo("gateway:authentication.failed");
    }

    @Test
    void aThingIsNotFoundByWhoMayNotReadIt() {
        owner.put("/things/" + id, "{\"attributes\":{\"a\":1}}");

        assertThat(other.get("/things/" + id).status()).isEqualTo(404);
        assertThat(other.get("/things/" + id + "/attributes/a").status()).isEqualTo(404);
        assertThat(other.get("/things?ids=" + id).json().asArray()).isEmpty();
        assertThat(other.put("/things/" + id + "/attributes/a", "2").status()).isIn(403, 404);
        assertThat(owner.get("/things/" + id + "/attributes/a").json()).isEqualTo(JsonValue.of(1));
    }

    @Test
    void whoMayReadAPartSeesThatPart() {
        owner.put("/things/" + id, """
                {"attributes":{"open":1,"secret":2},"features":{"pump":{"properties":{"flow":1,"recipe":"x"}}},
                 "_policy":%s}""".formatted(policy("""
                "thing:/attributes/open":{"grant":["READ"],"revoke":[]},
                "thing:/features/pump":{"grant":["READ"],"revoke":[]},
                "thing:/features/pump/properties/recipe":{"grant":[],"revoke":["READ"]}""")));

        JsonObject seen = other.get("/things/" + id).object();

        assertThat(seen).isEqualTo(JsonObject.of("""
                {"thingId":"%s","attributes":{"open":1},"features":{"pump":{"properties":{"flow":1}}}}""".formatted(id)));
        assertThat(other.get("/things/" + id + "/attributes/secret").status()).isEqualTo(404);
        assertThat(other.get("/things/" + id + "/features/pump/properties").json())
                .isEqualTo(JsonObject.of("{\"flow\":1}"));
        assertThat(other.put("/things/" + id, "{}", "condition", "eq(attributes/secret,2)")
                        .status())
                .isIn(403, 404, 412);
        assertThat(owner.get("/things/" + id + "/attributes/secret").json()).isEqualTo(JsonValue.of(2));
    }

    @Test
    void whoMayWriteAPartMergesThatPartOnly() {
        owner.put("/things/" + id, """
                {"attributes":{"open":1,"secret":2},"_policy":%s}""".formatted(policy("""
                "thing:/attributes/open":{"grant":["READ","WRITE"],"revoke":[]}""")));

        assertThat(other.patch("/things/" + id, "{\"attributes\":{\"open\":5}}").status())
                .isEqualTo(204);
        assertThat(other.patch("/things/" + id, "{\"attributes\":{\"open\":6,\"secret\":7}}")
                        .status())
                .isEqualTo(403);
        assertThat(owner.get("/things/" + id + "/attributes").json())
                .isEqualTo(JsonObject.of("{\"open\":5,\"secret\":2}"));
    }

    @Test
    void aPolicyTakesEffectAtOnceWhenItChanges() {
        owner.put("/things/" + id, "{\"attributes\":{\"a\":1}}");
        String entry = """
                {"subjects":{"%s":{"type":"t"}},"resources":{"thing:/":{"grant":["READ"],"revoke":[]}}}""".formatted(otherAccount().subject());

        assertThat(owner.put("/policies/" + id + "/entries/readers", entry).status())
                .isEqualTo(201);
        assertThat(other.get("/things/" + id).status()).isEqualTo(200);
        assertThat(owner.delete("/policies/" + id + "/entries/readers").status())
                .isEqualTo(204);
        assertThat(other.get("/things/" + id).status()).isEqualTo(404);
    }

    @Test
    void everyPartOfAPolicyCanBeWrittenReadAndDeleted() {
        String subject = ownerAccount().subject();
        String full = """
                {"entries":{"owner":{"subjects":{"%s":{"type":"t"}},
                 "resources":{"policy:/":{"grant":["READ","WRITE"],"revoke":[]}}}}}""".formatted(subject);
        String policy = "/policies/" + id;
        assertThat(owner.put(policy, full).status()).isEqualTo(201);
        assertThat(owner.get(policy).object().getValue("policyId")).contains(JsonValue.of(id));
        assertThat(owner.get(policy).header("ETag")).isEqualTo("\"rev:1\"");

        String resource = policy + "/entries/owner/resources/thing:/features/pump";
        assertThat(owner.put(resource, "{\"grant\":[\"READ\"],\"revoke\":[]}").status())
                .isEqualTo(201);
        assertThat(owner.get(resource).object().getValue("grant")).contains(JsonFactory.readFrom("[\"READ\"]"));
        assertThat(owner.get(policy + "/entries/owner/resources").object().getKeys())
                .hasSize(2);
        assertThat(owner.delete(resource).status()).isEqualTo(204);
        assertThat(owner.get(resource).status()).isEqualTo(404);

        String anotherSubject = policy + "/entries/owner/subjects/google:somebody";
        assertThat(owner.put(anotherSubject, "{\"type\":\"t\"}").status()).isEqualTo(201);
        assertThat(owner.delete(anotherSubject).status()).isEqualTo(204);
        assertThat(owner.delete(policy + "/entries/owner").status())
                .as("the last who may change it")
                .isIn(400, 403);
        assertThat(owner.delete(policy).status()).isEqualTo(204);
        assertThat(owner.get(policy).error()).isEqualTo("policies:policy.notfound");
    }

    @Test
    void aPolicyIsCopiedFromAnotherThing() {
        owner.put("/things/" + id, "{\"_policy\":%s}".formatted(policy("""
                "thing:/attributes":{"grant":["READ"],"revoke":[]}""")));
        String copyId = id + "-copy";

        assertThat(owner.put(
                                "/things/" + copyId,
                                "{\"attributes\":{\"a\":1},\"_copyPolicyFrom\":\"{{ ref:things/%s/policyId }}\"}"
                                        .formatted(id))
                        .status())
                .isEqualTo(201);

        assertThat(other.get("/things/" + copyId).object().getValue("attributes/a"))
                .contains(JsonValue.of(1));
        owner.delete("/things/" + copyId);
        owner.delete("/policies/" + copyId);
    }

    @Test
    void thingsAreSearchedSortedAndPaged() {
        for (int i = 0; i < 5; i++) {
            owner.put("/things/" + id + "-" + i, "{\"attributes\":{\"run\":\"%s\",\"n\":%d}}".formatted(id, i));
        }
        String filter = "filter=" + encoded("and(eq(attributes/run,\"" + id + "\"),gt(attributes/n,0))");
        await().atMost(SOON)
                .until(() -> owner.get("/search/things/count?" + filter).json().equals(JsonValue.of(4)));

        TwinHttp.Reply first = owner.get(
                "/search/things?" + filter + "&fields=attributes/n&option=" + encoded("sort(-attributes/n),size(3)"));
        assertThat(first.object().getValue("items"))
                .contains(JsonFactory.readFrom(
                        "[{\"attributes\":{\"n\":4}},{\"attributes\":{\"n\":3}},{\"attributes\":{\"n\":2}}]"));
        String cursor = first.object().getValue("cursor").orElseThrow().asString();
        TwinHttp.Reply second = owner.get("/search/things?" + filter + "&fields=attributes/n&option="
                + encoded("sort(-attributes/n),size(3),cursor(" + cursor + ")"));
        assertThat(second.object().getValue("items")).contains(JsonFactory.readFrom("[{\"attributes\":{\"n\":1}}]"));
        assertThat(second.object().getValue("cursor")).isEmpty();
        assertThat(other.get("/search/things/count?" + filter).json()).isEqualTo(JsonValue.of(0));
        for (int i = 0; i < 5; i++) {
            owner.delete("/things/" + id + "-" + i);
            owner.delete("/policies/" + id + "-" + i);
        }
    }

    @Test
    void aCommandThatNeedsNoResponseIsAccepted() {
        owner.put("/things/" + id, "{}");

        assertThat(owner.put("/things/" + id + "/attributes/a?response-required=false", "1")
                        .status())
                .isEqualTo(202);

        await().atMost(SOON)
                .until(() -> owner.get("/things/" + id + "/attributes/a").status() == 200);
    }

    @Test
    void theStockClientCreatesReadsMergesAndDeletes() throws Exception {
        DittoClient client = clients.connect(ownerAccount());
        ThingId thingId = ThingId.of(id);

        done(client.twin().create(JsonObject.of("{\"thingId\":\"%s\",\"attributes\":{\"a\":1}}".formatted(id))));
        done(client.twin().forId(thingId).putAttribute("b", JsonValue.of(2)));
        done(client.twin()
                .forId(thingId)
                .mergeFeatures(org.eclipse.ditto.things.model.ThingsModelFactory.newFeatures(
                        "{\"pump\":{\"properties\":{\"flow\":3}}}")));
        JsonObject thing =
                JsonObject.of(done(client.twin().forId(thingId).retrieve()).toJsonString());

        assertThat(thing.getValue("attributes")).contains(JsonObject.of("{\"a\":1,\"b\":2}"));
        assertThat(thing.getValue("features/pump/properties/flow")).contains(JsonValue.of(3));
        assertThatThrownBy(() -> done(client.twin().forFeature(thingId, "none").retrieve()))
                .hasCauseInstanceOf(FeatureNotAccessibleException.class);
        assertThatThrownBy(() -> done(client.twin().create(ThingId.of(id))))
                .hasCauseInstanceOf(ThingNotCreatableException.class);
        done(client.twin().delete(thingId));
        assertThatThrownBy(() -> done(client.twin().forId(thingId).retrieve()))
                .hasCauseInstanceOf(ThingNotAccessibleException.class);
    }

    @Test
    void theStockClientPutsAndMergesThingsThatAreNotThereYet() throws Exception {
        DittoClient client = clients.connect(ownerAccount());
        Thing thing = Thing.newBuilder()
                .setId(ThingId.of(id))
                .setAttribute(JsonPointer.of("a"), JsonValue.of(1))
                .build();

        assertThat(done(client.twin().put(thing))).isPresent();
        assertThat(done(client.twin().put(thing))).isEmpty();
        done(client.twin()
                .merge(
                        ThingId.of(id),
                        thing.toBuilder()
                                .setAttribute(JsonPointer.of("b"), JsonValue.of(2))
                                .build()));

        assertThat(owner.get("/things/" + id + "/attributes").json()).isEqualTo(JsonObject.of("{\"a\":1,\"b\":2}"));
    }

    @Test
    void theStockClientHandlesPolicies() throws Exception {
        DittoClient client = clients.connect(ownerAccount());
        Policy policy = Policy.newBuilder(PolicyId.of(id))
                .forLabel("owner")
                .setSubject(
                        org.eclipse.ditto.policies.model.SubjectId.newInstance(
                                ownerAccount().subject()),
                        org.eclipse.ditto.policies.model.SubjectType.GENERATED)
                .setGrantedPermissions("policy", "/", "READ", "WRITE")
                .build();

        done(client.policies().create(policy));
        assertThat(done(client.policies().retrieve(PolicyId.of(id))).getEntriesSet())
                .hasSize(1);
        done(client.policies().delete(PolicyId.of(id)));

        assertThatThrownBy(() -> done(client.policies().retrieve(PolicyId.of(id))))
                .hasCauseInstanceOf(PolicyNotAccessibleException.class);
    }

    @Test
    void aSubscriberSeesEveryChangeButThoseOfHisOwnConnection() throws Exception {
        DittoClient client = clients.connect(ownerAccount());
        DittoClient another = clients.connect(ownerAccount());
        List<ThingChange> changes = new CopyOnWriteArrayList<>();
        done(client.twin().startConsumption());
        client.twin().registerForThingChanges("all", change -> {
            if (change.getEntityId().toString().equals(id)) {
                changes.add(change);
            }
        });

        done(another.twin().create(ThingId.of(id)));
        done(another.twin().forId(ThingId.of(id)).putAttribute("a", JsonValue.of(1)));
        done(client.twin().forId(ThingId.of(id)).putAttribute("own", JsonValue.of(1)));
        owner.put("/things/" + id + "/attributes/a", "2");
        owner.patch("/things/" + id + "/attributes", "{\"b\":3}");
        owner.delete("/things/" + id + "/attributes/a");
        owner.delete("/things/" + id);

        await().atMost(SOON).until(() -> changes.size() == 6);
        assertThat(changes.stream().map(ThingChange::getRevision).sorted().collect(Collectors.toList()))
                .containsExactly(1L, 2L, 4L, 5L, 6L, 7L);
        assertThat(changes)
                .extracting(ThingChange::getAction)
                .containsExactlyInAnyOrder(
                        ChangeAction.CREATED,
                        ChangeAction.CREATED,
                        ChangeAction.UPDATED,
                        ChangeAction.MERGED,
                        ChangeAction.DELETED,
                        ChangeAction.DELETED);
    }

    @Test
    void aSubscriberGetsWhatHisFilterLetsPassWithTheFieldsHeWants() throws Exception {
        DittoClient client = clients.connect(ownerAccount());
        owner.put("/things/" + id, "{\"attributes\":{\"serial\":\"F-1\"},\"features\":{\"pump\":{}}}");
        List<ThingChange> changes = new CopyOnWriteArrayList<>();
        client.twin().registerForThingChanges("some", changes::add);
        done(client.twin()
                .startConsumption(
                        Options.Consumption.namespaces("contract"),
                        Options.Consumption.filter("gt(features/pump/properties/flow,10)"),
                        Options.Consumption.extraFields(JsonFactory.newFieldSelector(
                                "attributes/serial",
                                JsonFactory.newParseOptionsBuilder()
                                        .withoutUrlDecoding()
                                        .build()))));

        owner.patch("/things/" + id + "/features/pump", "{\"properties\":{\"flow\":5}}");
        owner.patch("/things/" + id + "/features/pump", "{\"properties\":{\"flow\":15}}");

        await().atMost(SOON).until(() -> !changes.isEmpty());
        assertThat(changes).hasSize(1);
        assertThat(changes.get(0).getRevision()).isEqualTo(3);
        assertThat(changes.get(0).getExtra()).contains(JsonObject.of("{\"attributes\":{\"serial\":\"F-1\"}}"));
    }

    @Test
    void aSubscriberGetsNothingAfterHeHasStopped() throws Exception {
        DittoClient client = clients.connect(ownerAccount());
        DittoClient witness = clients.connect(ownerAccount());
        List<ThingChange> changes = new CopyOnWriteArrayList<>();
        List<ThingChange> witnessed = new CopyOnWriteArrayList<>();
        client.twin().registerForThingChanges("all", changes::add);
        witness.twin().registerForThingChanges("all", witnessed::add);
        done(witness.twin().startConsumption());
        done(client.twin().startConsumption());
        done(client.twin().suspendConsumption());

        owner.put("/things/" + id, "{}");

        await().atMost(SOON).until(() -> !witnessed.isEmpty());
        assertThat(changes).isEmpty();
    }

    @Test
    void aSubscriberSeesOnlyWhatHeMayRead() throws Exception {
        DittoClient client = clients.connect(otherAccount());
        List<ThingChange> changes = new CopyOnWriteArrayList<>();
        client.twin().registerForThingChanges("all", changes::add);
        done(client.twin().startConsumption());

        owner.put("/things/" + id, "{\"attributes\":{\"open\":1,\"secret\":2},\"_policy\":%s}".formatted(policy("""
                "thing:/attributes/open":{"grant":["READ"],"revoke":[]}""")));
        owner.put("/things/" + id + "/attributes/secret", "3");
        owner.patch("/things/" + id + "/attributes", "{\"open\":4,\"secret\":5}");
        owner.put("/things/" + id + "/attributes/open", "6");

        await().atMost(SOON).until(() -> changes.stream().anyMatch(change -> change.getRevision() == 4));
        assertThat(changes).noneMatch(change -> change.getRevision() == 2);
        assertThat(changes)
                .noneMatch(change ->
                        change.getThing().map(Thing::toJsonString).orElse("").contains("secret"));
    }

    @Test
    void theStockClientSearchesPageByPage() throws Exception {
        DittoClient client = clients.connect(ownerAccount());
        for (int i = 0; i < 5; i++) {
            owner.put("/things/" + id + "-" + i, "{\"attributes\":{\"run\":\"%s\"}}".formatted(id));
        }
        String filter = "eq(attributes/run,\"" + id + "\")";
        await().atMost(SOON)
                .until(() -> owner.get("/search/things/count?filter=" + encoded(filter))
                        .json()
                        .equals(JsonValue.of(5)));

        List<String> found = client.twin().search().stream(query ->
                        query.filter(filter).options(option -> option.size(2).sort(sort -> sort.asc("thingId"))))
                .map(thing -> thing.getEntityId().orElseThrow().toString())
                .collect(Collectors.toList());

        assertThat(found).containsExactly(id + "-0", id + "-1", id + "-2", id + "-3", id + "-4");
        for (int i = 0; i < 5; i++) {
            owner.delete("/things/" + id + "-" + i);
            owner.delete("/policies/" + id + "-" + i);
        }
    }

    /** A policy by which the owner may do everything and the other what is given. */
    private String policy(String grantsOfOther) {
        return """
                {"entries":{
                  "owner":{"subjects":{"%s":{"type":"t"}},"resources":{
                    "thing:/":{"grant":["READ","WRITE"],"revoke":[]},
                    "policy:/":{"grant":["READ","WRITE"],"revoke":[]}}},
                  "other":{"subjects":{"%s":{"type":"t"}},"resources":{%s}}}}""".formatted(ownerAccount().subject(), otherAccount().subject(), grantsOfOther);
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }

    private static <T> T done(java.util.concurrent.CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
