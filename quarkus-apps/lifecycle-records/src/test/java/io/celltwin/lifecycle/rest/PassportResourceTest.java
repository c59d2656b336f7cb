package io.celltwin.lifecycle.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.celltwin.lifecycle.LifecycleSettings;
import io.celltwin.lifecycle.canonical.CanonicalJson;
import io.celltwin.lifecycle.evidence.LogKey;
import io.celltwin.lifecycle.passport.AccessTier;
import io.celltwin.lifecycle.passport.BatteryPassport;
import io.celltwin.lifecycle.passport.PassportAccess;
import io.celltwin.lifecycle.passport.PassportAspect;
import io.celltwin.lifecycle.passport.PassportCredential;
import io.celltwin.lifecycle.passport.PassportRevisions;
import io.celltwin.lifecycle.passport.Passports;
import io.celltwin.lifecycle.passport.WithheldAttribute;
import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.record.RecordServer;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.RecordType;
import io.celltwin.lifecycle.state.LifecycleState;
import io.celltwin.lifecycle.state.StateBook;
import io.celltwin.lifecycle.state.StateChange;
import io.celltwin.lifecycle.state.UnknownThing;
import io.celltwin.lifecycle.twin.KnownTwins;
import io.celltwin.lifecycle.twin.Twins;
import io.celltwin.model.ModelCatalog;
import io.celltwin.policy.PolicyTemplates;
import io.celltwin.policy.RoleSubjects;
import io.celltwin.twin.error.TwinException;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.ditto.base.model.auth.AuthorizationModelFactory;
import org.eclipse.ditto.base.model.auth.AuthorizationSubject;
import org.eclipse.ditto.base.model.auth.DittoAuthorizationContextType;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.policies.model.PoliciesModelFactory;
import org.eclipse.ditto.policies.model.Policy;
import org.eclipse.ditto.policies.model.PolicyEntry;
import org.eclipse.ditto.things.model.Thing;
import org.eclipse.ditto.things.model.ThingsModelFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who sees what of a passport, by the policy that a battery gets and the entries that a plant adds to it. */
class PassportResourceTest {
    private static final String PACK = "demo:pack-1";
    private static final String COATER = "demo:coater-1";
    private static final Instant MADE = Instant.parse("2026-05-01T12:00:00Z");

    /** One attribute of each tier. */
    private static final Map<AccessTier, String> ONE_OF_EACH = new EnumMap<>(Map.of(
            AccessTier.PUBLIC, "/identification/chemistry",
            AccessTier.LEGITIMATE_INTEREST, "/safety/dismantling",
            AccessTier.AUTHORITY, "/conformity/resultOfTestReport",
            AccessTier.OWNER, "/commercial/purpose"));

    @TempDir
    Path directory;

    private final KnownTwins twins = new KnownTwins();
    private RecordServer server;
    private PolicyTwinService twinService;
    private RecordStore records;
    private StateBook states;
    private PassportResource resource;

    @BeforeEach
    void start() throws IOException {
        server = RecordServer.start(directory);
        records = server.records();
        Twins access = new Twins(twins, ModelCatalog.bundled(), "http://127.0.0.1/models", RoleSubjects.defaults());
        states = new StateBook(records, access);
        twinService = PolicyTwinService.start();
        resource = new PassportResource(
                new PassportAccess(twinService.url(), HttpClient.newHttpClient(), Duration.ofSeconds(10)),
                new Passports(access, states, records),
                new PassportCredential(LogKey.in(directory.resolve("key.pem"))),
                new PassportRevisions(records),
                CallerAccesses.of(records, access, "ada", "engineer"),
                CallerAccesses.caller("ada", "engineer"));
        twins.add(ThingsModelFactory.newThing(JsonObject.newBuilder()
                .set("thingId", PACK)
                .set("definition", "http://127.0.0.1/models/battery-pack-1.0.0.tm.jsonld")
                .set("_created", MADE.toString())
                .set(
                        "/features/passportDeclaration/properties",
                        JsonObject.of(example())
                                .setValue("batteryPass", JsonObject.of(text("batterypass-declaration.json"))))
                .build()));
        twins.add(COATER, "electrode-coater-1.0.0", MADE);
        twinService.thing(PACK, policy(PACK, "battery-pack-1.0.0"));
        twinService.thing(COATER, policy(COATER, "electrode-coater-1.0.0"));
        caller("engineer", "celltwin:ada", "celltwin:role:engineer");
        caller("plant-system", "celltwin:plant-system");
        caller("partner", "celltwin:acme", "celltwin:role:partner");
        for (String name : List.of("inspector", "recycler", "commission", "auditor", "driver", "stranger")) {
            caller(name, "celltwin:" + name);
        }
    }

