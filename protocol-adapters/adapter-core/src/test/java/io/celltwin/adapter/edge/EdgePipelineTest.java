package io.celltwin.adapter.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdgePipelineTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final AlarmLimit HOT = new AlarmLimit("hot", AlarmLimit.Kind.ABOVE, 100, 5, "critical", "Too hot");
    private static final AlarmLimit COLD = new AlarmLimit("cold", AlarmLimit.Kind.BELOW, 10, 2, "warning", "Too cold");
    private static final ModelProperty TEMPERATURE = property("temperature", Optional.of("dryer"), 0.5, HOT, COLD);
    private static final ModelProperty SPEED = property("speed", Optional.of("web"), 0);
    private static final ModelProperty SERIAL = property("serialNumber", Optional.empty(), 0);

    private final EdgePipeline pipeline = pipeline(false);

    @Test
    void tellsAFirstValueWithTheTimeOfReading() {
        EdgeUpdate update = accept(Reading.good(TEMPERATURE, 20.0, NOW.minusMillis(3)));
        assertThat(update.features())
                .containsOnly(
                        entry("dryer", new FeatureUpdate(Map.of("temperature", 20.0), Map.of(), NOW.minusMillis(3))));
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
                .isEqualTo(new FeatureUpdate(Map.of(), Map.of("temperature", Optional.of("sensor failure")), NOW));
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
        assertThat(accept(good(TEMPERATURE, 100.0)).alarms()).isEmpty();
        assertThat(accept(good(TEMPERATURE, 101.0)).alarms())
                .containsExactly(new AlarmChange("hot", Optional.of(new ActiveAlarm(HOT, NOW, 101.0))));
        assertThat(accept(good(TEMPERATURE, 110.0)).alarms()).isEmpty();
        assertThat(accept(good(TEMPERATURE, 95.1)).alarms()).isEmpty();
        assertThat(accept(good(TEMPERATURE, 95.0)).alarms()).containsExactly(new AlarmChange("hot", Optional.empty()));
    }

    @Test
    void watchesLowerLimitsTheSameWay() {
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
    void keepsAnAlarmWhileTheValueIsBad() {
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
    void datesAFeatureByItsLatestValue() {
        ModelProperty humidity = property("humidity", Optional.of("dryer"), 0);
        EdgeUpdate update =
                accept(Reading.good(TEMPERATURE, 20.0, NOW), Reading.good(humidity, 40.0, NOW.minusMillis(9)));
        assertThat(update.features().get("dryer").observedAt()).isEqualTo(NOW);
    }

    @Test
    void knowsNothingBeforeTheFirstCycle() {
        assertThat(pipeline.everything().isEmpty()).isTrue();
    }

    @Test
    void tellsEverythingWithTheStateOfEveryAlarm() {
        accept(good(TEMPERATURE, 101.0), good(SPEED, 3L), good(SERIAL, "A7"));
        accept(good(TEMPERATURE, 101.2), Reading.bad(SPEED, "timeout", NOW));
        EdgeUpdate everything = pipeline.everything();
        assertThat(everything.features())
                .containsOnly(
                        entry(
                                "dryer",
                                new FeatureUpdate(
                                        Map.of("temperature", 101.2), Map.of("temperature", Optional.empty()), NOW)),
                        entry(
                                "web",
                                new FeatureUpdate(Map.of("speed", 3L), Map.of("speed", Optional.of("timeout")), NOW)));
        assertThat(everything.attributes()).containsOnly(entry("serialNumber", "A7"));
        assertThat(everything.alarms())
                .containsExactly(
                        new AlarmChange("hot", Optional.of(new ActiveAlarm(HOT, NOW, 101.0))),
                        new AlarmChange("cold", Optional.empty()));
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

    private EdgeUpdate accept(Reading... cycle) {
        return pipeline.accept(Arrays.asList(cycle));
    }

    private static Reading good(ModelProperty property, Object value) {
        return Reading.good(property, value, NOW);
    }

    private static EdgePipeline pipeline(boolean ignoreDeviceClock) {
        return new EdgePipeline(
                new DeviceClock(ignoreDeviceClock, Duration.ofMinutes(1)), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static ModelProperty property(
            String name, Optional<String> feature, double deadband, AlarmLimit... alarms) {
        return new ModelProperty(
                name,
                feature,
                name,
                MissingNode.getInstance(),
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
