package io.celltwin.lifecycle.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import io.celltwin.lifecycle.LifecycleSettings;
import io.celltwin.lifecycle.access.CoreValues;
import io.celltwin.lifecycle.access.Reader;
import io.celltwin.lifecycle.access.RecordAccess;
import io.celltwin.lifecycle.encryption.CoreKeyFiles;
import io.celltwin.lifecycle.genealogy.Genealogy;
import io.celltwin.lifecycle.genealogy.KnownParts;
import io.celltwin.lifecycle.recall.RecallSearch;
import io.celltwin.lifecycle.record.CoreFields;
import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.record.RecordSeal;
import io.celltwin.lifecycle.record.RecordServer;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.RecordStores;
import io.celltwin.lifecycle.record.RecordType;
import io.celltwin.lifecycle.record.TakenAway;
import io.celltwin.lifecycle.state.StateBook;
import io.celltwin.lifecycle.trace.Traces;
import io.celltwin.lifecycle.twin.KnownTwins;
import io.celltwin.lifecycle.twin.Twins;
import io.celltwin.model.ModelCatalog;
import io.celltwin.policy.RoleSubjects;
import jakarta.ws.rs.ForbiddenException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.types.Binary;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trade secrets in records: who sees them leaves a record, who may not see them is told so. */
class RecordsAuthorizationTest {
    private static final Instant AT = Instant.parse("2026-05-01T12:00:00Z");
    private static final String COATER = "demo:coater-1";
    private static final String BATCH = "demo:batch-1";
    private static final String OPEN = "dryer/zone1Temperature";
    private static final String SECRET = "dryer/zone1Setpoint";

    @TempDir
    Path directory;

    private final KnownTwins twins = new KnownTwins();
    private RecordServer server;
    private RecordStore records;
    private StateBook states;
    private Twins access;

