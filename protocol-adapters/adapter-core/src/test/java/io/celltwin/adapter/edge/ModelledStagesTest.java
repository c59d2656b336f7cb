package io.celltwin.adapter.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.celltwin.adapter.driver.Reading;
import io.celltwin.model.AlarmLimit;
import io.celltwin.model.AlarmLimit.Kind;
import io.celltwin.model.DataClass;
import io.celltwin.model.ModelProperty;
import io.celltwin.model.Unit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a model says of how a value may behave in time, and what is made of it. */
class ModelledStagesTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final MovingClock clock = new MovingClock();

    @Test
    void refusesASpikeAndBelievesWhatFollowsIt() {
        ModelProperty pressure = property("pressure", "{'type':'number','cell:maximumRate':10}");
        EdgePipeline pipeline = pipeline(pressure);
        assertThat(quality(pipeline, pressure, 5.0)).isEmpty();
        clock.move(1_000);
        assertThat(quality(pipeline, pressure, 500.0)).contains("changes faster than 10.0 per second");
        clock.move(1_000);
        EdgeUpdate after = pipeline.accept(List.of(good(pressure, 6.0)));
        assertThat(after.features().get("spindle").values()).containsOnly(entry("pressure", 6.0));
        assertThat(after.features().get("spindle").quality()).containsOnly(entry("pressure", Optional.empty()));
    }

    @Test
    void believesAJumpWithItsSecondReading() {
        ModelProperty pressure = property("pressure", "{'type':'number','cell:maximumRate':10}");
        EdgePipeline pipeline = pipeline(pressure);
        assertThat(quality(pipeline, pressure, 5.0)).isEmpty();
        clock.move(1_000);
        assertThat(quality(pipeline, pressure, 100.0)).isPresent();
        clock.move(1_000);
        assertThat(pipeline.accept(List.of(good(pressure, 101.0)))
                        .features()
                        .get("spindle")
                        .values())
                .containsOnly(entry("pressure", 101.0));
    }

    @Test
    void marksAValueThatDidNotComeForTooLongUntilItComes() {
        ModelProperty pressure = property("pressure", "{'type':'number','cell:maximumSilence':2000}");
        ModelProperty never = property("never", "{'type':'number','cell:maximumSilence':2000}");
        EdgePipeline pipeline = pipeline(pressure, never);
        pipeline.accept(List.of(good(pressure, 5.0)));
        assertThat(pipeline.timePassed().isEmpty()).isTrue();
        clock.move(1_999);
        assertThat(pipeline.timePassed().isEmpty()).isTrue();
        clock.move(1);
        FeatureUpdate silent = pipeline.timePassed().features().get("spindle");
        assertThat(silent.values()).isEmpty();
        assertThat(silent.quality())
                .containsOnly(
                        entry("pressure", Optional.of("not read for more than 2000 ms")),
                        entry("never", Optional.of("not read for more than 2000 ms")));
        assertThat(silent.observedAt()).isEqualTo(START);
        clock.move(60_000);
        assertThat(pipeline.timePassed().isEmpty()).isTrue();
        assertThat(pipeline.accept(List.of(good(pressure, 5.0)))
                        .features()
                        .get("spindle")
                        .quality())
                .containsOnly(entry("pressure", Optional.empty()));
    }

    @Test
    void derivesValuesOfAWindowWithTheTimeOfTheNewest() {
        ModelProperty vibration = property("vibration", "{'type':'number'}");
        ModelProperty mean = derived("mean", 3_000);
        ModelProperty slope = derived("slope", 3_000);
        EdgePipeline pipeline = pipeline(vibration, mean, slope);
        EdgeUpdate first = pipeline.accept(List.of(good(vibration, 1.0)));
        assertThat(first.features().get("spindle").values()).containsOnly(entry("vibration", 1.0), entry("mean", 1.0));
        assertThat(first.features().get("spindle").quality())
                .containsOnly(entry("slope", Optional.of("too few different values in the window")));
        clock.move(1_000);
        pipeline.accept(List.of(good(vibration, 3.0)));
        clock.move(1_000);
        FeatureUpdate third =
                pipeline.accept(List.of(good(vibration, 5.0))).features().get("spindle");
        assertThat(third.values()).contains(entry("mean", 3.0));
        assertThat(third.observedAt()).isEqualTo(clock.instant());
        assertThat(pipeline.everything().features().get("spindle").values()).contains(entry("slope", 2.0));
        clock.move(1_500);
        // The first is older than the window by now.
        assertThat(pipeline.accept(List.of(good(vibration, 7.0)))
                        .features()
                        .get("spindle")
                        .values())
                .contains(entry("mean", 5.0));
    }

    @Test
    void derivesNothingFromWhatIsNotGood() {
        ModelProperty vibration = property("vibration", "{'type':'number','maximum':100}");
        EdgePipeline pipeline = pipeline(vibration, derived("mean", 3_000));
        pipeline.accept(List.of(good(vibration, 1.0)));
        assertThat(pipeline.accept(List.of(good(vibration, 999.0)))
                        .features()
                        .get("spindle")
                        .quality())
                .contains(entry("mean", Optional.of("vibration is not good")));
        clock.move(10);
        assertThat(pipeline.accept(List.of(good(vibration, 3.0)))
                        .features()
                        .get("spindle")
                        .values())
                .contains(entry("mean", 2.0));
    }

    @Test
    void remembersABoundedNumberOfValuesHoweverLongTheWindow() {
        ModelProperty vibration = property("vibration", "{'type':'number'}");
        EdgePipeline pipeline = pipeline(vibration, derived("minimum", 86_400_000));
        for (int i = 0; i <= DerivedValues.MOST_NUMBERS; i++) {
            clock.move(1);
            pipeline.accept(List.of(good(vibration, (double) i)));
        }
        assertThat(pipeline.everything().features().get("spindle").values()).contains(entry("minimum", 1.0));
    }

    @Test
    void raisesAnAlarmOnADerivedValue() {
        ModelProperty vibration = property("vibration", "{'type':'number'}");
        ModelProperty rms = property(
                "rms",
                derivation("rms", 1_000),
                new AlarmLimit("rough", Kind.ABOVE, 2, 0, "warning", "The bearing runs rough"));
        assertThat(pipeline(vibration, rms)
                        .accept(List.of(good(vibration, -3.0)))
                        .alarms())
                .extracting(AlarmChange::id)
                .containsExactly("rough");
    }

    @Test
    void raisesALowerAndAHigherAlarmEachByItself() {
        ModelProperty pressure = property(
                "pressure",
                "{'type':'number'}",
                new AlarmLimit("hi", Kind.ABOVE, 80, 5, "warning", "High"),
                new AlarmLimit("hihi", Kind.ABOVE, 90, 5, "critical", "Very high"),
                new AlarmLimit("lolo", Kind.BELOW, 1, 0, "critical", "Very low"));
        EdgePipeline pipeline = pipeline(pressure);
        assertThat(ids(pipeline.accept(List.of(good(pressure, 85.0))))).containsExactly("hi");
        assertThat(ids(pipeline.accept(List.of(good(pressure, 95.0))))).containsExactly("hihi");
        assertThat(ids(pipeline.accept(List.of(good(pressure, 84.0))))).containsExactly("hihi");
        assertThat(ids(pipeline.accept(List.of(good(pressure, 0.0))))).containsExactlyInAnyOrder("hi", "lolo");
    }

    @Test
    void raisesAnAlarmOnlyWhenItHasBeenSoForTheDelay() {
        ModelProperty pressure = property("pressure", "{'type':'number'}", delayed(1_000, false));
        EdgePipeline pipeline = pipeline(pressure);
        assertThat(pipeline.accept(List.of(good(pressure, 95.0))).alarms()).isEmpty();
        clock.move(500);
        assertThat(pipeline.accept(List.of(good(pressure, 10.0))).alarms()).isEmpty();
        clock.move(600);
        assertThat(pipeline.timePassed().alarms()).isEmpty();
        assertThat(pipeline.accept(List.of(good(pressure, 95.0))).alarms()).isEmpty();
        Instant crossed = clock.instant();
        clock.move(999);
        assertThat(pipeline.timePassed().alarms()).isEmpty();
        clock.move(1);
        assertThat(pipeline.timePassed().alarms()).singleElement().satisfies(change -> {
            assertThat(change.id()).isEqualTo("high");
            assertThat(change.active().orElseThrow().since()).isEqualTo(crossed);
        });
        assertThat(pipeline.accept(List.of(good(pressure, 95.0))).alarms()).isEmpty();
    }

    @Test
    void takesNoAlarmAwayThatMayStandFromBeforeWhileItWaitsForItsDelay() {
        ModelProperty pressure = property("pressure", "{'type':'number'}", delayed(1_000, false));
        EdgePipeline pipeline = pipeline(pressure);
        pipeline.accept(List.of(good(pressure, 95.0)));
        assertThat(pipeline.everything().alarms()).isEmpty();
        clock.move(1_000);
        assertThat(pipeline.timePassed().alarms())
                .singleElement()
                .extracting(AlarmChange::perhapsOlder)
                .isEqualTo(true);
    }

    @Test
    void letsALatchingAlarmBeSeenWhenItHasClearedAndNeverTakesItAwayItself() {
        ModelProperty pressure = property("pressure", "{'type':'number'}", delayed(0, true));
        EdgePipeline pipeline = pipeline(pressure);
        pipeline.accept(List.of(good(pressure, 10.0)));
        // It may be there from before this process.
        assertThat(pipeline.everything().alarms()).isEmpty();
        pipeline.accept(List.of(good(pressure, 95.0)));
        clock.move(1_000);
        assertThat(pipeline.accept(List.of(good(pressure, 10.0))).alarms())
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.active()).isPresent();
                    assertThat(change.clearedAt()).contains(clock.instant());
                });
        assertThat(pipeline.everything().alarms()).isEmpty();
    }

    @Test
    void raisesAnAlarmForAStateAndClearsItWithAnother() {
        AlarmLimit aborted = new AlarmLimit(
                "aborted", Kind.STATE, 0, 0, "critical", "Aborted", 0, false, List.of("Aborted", "Aborting"));
        ModelProperty state = property("state", "{'type':'string'}", aborted);
        EdgePipeline pipeline = pipeline(state);
        assertThat(pipeline.accept(List.of(good(state, "Execute"))).alarms()).isEmpty();
        assertThat(pipeline.accept(List.of(good(state, "Aborting"))).alarms())
                .containsExactly(
                        new AlarmChange("aborted", Optional.of(new ActiveAlarm(aborted, clock.instant(), "Aborting"))));
        assertThat(pipeline.accept(List.of(good(state, "Aborted"))).alarms()).isEmpty();
        assertThat(pipeline.accept(List.of(good(state, "Idle"))).alarms())
                .containsExactly(new AlarmChange("aborted", Optional.empty()));
    }

    @Test
    void raisesAnAlarmForAValueThatChangesTooFast() {
        ModelProperty pressure = property(
                "pressure", "{'type':'number'}", new AlarmLimit("fast", Kind.RATE, 10, 5, "warning", "Changes fast"));
        EdgePipeline pipeline = pipeline(pressure);
        assertThat(pipeline.accept(List.of(good(pressure, 0.0))).alarms()).isEmpty();
        clock.move(1_000);
        assertThat(ids(pipeline.accept(List.of(good(pressure, -11.0))))).containsExactly("fast");
        clock.move(1_000);
        assertThat(pipeline.accept(List.of(good(pressure, -17.0))).alarms()).isEmpty();
        clock.move(1_000);
        assertThat(pipeline.accept(List.of(good(pressure, -18.0))).alarms())
                .containsExactly(new AlarmChange("fast", Optional.empty()));
    }

    private static AlarmLimit delayed(long delayMs, boolean latching) {
        return new AlarmLimit("high", Kind.ABOVE, 90, 0, "warning", "High", delayMs, latching, List.of());
    }

    private static List<String> ids(EdgeUpdate update) {
        return update.alarms().stream().map(AlarmChange::id).toList();
    }

    private Optional<String> quality(EdgePipeline pipeline, ModelProperty property, double value) {
        return Optional.ofNullable(pipeline.accept(List.of(good(property, value)))
                        .features()
                        .get("spindle"))
                .flatMap(update -> update.quality().getOrDefault(property.name(), Optional.empty()));
    }

    private Reading good(ModelProperty property, Object value) {
        return Reading.good(property, value, clock.instant());
    }

    private EdgePipeline pipeline(ModelProperty... properties) {
        return new EdgePipeline(
                Arrays.asList(properties),
                new DeviceClock(false, Duration.ofMinutes(1)),
                new UncertainValues(false),
                (good, notGood) -> {},
                clock);
    }

    private static ModelProperty derived(String function, long windowMs) {
        return property(function, derivation(function, windowMs));
    }

    private static String derivation(String function, long windowMs) {
        return "{'type':'number','cell:derived':{'cell:of':'vibration','cell:function':'%s','cell:window':%d}}"
                .formatted(function, windowMs);
    }

    private static ModelProperty property(String name, String schema, AlarmLimit... alarms) {
        JsonNode json = json(schema);
        return new ModelProperty(
                name,
                Optional.of("spindle"),
                name,
                json,
                Set.of(),
                Unit.NONE,
                Optional.ofNullable(json.get("minimum")).map(JsonNode::asDouble),
                Optional.ofNullable(json.get("maximum")).map(JsonNode::asDouble),
                DataClass.INTERNAL,
                false,
                0,
                Arrays.asList(alarms),
                List.of());
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static final class MovingClock extends Clock {

        private Instant now = START;

        private void move(long millis) {
            now = now.plusMillis(millis);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
