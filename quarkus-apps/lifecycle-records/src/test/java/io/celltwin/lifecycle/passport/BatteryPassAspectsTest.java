package io.celltwin.lifecycle.passport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.record.RecordType;
import java.io.IOException;
import java.io.InputStream;
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

/** What the BatteryPass aspects say, and what they say that they lack, held against the model's own schemas where they are there. */
class BatteryPassAspectsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PACK = "demo:pack-1";
    private static final Set<AccessTier> ALL = EnumSet.allOf(AccessTier.class);
    private static final RecordedLife NOTHING_RECORDED = new RecordedLife(List.of(), List.of());
    private static final String PERFORMANCE = "PerformanceAndDurability";
    private static final String PRODUCT = "GeneralProductInformation";
    private static final String TWIN = """
            {"attributes":{"chemistry":"NMC/graphite","manufacturedOn":"2026-02-16"},
             "features":{
               "bms":{"properties":{"stateOfCharge":61.5,"cycleCount":120,"nominalCapacity":40.0,"dischargedCharge":4800.5,
                 "dischargedEnergy":177600.0,"chargedEnergy":181000.0,"observedAt":"2026-05-01T12:00:00Z",
                 "quality":{"cycleCount":"timeout"}}},
               "health":{"properties":{"stateOfHealth":97.3,"capacityAh":38.92,"observedAt":"2026-05-01T10:00:00Z"}},
               "passport":{"properties":{"passportId":"urn:uuid:550e8400-e29b-41d4-a716-446655440000","category":"LMT","mass":21.5,
                 "manufacturingPlace":"Example","ratedCapacity":41.0,"recycledContent":{"nickel":0.123},"carbonFootprint":61.0}}}}""";

    @Test
    void everyPlaceOfTheSchemasIsInOneAttributeThatIsAsMandatory() {
        for (BatteryPassAspect aspect : BatteryPassAspects.ALL) {
            Map<String, Boolean> covered = new TreeMap<>();
            AspectSchema.of(aspect).places().forEach((place, mandatory) -> {
                List<PassportAttribute> attributes = aspect.attributes().stream()
                        .filter(attribute -> Complaints.isWithin(place, attribute.path()))
                        .toList();
                assertThat(attributes).as(aspect.name() + place).hasSize(1);
                covered.merge(attributes.get(0).path(), mandatory, Boolean::logicalOr);
            });
            Map<String, Boolean> table = new TreeMap<>();
            aspect.attributes().forEach(attribute -> table.put(attribute.path(), attribute.mandatory()));
            assertThat(table).as(aspect.name()).isEqualTo(covered);
        }
    }

    @Test
    void theValidatorMissesWhatAnAspectSaysIsMissingAndNothingElseIsWrong() {
        for (BatteryPassAspect aspect : BatteryPassAspects.ALL) {
            requireExactlyWhatIsMissing(aspect, json("{}"), NOTHING_RECORDED);
            requireExactlyWhatIsMissing(aspect, json(TWIN), life());
        }
    }

    @Test
    void nothingThatIsNotOfItsFormGetsIntoAnAspect() {
        List<JsonNode> wrong = List.of(
                json("\" \""),
                json("\"x\""),
                json("\"https://example.com/a b\""),
                json("\"2026-02-30T00:00:00Z\""),
                json("\"--13\""),
                json("-1"),
                json("1.5"),
                json("1e999"),
                json("true"),
                json("[]"),
                json("{}"),
                json("[{}]"),
                json("[1]"),
                json("{\"minimum\":-300,\"maximum\":20}"),
                json("{\"x\":1}"));
        for (BatteryPassAspect aspect : BatteryPassAspects.ALL) {
            for (JsonNode value : wrong) {
                ObjectNode declared = (ObjectNode) declaration().get(aspect.name());
                aspect.attributes().forEach(attribute -> replace(declared, attribute.path(), value));
                requireExactlyWhatIsMissing(
                        aspect, declaring(JSON.createObjectNode().set(aspect.name(), declared)), NOTHING_RECORDED);
            }
        }
    }

    @Test
    void eachValueComesFromWhereItIsMeasuredOrRecorded() {
        JsonNode product = aspect(PRODUCT, json(TWIN), life()).document();
        assertThat(product.get("batteryCategory").asText()).isEqualTo("lmt");
        assertThat(product.get("manufacturingDate").asText()).isEqualTo("2026-02-17T08:00:00Z");
        assertThat(product.get("puttingIntoService").asText()).isEqualTo("2026-03-01T09:00:00Z");
        assertThat(product.get("batteryStatus").asText()).isEqualTo("Original");
        assertThat(product.get("batteryMass").doubleValue()).isEqualTo(21.5);
        JsonNode condition = aspect(PERFORMANCE, json(TWIN), life()).document().get("batteryCondition");
        assertThat(condition.get("stateOfCharge").toString())
                .isEqualTo("{\"stateOfChargeValue\":61.5,\"lastUpdate\":\"2026-05-01T12:00:00Z\"}");
        assertThat(condition.at("/capacityFade/capacityFadeValue").doubleValue())
                .isEqualTo(2.7);
        assertThat(condition.at("/energyThroughput/energyThroughputValue").doubleValue())
                .isEqualTo(358.6);
        assertThat(condition.get("negativeEvents").toString())
                .isEqualTo(
                        "[{\"negativeEvent\":\"packHot, times raised: 2\",\"lastUpdate\":\"2026-03-03T00:00:00Z\"}]");
    }

    @Test
    void whatIsKnownButOfNoUseIsMissingWithTheReason() {
        assertThat(reason(PERFORMANCE, "/batteryCondition/numberOfFullCycles")).contains("not good: timeout");
        assertThat(reason(PRODUCT, "/batteryPassportIdentifier")).contains("is not of the form");
        assertThat(reason(PRODUCT, "/manufacturingPlace")).contains("is not of the form");
        assertThat(reason("Circularity", "/recycledContent")).contains("does not tell waste");
        assertThat(reason("CarbonFootprintForBatteries", "/carbonFootprintPerformanceClass"))
                .contains("no act of the EU");
        PassportAspect day = aspect(PRODUCT, json(TWIN), NOTHING_RECORDED);
        assertThat(day.document().has("manufacturingDate"))
                .as("a day is no time of day")
                .isFalse();
    }

    @Test
    void whatPeopleDeclareMakesTheAspectsWholeButForTheClassThatNoActHasSet() {
        for (BatteryPassAspect aspect : BatteryPassAspects.ALL) {
            PassportAspect whole = aspect(aspect.name(), declaring(declaration()), NOTHING_RECORDED);
            assertThat(whole.missing())
                    .as(aspect.name())
                    .extracting(MissingAttribute::path)
                    .isSubsetOf("/carbonFootprintPerformanceClass");
        }
    }

    @Test
    void aDeclaredStatusDoesNotOutweighTheRecords() {
        JsonNode declared = declaring(declaration());
        assertThat(status(declared, "scrapped")).isEqualTo("Waste");
        assertThat(status(declared, "second life")).isEmpty();
        assertThat(status(declared)).isEqualTo("Original");
    }

    @Test
    void eachTierHasItsAttributesAndIsToldWhichAreNotForIt() {
        for (BatteryPassAspect aspect : BatteryPassAspects.ALL) {
            for (AccessTier tier : AccessTier.values()) {
                PassportAspect seen = PassportDocument.of(
                        PACK,
                        aspect,
                        BatteryPassSources.of(aspect, declaring(declaration()), NOTHING_RECORDED),
                        tier.visible());
                Set<String> withheld = new TreeSet<>();
                seen.withheld().forEach(attribute -> withheld.add(attribute.path()));
                for (PassportAttribute attribute : aspect.attributes()) {
                    boolean visible = tier.visible().contains(attribute.tier());
                    assertThat(withheld.contains(attribute.path()))
                            .as("%s %s %s", aspect.name(), tier, attribute.path())
                            .isEqualTo(!visible);
                    if (!visible) {
                        assertThat(seen.document().at(attribute.path()).isMissingNode())
                                .as("%s %s %s", aspect.name(), tier, attribute.path())
                                .isTrue();
                    }
                }
            }
        }
    }

    @Test
    void anAspectThatThereIsNotIsRefusedWithTheNamesOfAll() {
        assertThatThrownBy(() -> BatteryPassAspects.of("Warranty"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Circularity");
    }

    private static void requireExactlyWhatIsMissing(BatteryPassAspect aspect, JsonNode twin, RecordedLife life) {
        PassportAspect seen = aspect(aspect.name(), twin, life);
        AspectSchema.of(aspect).complaints(seen.document()).requireExactly(seen.missing(), aspect.name() + twin);
    }

    private static PassportAspect aspect(String name, JsonNode twin, RecordedLife life) {
        BatteryPassAspect aspect = BatteryPassAspects.of(name);
        return PassportDocument.of(PACK, aspect, BatteryPassSources.of(aspect, twin, life), ALL);
    }

    private static String reason(String aspect, String path) {
        return aspect(aspect, json(TWIN), life()).missing().stream()
                .filter(attribute -> attribute.path().equals(path))
                .map(MissingAttribute::reason)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow();
    }

    private static String status(JsonNode twin, String... states) {
        List<LifecycleRecord> records = new ArrayList<>();
        for (String state : states) {
            records.add(state(state, "2026-02-17T08:00:00Z"));
        }
        return aspect(PRODUCT, twin, new RecordedLife(records, List.of()))
                .document()
                .path("batteryStatus")
                .asText();
    }

    private static RecordedLife life() {
        return new RecordedLife(
                List.of(state("in service", "2026-03-01T09:00:00Z"), state("made", "2026-02-17T08:00:00Z")),
                List.of(alarm("2026-03-03T00:00:00Z"), alarm("2026-03-02T00:00:00Z")));
    }

    private static LifecycleRecord state(String state, String at) {
        return new LifecycleRecord(
                PACK + "/state/" + state, RecordType.STATE, PACK, Instant.parse(at), Set.of(), Map.of("state", state));
    }

    private static LifecycleRecord alarm(String at) {
        return new LifecycleRecord(
                PACK + "/alarm/packHot/" + at,
                RecordType.ALARM,
                PACK,
                Instant.parse(at),
                Set.of(),
                Map.of("alarm", "packHot", "event", "raised", "severity", "critical"));
    }

    private static ObjectNode declaration() {
        try (InputStream in =
                BatteryPassAspectsTest.class.getResourceAsStream("/passport/batterypass-declaration.json")) {
            return (ObjectNode) JSON.readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode declaring(JsonNode aspects) {
        ObjectNode twin = JsonNodeFactory.instance.objectNode();
        twin.putObject("features")
                .putObject(PassportSources.DECLARATION)
                .putObject("properties")
                .set("batteryPass", aspects);
        return twin;
    }

    private static void replace(ObjectNode document, String path, JsonNode value) {
        int slash = path.lastIndexOf('/');
        JsonNode parent = slash == 0 ? document : document.at(path.substring(0, slash));
        ((ObjectNode) parent).set(path.substring(slash + 1), value);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
