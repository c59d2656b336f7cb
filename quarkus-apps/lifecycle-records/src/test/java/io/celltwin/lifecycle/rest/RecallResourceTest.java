package io.celltwin.lifecycle.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.celltwin.lifecycle.event.EventBook;
import io.celltwin.lifecycle.genealogy.Genealogy;
import io.celltwin.lifecycle.genealogy.GenealogyBook;
import io.celltwin.lifecycle.genealogy.KnownParts;
import io.celltwin.lifecycle.genealogy.PartKind;
import io.celltwin.lifecycle.genealogy.Places;
import io.celltwin.lifecycle.genealogy.ReportedStates;
import io.celltwin.lifecycle.recall.Recall;
import io.celltwin.lifecycle.recall.Recall.NotInPack;
import io.celltwin.lifecycle.recall.RecallCriterion;
import io.celltwin.lifecycle.recall.RecallSearch;
import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.record.RecordServer;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.RecordType;
import io.celltwin.lifecycle.record.TakenAway;
import io.celltwin.lifecycle.rest.EventsResource.EventBody;
import io.celltwin.lifecycle.rest.GenealogyResource.AssemblyBody;
import io.celltwin.lifecycle.rest.GenealogyResource.DisassemblyBody;
import io.celltwin.lifecycle.rest.GenealogyResource.LotBody;
import io.celltwin.lifecycle.rest.GenealogyResource.MeasurementBody;
import io.celltwin.lifecycle.rest.GenealogyResource.Member;
import io.celltwin.lifecycle.rest.GenealogyResource.ValueBody;
import io.celltwin.lifecycle.rest.StatesResource.Reached;
import io.celltwin.lifecycle.state.LifecycleState;
import io.celltwin.lifecycle.state.StateBook;
import io.celltwin.lifecycle.state.StateChange;
import io.celltwin.lifecycle.state.StateConflict;
import io.celltwin.lifecycle.state.StateReportsOf;
import io.celltwin.lifecycle.state.ToldRecords;
import io.celltwin.lifecycle.state.UnknownThing;
import io.celltwin.lifecycle.trace.Traces;
import io.celltwin.lifecycle.twin.KnownTwins;
import io.celltwin.lifecycle.twin.Twins;
import io.celltwin.model.ModelCatalog;
import io.celltwin.policy.RoleSubjects;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was made of what, told by a plant system, followed both ways and recalled. */
class RecallResourceTest {
    private static final Instant MADE = Instant.parse("2026-05-01T12:00:00Z");
    private static final String LOT = "demo:lot-1";
    private static final String BATCH = "demo:batch-1";
    private static final String CELL = "demo:cell-1";
    private static final String MODULE = "demo:module-1";
    private static final String PACK = "demo:pack-1";
    private static final String OTHER_PACK = "demo:pack-2";
    private static final String COATER = "demo:coater-1";
    private static final String WEB = "dryer/zone1Temperature";

    @TempDir
    Path directory;

    private final KnownTwins twins = new KnownTwins();
    private RecordServer server;
    private RecordStore records;
    private StateBook states;
    private GenealogyBook book;
    private Twins access;
    private KnownParts known;
    private GenealogyResource genealogy;
    private StatesResource reported;
    private EventsResource events;

