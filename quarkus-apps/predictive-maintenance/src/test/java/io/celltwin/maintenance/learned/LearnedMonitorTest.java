package io.celltwin.maintenance.learned;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ThingModel;
import io.celltwin.twin.values.TwinChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines whose Thing Models name the failure models that come along, or do not. */
class LearnedMonitorTest {

    private static final String MILLING = """
            "cell:failureModel": {"cell:model": "milling-failure", "cell:inputs": {"quality": "grade",
              "airTemperature": "air", "processTemperature": "process", "rotationalSpeed": "speed", "torque": "torque",
              "toolWear": "wear"}},""";

    @TempDir
    private Path directory;

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void aMachineThatNoModelAppliesToSaysSoOnce() {
        ThingModel model = ModelCatalog.bundled().get("calender-1.0.0");
        LearnedMonitor monitor = LearnedMonitor.begin(model, FailureModels.bundled(), JsonObject.empty());

        JsonObject told = told(monitor, model, "{\"drive\":{\"properties\":{\"driveCurrent\":5}}}");
        assertThat(text(told, "state")).isEqualTo("none");
        assertThat(text(told, "reason")).contains("No learned failure model applies");
        assertThat(next(monitor, model, "{\"drive\":{\"properties\":{\"driveCurrent\":6}}}"))
                .isEmpty();
        LearnedMonitor restarted = LearnedMonitor.begin(
                model,
                FailureModels.bundled(),
                JsonObject.newBuilder().set(LearnedFeature.PATH, told).build());
        assertThat(next(restarted, model, "{\"drive\":{\"properties\":{\"driveCurrent\":7}}}"))
                .isEmpty();
    }

    @Test
    void anOrdinaryCutIsSafeAndAnOverstrainedToolIsNot() throws IOException {
        ThingModel model = milling(MILLING, "unit:N-M");
        LearnedMonitor monitor = LearnedMonitor.begin(model, FailureModels.bundled(), JsonObject.empty());

        JsonObject safe = told(monitor, model, cut("M", 26.9, 36.9, 1500, 40, 50));
        assertThat(text(safe, "state")).isEqualTo("judged");
        assertThat(number(safe, "failureProbability")).isLessThan(0.05);
        JsonObject strained = told(monitor, model, cut("L", 26.9, 36.9, 1400, 60, 215));
        assertThat(number(strained, "failureProbability")).isGreaterThan(0.8);
        JsonObject mode = strained.getValue("modes").orElseThrow().asArray().stream()
                .map(JsonValue::asObject)
                .filter(each -> each.getValue("probability").orElseThrow().asDouble() > 0.8)
                .findFirst()
                .orElseThrow();
        assertThat(text(mode, "mode")).isEqualTo("OSF");
        assertThat(text(
                        strained.getValue("drivers")
                                .orElseThrow()
                                .asArray()
                                .get(0)
                                .orElseThrow()
                                .asObject(),
                        "feature"))
                .isEqualTo("overstrain");
    }

    @Test
    void whatTheModelNeverSawHasNoFigure() throws IOException {
        ThingModel model = milling(MILLING, "unit:N-M");
        LearnedMonitor monitor = LearnedMonitor.begin(model, FailureModels.bundled(), JsonObject.empty());

        JsonObject told = told(monitor, model, cut("M", 26.9, 36.9, 9000, 40, 50));
        assertThat(text(told, "state")).isEqualTo("unfamiliar");
        assertThat(text(told, "reason")).contains("rotationalSpeed");
        assertThat(told.getValue("failureProbability").orElseThrow().isNull()).isTrue();
        assertThat(told.getValue("modes").orElseThrow().isNull()).isTrue();
    }

    @Test
    void aMissingOrBadInputTakesTheFigureAway() throws IOException {
        ThingModel model = milling(MILLING, "unit:N-M");
        LearnedMonitor monitor = LearnedMonitor.begin(model, FailureModels.bundled(), JsonObject.empty());
        told(monitor, model, cut("M", 26.9, 36.9, 1500, 40, 50));

        JsonObject bad =
                told(monitor, model, "{\"spindle\":{\"properties\":{\"quality\":{\"torque\":\"BadSensorFailure\"}}}}");
        assertThat(text(bad, "state")).isEqualTo("waiting");
        assertThat(text(bad, "reason")).contains("torque");
        assertThat(bad.getValue("failureProbability").orElseThrow().isNull()).isTrue();

        told(monitor, model, "{\"spindle\":{\"properties\":{\"quality\":{\"torque\":null}}}}");
        JsonObject away = told(monitor, model, "{\"connection\":{\"properties\":{\"status\":\"disconnected\"}}}");
        assertThat(text(away, "reason")).contains("not reached");
    }

    @Test
    void aMachineThatCannotBeReadByItsModelSaysWhy() throws IOException {
        assertThat(problem(milling(MILLING, "unit:BAR"))).contains("'torque' in N-M", "BAR");
        assertThat(problem(milling(MILLING.replace("\"toolWear\": \"wear\"", "\"other\": \"wear\""), "unit:N-M")))
                .contains("'toolWear'");
        assertThat(problem(milling(MILLING.replace("milling-failure", "lathe-failure"), "unit:N-M")))
                .contains("no failure model 'lathe-failure'");
    }

