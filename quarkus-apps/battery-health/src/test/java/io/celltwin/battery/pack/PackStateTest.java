package io.celltwin.battery.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.celltwin.battery.capacity.BatterySample;
import io.celltwin.battery.capacity.CapacityMeasurement;
import io.celltwin.battery.capacity.Discard;
import io.celltwin.battery.capacity.DischargeMeter;
import io.celltwin.battery.capacity.MeterSettings;
import io.celltwin.battery.capacity.MeterState;
import io.celltwin.battery.early.EarlyLife;
import io.celltwin.battery.life.FadeTrend;
import io.celltwin.battery.safety.SafetyMonitor;
import io.celltwin.battery.safety.SafetyReading;
import io.celltwin.battery.safety.SafetyState;
import io.celltwin.state.DamagedStateException;
import io.celltwin.state.NewerStateException;
import io.celltwin.state.StateException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.ditto.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackStateTest {

    private static final MeterSettings SETTINGS = new MeterSettings(2.7, 95, 5, 300);

    private String beforeVersions;

    @BeforeEach
    void read() throws IOException {
        beforeVersions = kept("pack-before-versions");
    }

    private String kept(String name) throws IOException {
        return kept(name, "json");
    }

    private String kept(String name, String format) throws IOException {
        try (InputStream file = getClass().getResourceAsStream("/state/" + name + "." + format)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    @Test
    void whatWasKeptBeforeThereWereVersionsIsRead() {
        PackState state = PackState.CODEC.read(beforeVersions);

        assertThat(state.meter()).as("the discharge under way had no errors").isEqualTo(MeterState.NEW);
        assertThat(state.trend().trend().nextCycle()).isEqualTo(3);
        assertThat(state.trend().trend().points().get(0).standardError()).isEmpty();
        assertThat(state.record().counter().cycle()).isEqualTo(2);
        assertThat(state.known().bad()).containsExactly("/features/bms/properties/packVoltage");
    }

    @Test
    void aChargeThatWasFollowedBeforeItsCurrentAtRestWasKeptIsMeasuredToItsEnd() throws IOException {
        MeterState halfCharged =
                PackState.CODEC.read(kept("pack-charging-of-version-3")).meter();
        List<CapacityMeasurement> measured = new ArrayList<>();
        DischargeMeter meter = DischargeMeter.of(
                halfCharged,
                SETTINGS,
                rejection -> {},
                charge -> charge.byStateOfCharge().ifPresent(measured::add));

        for (int second = 1810; second <= 2880; second += 10) {
            meter.next(sample(second, 2, 3.3 + second * 2e-4, 10 + second / 36.0), 2);
        }
        for (int second = 2890; second <= 2950; second += 10) {
            meter.next(sample(second, 0, 3.75, 90), 2);
        }

        assertThat(measured)
                .singleElement()
                .satisfies(each -> assertThat(each.capacity()).isCloseTo(2, within(0.02)));
    }

    private static BatterySample sample(double seconds, double amperes, double volts, double percent) {
        OptionalDouble cell = OptionalDouble.of(volts);
        return new BatterySample(seconds, amperes, cell, cell, OptionalDouble.of(percent), OptionalInt.of(7));
    }

    @Test
    void whatIsKeptNowIsReadAgainAsItWas() {
        PackState state = inTheMiddle();

        String written = PackState.CODEC.write(state);

        assertThat(PackState.CODEC.read(written)).isEqualTo(state);
        assertThat(written).as("a discharge is under way").contains("\"measurement\":{");
        assertThat(state.record().rejections()).hasSize(1);
    }

    @Test
    void aMeterGoesOnFromItWithTheSameState() {
        MeterState kept = inTheMiddle().meter();

        DischargeMeter meter = DischargeMeter.of(kept, SETTINGS, rejection -> {});

        assertThat(meter.state()).isEqualTo(kept);
    }

    @Test
    void aNewMeterIsKeptAndGoesOn() {
        MeterState fresh = new DischargeMeter(SETTINGS, discard -> {}).state();

        assertThat(DischargeMeter.of(fresh, SETTINGS, rejection -> {}).state()).isEqualTo(fresh);
    }

    @Test
    void whateverIsCutOffIsRefused() {
        for (int length = 0; length < beforeVersions.length(); length += 7) {
            String cut = beforeVersions.substring(0, length);
            assertThatThrownBy(() -> PackState.CODEC.read(cut)).isInstanceOf(DamagedStateException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "\"cycles\":[1.0,2.0]|\"cycles\":[2.0,1.0]",
                "\"cycles\":[1.0,2.0]|\"cycles\":[1.0]",
                "\"cycles\":[1.0,2.0]|\"cycles\":[1.0,null]",
                "2.01,1.9987|2.01,-1",
                "\"2026-01-01T00:00:01.500Z\"|\"then\"",
                "[\"bms\",|[",
            })
    void whatMakesNoSenseOfFormerStateIsRefusedWithOneLine(String good, String bad) {
        refused(beforeVersions, good, bad);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "\"variance\":|\"variance\":-",
                "\"phase\":\"DISCHARGING\"|\"phase\":\"GONE\"",
                "\"time\":|\"time\":1e999,\"x\":",
                "\"late\":0|\"late\":-1",
                "\"rejected\":1|\"rejected\":-1",
                "\"reason\":\"GAP\"|\"reason\":\"MOOD\"",
                "\"full\":true|\"full\":1",
                "\"measurement\":{|\"measurement\":{\"more\":1,"
            })
    void whatMakesNoSenseIsRefusedWithOneLine(String good, String bad) {
        refused(PackState.CODEC.write(inTheMiddle()), good, bad);
    }

    private static void refused(String state, String good, String bad) {
        assertThat(state).contains(good);
        assertThatThrownBy(() -> PackState.CODEC.read(state.replace(good, bad)))
                .isInstanceOf(DamagedStateException.class)
                .hasMessageStartingWith("What is remembered of the battery cannot be read: at /")
                .hasMessageEndingWith("The battery is followed anew from its twin")
                .hasNoCause();
    }

    /** A part that is added, taken away or renamed is a new version: a former program would read it by half, or not at all. */
    @Test
    void theShapeIsThatOfItsVersion() throws IOException {
        TreeSet<String> shape = new TreeSet<>();
        collect(PackState.class, shape);

        assertThat(String.join("\n", shape))
                .as("add a version to the codec and a file of its shape")
                .isEqualTo(kept("pack-shape-of-version-" + PackState.CODEC.version(), "txt"));
    }

    private static void collect(Type type, Set<String> shape) {
        if (type instanceof ParameterizedType parameterized) {
            for (Type argument : parameterized.getActualTypeArguments()) {
                collect(argument, shape);
            }
        } else if (type instanceof Class<?> record && record.isRecord()) {
            for (RecordComponent component : record.getRecordComponents()) {
                String line = record.getSimpleName() + "." + component.getName() + ": "
                        + component.getGenericType().getTypeName().replaceAll("[a-z]+\\.", "");
                if (shape.add(line)) {
                    collect(component.getGenericType(), shape);
                }
            }
        }
    }

    @Test
    void whatWasKeptOfAStepOfTheVoltageStillDiscardsItsDischarge() throws IOException {
        String stepped =
                kept("pack-charging-of-version-3").replace("\"step\":{\"found\":false}", "\"step\":{\"found\":true}");

        assertThat(PackState.CODEC.write(PackState.CODEC.read(stepped))).contains("\"found\":true");
    }

    @Test
    void aFormerVersionThatIsNotWhatItSaysIsRefused() throws IOException {
        String former = kept("pack-charging-of-version-3");

        refused(
                former,
                "\"charge\":{\"charge\":-0.9861",
                "\"charge\":{\"swing\":\"much\",\"charge\":\"-\",\"x\":-0.9861");
        assertThatThrownBy(() -> PackState.CODEC.read(former.replace("\"meter\":{", "\"meters\":{")))
                .isInstanceOf(DamagedStateException.class)
                .hasMessageContaining("cannot be brought from version 3 to " + PackState.CODEC.version());
    }

    @Test
    void aNewerVersionIsRefused() {
        String newer = JsonObject.of(beforeVersions)
                .setValue("stateVersion", PackState.CODEC.version() + 1)
                .toString();

        assertThatThrownBy(() -> PackState.CODEC.read(newer)).isInstanceOf(NewerStateException.class);
    }

    @Test
    void theTrendInATwinIsReadWithAndWithoutAVersionAndANewerOneIsNotOverwritten() {
        String trend = "{\"features\":{\"health\":{\"properties\":{\"fadeTrend\":"
                + "{\"cycles\":[1,2.0],\"capacityAh\":[2.01,1.9987]%s}}}}}";

        assertThat(trendOf(trend.formatted("")).points()).hasSize(2);
        assertThat(trendOf(trend.formatted(",\"stateVersion\":1")).points()).hasSize(2);
        assertThat(trendOf(trend.formatted(",\"stateVersion\":\"x\""))).isEqualTo(FadeTrend.EMPTY);
        assertThatThrownBy(() -> trendOf(trend.formatted(",\"stateVersion\":3")))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("of version 3");
    }

    /** A battery that was not measured once and is being discharged. */
    private PackState inTheMiddle() {
        DischargeMeter meter = new DischargeMeter(SETTINGS, discard -> {});
        for (int second = 0; second <= 600; second += 10) {
            OptionalDouble volts = OptionalDouble.of(second == 0 ? 4.2 : 4.0 - second * 1e-4);
            OptionalDouble charged = second == 0 ? OptionalDouble.of(100) : OptionalDouble.empty();
            meter.next(new BatterySample(second, second == 0 ? 0 : -2, volts, volts, charged, OptionalInt.of(7)), 2);
        }
        HealthRecord record = HealthRecord.NEW.rejecting(
                new HealthRecord.Rejected(Instant.parse("2026-01-01T00:00:00Z"), Discard.GAP, 0.3));
        PackState former = PackState.CODEC.read(beforeVersions);
        return new PackState(former.known(), meter.state(), former.trend(), record, EarlyLife.NEW, monitored());
    }

    private static FadeTrend trendOf(String thing) {
        return HealthFeature.trend("demo:pack-1", JsonObject.of(thing));
    }

    private static SafetyState monitored() {
        SafetyMonitor monitor = new SafetyMonitor();
        for (int second = 0; second < 100; second += 10) {
            monitor.next(
                    new SafetyReading(
                            second,
                            -2,
                            2,
                            new double[] {3.6, 3.6, 2.9, Double.NaN},
                            new double[] {25, Double.NaN},
                            OptionalDouble.empty(),
                            OptionalDouble.empty(),
                            Optional.empty(),
                            OptionalDouble.empty(),
                            OptionalDouble.empty(),
                            false),
                    Instant.parse("2026-01-01T00:00:00Z"));
        }
        return monitor.state();
    }
}
