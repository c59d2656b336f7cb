package io.celltwin.battery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.state.DamagedStateException;
import io.celltwin.state.NewerStateException;
import io.celltwin.state.StateException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.eclipse.ditto.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackStateTest {

    private String beforeVersions;

    @BeforeEach
    void read() throws IOException {
        try (InputStream file = getClass().getResourceAsStream("/state/pack-before-versions.json")) {
            beforeVersions = new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    @Test
    void whatWasKeptBeforeThereWereVersionsIsRead() {
        PackState state = PackState.CODEC.read(beforeVersions);

        assertThat(state.meter().measurement().orElseThrow())
                .isEqualTo(new MeterState.Measurement(0.6, 0, true, false, false, OptionalInt.of(3)));
        assertThat(state.meter().lastChargingCurrent()).hasValue(0.05);
        assertThat(state.meter().resistance().rest().orElseThrow().lowestCellVoltage())
                .isEqualTo(OptionalDouble.empty());
        assertThat(state.trend().trend().nextCycle()).isEqualTo(3);
        assertThat(state.known().bad()).containsExactly("/features/bms/properties/packVoltage");
    }

    @Test
    void whatIsKeptNowIsTheSameWithAVersion() {
        String written = PackState.CODEC.write(PackState.CODEC.read(beforeVersions));

        assertThat(JsonObject.of(written))
                .isEqualTo(JsonObject.of(beforeVersions).setValue("stateVersion", 1));
        assertThat(PackState.CODEC.write(PackState.CODEC.read(written))).isEqualTo(written);
    }

    @Test
    void aMeterGoesOnFromItWithTheSameState() {
        MeterState kept = PackState.CODEC.read(beforeVersions).meter();

        DischargeMeter meter = DischargeMeter.of(kept, new MeterSettings(2.7, 95, 5, 300), discard -> {});

        assertThat(meter.state()).isEqualTo(kept);
    }

    @Test
    void aNewMeterIsKeptAndGoesOn() {
        MeterState fresh = new DischargeMeter(new MeterSettings(2.7, 95, 5, 300), discard -> {}).state();

        assertThat(DischargeMeter.of(fresh, new MeterSettings(2.7, 95, 5, 300), discard -> {})
                        .state())
                .isEqualTo(fresh);
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
                "\"charge\":0.6|\"charge\":1e999",
                "\"charge\":0.6|\"charge\":\"NaN\"",
                "\"recharge\":0.0|\"recharge\":-1",
                "\"found\":0.0123|\"found\":0",
                "\"lastChargingCurrent\":0.05|\"lastChargingCurrent\":-0.05",
                "\"time\":120.0|\"time\":1e999",
                "\"stateOfCharge\":80.0|\"stateOfCharge\":1e999",
                "\"cycle\":3}}|\"cycle\":-3}}",
                "\"cycles\":[1.0,2.0]|\"cycles\":[2.0,1.0]",
                "\"cycles\":[1.0,2.0]|\"cycles\":[1.0]",
                "\"cycles\":[1.0,2.0]|\"cycles\":[1.0,null]",
                "2.01,1.9987|2.01,-1",
                "\"2026-01-01T00:00:01.500Z\"|\"then\"",
                "[\"bms\",|[",
                "\"discharging\":true|\"discharging\":1",
                "\"measurement\":{|\"measurement\":{\"more\":1,"
            })
    void whatMakesNoSenseIsRefusedWithOneLine(String good, String bad) {
        assertThat(beforeVersions).contains(good);
        assertThatThrownBy(() -> PackState.CODEC.read(beforeVersions.replace(good, bad)))
                .isInstanceOf(DamagedStateException.class)
                .hasMessageStartingWith("What is remembered of the battery cannot be read: at /")
                .hasMessageEndingWith("The battery is followed anew from its twin")
                .hasNoCause();
    }

    @Test
    void aNewerVersionIsRefused() {
        String newer = JsonObject.of(beforeVersions).setValue("stateVersion", 2).toString();

        assertThatThrownBy(() -> PackState.CODEC.read(newer)).isInstanceOf(NewerStateException.class);
    }

    @Test
    void theTrendInATwinIsReadWithAndWithoutAVersionAndANewerOneIsNotOverwritten() {
        String trend = "{\"features\":{\"health\":{\"properties\":{\"fadeTrend\":"
                + "{\"cycles\":[1,2.0],\"capacityAh\":[2.01,1.9987]%s}}}}}";

        assertThat(trendOf(trend.formatted("")).points()).hasSize(2);
        assertThat(trendOf(trend.formatted(",\"stateVersion\":1")).points()).hasSize(2);
        assertThat(trendOf(trend.formatted(",\"stateVersion\":\"x\""))).isEqualTo(FadeTrend.EMPTY);
        assertThatThrownBy(() -> trendOf(trend.formatted(",\"stateVersion\":2")))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("of version 2");
    }

    private static FadeTrend trendOf(String thing) {
        return HealthFeature.trend("demo:pack-1", JsonObject.of(thing));
    }
}