    @BeforeEach
    void start() throws IOException {
        server = RecordServer.start(directory);
        access = new Twins(twins, ModelCatalog.bundled(), "http://127.0.0.1/models", RoleSubjects.defaults());
        records = new RecordStore(
                server.client(),
                LifecycleSettings.withDatabase("encrypted"),
                new RecordSeal(new byte[] {1}),
                new CoreFields(new CoreValues(access), CoreKeyFiles.cipher()));
        records.prepare(0);
        states = new StateBook(records, access);
        twins.add(COATER, "electrode-coater-1.0.0", AT);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void inTheDatabaseTradeSecretsAreEncryptedAsTheModelSays() {
        step("demo:step", COATER);
        command("zone1Setpoint", 98.25);

        MongoCollection<Document> documents =
                server.client().getDatabase("encrypted").getCollection("records");
        Document values = content(documents, "demo:step").get("values", Document.class);
        assertThat(values.get(OPEN)).isInstanceOf(Document.class);
        assertThat(values.get(SECRET)).isInstanceOf(Binary.class);
        assertThat(content(documents, "demo:command").get("value")).isInstanceOf(Binary.class);
        assertThat(content(documents, "demo:command").toString()).doesNotContain("98.25");
        assertThat(records.about(COATER, RecordType.COMMAND).get(0).content())
                .containsEntry("value", 98.25)
                .containsEntry("answer", "written 98.25");
    }

    @Test
    void anEngineerSeesTradeSecretsAndEachReadIsRecorded() {
        step("demo:step", COATER);
        assertThat(values(read("ada", "engineer", BATCH))).containsOnlyKeys(OPEN, SECRET);
        trace("ada", "engineer");

        List<LifecycleRecord> reads = records.about(BATCH, RecordType.ACCESS);
        assertThat(reads)
                .hasSize(2)
                .allSatisfy(read -> assertThat(read.content()).containsEntry("by", "ada"));
        assertThat(reads)
                .extracting(read -> read.content().get("asked"))
                .containsExactlyInAnyOrder("thing=demo:batch-1 limit=10", "trace of demo:batch-1");
        read("ada", "engineer", null);
        assertThat(records.about(RecordAccess.ALL_RECORDS, RecordType.ACCESS)).hasSize(1);
    }

    @Test
    void anotherAccountSeesTheRestIsToldWhatIsWithheldAndLeavesNoRecordOfWhatItDidNotSee() {
        step("demo:step", COATER);
        List<LifecycleRecord> shown = read("mes", "service", BATCH);
        assertThat(values(shown)).containsOnlyKeys(OPEN);
        assertThat(shown.get(0).content()).containsEntry("withheld", Map.of("core", List.of(SECRET)));
        assertThat(trace("mes", "service").toString()).doesNotContain("99.5").contains("withheld");
        assertThat(records.about(BATCH, RecordType.ACCESS)).isEmpty();
    }

    @Test
    void whileAccessCannotBeRecordedTradeSecretsAreWithheldAndTheRestIsNot() {
        step("demo:step", COATER);
        RecordStore takesNothing = new RecordStore(
                server.client(),
                LifecycleSettings.withDatabase("test"),
                new RecordSeal(new byte[] {1}),
                RecordStores.NO_SECRETS);
        List<LifecycleRecord> shown = new RecordAccess(takesNothing, new CoreValues(access))
                .show(new Reader("ada", true), BATCH, "all", records.about(BATCH, RecordType.STEP));
        assertThat(values(shown)).containsOnlyKeys(OPEN);
    }

    @Test
    void whatIsNotKnownToBeOpenIsATradeSecret() {
        step("demo:step", "demo:machine-of-which-nobody-knows");
        assertThat(values(read("mes", "service", BATCH))).isEmpty();
        read("ada", "engineer", BATCH);
        assertThat(records.about(BATCH, RecordType.ACCESS)).hasSize(1);
    }

    @Test
    void whatWasWrittenIntoADeviceIsATradeSecretWhereItsPropertyIs() {
        command("zone1Setpoint", 99.5);
        assertThat(read("mes", "service", COATER).get(0).content())
                .doesNotContainKeys("value", "answer")
                .containsEntry("by", "jo");
        assertThat(read("ada", "engineer", COATER).get(0).content()).containsEntry("value", 99.5);
    }

    @Test
    void aKeptPassportWithAllTiersIsForEngineers() {
        records.append(new LifecycleRecord(
                "demo:pack-1/passport/1",
                RecordType.PASSPORT,
                "demo:pack-1",
                AT,
                Set.of(),
                Map.of("revision", 1L, "by", "ada", "document", Map.of("commercial", "secret"))));
        assertThat(read("mes", "service", "demo:pack-1").get(0).content())
                .doesNotContainKey("document")
                .containsKey("withheld");
        assertThat(read("ada", "engineer", "demo:pack-1").get(0).content()).containsKey("document");
    }

    @Test
    void aRecallByAValueIsForEngineersInEveryFormatSinceItsAnswerTellsTheValue() throws IOException {
        step("demo:step", COATER);
        for (String format : new String[] {"json", "csv", "pdf"}) {
            assertThatThrownBy(() -> recall("mes", "service", format))
                    .isInstanceOf(ForbiddenException.class)
                    .hasMessageContaining("data class core");
            recall("ada", "engineer", format);
        }
        assertThat(records.about(COATER, RecordType.ACCESS)).hasSize(3);
    }

    @Test
    void recordsOfAccessAreFoundWhenAskedForAndNotOtherwise() {
        step("demo:step", COATER);
        read("ada", "engineer", BATCH);
        assertThat(read("ada", "engineer", BATCH))
                .extracting(LifecycleRecord::type)
                .containsExactly(RecordType.STEP);
        RecordsResource resource = new RecordsResource(
                records, new TakenAway(records), CallerAccesses.of(records, access, "ada", "engineer"));
        assertThat(resource.records(BATCH, null, null, "access", null, "10").records())
                .hasSize(2);
    }

    @Test
    void anEmptyOrImpossibleNameIsNoQuestionForTheRecordsOfAllThings() {
        step("demo:step", COATER);
        RecordsResource resource = new RecordsResource(
                records, new TakenAway(records), CallerAccesses.of(records, access, "ada", "engineer"));
        for (String thing : new String[] {"", " ", "nothing"}) {
            Throwable refused = catchThrowable(() -> resource.records(thing, null, null, null, null, "10"));
            assertThat(refused).isInstanceOfAny(IllegalArgumentException.class, DittoRuntimeException.class);
        }
        assertThatThrownBy(() -> resource.records(BATCH, "", null, null, null, "10"))
                .hasMessageContaining("from");
        assertThatThrownBy(() -> resource.records(BATCH, null, null, "", null, "10"))
                .hasMessageContaining("type");
    }

    private List<LifecycleRecord> read(String name, String role, String thing) {
        return new RecordsResource(records, new TakenAway(records), CallerAccesses.of(records, access, name, role))
                .records(thing, null, null, null, null, "10")
                .records();
    }

    private Object trace(String name, String role) {
        return new TraceResource(Traces.of(records, states, access), CallerAccesses.of(records, access, name, role))
                .trace(BATCH);
    }

    private void recall(String name, String role, String format) throws IOException {
        new RecallResource(
                        new RecallSearch(
                                records,
                                new Genealogy(records, 1_000),
                                new KnownParts(records, states, access),
                                states,
                                new TakenAway(records),
                                1_000),
                        CallerAccesses.of(records, access, name, role),
                        CallerAccesses.caller(name, role))
                .recall(
                        Optional.empty(),
                        Optional.of(COATER),
                        Optional.of(SECRET),
                        Optional.of("1"),
                        Optional.empty(),
                        Optional.of(AT.minusSeconds(9).toString()),
                        Optional.of(AT.plusSeconds(9).toString()),
                        format);
    }

    private static Document content(MongoCollection<Document> documents, String id) {
        return documents.find(Filters.eq(id)).first().get("content", Document.class);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> values(List<LifecycleRecord> shown) {
        return (Map<String, Object>) shown.get(0).content().get("values");
    }

    private void step(String id, String machine) {
        records.append(new LifecycleRecord(
                id,
                RecordType.STEP,
                BATCH,
                AT,
                Set.of(machine),
                Map.of(
                        "step",
                        "coating",
                        "machine",
                        machine,
                        "startedAt",
                        AT.minusSeconds(5).toString(),
                        "values",
                        Map.of(
                                OPEN,
                                Map.of("unit", "°C", "minimum", 80.0, "maximum", 81.0),
                                SECRET,
                                Map.of("unit", "°C", "minimum", 99.5, "maximum", 99.5)))));
    }

    private void command(String property, double value) {
        records.append(new LifecycleRecord(
                "demo:command",
                RecordType.COMMAND,
                COATER,
                AT,
                Set.of(),
                Map.of(
                        "by",
                        "jo",
                        "property",
                        "/features/dryer/properties/" + property,
                        "value",
                        value,
                        "answer",
                        "written " + value)));
    }
}
