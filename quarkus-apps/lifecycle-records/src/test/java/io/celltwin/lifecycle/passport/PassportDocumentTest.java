package io.celltwin.lifecycle.passport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.record.RecordType;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a passport says, and what it says that it lacks, held against the document's own schema by an independent validator. */
class PassportDocumentTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PACK = "demo:pack-1";
    private static final RecordedLife NOTHING_RECORDED = new RecordedLife(List.of(), List.of());
    private static final String SIMULATED_PACK = """
            {"thingId":"demo:pack-1",
             "attributes":{"manufacturer":"Celltwin simulator","productName":"Battery pack (simulated)","serialNumber":"SIM-PACK-1",
               "chemistry":"NMC/graphite","manufacturedOn":"2026-02-16"},
             "features":{
               "bms":{"properties":{"stateOfCharge":61.5,"cycleCount":120,"nominalCapacity":40.0,"dischargedCharge":4800.5,
                 "dischargedEnergy":177600.0,"chargedEnergy":181000.0,"observedAt":"2026-05-01T12:00:00Z",
                 "sourceTimes":{"stateOfCharge":"2026-05-01T11:59:59.5Z"},"quality":{"cycleCount":"timeout"}}},
               "health":{"properties":{"stateOfHealth":97.3,"capacityAh":38.92,"resistanceOhm":0.021,"observedAt":"2026-05-01T10:00:00Z"}},
               "passport":{"properties":{"passportId":"urn:uuid:550e8400-e29b-41d4-a716-446655440000","manufacturer":"Celltwin simulator",
                 "category":"stationary","mass":21.5,"ratedCapacity":41.0,"recycledContent":{"nickel":0.123,"lithium":7},
                 "carbonFootprint":61.0}}}}""";

    @Test
    void everyAttributeOfTheSchemaIsInTheTableOnceAndAsMandatoryAsThere() {
        Map<String, Boolean> table = new TreeMap<>();
        for (PassportAttribute attribute : BatteryPassAttributes.ALL) {
            assertThat(table.put(attribute.path(), attribute.mandatory()))
                    .as(attribute.path())
                    .isNull();
        }
        assertThat(table).isEqualTo(BatteryPassSchema.attributes());
    }

    @Test
    void theValidatorMissesWhatThePassportSaysIsMissingAndNothingElseIsWrong() {
        BatteryPassport passport = passport(json(SIMULATED_PACK), life());
        Complaints complaints = requireExactlyWhatIsMissing(passport);
        assertThat(complaints.missing()).contains("/characteristics/warranty", "/materials/active/nickel/location");
        assertThat(complaints.others()).isEmpty();
    }

    @Test
    void nothingIsInventedForATwinThatSaysNothing() {
        BatteryPassport passport = passport(json("{\"thingId\":\"demo:pack-1\"}"), NOTHING_RECORDED);
        requireExactlyWhatIsMissing(passport);
        assertThat(passport.document())
                .isEqualTo(JSON.createObjectNode().put("specVersion", BatteryPassAttributes.SPECIFICATION));
        assertThat(passport.missing()).hasSize(BatteryPassAttributes.ALL.size() - 1);
    }

    @Test
    void eachValueComesFromWhereItIsMeasuredOrRecorded() {
        JsonNode document = passport(json(SIMULATED_PACK), life()).document();
        Map<String, String> expected = new TreeMap<>();
        expected.put("/identification/category", "\"industrial\"");
        expected.put("/identification/chemistry", "\"NMC/graphite\"");
        expected.put("/identification/idDmc", "\"urn:uuid:550e8400-e29b-41d4-a716-446655440000\"");
        expected.put(
                "/identification/identification/serial", "[{\"key\":\"partInstanceId\",\"value\":\"SIM-PACK-1\"}]");
        expected.put("/operation/manufacturer/manufacturingDate", "\"2026-02-17\"");
        expected.put("/operation/intoServiceDate", "\"2026-03-01\"");
        expected.put("/characteristics/physicalDimension/weight", "{\"unit\":\"unit:kilogram\",\"value\":21.5}");
        expected.put("/sustainability/status", "\"original\"");
        expected.put("/materials/active/nickel/recycled", "12.3");
        expected.put("/performance/rated/capacity/value", "41.0");
        expected.put("/performance/dynamic/stateOfCharge", "{\"value\":61.5,\"time\":\"2026-05-01T11:59:59.5Z\"}");
        expected.put("/performance/dynamic/capacity/capacity", "{\"value\":38.92,\"time\":\"2026-05-01T10:00:00Z\"}");
        expected.put("/performance/dynamic/capacity/fade", "{\"value\":2.7,\"time\":\"2026-05-01T10:00:00Z\"}");
        expected.put(
                "/performance/dynamic/capacity/throughput", "{\"value\":4800.5,\"time\":\"2026-05-01T12:00:00Z\"}");
        expected.put("/performance/dynamic/energy/throughput", "{\"value\":358.6,\"time\":\"2026-05-01T12:00:00Z\"}");
        expected.put(
                "/performance/dynamic/resistance/remaining/pack",
                "{\"value\":0.021,\"time\":\"2026-05-01T10:00:00Z\"}");
        expected.put(
                "/performance/dynamic/negativeEvents",
                "[{\"contentType\":\"text\",\"header\":\"packHot\",\"content\":"
                        + "\"times raised: 2, first at 2026-03-02T00:00:00Z, last at 2026-03-03T00:00:00Z\"}]");
        expected.forEach((path, value) ->
                assertThat(document.at(path).toString()).as(path).isEqualTo(value));
    }

    @Test
    void whatWasKnownAndIsOfNoUseIsMissingWithTheReason() {
        BatteryPassport passport = passport(json(SIMULATED_PACK), life());
        assertThat(reason(passport, "/performance/dynamic/fullCycles"))
                .contains("/features/bms/properties/cycleCount is not good: timeout");
        assertThat(reason(passport, "/operation/manufacturer/manufacturer"))
                .contains("/features/passport/properties/manufacturer is not of the form that the document asks for");
        assertThat(reason(passport, "/materials/active/lithium/recycled")).isPresent();
        assertThat(reason(passport, "/sustainability/carbonFootprint")).isPresent();
        assertThat(reason(passport, "/characteristics/warranty")).isEmpty();
    }

    @Test
    void aMeasurementWithoutItsTimeAndANumberBeyondAllNumbersAreNone() {
        BatteryPassport passport = passport(json("""
                {"features":{"health":{"properties":{"capacityAh":38.9}},
                  "bms":{"properties":{"stateOfCharge":1e999,"observedAt":"2026-05-01T12:00:00Z"}},
                  "passport":{"properties":{"mass":-1e999,"recycledContent":{"nickel":1e999}}}}}"""), NOTHING_RECORDED);
        requireExactlyWhatIsMissing(passport);
        assertThat(reason(passport, "/performance/dynamic/capacity/capacity"))
                .hasValueSatisfying(reason -> assertThat(reason).endsWith("has no time"));
        assertThat(passport.document()).hasSize(1);
    }

    @Test
    void whatTheRecordsTellOfTheLifeCountsMoreThanWhatWasSaidOfIt() {
        JsonNode said = json("{\"features\":{\"passport\":{\"properties\":{\"status\":\"original\"}}}}");
        assertThat(status(said, "made", "scrapped")).isEqualTo("waste");
        assertThat(status(said, "in service", "second life")).isEmpty();
        assertThat(status(said, "in service")).isEqualTo("original");
        assertThat(status(JSON.createObjectNode())).isEmpty();
        JsonNode reused = json("{\"features\":{\"passport\":{\"properties\":{\"status\":\"reused\"}}}}");
        assertThat(status(reused, "second life")).isEqualTo("re-used");
        JsonNode declared = declaring(json("{\"sustainability\":{\"status\":\"repurposed\"}}"));
        assertThat(status(declared, "second life")).isEqualTo("repurposed");
    }

    @Test
    void aPassportOfWhichPeopleDeclareTheRestIsWholeAndValid() {
        BatteryPassport passport = passport(declaring(declaration()), NOTHING_RECORDED);
        assertThat(passport.missing()).isEmpty();
        assertThat(BatteryPassSchema.complaints(passport.document())).isEqualTo(new Complaints(Set.of(), Set.of()));
    }

    @Test
    void nothingThatIsNotOfItsFormGetsIntoADocument() {
        List<JsonNode> wrong = List.of(
                json("\"\""),
                json("\" \""),
                json("\"x\""),
                json("-1"),
                json("100.5"),
                json("true"),
                json("[]"),
                json("{}"),
                json("[{}]"),
                json("[[]]"),
                json("{\"value\":1}"),
                json("{\"value\":\"1\",\"time\":\"now\"}"),
                json("{\"value\":1,\"unit\":\"unit:parsec\"}"),
                json("[{\"content\":\"c\",\"contentType\":\"URL\",\"header\":\"" + "h".repeat(101) + "\"}]"),
                json("[{\"key\":\"batchId\",\"value\":\"1\"},{\"key\":\"batchId\",\"value\":\"1\"}]"),
                json("\"2026-02-30\""));
        Set<String> taken = new TreeSet<>();
        for (JsonNode value : wrong) {
            ObjectNode declaration = declaration();
            BatteryPassAttributes.ALL.forEach(attribute -> replace(declaration, attribute.path(), value));
            BatteryPassport passport = passport(declaring(declaration), NOTHING_RECORDED);
            requireExactlyWhatIsMissing(passport);
            BatteryPassAttributes.ALL.stream()
                    .map(PassportAttribute::path)
                    .filter(path -> passport.document().at(path).equals(value))
                    .forEach(path -> taken.add(path + " " + value));
        }
        assertThat(taken)
                .contains(
                        "/identification/chemistry \"x\"",
                        "/performance/rated/voltage/min -1",
                        "/handling/applicable true")
                .doesNotContain(
                        "/identification/chemistry \" \"",
                        "/materials/active/nickel/recycled 100.5",
                        "/safety/dismantling []");
    }

    @Test
    void eachTierHasItsAttributesAndIsToldWhichAreNotForIt() {
        for (AccessTier tier : AccessTier.values()) {
            Set<AccessTier> visible = tier.visible();
            BatteryPassport passport =
                    PassportDocument.of(PACK, PassportSources.of(declaring(declaration()), NOTHING_RECORDED), visible);
            Set<String> seen = new TreeSet<>();
            Set<String> withheld = new TreeSet<>();
            passport.withheld().forEach(attribute -> withheld.add(attribute.path()));
            for (PassportAttribute attribute : BatteryPassAttributes.ALL) {
                if (!passport.document().at(attribute.path()).isMissingNode()) {
                    seen.add(attribute.path());
                }
                assertThat(seen.contains(attribute.path()))
                        .as("%s %s", tier, attribute.path())
                        .isEqualTo(visible.contains(attribute.tier()))
                        .isNotEqualTo(withheld.contains(attribute.path()));
            }
        }
        assertThat(AccessTier.PUBLIC.visible()).containsExactly(AccessTier.PUBLIC);
        assertThat(AccessTier.AUTHORITY.visible()).doesNotContain(AccessTier.LEGITIMATE_INTEREST);
        assertThat(AccessTier.LEGITIMATE_INTEREST.visible()).doesNotContain(AccessTier.AUTHORITY);
    }

    private static Complaints requireExactlyWhatIsMissing(BatteryPassport passport) {
        Complaints complaints = BatteryPassSchema.complaints(passport.document());
        complaints.requireExactly(passport.missing(), "passport");
        return complaints;
    }

    private static BatteryPassport passport(JsonNode twin, RecordedLife life) {
        return PassportDocument.of(PACK, PassportSources.of(twin, life), EnumSet.allOf(AccessTier.class));
    }

    private static Optional<String> reason(BatteryPassport passport, String path) {
        return passport.missing().stream()
                .filter(attribute -> attribute.path().equals(path))
                .findFirst()
                .orElseThrow()
                .reason();
    }

    private static String status(JsonNode twin, String... states) {
        List<LifecycleRecord> records = new ArrayList<>();
        for (String state : states) {
            records.add(state(state, "2026-02-17T08:00:00Z"));
        }
        return passport(twin, new RecordedLife(records, List.of()))
                .document()
                .at("/sustainability/status")
                .asText();
    }

    private static RecordedLife life() {
        return new RecordedLife(
                List.of(state("in service", "2026-03-01T09:00:00Z"), state("made", "2026-02-17T08:00:00Z")),
                List.of(
                        alarm("packHot", "critical", "2026-03-03T00:00:00Z"),
                        alarm("packHot", "critical", "2026-03-02T00:00:00Z"),
                        alarm("imbalance", "warning", "2026-03-02T00:00:00Z")));
    }

    private static LifecycleRecord state(String state, String at) {
        return new LifecycleRecord(
                PACK + "/state/" + state, RecordType.STATE, PACK, Instant.parse(at), Set.of(), Map.of("state", state));
    }

    private static LifecycleRecord alarm(String alarm, String severity, String at) {
        return new LifecycleRecord(
                PACK + "/alarm/" + alarm + "/" + at,
                RecordType.ALARM,
                PACK,
                Instant.parse(at),
                Set.of(),
                Map.of("alarm", alarm, "event", "raised", "severity", severity));
    }

    /** The schema's own example, but for a day in it that there is not. */
    private static ObjectNode declaration() {
        ObjectNode example = (ObjectNode) BatteryPassSchema.example();
        ((ObjectNode) example.get("operation")).put("intoServiceDate", "2026-02-28");
        return example;
    }

    private static JsonNode declaring(JsonNode document) {
        ObjectNode twin = JsonNodeFactory.instance.objectNode();
        twin.putObject("features").putObject(PassportSources.DECLARATION).set("properties", document);
        return twin;
    }

    private static void replace(ObjectNode document, String path, JsonNode value) {
        int slash = path.lastIndexOf('/');
        JsonNode parent = slash == 0 ? document : document.at(path.substring(0, slash));
        if (parent.isObject()) {
            ((ObjectNode) parent).set(path.substring(slash + 1), value);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
