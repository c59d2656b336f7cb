package io.celltwin.adapter.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.celltwin.adapter.driver.Reading;
import io.celltwin.model.AlarmLimit;
import io.celltwin.model.DataClass;
import io.celltwin.model.ModelProperty;
import io.celltwin.model.Unit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EdgePipelineTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final AlarmLimit HOT = new AlarmLimit("hot", AlarmLimit.Kind.ABOVE, 100, 5, "critical", "Too hot");
    private static final AlarmLimit COLD = new AlarmLimit("cold", AlarmLimit.Kind.BELOW, 10, 2, "warning", "Too cold");
    private static final ModelProperty TEMPERATURE = property("temperature", Optional.of("dryer"), 0.5, HOT, COLD);
    private static final ModelProperty HUMIDITY = property("humidity", Optional.of("dryer"), 0);
    private static final ModelProperty SPEED = property("speed", Optional.of("web"), 0);
    private static final ModelProperty SERIAL = property("serialNumber", Optional.empty(), 0);

    private final EdgePipeline pipeline = pipeline(false);

    @Test
    void tellsAFirstValueWithTheTimeOfReading() {
        EdgeUpdate update = accept(Reading.good(TEMPERATURE, 20.0, NOW.minusMillis(3)));
        assertThat(update.features())
                .containsOnly(entry(
                        "dryer",
                        new FeatureUpdate(Map.of("temperature", 20.0), Map.of(), NOW.minusMillis(3), Map.of())));
    }

    @Test
    void tellsAllThatOneCycleChangedAtOnce() {
        EdgeUpdate update = accept(good(TEMPERATURE, 20.0), good(SPEED, 3L), good(SERIAL, "A7"));
        assertThat(update.features()).containsOnlyKeys("dryer", "web");
        assertThat(update.attributes()).containsOnly(entry("serialNumber", "A7"));
    }

    @Test
    void tellsNothingWhenNothingChanged() {
        accept(good(SPEED, 3L), good(SERIAL, "A7"));
        assertThat(accept(good(SPEED, 3L), good(SERIAL, "A7")).isEmpty()).isTrue();
    }

    @Test
    void leavesOutAFeatureInWhichNothingChanged() {
        accept(good(TEMPERATURE, 20.0), good(SPEED, 3L));
        assertThat(accept(good(TEMPERATURE, 20.0), good(SPEED, 4L)).features()).containsOnlyKeys("web");
    }

    @Test
    void leavesOutChangesWithinTheDeadbandUntilTheyAddUp() {
        accept(good(TEMPERATURE, 20.0));
        assertThat(accept(good(TEMPERATURE, 20.5)).isEmpty()).isTrue();
        assertThat(accept(good(TEMPERATURE, 20.75)).features().get("dryer").values())
                .containsOnly(entry("temperature", 20.75));
        assertThat(accept(good(TEMPERATURE, 20.5)).isEmpty()).isTrue();
    }

    @Test
    void tellsAListWhenOneOfItsElementsLeavesTheDeadband() {
        accept(good(TEMPERATURE, List.of(20.0, 21.0)));
        assertThat(accept(good(TEMPERATURE, List.of(20.2, 20.8))).isEmpty()).isTrue();
        assertThat(accept(good(TEMPERATURE, List.of(20.0, 22.0))).features()).containsOnlyKeys("dryer");
        assertThat(accept(good(TEMPERATURE, List.of(20.0))).features()).containsOnlyKeys("dryer");
    }

    @Test
    void tellsWhyAValueIsBadOnceAndKeepsTheLastGoodOne() {
        accept(good(TEMPERATURE, 20.0));
        EdgeUpdate update = accept(Reading.bad(TEMPERATURE, "sensor failure", NOW));
        assertThat(update.features().get("dryer"))
                .isEqualTo(new FeatureUpdate(
                        Map.of(), Map.of("temperature", Optional.of("sensor failure")), NOW, Map.of()));
        assertThat(accept(Reading.bad(TEMPERATURE, "sensor failure", NOW)).isEmpty())
                .isTrue();
        assertThat(pipeline.everything().features().get("dryer").values()).containsOnly(entry("temperature", 20.0));
    }

    @Test
    void tellsThatAValueIsGoodAgainEvenIfItIsTheOldOne() {
        accept(good(TEMPERATURE, 20.0));
        accept(Reading.bad(TEMPERATURE, "sensor failure", NOW));
        EdgeUpdate update = accept(good(TEMPERATURE, 20.0));
        assertThat(update.features().get("dryer").quality()).containsOnly(entry("temperature", Optional.empty()));
        assertThat(update.features().get("dryer").values()).isEmpty();
    }

    @Test
    void cutsAReasonThatIsTooLongToBeOne() {
        String reason = accept(Reading.bad(TEMPERATURE, "x".repeat(10_000), NOW))
                .features()
                .get("dryer")
                .quality()
                .get("temperature")
                .orElseThrow();
        assertThat(reason).hasSizeLessThan(250).startsWith("xxx");
    }

    @Test
    void takesAValueOutsideTheModelsRangeForBad() {
        assertThat(problemOf(-273.2)).contains("below minimum -50.0");
        assertThat(problemOf(200.1)).contains("above maximum 200.0");
        assertThat(problemOf(200.0)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void takesANumberThatIsNoneForBad(double value) {
        assertThat(problemOf(value)).contains("not a number");
    }

    @Test
    void takesAListWithOneBadElementForBad() {
        assertThat(problemOf(List.of(20.0, 999.0))).contains("above maximum 200.0");
    }

    @Test
    void raisesAnAlarmOnceAndClearsItOnlyBeyondTheHysteresis() {
        assertThat(accept(good(TEMPERATURE, 50.0)).alarms()).isEmpty();
        assertThat(accept(good(TEMPERATURE, 100.0)).alarms()).isEmpty();
        assertThat(accept(good(TEMPERATURE, 101.0)).alarms())
                .containsExactly(new AlarmChange("hot", Optional.of(new ActiveAlarm(HOT, NOW, 101.0))));
        assertThat(accept(good(TEMPERATURE, 110.0)).alarms()).isEmpty();
        assertThat(accept(good(TEMPERATURE, 95.1)).alarms()).isEmpty();
        assertThat(accept(good(TEMPERATURE, 95.0)).alarms()).containsExactly(new AlarmChange("hot", Optional.empty()));
    }

    @Test
    void watchesLowerLimitsTheSameWay() {
        accept(good(TEMPERATURE, 50.0));
        assertThat(accept(good(TEMPERATURE, 9.9)).alarms())
                .containsExactly(new AlarmChange("cold", Optional.of(new ActiveAlarm(COLD, NOW, 9.9))));
        assertThat(accept(good(TEMPERATURE, 11.9)).alarms()).isEmpty();
        assertThat(accept(good(TEMPERATURE, 12.0)).alarms()).containsExactly(new AlarmChange("cold", Optional.empty()));
    }

    @Test
    void watchesAlarmLimitsWithinTheDeadbandToo() {
        accept(good(TEMPERATURE, 99.9));
        EdgeUpdate update = accept(good(TEMPERATURE, 100.1));
        assertThat(update.features()).isEmpty();
        assertThat(update.alarms()).hasSize(1);
    }

    @Test
    void leavesItOpenSinceWhenAnAlarmHoldsThatItHasNotSeenBegin() {
        assertThat(accept(good(TEMPERATURE, 101.0)).alarms())
                .containsExactly(perhapsOlder(new ActiveAlarm(HOT, NOW, 101.0)));
        assertThat(pipeline.everything().alarms()).contains(perhapsOlder(new ActiveAlarm(HOT, NOW, 101.0)));
        assertThat(accept(good(TEMPERATURE, 90.0)).alarms()).containsExactly(new AlarmChange("hot", Optional.empty()));
        assertThat(accept(good(TEMPERATURE, 102.0)).alarms())
                .containsExactly(new AlarmChange("hot", Optional.of(new ActiveAlarm(HOT, NOW, 102.0))));
    }

    @Test
    void takesNoAlarmAwayThatMayStandFromBeforeWhileTheValueIsWithinTheHysteresis() {
        accept(good(TEMPERATURE, 97.0));
        assertThat(pipeline.everything().alarms()).containsExactly(new AlarmChange("cold", Optional.empty()));
        accept(good(TEMPERATURE, 95.0));
        assertThat(pipeline.everything().alarms()).contains(new AlarmChange("hot", Optional.empty()));
    }

    @Test
    void keepsAnAlarmWhileTheValueIsBad() {
        accept(good(TEMPERATURE, 50.0));
        accept(good(TEMPERATURE, 101.0));
        assertThat(accept(Reading.bad(TEMPERATURE, "sensor failure", NOW)).alarms())
                .isEmpty();
        assertThat(pipeline.everything().alarms())
                .contains(new AlarmChange("hot", Optional.of(new ActiveAlarm(HOT, NOW, 101.0))));
    }

    @Test
    void usesTheClockOfADeviceThatIsAboutRight() {
        Instant time = NOW.minusSeconds(60);
        assertThat(observedAt(pipeline, time)).isEqualTo(time);
    }

    @Test
    void usesTheTimeOfReadingWhenTheDevicesClockIsWrong() {
        assertThat(observedAt(pipeline, NOW.minusSeconds(61))).isEqualTo(NOW);
        assertThat(observedAt(pipeline, NOW.plusSeconds(3600))).isEqualTo(NOW);
        assertThat(observedAt(pipeline, Instant.EPOCH)).isEqualTo(NOW);
    }

    @Test
    void usesTheTimeOfReadingWhenTheDevicesClockIsToBeIgnored() {
        assertThat(observedAt(pipeline(true), NOW.minusSeconds(1))).isEqualTo(NOW);
    }

    @Test
    void believesADeviceWhoseClockIsRightThatAValueIsOld() {
        Instant old = NOW.minus(Duration.ofDays(3));
        assertThat(observedAt(pipeline, old, NOW.minusSeconds(1))).isEqualTo(old);
    }

    @Test
    void takesTheAgeOfAValueFromAClockThatIsWrong() {
        Instant wrong = NOW.minus(Duration.ofHours(5));
        assertThat(observedAt(pipeline, wrong.minusSeconds(30), wrong)).isEqualTo(NOW.minusSeconds(30));
        Instant ahead = NOW.plus(Duration.ofHours(5));
        assertThat(observedAt(pipeline, ahead.minusSeconds(30), ahead)).isEqualTo(NOW.minusSeconds(30));
    }

    @Test
    void usesTheTimeOfReadingForAClockThatWasNeverSetBehindOneThatIsRight() {
        assertThat(observedAt(pipeline, Instant.parse("1970-01-01T00:00:12Z"), NOW))
                .isEqualTo(NOW);
        assertThat(observedAt(pipeline, NOW.plusSeconds(3600), NOW)).isEqualTo(NOW);
    }

    @Test
    void datesAFeatureByItsNewestValueAndEachOlderOneByItsOwnTime() {
        FeatureUpdate update = accept(good(TEMPERATURE, 20.0, NOW), good(HUMIDITY, 40.0, NOW.minusMillis(251)))
                .features()
                .get("dryer");
        assertThat(update.observedAt()).isEqualTo(NOW);
        assertThat(update.sourceTimes()).containsOnly(entry("humidity", Optional.of(NOW.minusMillis(251))));
    }

    @Test
    void givesValuesOfOneMomentOneTime() {
        FeatureUpdate update = accept(good(TEMPERATURE, 20.0, NOW), good(HUMIDITY, 40.0, NOW.minusMillis(250)))
                .features()
                .get("dryer");
        assertThat(update.observedAt()).isEqualTo(NOW);
        assertThat(update.sourceTimes()).isEmpty();
    }

    @Test
    void keepsTheTimeOfAValueWhileOthersOfItsFeatureChange() {
        accept(good(TEMPERATURE, 20.0, NOW.minusSeconds(9)), good(HUMIDITY, 40.0, NOW.minusSeconds(9)));
        FeatureUpdate later =
                accept(good(TEMPERATURE, 21.0, NOW.minusSeconds(5))).features().get("dryer");
        assertThat(later.observedAt()).isEqualTo(NOW.minusSeconds(5));
        assertThat(later.sourceTimes()).containsOnly(entry("humidity", Optional.of(NOW.minusSeconds(9))));
        FeatureUpdate again =
                accept(good(TEMPERATURE, 22.0, NOW.minusSeconds(4))).features().get("dryer");
        assertThat(again.sourceTimes()).isEmpty();
        FeatureUpdate turned = accept(good(HUMIDITY, 41.0, NOW)).features().get("dryer");
        assertThat(turned.observedAt()).isEqualTo(NOW);
        assertThat(turned.sourceTimes())
                .containsOnly(
                        entry("humidity", Optional.empty()), entry("temperature", Optional.of(NOW.minusSeconds(4))));
    }

    @Test
    void datesAValueThatWasReadAgainAndIsTheSameByThat() {
        accept(good(TEMPERATURE, 20.0, NOW.minusSeconds(9)), good(HUMIDITY, 40.0, NOW.minusSeconds(9)));
        FeatureUpdate later = accept(good(TEMPERATURE, 21.0, NOW), good(HUMIDITY, 40.0, NOW))
                .features()
                .get("dryer");
        assertThat(later.observedAt()).isEqualTo(NOW);
        assertThat(later.sourceTimes()).isEmpty();
    }

    @Test
    void keepsTheTimeOfTheLastGoodValueWhileReadingsAreBad() {
        accept(good(TEMPERATURE, 20.0, NOW.minusSeconds(9)), good(HUMIDITY, 40.0, NOW.minusSeconds(9)));
        FeatureUpdate later = accept(Reading.bad(TEMPERATURE, "timeout", NOW), good(HUMIDITY, 41.0, NOW))
                .features()
                .get("dryer");
        assertThat(later.observedAt()).isEqualTo(NOW);
        assertThat(later.sourceTimes()).containsOnly(entry("temperature", Optional.of(NOW.minusSeconds(9))));
    }

    @Test
    void followsADeviceWhoseClockIsPutBack() {
        accept(good(TEMPERATURE, 20.0, NOW.plusSeconds(40)));
        FeatureUpdate later = accept(good(TEMPERATURE, 21.0, NOW)).features().get("dryer");
        assertThat(later.observedAt()).isEqualTo(NOW);
        assertThat(later.sourceTimes()).isEmpty();
    }

    @Test
    void tellsAllTimesWhenItTellsEverything() {
        accept(good(TEMPERATURE, 20.0, NOW), good(HUMIDITY, 40.0, NOW.minusSeconds(9)));
        assertThat(pipeline.everything().features().get("dryer").sourceTimes())
                .containsOnly(
                        entry("humidity", Optional.of(NOW.minusSeconds(9))), entry("temperature", Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "number, text, 12.5, 'text, not a number as the model says'",
        "integer, truth, true, 'true or false, not a whole number as the model says'",
        "integer, number, 1.5, 'not a whole number, as the model says'",
        "boolean, number, 1, 'a number, not true or false as the model says'",
        "string, number, 1, 'a number, not text as the model says'",
        "array, number, 1, 'a number, not an array as the model says'",
        "object, text, x, 'text, not an object as the model says'"
    })
    void takesAValueOfAnotherTypeThanItsModelSaysForBad(String type, String kind, String text, String reason) {
        Object value = switch (kind) {
            case "truth" -> Boolean.valueOf(text);
            case "number" -> Double.valueOf(text);
            default -> text;
        };
        ModelProperty property = property("wrong", Optional.of("dryer"), 0, schema("{'type':'" + type + "'}"));
        FeatureUpdate update = accept(good(property, value)).features().get("dryer");
        assertThat(update.values()).isEmpty();
        assertThat(update.quality()).containsOnly(entry("wrong", Optional.of(reason)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'string','enum':['Idle']}",
                "{'type':'string','const':'Idle'}",
                "{'type':'string','maxLength':3}",
                "{'type':'string','pattern':'^[a-z]+$'}"
            })
    void takesATextThatItsModelDoesNotAllowForBad(String schema) {
        ModelProperty state = property("state", Optional.of("dryer"), 0, schema(schema));
        FeatureUpdate update = accept(good(state, "Execute")).features().get("dryer");
        assertThat(update.values()).isEmpty();
        assertThat(update.quality().get("state")).isPresent();
    }

    @Test
    void tellsAWholeNumberThatCameAsAFractionAsAWholeOne() {
        ModelProperty count = property("count", Optional.of("dryer"), 0, schema("{'type':'integer'}"));
        assertThat(accept(good(count, 5.0)).features().get("dryer").values()).containsOnly(entry("count", 5L));
    }

    @Test
    void saysWhyAnAttributesValueIsNotGoodAndThatItIsAgain() {
        accept(good(SERIAL, "A7"));
        EdgeUpdate bad = accept(Reading.bad(SERIAL, "timeout", NOW));
        assertThat(bad.attributes()).isEmpty();
        assertThat(bad.attributeQuality()).containsOnly(entry("serialNumber", Optional.of("timeout")));
        assertThat(accept(good(SERIAL, "A7")).attributeQuality()).containsOnly(entry("serialNumber", Optional.empty()));
    }

    @Test
    void withholdsAnUncertainValueAndSaysWhy() {
        accept(good(TEMPERATURE, 20.0));
        EdgeUpdate update = accept(uncertain(TEMPERATURE, 21.0));
        assertThat(update.features().get("dryer").values()).isEmpty();
        assertThat(update.features().get("dryer").quality())
                .containsOnly(entry("temperature", Optional.of("last usable value")));
    }

    @Test
    void tellsAnUncertainValueWithItsReasonWhereThatIsWanted() {
        EdgePipeline publishing = pipeline(false, true);
        EdgeUpdate update = publishing.accept(List.of(uncertain(TEMPERATURE, 120.0)));
        assertThat(update.features().get("dryer").values()).containsOnly(entry("temperature", 120.0));
        assertThat(update.features().get("dryer").quality())
                .containsOnly(entry("temperature", Optional.of("last usable value")));
        assertThat(update.alarms()).isEmpty();
    }

    @Test
    void neverTellsAnUncertainValueThatCannotBe() {
        EdgePipeline publishing = pipeline(false, true);
        EdgeUpdate update = publishing.accept(List.of(uncertain(TEMPERATURE, 999.0)));
        assertThat(update.features().get("dryer").values()).isEmpty();
        assertThat(update.features().get("dryer").quality())
                .containsOnly(entry("temperature", Optional.of("above maximum 200.0")));
    }

    @Test
    void countsAsGoodOnlyWhatTheModelAllows() {
        List<String> counted = new ArrayList<>();
        EdgePipeline counting = new EdgePipeline(
                List.of(),
                new DeviceClock(false, Duration.ofMinutes(1)),
                new UncertainValues(true),
                (good, notGood) -> counted.add(good + " good, " + notGood + " not"),
                Clock.fixed(NOW, ZoneOffset.UTC));
        counting.accept(List.of(good(TEMPERATURE, 20.0), good(HUMIDITY, 999.0), Reading.bad(SPEED, "timeout", NOW)));
        counting.accept(List.of(uncertain(TEMPERATURE, 20.0)));
        assertThat(counted).containsExactly("1 good, 2 not", "0 good, 1 not");
    }

    @Test
    void knowsNothingBeforeTheFirstCycle() {
        assertThat(pipeline.everything().isEmpty()).isTrue();
    }

    @Test
    void tellsEverythingWithTheStateOfEveryAlarm() {
        accept(good(TEMPERATURE, 50.0));
        accept(good(TEMPERATURE, 101.0), good(SPEED, 3L), good(SERIAL, "A7"));
        accept(good(TEMPERATURE, 101.2), Reading.bad(SPEED, "timeout", NOW));
        EdgeUpdate everything = pipeline.everything();
        assertThat(everything.features())
                .containsOnly(
                        entry(
                                "dryer",
                                new FeatureUpdate(
                                        Map.of("temperature", 101.2),
                                        Map.of("temperature", Optional.empty()),
                                        NOW,
                                        Map.of("temperature", Optional.empty()))),
                        entry(
                                "web",
                                new FeatureUpdate(
                                        Map.of("speed", 3L),
                                        Map.of("speed", Optional.of("timeout")),
                                        NOW,
                                        Map.of("speed", Optional.empty()))));
        assertThat(everything.attributes()).containsOnly(entry("serialNumber", "A7"));
        assertThat(everything.alarms())
                .containsExactly(
                        new AlarmChange("hot", Optional.of(new ActiveAlarm(HOT, NOW, 101.0))),
                        new AlarmChange("cold", Optional.empty()));
    }

    private static AlarmChange perhapsOlder(ActiveAlarm alarm) {
        return new AlarmChange(alarm.limit().id(), Optional.of(alarm), Optional.empty(), true);
    }

    private Optional<String> problemOf(Object value) {
        Map<String, Optional<String>> quality =
                accept(good(TEMPERATURE, value)).features().get("dryer").quality();
        return quality.getOrDefault("temperature", Optional.empty());
    }

    private static Instant observedAt(EdgePipeline pipeline, Instant deviceTime) {
        Reading reading = new Reading(SPEED, 1L, Optional.empty(), deviceTime, true);
        pipeline.accept(List.of(reading));
        return pipeline.everything().features().get("web").observedAt();
    }

    private static Instant observedAt(EdgePipeline pipeline, Instant source, Instant device) {
        pipeline.accept(List.of(new Reading(SPEED, 1L, Optional.empty(), source, Optional.of(device))));
        return pipeline.everything().features().get("web").observedAt();
    }

    private static Reading uncertain(ModelProperty property, Object value) {
        return new Reading(property, value, Optional.of("last usable value"), NOW, false);
    }

    private static Reading good(ModelProperty property, Object value, Instant time) {
        return Reading.good(property, value, time);
    }

    private static JsonNode schema(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private EdgeUpdate accept(Reading... cycle) {
        return pipeline.accept(Arrays.asList(cycle));
    }

    private static Reading good(ModelProperty property, Object value) {
        return Reading.good(property, value, NOW);
    }

    private static EdgePipeline pipeline(boolean ignoreDeviceClock) {
        return pipeline(ignoreDeviceClock, false);
    }

    private static EdgePipeline pipeline(boolean ignoreDeviceClock, boolean uncertain) {
        return new EdgePipeline(
                List.of(),
                new DeviceClock(ignoreDeviceClock, Duration.ofMinutes(1)),
                new UncertainValues(uncertain),
                (good, notGood) -> {},
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static ModelProperty property(
            String name, Optional<String> feature, double deadband, AlarmLimit... alarms) {
        return property(name, feature, deadband, MissingNode.getInstance(), alarms);
    }

    private static ModelProperty property(
            String name, Optional<String> feature, double deadband, JsonNode schema, AlarmLimit... alarms) {
        return new ModelProperty(
                name,
                feature,
                name,
                schema,
                Set.of(),
                Unit.NONE,
                Optional.of(-50.0),
                Optional.of(200.0),
                DataClass.INTERNAL,
                false,
                deadband,
                Arrays.asList(alarms),
                List.of());
    }
}