    @AfterEach
    void stop() {
        twinService.close();
        server.close();
    }

    @Test
    void eachSeesTheTiersThatThePolicyGrantsHim() {
        requireSees("engineer", EnumSet.allOf(AccessTier.class));
        requireSees("plant-system", EnumSet.complementOf(EnumSet.of(AccessTier.OWNER)));
        requireSees("partner", EnumSet.of(AccessTier.PUBLIC));
        requireSees("inspector", EnumSet.of(AccessTier.PUBLIC, AccessTier.AUTHORITY));
        requireSees("recycler", EnumSet.of(AccessTier.PUBLIC, AccessTier.LEGITIMATE_INTEREST));
        requireSees("commission", EnumSet.complementOf(EnumSet.of(AccessTier.OWNER)));
        requireSees("auditor", EnumSet.of(AccessTier.PUBLIC, AccessTier.LEGITIMATE_INTEREST));
    }

    @Test
    void theMatrixOfCallersTiersAndAspectsIsThePolicys() {
        Map<String, Set<AccessTier>> matrix = Map.of(
                "engineer", EnumSet.allOf(AccessTier.class),
                "plant-system", EnumSet.complementOf(EnumSet.of(AccessTier.OWNER)),
                "commission", EnumSet.complementOf(EnumSet.of(AccessTier.OWNER)),
                "partner", EnumSet.of(AccessTier.PUBLIC),
                "inspector", EnumSet.of(AccessTier.PUBLIC, AccessTier.AUTHORITY),
                "recycler", EnumSet.of(AccessTier.PUBLIC, AccessTier.LEGITIMATE_INTEREST),
                "auditor", EnumSet.of(AccessTier.PUBLIC, AccessTier.LEGITIMATE_INTEREST));
        Map<String, Map<AccessTier, String>> oneOfEach = Map.of(
                "GeneralProductInformation",
                Map.of(AccessTier.PUBLIC, "/productIdentifier", AccessTier.LEGITIMATE_INTEREST, "/batteryStatus"),
                "CarbonFootprintForBatteries",
                Map.of(AccessTier.PUBLIC, "/carbonFootprintStudy"),
                "SupplyChainDueDiligence",
                Map.of(
                        AccessTier.PUBLIC, "/supplyChainDueDiligenceReport",
                        AccessTier.OWNER, "/supplyChainIndicies"),
                "MaterialComposition",
                Map.of(
                        AccessTier.PUBLIC, "/hazardousSubstances",
                        AccessTier.LEGITIMATE_INTEREST, "/batteryMaterials"),
                "Circularity",
                Map.of(
                        AccessTier.PUBLIC, "/renewableContent",
                        AccessTier.LEGITIMATE_INTEREST, "/dismantlingAndRemovalInformation"),
                "Labeling",
                Map.of(AccessTier.PUBLIC, "/labels", AccessTier.AUTHORITY, "/resultOfTestReport"),
                "PerformanceAndDurability",
                Map.of(
                        AccessTier.PUBLIC, "/batteryTechicalProperties/ratedCapacity",
                        AccessTier.LEGITIMATE_INTEREST, "/batteryCondition/stateOfCharge"));
        oneOfEach.forEach((aspect, paths) -> matrix.forEach((who, tiers) -> {
            PassportAspect seen = resource.aspect(PACK, aspect, as(who));
            assertThat(seen.tiers()).as("%s %s", who, aspect).isEqualTo(tiers);
            Set<String> withheld =
                    seen.withheld().stream().map(WithheldAttribute::path).collect(Collectors.toSet());
            paths.forEach((tier, path) -> {
                assertThat(seen.document().at(path).isMissingNode())
                        .as("%s sees %s of %s", who, path, aspect)
                        .isEqualTo(!tiers.contains(tier));
                assertThat(withheld.contains(path))
                        .as("%s is told of %s of %s", who, path, aspect)
                        .isEqualTo(!tiers.contains(tier));
            });
        }));
        oneOfEach.keySet().forEach(aspect -> {
            assertThatThrownBy(() -> resource.aspect(PACK, aspect, as("driver")))
                    .isInstanceOf(ForbiddenException.class);
            assertThatThrownBy(() -> resource.aspect(PACK, aspect, as("stranger")))
                    .isInstanceOf(UnknownThing.class);
        });
        assertThatThrownBy(() -> resource.aspect(PACK, "Secrets", as("engineer")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlyWhatIsTheOwnersAloneLeavesARecordOfWhoSawIt() {
        resource.passport(PACK, as("partner"));
        resource.aspect(PACK, "Circularity", as("commission"));
        assertThat(records.about(PACK, RecordType.ACCESS)).isEmpty();
        resource.passport(PACK, as("engineer"));
        resource.aspect(PACK, "Circularity", as("engineer"));
        resource.credential(PACK, as("engineer"));
        assertThat(records.about(PACK, RecordType.ACCESS))
                .extracting(record -> record.content().get("asked"))
                .containsExactlyInAnyOrder("passport", "passport, aspect Circularity", "passport");
    }

    @Test
    void everybodySeesThePublicTierOfTheNewestKeptRevisionWhereThePlantSaysUnderWhichAddress() {
        PassportPageResource pages = new PassportPageResource(
                new PassportRevisions(records), LifecycleSettings.publishing("https://passport.example.com"));
        assertThatThrownBy(() -> pages.page(PACK)).isInstanceOf(UnknownThing.class);
        for (int revision = 1; revision <= 9; revision++) {
            twins.add(battery("chemistry-" + revision));
            resource.keep(PACK, as("engineer"));
            assertThat(pages.data(PACK).revision()).isEqualTo(revision);
        }
        twins.add(battery("not-published"));
        assertThat((String) pages.page(PACK).getEntity())
                .contains("chemistry-9")
                .doesNotContain("not-published");
        assertThat(pages.data(PACK).passport().tiers()).containsExactly(AccessTier.PUBLIC);
        assertThat(pages.page(PACK).getHeaderString("Content-Security-Policy")).contains("default-src 'none'");
        PassportPageResource closed =
                new PassportPageResource(new PassportRevisions(records), LifecycleSettings.withDatabase("test"));
        assertThatThrownBy(() -> closed.page(PACK)).isInstanceOf(UnknownThing.class);
        assertThatThrownBy(() -> closed.qrCode(PACK)).isInstanceOf(UnknownThing.class);
    }

    private static Thing battery(String chemistry) {
        return ThingsModelFactory.newThing(JsonObject.newBuilder()
                .set("thingId", PACK)
                .set("definition", "http://127.0.0.1/models/battery-pack-1.0.0.tm.jsonld")
                .set("_created", MADE.toString())
                .set("/attributes/chemistry", chemistry)
                .build());
    }

    @Test
    void whoSeesTheBatteryButNoTierIsToldSoAndWhoSeesNothingThatThereIsNoSuchThing() {
        assertThatThrownBy(() -> resource.passport(PACK, as("driver")))
                .isInstanceOf(ForbiddenException.class)
                .hasMessageContaining(PACK);
        assertThatThrownBy(() -> resource.passport(PACK, as("stranger"))).isInstanceOf(UnknownThing.class);
        assertThatThrownBy(() -> resource.passport("demo:pack-99", as("engineer")))
                .isInstanceOf(UnknownThing.class);
        assertThatThrownBy(() -> resource.credential(PACK, as("stranger"))).isInstanceOf(UnknownThing.class);
        assertThatThrownBy(() -> resource.passport(PACK, as("nobody")))
                .as("whom the twin service does not know")
                .isInstanceOf(ForbiddenException.class);
    }

    @Test
    void onlyABatteryHasAPassport() {
        assertThatThrownBy(() -> resource.passport(COATER, as("engineer")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Electrode coater");
    }

    @Test
    void whileTheTwinServiceIsAwayNobodySeesAnything() {
        twinService.breakDown();
        assertThatThrownBy(() -> resource.passport(PACK, as("engineer"))).isInstanceOf(TwinException.class);
    }

    @Test
    void whatWasRecordedStandsInThePassport() {
        states.reported(StateChange.said(PACK, LifecycleState.MADE, MADE, "jo", Set.of()));
        states.reported(StateChange.said(PACK, LifecycleState.IN_SERVICE, MADE.plusSeconds(86_400), "jo", Set.of()));
        BatteryPassport passport = resource.passport(PACK, as("engineer"));
        assertThat(passport.document()
                        .at("/operation/manufacturer/manufacturingDate")
                        .asText())
                .isEqualTo("2026-05-01");
        assertThat(passport.document().at("/operation/intoServiceDate").asText())
                .isEqualTo("2026-05-02");
    }

    @Test
    void theSignedPassportHoldsNoMoreThanTheOther() throws IOException {
        String payload = resource.credential(PACK, as("partner")).split("\\.")[1];
        JsonNode subject = new ObjectMapper()
                .readTree(Base64.getUrlDecoder().decode(payload))
                .get("credentialSubject");
        assertThat(canonical(subject.get("document")))
                .isEqualTo(canonical(resource.passport(PACK, as("partner")).document()));
        assertThat(subject.at("/document/commercial").isMissingNode()).isTrue();
    }

    @Test
    void eachRevisionIsARecordOfItsOwnAndTheSameIsKeptOnce() {
        LifecycleRecord first = resource.keep(PACK, as("engineer"));
        assertThat(resource.keep(PACK, as("engineer"))).isEqualTo(kept().get(0));
        states.reported(StateChange.said(PACK, LifecycleState.IN_SERVICE, MADE, "jo", Set.of()));
        LifecycleRecord second = resource.keep(PACK, as("engineer"));

        assertThat(kept()).extracting(LifecycleRecord::id).containsExactlyInAnyOrder(first.id(), second.id());
        assertThat(List.of(first, second))
                .extracting(record -> record.content().get("revision"))
                .containsExactly(1L, 2L);
        assertThat(second.content()).containsEntry("by", "ada");
        JsonNode document = new ObjectMapper().valueToTree(second.content().get("document"));
        assertThat(canonical(document))
                .isEqualTo(canonical(resource.passport(PACK, as("engineer")).document()))
                .contains("\"intoServiceDate\":\"2026-05-01\"");
    }

    @Test
    void onlyWhoSeesAllOfAPassportMayKeepIt() {
        assertThatThrownBy(() -> resource.keep(PACK, as("partner"))).isInstanceOf(ForbiddenException.class);
        assertThatThrownBy(() -> resource.keep(PACK, as("commission"))).isInstanceOf(ForbiddenException.class);
        assertThatThrownBy(() -> resource.keep(PACK, as("stranger"))).isInstanceOf(UnknownThing.class);
        assertThat(kept()).isEmpty();
    }

    private List<LifecycleRecord> kept() {
        return records.about(PACK, RecordType.PASSPORT);
    }

    private static String canonical(JsonNode json) {
        return CanonicalJson.text(new ObjectMapper().convertValue(json, Map.class));
    }

    private void requireSees(String who, Set<AccessTier> tiers) {
        BatteryPassport passport = resource.passport(PACK, as(who));
        assertThat(passport.tiers()).as(who).isEqualTo(tiers);
        Set<String> withheld =
                passport.withheld().stream().map(WithheldAttribute::path).collect(Collectors.toSet());
        ONE_OF_EACH.forEach((tier, path) -> {
            boolean sees = tiers.contains(tier);
            assertThat(passport.document().at(path).isMissingNode())
                    .as("%s %s", who, path)
                    .isEqualTo(!sees);
            assertThat(withheld.contains(path)).as("%s %s", who, path).isEqualTo(!sees);
        });
    }

    private void caller(String name, String... subjects) {
        List<AuthorizationSubject> ids = List.of(subjects).stream()
                .map(AuthorizationModelFactory::newAuthSubject)
                .toList();
        twinService.caller(
                "Bearer " + name,
                AuthorizationModelFactory.newAuthContext(DittoAuthorizationContextType.UNSPECIFIED, ids));
    }

    /** The policy that Celltwin makes, with the entries that the documentation shows. */
    private static Policy policy(String thing, String model) {
        JsonObject made = PolicyTemplates.forThing(thing, ModelCatalog.bundled().get(model), RoleSubjects.defaults())
                .toJson();
        JsonObject more = JsonObject.of("""
                {"policyId":"%s","entries":{
                  "inspection":{"subjects":{"celltwin:inspector":{"type":"a"},"celltwin:commission":{"type":"a"}},
                    "resources":{"thing:/features/passportAuthority":{"grant":["READ"],"revoke":[]}}},
                  "recycling":{"subjects":{"celltwin:recycler":{"type":"a"},"celltwin:commission":{"type":"a"}},
                    "resources":{"thing:/features/passportLegitimateInterest":{"grant":["READ"],"revoke":[]}}},
                  "audit":{"subjects":{"celltwin:auditor":{"type":"a"}},
                    "resources":{"thing:/":{"grant":["READ"],"revoke":[]},
                      "thing:/features/passportAuthority":{"grant":[],"revoke":["READ"]}}},
                  "driving":{"subjects":{"celltwin:driver":{"type":"a"}},
                    "resources":{"thing:/features/bms/properties/stateOfCharge":{"grant":["READ"],"revoke":[]}}}}}""".formatted(thing));
        Policy policy = PoliciesModelFactory.newPolicy(made);
        for (PolicyEntry entry : PoliciesModelFactory.newPolicy(more)) {
            policy = policy.setEntry(entry);
        }
        return policy;
    }

    private static HttpHeaders as(String name) {
        return (HttpHeaders) Proxy.newProxyInstance(
                PassportResourceTest.class.getClassLoader(),
                new Class<?>[] {HttpHeaders.class},
                (proxy, method, arguments) -> HttpHeaders.AUTHORIZATION.equals(arguments[0]) ? "Bearer " + name : null);
    }

    private static String example() throws IOException {
        return text("BatteryPass.json");
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = PassportResourceTest.class.getResourceAsStream("/passport/" + resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