    @BeforeEach
    void start() throws IOException {
        server = RecordServer.start(directory);
        records = server.records();
        access = new Twins(twins, ModelCatalog.bundled(), "http://127.0.0.1/models", RoleSubjects.defaults());
        states = new StateBook(records, access);
        ToldRecords told = new ToldRecords(records);
        Places places = new Places(records);
        known = new KnownParts(records, states, access);
        book = new GenealogyBook(records, told, known, places, states, access);
        genealogy = new GenealogyResource(book, known, new Genealogy(records, 1_000), ada());
        reported = new StatesResource(
                new ReportedStates(StateReportsOf.records(states, records, access), states, known, places, access),
                ada());
        events = new EventsResource(new EventBook(records, told, known, states, access), ada());
        twins.add(PACK, "battery-pack-1.0.0", MADE);
        twins.add(OTHER_PACK, "battery-pack-1.0.0", MADE);
        twins.add(BATCH, "cell-batch-1.0.0", MADE);
        twins.add(COATER, "electrode-coater-1.0.0", MADE);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aPackIsFollowedToItsLotAndTheLotToItsPack() {
        line();
        assertThat(genealogy.family(PACK).origins())
                .extracting(Member::thing)
                .containsExactly(MODULE, CELL, BATCH, LOT);
        GenealogyResource.Family lot = genealogy.family(LOT);
        assertThat(lot.uses())
                .containsExactly(
                        new Member(BATCH, PartKind.BATCH),
                        new Member(CELL, PartKind.CELL),
                        new Member(MODULE, PartKind.MODULE),
                        new Member(PACK, PartKind.PACK));
        assertThat(lot.links()).hasSize(4);
        assertThat(lot.complete()).isTrue();
        assertThat(Traces.of(records, states, access).trace(LOT).packs()).containsExactly(PACK);
        assertThat(Traces.of(records, states, access).trace(PACK).batches()).hasSize(1);
        assertThat(new GenealogyResource(book, known, new Genealogy(records, 2), ada())
                        .family(LOT)
                        .complete())
                .isFalse();
        assertThatThrownBy(() -> genealogy.family("demo:nothing")).isInstanceOf(UnknownThing.class);
    }

    @Test
    void aRecallOfALotNamesThePackWithTheWayAndWhatIsInNoPack() throws IOException {
        line();
        assembly("demo:cell-2", "cell", 3, BATCH);
        Recall recall = recall(LOT, null, null, null, null, null);
        assertThat(recall.complete()).isTrue();
        assertThat(recall.packs()).extracting(Recall.RecalledPack::pack).containsExactly(PACK);
        assertThat(recall.packs().get(0).ways().get(0).links()).hasSize(4);
        assertThat(recall.notInPacks()).containsExactly(new NotInPack("demo:cell-2", ""));
        assertThat(recall.suspects().get(0).evidence().get(0).says())
                .contains("=NMC 811")
                .contains("C-77");
        assertThatThrownBy(() -> recall("demo:lot-99", null, null, null, null, null))
                .isInstanceOf(UnknownThing.class);
    }

    @Test
    void aPackThatAStateNamesBatchesForIsRecalledToo() {
        line();
        states.reported(StateChange.said(OTHER_PACK, LifecycleState.PACKED, at(9), "jo", Set.of(BATCH)));
        assertThat(recall(LOT, null, null, null, null, null).packs())
                .extracting(pack -> pack.pack() + " " + pack.state())
                .containsExactly(PACK + " ", OTHER_PACK + " packed");
    }

    @Test
    void aRecallOfAMachinesTimeTakesStepsThatOverlapItAndSaysWhatIsUnderWay() {
        line();
        step(BATCH, 100, 200, 149.0, true);
        step("demo:batch-2", 200, 300, 149.0, true);
        assertThat(suspects(recall(null, COATER, null, null, at(150), at(160)))).containsExactly(BATCH);
        assertThat(recall(null, COATER, null, null, at(150), at(160)).packs()).hasSize(1);
        assertThat(suspects(recall(null, COATER, null, null, at(199), at(201)))).containsExactly(BATCH, "demo:batch-2");
        Recall later = recall(null, COATER, null, null, at(250), at(400));
        assertThat(later.complete()).isFalse();
        assertThat(later.notes().get(0)).contains("recorded when it ends").contains(at(300).toString());
    }

    @Test
    void aRecallByAValueFindsWhatWasOutsideAndSaysWhatWasNotSeen() {
        line();
        step(BATCH, 100, 200, 151.5, true);
        step("demo:batch-2", 200, 300, 149.0, true);
        step("demo:batch-3", 300, 400, 149.0, false);
        Recall recall = recall(null, COATER, WEB, "150", at(0), at(300));
        assertThat(suspects(recall)).containsExactly(BATCH);
        assertThat(recall.suspects().get(0).evidence().get(0).says()).contains("151.5 °C, above 150.0");
        assertThat(recall.packs()).extracting(Recall.RecalledPack::pack).containsExactly(PACK);
        assertThat(recall.complete()).isTrue();
        assertThat(recall(null, COATER, WEB, "150", at(0), at(400)).notes())
                .singleElement()
                .asString()
                .contains("may have been outside");
    }

    @Test
    void aStepThatDidNotTellTheValueAndANameThatNobodyTellsLeaveTheAnswerOpen() {
        step(BATCH, 100, 200, 149.0, true);
        step("demo:batch-2", 200, 300, Map.of());

        Recall recall = recall(null, null, WEB, "150", at(0), at(300));
        assertThat(recall.suspects()).isEmpty();
        assertThat(recall.complete()).isFalse();
        assertThat(recall.notes()).singleElement().asString().contains("not told at all for demo:batch-2");

        Recall misspelt = recall(null, COATER, "dryer/zone1temperature", "150", at(0), at(300));
        assertThat(misspelt.complete()).isFalse();
        assertThat(misspelt.notes()).singleElement().asString().contains("nothing was judged");
    }

    @Test
    void aMeasurementOfACellOutsideItsWindowRecallsItsPackAlone() {
        line();
        genealogy.measurement(
                CELL,
                new MeasurementBody(
                        "end of line",
                        "cycler-4",
                        Map.of("selfDischarge", new ValueBody(2.5, "mV/d", null, 1.0)),
                        at(50).toString()));
        Recall recall = recall(null, null, "selfDischarge", "1.0", at(0), at(60));
        assertThat(suspects(recall)).containsExactly(CELL);
        assertThat(recall.packs()).extracting(Recall.RecalledPack::pack).containsExactly(PACK);
    }

    @Test
    void whatIsNotReadIsSaid() {
        for (int number = 0; number < 5; number++) {
            step("demo:batch-" + number, 100 + number, 101 + number, 149.0, true);
        }
        Recall recall = new RecallSearch(
                        records, new Genealogy(records, 1_000), known, states, new TakenAway(records), 3)
                .recall(new RecallCriterion.Machine(COATER, at(0), at(104)), "ada", MADE);
        assertThat(recall.complete()).isFalse();
        assertThat(recall.notes().get(0)).contains("Only the newest 3 records of the type step");
    }

    @Test
    void whatWasTakenAwayMakesNoAnswerLookWhole() {
        step("demo:batch-1", 0, 10, 149.0, true);
        step("demo:batch-2", 20, 30, 149.0, true);
        TakenAway takenAway = new TakenAway(records);
        takenAway.upTo(RecordType.STEP, at(15));
        RecallSearch search = new RecallSearch(records, new Genealogy(records, 1_000), known, states, takenAway, 1_000);

        Recall before = search.recall(new RecallCriterion.Machine(COATER, at(14), at(25)), "ada", MADE);
        assertThat(before.complete()).isFalse();
        assertThat(before.notes()).singleElement().asString().contains("type step from before " + at(15));
        assertThat(search.recall(new RecallCriterion.Machine(COATER, at(15), at(25)), "ada", MADE)
                        .complete())
                .isTrue();
        assertThat(Traces.of(records, states, access, takenAway).trace(COATER).notes())
                .singleElement()
                .asString()
                .contains("taken away");
    }

    @Test
    void csvAndPdfSayTheSameAndHarmNobody() throws IOException {
        line();
        String csv = (String) answer(LOT, null, null, null, null, null, "csv");
        assertThat(csv).contains("complete,,,,,true").contains("pack,demo:pack-1,,demo:lot-1,");
        assertThat(csv).contains("'=NMC 811 of 宁德").doesNotContain(",=NMC").doesNotContain(",\"=NMC");
        step("demo:batch-4", 100, 200, 149.0, true);
        byte[] pdf = (byte[]) answer(null, COATER, null, null, at(0), at(900), "pdf");
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(new PDFTextStripper().getText(document))
                    .contains("NOT COMPLETE")
                    .contains("demo:batch-4")
                    .contains("Page 1 of 1");
        }
        byte[] lot = (byte[]) answer(LOT, null, null, null, null, null, "pdf");
        try (PDDocument document = Loader.loadPDF(lot)) {
            assertThat(new PDFTextStripper().getText(document).replaceAll("\\s+", " "))
                    .contains("demo:lot-1 > demo:batch-1 > demo:cell-1 > demo:module-1 > demo:pack-1")
                    .contains("\\u5B81\\u5FB7");
        }
    }