    @Test
    void remainingLifeIsJudgedByCyclesInARowHereAndElsewhere() throws IOException {
        ThingModel model = turbofan();
        LearnedMonitor monitor = LearnedMonitor.begin(model, FailureModels.bundled(), JsonObject.empty());
        JsonObject last = JsonObject.empty();
        for (int cycle = 1; cycle <= WindowFeatures.LEAST; cycle++) {
            last = next(monitor, model, flight(cycle)).orElse(last);
            assertThat(next(monitor, model, flight(cycle)))
                    .as("the cycle was taken")
                    .isEmpty();
            monitor = LearnedMonitor.resume(monitor.checkpoint(), model, FailureModels.bundled());
        }
        assertThat(text(last, "state")).isEqualTo("judged");
        JsonObject remaining = last.getValue("remainingCycles").orElseThrow().asObject();
        assertThat(number(remaining, "median")).isBetween(30.0, 125.0);
        assertThat(number(remaining, "p05")).isLessThanOrEqualTo(number(remaining, "median"));

        JsonObject gap = told(monitor, model, flight(WindowFeatures.LEAST + LearnedMonitor.MOST_MISSED + 2));
        assertThat(text(gap, "state")).as("what was not seen is not made up").isEqualTo("waiting");
        assertThat(gap.getValue("remainingCycles").orElseThrow().isNull()).isTrue();
    }

    private String problem(ThingModel model) {
        LearnedMonitor monitor = LearnedMonitor.begin(model, FailureModels.bundled(), JsonObject.empty());
        JsonObject told = told(monitor, model, cut("M", 26.9, 36.9, 1500, 40, 50));
        assertThat(text(told, "state")).isEqualTo("unusable");
        return text(told, "reason");
    }

    private JsonObject told(LearnedMonitor monitor, ThingModel model, String features) {
        return next(monitor, model, features).orElseThrow();
    }

    private Optional<JsonObject> next(LearnedMonitor monitor, ThingModel model, String features) {
        now = now.plusSeconds(60);
        return monitor.next(new TwinChange(
                        "demo:machine",
                        Optional.of(model),
                        JsonObject.of("{\"features\":" + features + "}"),
                        1,
                        now,
                        false,
                        false))
                .map(patch -> patch.getValue(LearnedFeature.PATH).orElseThrow().asObject());
    }

    private static String cut(String quality, double air, double process, double speed, double torque, double wear) {
        return """
                {"part":{"properties":{"grade":"%s"}},"hall":{"properties":{"air":%s,"process":%s}},
                "spindle":{"properties":{"speed":%s,"torque":%s,"wear":%s}}}""".formatted(quality, air, process, speed, torque, wear);
    }

    private ThingModel milling(String use, String torqueUnit) throws IOException {
        return model(
                "milling",
                use,
                List.of(
                        property("grade", "part", "string", "unit:UNITLESS"),
                        property("air", "hall", "number", "unit:DEG_C"),
                        property("process", "hall", "number", "unit:DEG_C"),
                        property("speed", "spindle", "number", "unit:REV-PER-MIN"),
                        property("torque", "spindle", "number", torqueUnit),
                        property("wear", "spindle", "number", "unit:MIN")));
    }

    /** What sensors said on average over the lives that were learnt from. */
    private static String flight(int cycle) {
        LifeModel life = FailureModels.bundled()
                .get("turbofan-remaining-life")
                .orElseThrow()
                .life()
                .orElseThrow();
        List<ModelInput> inputs = FailureModels.bundled()
                .get("turbofan-remaining-life")
                .orElseThrow()
                .inputs();
        StringBuilder values = new StringBuilder("\"cycle\":" + cycle);
        for (int k = 0; k < inputs.size() - 1; k++) {
            values.append(",\"")
                    .append(inputs.get(k).name())
                    .append("\":")
                    .append(life.indices().center()[k]);
        }
        return "{\"engine\":{\"properties\":{" + values + "}}}";
    }

    private ThingModel turbofan() throws IOException {
        List<String> names = FailureModels.bundled().get("turbofan-remaining-life").orElseThrow().inputs().stream()
                .map(ModelInput::name)
                .toList();
        String inputs = String.join(
                ",",
                names.stream().map(name -> "\"" + name + "\":\"" + name + "\"").toList());
        return model(
                "turbofan",
                "\"cell:failureModel\": {\"cell:model\": \"turbofan-remaining-life\", \"cell:inputs\": {" + inputs
                        + "}},",
                IntStream.range(0, names.size())
                        .mapToObj(k -> property(names.get(k), "engine", "number", "unit:UNITLESS"))
                        .toList());
    }

    private static String property(String name, String feature, String type, String unit) {
        return """
                "%s": {"title": "%s", "type": "%s", "unit": "%s", "readOnly": true, "cell:feature": "%s"}""".formatted(name, name, type, unit, feature);
    }

    private ThingModel model(String name, String use, List<String> properties) throws IOException {
        Path folder = Files.createTempDirectory(directory, name);
        Files.writeString(
                folder.resolve(name + "-1.0.0.tm.jsonld"), """
                {"@context": ["https://www.w3.org/ns/wot-next/td", {"cell": "https://celltwin.io/vocab#",
                  "unit": "http://qudt.org/vocab/unit/"}],
                "@type": ["tm:ThingModel", "cell:Machine"], "title": "%s", "version": {"model": "1.0.0"}, %s
                "links": [{"rel": "tm:extends", "href": "machine-1.0.0.tm.jsonld", "type": "application/tm+json"}],
                "properties": {%s}}""".formatted(name, use, String.join(",", properties)));
        return new ModelCatalog(folder).get(name + "-1.0.0");
    }

    private static String text(JsonObject json, String name) {
        return json.getValue(name).orElseThrow().asString();
    }

    private static double number(JsonObject json, String name) {
        return json.getValue(name).orElseThrow().asDouble();
    }
}
