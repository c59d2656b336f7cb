package io.celltwin.edge.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.UUID;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What policies may say, as Ditto 3.9 has it: namespaces, references, imports; and that nothing they say is lost. */
public abstract class PoliciesContract {
    private static final String ALL = """
            "resources":{"thing:/":{"grant":["READ","WRITE"],"revoke":[]},
              "policy:/":{"grant":["READ","WRITE"],"revoke":[]},
              "message:/":{"grant":["READ","WRITE"],"revoke":[]}}""";
    private static final String READ_THING = "\"resources\":{\"thing:/\":{\"grant\":[\"READ\"],\"revoke\":[]}}";

    private TwinHttp owner;
    private TwinHttp other;
    private String id;
    private String imported;
    private String deeper;

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
        id = "contract:" + UUID.randomUUID();
        imported = id + "-imported";
        deeper = id + "-deeper";
    }

    @AfterEach
    void remove() {
        owner.delete("/things/" + id);
        owner.delete("/policies/" + id);
        owner.delete("/policies/" + imported);
        owner.delete("/policies/" + deeper);
    }

    @Test
    void anEntryHoldsForTheThingsOfItsNamespacesOnly() {
        putPolicy(id, "{}", ownersEntry() + "," + othersEntry("\"namespaces\":[\"com.other\"]," + READ_THING));
        createThing();

        assertThat(other.get("/things/" + id).status()).isEqualTo(404);
        assertThat(owner.get("/policies/" + id + "/entries/other/namespaces").text())
                .isEqualTo("[\"com.other\"]");

        assertThat(owner.put("/policies/" + id + "/entries/other/namespaces", "[\"contract\",\"com.other.*\"]")
                        .status())
                .isEqualTo(204);
        assertThat(other.get("/things/" + id).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/entries/x/subjects/nocolon       | {\"type\":\"t\"}                                      | policies:subjectid.invalid",
                "/entries/x/subjects/a:b           | {\"type\":1}                                          | json.invalid",
                "/entries/x/subjects/a:b           | {\"type\":\"t\",\"expiry\":\"soon\"}                  | policies:subjectexpiry.invalid",
                "/entries/x/resources/bogus        | {\"grant\":[],\"revoke\":[]}                          | json.invalid",
                "/entries/x/resources/thing:/a//b  | {\"grant\":[],\"revoke\":[]}                          | json.pointer.invalid",
                "/entries/x/resources/thing:/a     | {\"grant\":[]}                                        | json.field.missing",
                "/entries/x/importable             | \"bogus\"                                              | policies:entry.invalid",
                "/entries/x/namespaces             | [\"!\"]                                                | policies:entry.invalid",
                "/entries/x/references             | [{\"x\":1}]                                            | json.field.missing",
                "/entries/x                        | {\"subjects\":1,\"resources\":{}}                       | json.invalid",
                "/entries                          | {\"x\":1}                                              | json.format.invalid",
                "/imports                          | {\"nocolon\":{}}                                       | policies:id.invalid",
            })
    void whatCanBeNoPartOfAPolicyIsToldBeforeWhetherThePolicyIsThere(String path, String json, String error) {
        putPolicy(id, "{}", ownersEntry());

        assertThat(owner.put("/policies/" + id + path, json).error()).isEqualTo(error);
        assertThat(owner.put("/policies/" + imported + path, json).error()).isEqualTo(error);
    }

    @Test
    void whoCouldNotChangeAPolicyCannotCreateIt() {
        String othersOnly = "{\"entries\":{" + othersEntry(READ_THING) + "}}";
        assertThat(owner.put("/policies/" + id, othersOnly).error()).isEqualTo("policies:policy.notcreatable");
        assertThat(owner.put("/policies/" + id, "{}").error()).isEqualTo("policies:policy.notcreatable");
        assertThat(owner.put("/policies/" + id, "{}", "allow-policy-lockout", "true")
                        .error())
                .isEqualTo("policies:policy.modificationinvalid");
    }

    @Test
    void anEntryTakesOverWhatItRefersTo() {
        putPolicy(
                id,
                "{}",
                ownersEntry() + ",\"readers\":{\"subjects\":{}," + READ_THING + "},"
                        + othersEntry("\"resources\":{},\"references\":[{\"entry\":\"readers\"}]"));
        createThing();

        assertThat(other.get("/things/" + id).status()).isEqualTo(200);
        assertThat(owner.delete("/policies/" + id + "/entries/readers").status())
                .as("what is referred to")
                .isEqualTo(409);
        assertThat(owner.delete("/policies/" + id + "/entries/other/references").status())
                .isEqualTo(204);
        assertThat(other.get("/things/" + id).status()).isEqualTo(404);
    }

    @Test
    void whatIsReferredToSaysWhatMayBeAdded() {
        putPolicy(
                id,
                "{}",
                ownersEntry() + ",\"template\":{\"subjects\":{},\"resources\":{},\"allowedAdditions\":[\"resources\"]},"
                        + othersEntry(READ_THING + ",\"references\":[{\"entry\":\"template\"}]"));
        createThing();

        assertThat(other.get("/things/" + id).status())
                .as("its own subject does not count")
                .isEqualTo(404);
        assertThat(owner.put("/policies/" + id + "/entries/template/allowedAdditions", "[\"resources\",\"subjects\"]")
                        .status())
                .isEqualTo(204);
        assertThat(other.get("/things/" + id).status()).isEqualTo(200);
    }

    @Test
    void anImportedPolicyGivesItsImplicitEntriesAsItIsNow() {
        putPolicy(imported, "{}", ownersEntry() + "," + othersEntry(READ_THING));
        putPolicy(id, "{\"" + imported + "\":{}}", ownersEntry());
        createThing();

        assertThat(other.get("/things/" + id).status()).isEqualTo(200);
        owner.put("/policies/" + imported + "/entries/other/resources", "{}");
        assertThat(other.get("/things/" + id).status())
                .as("after a change of the imported policy")
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"implicit,201", "explicit,403", "never,403"})
    void aThingsPolicyMayDoNothingButImportIfThatLetsItsCreatorIn(String importable, int status) {
        putPolicy(imported, "{}", ownersEntry("\"importable\":\"" + importable + "\"," + ALL));

        TwinHttp.Reply created = owner.put("/things/" + id, """
                {"_policy":{"imports":{"%s":{}},"entries":{}}}""".formatted(imported));

        assertThat(created.status()).as(created.text()).isEqualTo(status);
    }

    @Test
    void aThingsPolicyThatNobodyCouldEverChangeIsInvalid() {
        TwinHttp.Reply refused = owner.put(
                "/things/" + id,
                "{\"_policy\":{\"entries\":{"
                        + ownersEntry("\"resources\":{\"thing:/\":{\"grant\":[\"READ\",\"WRITE\"],\"revoke\":[]}}")
                        + "}}}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).isEqualTo("things:policy.invalid");
    }

    @Test
    void anExplicitEntryComesOnlyWhenTheImportNamesIt() {
        putPolicy(imported, "{}", ownersEntry() + "," + othersEntry("\"importable\":\"explicit\"," + READ_THING));
        putPolicy(id, "{\"" + imported + "\":{}}", ownersEntry());
        createThing();

        assertThat(other.get("/things/" + id).status()).isEqualTo(404);
        assertThat(owner.put("/policies/" + id + "/imports/" + imported + "/entries", "[\"other\"]")
                        .status())
                .isEqualTo(204);
        assertThat(other.get("/things/" + id).status()).isEqualTo(200);
        assertThat(owner.delete("/policies/" + id + "/imports/" + imported).status())
                .isEqualTo(204);
        assertThat(other.get("/things/" + id).status()).isEqualTo(404);
    }

    @Test
    void whatAnImportedPolicyImportsComesOnlyWhenItIsNamed() {
        putPolicy(deeper, "{}", ownersEntry() + "," + othersEntry(READ_THING));
        putPolicy(imported, "{\"" + deeper + "\":{}}", ownersEntry());
        putPolicy(id, "{\"" + imported + "\":{}}", ownersEntry());
        createThing();

        assertThat(other.get("/things/" + id).status()).isEqualTo(404);
        assertThat(owner.put("/policies/" + id + "/imports/" + imported + "/transitiveImports", "[\"" + deeper + "\"]")
                        .status())
                .isEqualTo(204);
        assertThat(other.get("/things/" + id).status()).isEqualTo(200);
    }

    @Test
    void onlyWhoMayReadWhatComesMayImport() {
        putPolicy(imported, "{}", ownersEntry() + ",\"readers\":{\"subjects\":{}," + READ_THING + "}");
        putPolicy(id, "{}", ownersEntry() + "," + othersEntry(ALL));

        assertThat(other.put("/policies/" + id + "/imports/" + imported, "{}").status())
                .isEqualTo(404);
        assertThat(owner.put("/policies/" + id + "/imports/" + imported, "{}").status())
                .isEqualTo(201);
        assertThat(owner.put("/policies/" + id + "/imports/contract:nothing", "{}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void thePolicyIsShownWithWhatItImports() {
        putPolicy(imported, "{}", ownersEntry() + "," + othersEntry(READ_THING));
        putPolicy(id, "{\"" + imported + "\":{}}", ownersEntry());

        assertThat(owner.get("/policies/" + id).object().getValue(JsonPointer.of("/entries")))
                .hasValueSatisfying(
                        entries -> assertThat(entries.asObject().getSize()).isEqualTo(1));
        assertThat(owner.get("/policies/" + id + "?policy-view=resolved")
                        .object()
                        .getValue(JsonPointer.of("/entries")))
                .hasValueSatisfying(
                        entries -> assertThat(entries.asObject().getKeys().toString())
                                .contains("imported-" + imported + "-other"));
    }

    @Test
    void whatIsNotUnderstoodIsRefused() {
        putPolicy(id, "{}", ownersEntry());
        String entry = "/policies/" + id + "/entries/other";

        assertThat(owner.get("/policies/" + id + "?policy-view=bogus").status()).isEqualTo(400);
        assertThat(owner.put(entry, "{\"subjects\":{},\"resources\":{},\"namespaces\":[\"*\"]}")
                        .status())
                .isEqualTo(400);
        assertThat(owner.put(entry, "{\"subjects\":{},\"resources\":{},\"namespaces\":\"com.other\"}")
                        .status())
                .isEqualTo(400);
        assertThat(owner.put(entry, "{\"subjects\":{},\"resources\":{},\"importable\":\"perhaps\"}")
                        .status())
                .isEqualTo(400);
        assertThat(owner.put(entry, "{\"subjects\":{},\"resources\":{},\"references\":[{\"entry\":\"nothing\"}]}")
                        .status())
                .isEqualTo(400);
        assertThat(owner.put(entry, "{\"subjects\":{},\"resources\":{},\"allowedAdditions\":[\"everything\"]}")
                        .status())
                .isEqualTo(400);
        assertThat(owner.get(entry).status()).isEqualTo(404);
    }

    @Test
    void theCommonestResourcesAreReachedByTheirPath() {
        putPolicy(id, "{}", ownersEntry() + "," + othersEntry(READ_THING));
        String resources = "/policies/" + id + "/entries/other/resources/";

        assertThat(owner.put(resources + "policy:/", "{\"grant\":[\"READ\"],\"revoke\":[]}")
                        .status())
                .isEqualTo(201);
        assertThat(owner.put(resources + "policy:/", "{\"grant\":[\"READ\"],\"revoke\":[]}")
                        .status())
                .isEqualTo(204);
        assertThat(owner.get(resources + "policy:/").status()).isEqualTo(200);
        assertThat(owner.get(resources + "thing:/").object())
                .isEqualTo(JsonObject.of("{\"grant\":[\"READ\"],\"revoke\":[]}"));
        assertThat(owner.put(resources + "thing:/features/a%20b", "{\"grant\":[],\"revoke\":[\"READ\"]}")
                        .status())
                .isEqualTo(201);
        assertThat(owner.delete(resources + "thing:/features/a%20b").status()).isEqualTo(204);
        assertThat(owner.delete(resources + "thing:/").status()).isEqualTo(204);
        assertThat(owner.get(resources + "thing:/").status()).isEqualTo(404);
    }

    @Test
    void aThingIsNotCreatedWithAPolicyThatItsCreatorCouldNotChange() {
        TwinHttp.Reply refused = owner.put("/things/" + id, """
                {"_policy":{"entries":{%s}}}""".formatted(othersEntry(ALL)));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.error()).isEqualTo("things:thing.notcreatable");
        assertThat(owner.get("/policies/" + id).status()).isEqualTo(404);
    }

    @Test
    void thePlaceholderForASubjectStandsForTheSender() {
        assertThat(owner.put(
                                "/policies/" + id,
                                "{\"entries\":{\"me\":{\"subjects\":{\"{{ request:subjectId }}\":{\"type\":\"t\"}},"
                                        + ALL + "}}}")
                        .status())
                .isEqualTo(201);

        assertThat(owner.get("/policies/" + id + "/entries/me/subjects")
                        .object()
                        .getKeys())
                .hasToString("[" + ownerAccount().subject() + "]");
        assertThat(owner.put("/policies/" + id + "/entries/me/subjects", "{\"{{ request:unknown }}\":{\"type\":\"t\"}}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void permissionsAreCheckedWithoutBeingUsed() throws Exception {
        putPolicy(id, "{}", ownersEntry() + "," + othersEntry(READ_THING));
        createThing();
        String checks = """
                {"read":{"resource":"thing:/attributes","entityId":"%1$s","hasPermissions":["READ"]},
                 "write":{"resource":"thing:/attributes","entityId":"%1$s","hasPermissions":["READ","WRITE"]},
                 "policy":{"resource":"policy:/","entityId":"%1$s","hasPermissions":["READ"]},
                 "nothing":{"resource":"thing:/","entityId":"contract:nothing","hasPermissions":["READ"]}}""".formatted(id);

        assertThat(other.post("/checkPermissions", checks).object())
                .isEqualTo(JsonObject.of("{\"read\":true,\"write\":false,\"policy\":false,\"nothing\":false}"));
        assertThat(other.post("/checkPermissions", checks.replace("thing:/", "other:/"))
                        .status())
                .isEqualTo(400);
        try (TwinSocket socket = new TwinSocket(url(), otherAccount())) {
            socket.send("{\"topic\":\"_/_/policies/commands/checkPermissions\",\"headers\":{\"correlation-id\":\"c\"},"
                    + "\"path\":\"/\",\"value\":" + checks + "}");
            JsonObject answer = socket.receive();
            assertThat(answer.getValue("headers/correlation-id")).contains(JsonValue.of("c"));
            assertThat(answer.getValue("value"))
                    .contains(JsonObject.of("{\"read\":true,\"write\":false,\"policy\":false,\"nothing\":false}"));
        }
    }

    @Test
    void theTimeAtWhichASubjectExpiresIsRoundedUpToTheHour() {
        putPolicy(id, "{}", ownersEntry() + "," + othersEntry(READ_THING));
        String subject =
                "/policies/" + id + "/entries/other/subjects/" + otherAccount().subject();

        assertThat(owner.put(subject, "{\"type\":\"t\",\"expiry\":\"2099-01-01T10:20:30Z\"}")
                        .status())
                .isEqualTo(204);
        assertThat(owner.get(subject).object())
                .isEqualTo(JsonObject.of("{\"type\":\"t\",\"expiry\":\"2099-01-01T11:00:00Z\"}"));
        assertThat(owner.put(subject, "{\"type\":\"t\",\"expiry\":\"2001-01-01T10:20:30Z\"}")
                        .error())
                .isEqualTo("policies:subjectexpiry.invalid");
    }

    @Test
    void whoAsksForItIsToldThatHeIsNoSubjectAnyMore() throws Exception {
        putPolicy(id, "{}", ownersEntry() + "," + othersEntry(READ_THING));
        String subject =
                "/policies/" + id + "/entries/other/subjects/" + otherAccount().subject();
        try (TwinSocket socket = new TwinSocket(url(), otherAccount())) {
            socket.control("START-SEND-POLICY-ANNOUNCEMENTS?namespaces=contract");
            owner.put(subject, "{\"type\":\"t\",\"announcement\":{\"whenDeleted\":true}}");
            assertThat(owner.delete(subject).status()).isEqualTo(204);

            JsonObject told = socket.receive();
            assertThat(TwinSocket.topic(told))
                    .isEqualTo(id.replace(':', '/') + "/policies/announcements/subjectDeletion");
            assertThat(told.getValue("value/subjectIds"))
                    .contains(JsonArray.of("[\"" + otherAccount().subject() + "\"]"));
        }
    }

    @Test
    void anActionOfAPolicyNeedsATokenAndExecute() {
        putPolicy(id, "{}", ownersEntry());
        for (String action : new String[] {"activateTokenIntegration", "deactivateTokenIntegration"}) {
            TwinHttp.Reply refused = owner.post("/policies/" + id + "/entries/owner/actions/" + action, "");
            assertThat(refused.status()).isEqualTo(ownerAccount().tokenUrl().isPresent() ? 403 : 400);
            assertThat(refused.error()).isEqualTo("policies:action.failed");
        }
    }

    private void createThing() {
        assertThat(owner.put("/things/" + id, "{\"policyId\":\"" + id + "\",\"attributes\":{\"a\":1}}")
                        .status())
                .isEqualTo(201);
    }

    private void putPolicy(String policyId, String imports, String entries) {
        TwinHttp.Reply reply = owner.put("/policies/" + policyId, """
                {"imports":%s,"entries":{%s}}""".formatted(imports, entries));
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    }

    private String ownersEntry() {
        return ownersEntry("\"importable\":\"never\"," + ALL);
    }

    private String ownersEntry(String content) {
        return "\"owner\":{\"subjects\":{\"" + ownerAccount().subject() + "\":{\"type\":\"t\"}}," + content + "}";
    }

    private String othersEntry(String content) {
        return "\"other\":{\"subjects\":{\"" + otherAccount().subject() + "\":{\"type\":\"t\"}}," + content + "}";
    }
}