    @Test
    void whatContradictsTheRecordsIsRefused() {
        line();
        conflict(() -> assembly("demo:module-2", "module", 9, CELL), "is built into demo:module-1");
        conflict(() -> assembly(BATCH, "cell", 9, LOT), "is a batch and no cell");
        conflict(() -> assembly(COATER, "module", 9, CELL), "is a ");
        conflict(() -> assembly("demo:batch-9", "batch", -50, LOT), "is known since");
        conflict(() -> lot(LOT, "graphite"), "recorded with something else");
        conflict(() -> lot(CELL, "graphite"), "is a cell and no lot");
        step("demo:batch-2", 1, 2, 149.0, true);
        conflict(() -> assembly(CELL, "cell", 9, "demo:batch-2"), "several batches");
        states.observed(StateChange.inMachine("demo:batch-2", LifecycleState.SCRAPPED, at(5), COATER, true));
        conflict(() -> assembly("demo:cell-9", "cell", 9, "demo:batch-2"), "'scrapped'");
        assertThat(lot(LOT, "=NMC 811")).isEqualTo(lot(LOT, "=NMC 811"));
        assertThat(assembly(CELL, "cell", 2, BATCH)).isEqualTo(assembly(CELL, "cell", 2, BATCH));
    }

    @Test
    void mistakesAreAnsweredWithASentenceForTheCaller() {
        line();
        String time = at(9).toString();
        Map<String, ValueBody> good = Map.of("capacity", new ValueBody(5.0, "Ah", null, null));
        List<Runnable> mistakes = List.of(
                () -> genealogy.lot(LOT, null),
                () -> genealogy.lot("no id", new LotBody("a", "b", "c", time)),
                () -> genealogy.lot("demo:lot-2", new LotBody(null, "b", "c", time)),
                () -> genealogy.lot("demo:lot-2", new LotBody("a", " ", "c", time)),
                () -> genealogy.lot("demo:lot-2", new LotBody("a", "b", "c".repeat(501), time)),
                () -> genealogy.lot("demo:lot-2", new LotBody("a\u0000", "b", "c", time)),
                () -> genealogy.lot("demo:lot-2", new LotBody("a", "b", "c", null)),
                () -> genealogy.lot("demo:lot-2", new LotBody("a", "b", "c", "yesterday")),
                () -> genealogy.lot("demo:lot-2", new LotBody("a", "b", "c", "+1000000000-12-31T23:59:59Z")),
                () -> genealogy.lot("demo:lot-2", new LotBody("a", "b", "c", "9998-01-01T00:00:00Z")),
                () -> genealogy.assembly("demo:cell-3", null),
                () -> genealogy.assembly("demo:cell-3", new AssemblyBody("cell", null, time)),
                () -> genealogy.assembly("demo:cell-3", new AssemblyBody("cell", List.of(), time)),
                () -> genealogy.assembly("demo:cell-3", new AssemblyBody("cell", Arrays.asList((String) null), time)),
                () -> genealogy.assembly("demo:cell-3", new AssemblyBody("cell", List.of("x y"), time)),
                () -> genealogy.assembly("demo:cell-3", new AssemblyBody("engine", List.of(BATCH), time)),
                () -> genealogy.assembly("demo:cell-3", new AssemblyBody(null, List.of(BATCH), time)),
                () -> genealogy.assembly("demo:cell-3", new AssemblyBody("cell", List.of("demo:nobody"), time)),
                () -> genealogy.assembly("demo:cell-3", new AssemblyBody("cell", List.of(COATER), time)),
                () -> genealogy.assembly("demo:cell-3", new AssemblyBody("cell", List.of(PACK), time)),
                () -> genealogy.disassembly(MODULE, null),
                () -> genealogy.disassembly(MODULE, new DisassemblyBody(List.of(), "rework", time)),
                () -> genealogy.disassembly(MODULE, new DisassemblyBody(List.of("x y"), "rework", time)),
                () -> genealogy.disassembly(MODULE, new DisassemblyBody(List.of(CELL), null, time)),
                () -> genealogy.disassembly(MODULE, new DisassemblyBody(List.of(CELL), "rework", null)),
                () -> events.told(PACK, null),
                () -> events.told(PACK, new EventBody("service", "x", null, null, null)),
                () -> events.told(PACK, new EventBody("service", "x", null, null, "9998-01-01T00:00:00Z")),
                () -> events.told("no id", new EventBody("service", "x", null, null, time)),
                () -> genealogy.measurement(CELL, null),
                () -> genealogy.measurement(CELL, new MeasurementBody("t", null, null, time)),
                () -> genealogy.measurement(CELL, new MeasurementBody("t", null, Map.of(), time)),
                () -> genealogy.measurement(CELL, new MeasurementBody(null, null, good, time)),
                () -> genealogy.measurement(CELL, new MeasurementBody("t", "", good, time)),
                () -> genealogy.measurement(CELL, value(null, "Ah", null, null)),
                () -> genealogy.measurement(CELL, value(Double.NaN, "Ah", null, null)),
                () -> genealogy.measurement(CELL, value(1.0, null, null, null)),
                () -> genealogy.measurement(CELL, value(1.0, "Ah", 2.0, 1.0)),
                () -> recall(null, null, null, null, null, null),
                () -> recall(LOT, COATER, null, null, null, null),
                () -> recall("no id", null, null, null, null, null),
                () -> recall(null, COATER, null, null, at(5), at(5)),
                () -> recall(null, COATER, null, "1", at(5), at(6)),
                () -> recall(null, COATER, WEB, null, at(5), at(6)),
                () -> recall(null, COATER, WEB, "hot", at(5), at(6)),
                () -> recall(null, COATER, WEB, "NaN", at(5), at(6)),
                () -> recall(null, null, null, null, at(5), at(6)),
                () -> genealogy.family("no id"));
        for (int number = 0; number < mistakes.size(); number++) {
            Throwable refused = catchThrowable(mistakes.get(number)::run);
            assertThat(refused)
                    .as("mistake " + number)
                    .isInstanceOfAny(IllegalArgumentException.class, DittoRuntimeException.class);
            assertThat(refused.getMessage()).as("mistake " + number).contains(" ");
        }
        assertThatThrownBy(() -> genealogy.measurement("demo:cell-99", new MeasurementBody("t", null, good, time)))
                .isInstanceOf(UnknownThing.class);
        assertThatThrownBy(() -> answer(LOT, null, null, null, null, null, "xls"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void partnersReachNoneOfTheRecords() {
        Stream.of(
                        EventsResource.class,
                        GenealogyResource.class,
                        RecallResource.class,
                        RecordsResource.class,
                        StatesResource.class,
                        TraceResource.class)
                .forEach(resource -> assertThat(
                                resource.getAnnotation(RolesAllowed.class).value())
                        .as(resource.getSimpleName())
                        .containsExactlyInAnyOrder("engineer", "service"));
    }

    @Test
    void aCellThatHasNoTwinIsScrappedOnceItIsTakenOutAndNothingIsMadeOfItAnyMore() {
        line();
        conflict(() -> state(CELL, "scrapped", 20), "is built into demo:module-1");
        takeOut(MODULE, 10, "rework", CELL);
        conflict(() -> state(CELL, "scrapped", 9), "until " + at(10));
        assertThat(state(CELL, "scrapped", 20).content())
                .containsEntry("state", "scrapped")
                .containsEntry("by", "ada");
        assertThat(state(CELL, "scrapped", 20)).isEqualTo(state(CELL, "scrapped", 20));
        conflict(() -> state(CELL, "in service", 30), "cannot become 'in service'");
        conflict(() -> assembly("demo:module-2", "module", 30, CELL), "'scrapped'");
        conflict(() -> state("demo:cell-2", "scrapped", 1), "There is no thing", UnknownThing.class);
        assembly("demo:cell-2", "cell", 3, BATCH);
        conflict(() -> state("demo:cell-2", "scrapped", 2), "was made at " + at(3));
        conflict(() -> state(LOT, "packed", 20), "scrapped or recycled", IllegalArgumentException.class);
        state(LOT, "scrapped", 20);

        Recall recall = recall(BATCH, null, null, null, null, null);
        assertThat(recall.notInPacks())
                .containsExactly(new NotInPack(CELL, "scrapped"), new NotInPack("demo:cell-2", ""));
    }

    @Test
    void whatWasReworkedIsFollowedIntoBothPacksAndTheWayTellsUntilWhen() throws IOException {
        line();
        conflict(() -> takeOut(PACK, 3, "rework", MODULE), "cannot have been taken out before");
        conflict(() -> takeOut(PACK, 10, "rework", CELL), "no cell or module that is built into");
        LifecycleRecord taken = takeOut(PACK, 10, "swollen", MODULE);
        assertThat(takeOut(PACK, 10, "swollen", MODULE)).isEqualTo(taken);
        conflict(() -> takeOut(PACK, 11, "again", MODULE), "no cell or module");
        conflict(() -> assembly(OTHER_PACK, "pack", 9, MODULE), "until " + at(10));
        assembly(OTHER_PACK, "pack", 12, MODULE);
        conflict(() -> assembly(PACK, "pack", 13, MODULE), "is built into demo:pack-2");

        Recall recall = recall(LOT, null, null, null, null, null);
        assertThat(recall.packs()).extracting(Recall.RecalledPack::pack).containsExactly(PACK, OTHER_PACK);
        assertThat(recall.packs().get(0).ways().get(0).links().get(3).removedAt())
                .contains(at(10));
        assertThat(recall.packs().get(1).ways().get(0).links().get(3).removedAt())
                .isEmpty();
        assertThat((String) answer(LOT, null, null, null, null, null, "csv"))
                .contains("demo:module-1 > demo:pack-1 (taken out " + at(10) + ")");
    }

    @Test
    void whatIsBuiltInAgainIsInThereAndTellingTheFirstTimeAgainChangesNothing() {
        line();
        takeOut(PACK, 10, "inspection", MODULE);
        conflict(() -> assembly(PACK, "pack", 10, MODULE), "until " + at(10));
        LifecycleRecord again = assembly(PACK, "pack", 12, MODULE);
        assertThat(assembly(PACK, "pack", 12, MODULE).id()).isEqualTo(again.id());
        assembly(PACK, "pack", 4, MODULE);

        assertThat(genealogy.family(PACK).links().get(0).record()).isEqualTo(again.id());
        assertThat(genealogy.family(PACK).links().get(0).removedAt()).isEmpty();
        assertThat(records.about(PACK, RecordType.ASSEMBLY)).hasSize(2);
    }

    @Test
    void maintenanceServiceAndDeliveryAreRecordsWithWhoSaidSo() {
        line();
        LifecycleRecord maintained = happens(COATER, "maintenance", "bearing replaced", null, 20);
        assertThat(maintained.content())
                .containsEntry("description", "bearing replaced")
                .containsEntry("reference", "WO-17")
                .containsEntry("by", "ada");
        assertThat(happens(COATER, "maintenance", "bearing replaced", null, 20)).isEqualTo(maintained);
        happens(COATER, "maintenance", "belt tightened", null, 20);
        happens(PACK, "delivery", "delivered to the customer", "Example Ltd", 21);
        happens(PACK, "service", "firmware 2.1", "Workshop", 22);
        assertThat(records.about(COATER, RecordType.MAINTENANCE)).hasSize(2);
        assertThat(records.about(PACK, RecordType.DELIVERY).get(0).content()).containsEntry("party", "Example Ltd");

        conflict(() -> happens(PACK, "service", "before it was made", null, 3), "is known since " + at(4));
        takeOut(MODULE, 10, "rework", CELL);
        state(CELL, "scrapped", 20);
        conflict(() -> happens(CELL, "service", "balanced", null, 20), "'scrapped' since");
        happens(CELL, "delivery", "to the recycler", "Example Ltd", 30);
        conflict(() -> happens(PACK, "delivery", "whither", null, 30), "party", IllegalArgumentException.class);
        conflict(() -> happens(PACK, "step", "coated", null, 30), "type must be", IllegalArgumentException.class);
        conflict(() -> happens(PACK, "feast", "x", null, 30), "no record type", IllegalArgumentException.class);
        conflict(() -> happens(PACK, "service", " ", null, 30), "description", IllegalArgumentException.class);
        conflict(() -> happens(PACK, "service", "\ud800", null, 30), "halves", IllegalArgumentException.class);
        conflict(() -> happens("demo:pack-9", "service", "x", null, 30), "no thing", UnknownThing.class);
    }

    private LifecycleRecord happens(String thing, String type, String description, String party, long second) {
        return events.told(
                thing,
                new EventBody(type, description, "WO-17", party, at(second).toString()));
    }

    private LifecycleRecord state(String thing, String state, long second) {
        return reported.reach(thing, new Reached(state, Optional.of(at(second)), Optional.empty()));
    }

    private LifecycleRecord takeOut(String whole, long second, String reason, String... parts) {
        return genealogy.disassembly(
                whole, new DisassemblyBody(List.of(parts), reason, at(second).toString()));
    }

    private void line() {
        lot(LOT, "=NMC 811");
        assembly(BATCH, "batch", 1, LOT);
        assembly(CELL, "cell", 2, BATCH);
        assembly(MODULE, "module", 3, CELL);
        assembly(PACK, "pack", 4, MODULE);
    }

    private LifecycleRecord lot(String lot, String material) {
        return genealogy.lot(lot, new LotBody(material, "宁德 Ltd", "C-77", at(0).toString()));
    }

    private LifecycleRecord assembly(String thing, String kind, long second, String... parts) {
        return genealogy.assembly(
                thing, new AssemblyBody(kind, List.of(parts), at(second).toString()));
    }

    private void step(String batch, long from, long to, double maximum, boolean beginningSeen) {
        step(
                batch,
                from,
                to,
                Map.of(WEB, Map.of("unit", "°C", "minimum", 140.0, "maximum", maximum, "knownS", to - from)),
                beginningSeen);
    }

    private void step(String batch, long from, long to, Map<String, Object> values) {
        step(batch, from, to, values, true);
    }

    private void step(String batch, long from, long to, Map<String, Object> values, boolean beginningSeen) {
        records.append(new LifecycleRecord(
                batch + "/step/" + from,
                RecordType.STEP,
                batch,
                at(to),
                Set.of(COATER),
                Map.of(
                        "step",
                        "coating",
                        "machine",
                        COATER,
                        "startedAt",
                        at(from).toString(),
                        "endedAt",
                        at(to).toString(),
                        "beginningSeen",
                        beginningSeen,
                        "values",
                        values)));
    }

    private Recall recall(String lot, String machine, String parameter, String above, Instant from, Instant to) {
        return (Recall) answer(lot, machine, parameter, above, from, to, "json");
    }

    private Object answer(
            String lot, String machine, String parameter, String above, Instant from, Instant to, String format) {
        try {
            return new RecallResource(
                            new RecallSearch(
                                    records,
                                    new Genealogy(records, 1_000),
                                    known,
                                    states,
                                    new TakenAway(records),
                                    1_000),
                            CallerAccesses.of(records, access, "ada", "engineer"),
                            ada())
                    .recall(
                            Optional.ofNullable(lot),
                            Optional.ofNullable(machine),
                            Optional.ofNullable(parameter),
                            Optional.ofNullable(above),
                            Optional.empty(),
                            Optional.ofNullable(from).map(Instant::toString),
                            Optional.ofNullable(to).map(Instant::toString),
                            format)
                    .getEntity();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static MeasurementBody value(Double value, String unit, Double minimum, Double maximum) {
        return new MeasurementBody(
                "t", null, Map.of("v", new ValueBody(value, unit, minimum, maximum)), at(9).toString());
    }

    private static List<String> suspects(Recall recall) {
        return recall.suspects().stream().map(Recall.Suspect::thing).toList();
    }

    private static void conflict(Runnable told, String why, Class<?> type) {
        assertThatThrownBy(told::run).isInstanceOf(type).hasMessageContaining(why);
    }

    private static void conflict(Runnable told, String why) {
        assertThatThrownBy(told::run).isInstanceOf(StateConflict.class).hasMessageContaining(why);
    }

    private static QuarkusSecurityIdentity ada() {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal("ada"))
                .build();
    }

    private static Instant at(long second) {
        return MADE.plusSeconds(second);
    }
}
