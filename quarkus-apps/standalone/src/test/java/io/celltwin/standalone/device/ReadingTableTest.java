package io.celltwin.standalone.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.adapter.driver.Reading;
import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ModelProperty;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadingTableTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    private final ModelProperty voltage = ModelCatalog.bundled()
            .get("battery-pack-1.0.0")
            .property("/features/bms/properties/packVoltage")
            .orElseThrow();

    @Test
    void aValueStandsBesideItsUnitAndWhetherItIsGood() {
        assertThat(ReadingTable.of(
                        List.of(Reading.good(voltage, 44.5, NOW), Reading.bad(voltage, "illegal data address", NOW))))
                .isEqualToNormalizingNewlines("""
                        PROPERTY         VALUE  UNIT  QUALITY
                        bms/packVoltage  44.5   V     good
                        bms/packVoltage  -      V     illegal data address""");
    }

    @Test
    void aValueThatTheModelDoesNotAllowIsNotGood() {
        assertThat(ReadingTable.problem(Reading.good(voltage, 1e6, NOW))).isPresent();
        assertThat(ReadingTable.problem(Reading.good(voltage, "text", NOW))).isPresent();
        assertThat(ReadingTable.problem(Reading.good(voltage, 44.5, NOW))).isEmpty();
    }

    @Test
    void aTextOfTheDeviceCannotSteerTheTerminal() {
        assertThat(ReadingTable.of(List.of(Reading.good(voltage, "\u001b[2J" + "x".repeat(100), NOW))))
                .doesNotContain("\u001b")
                .contains("...");
    }
}
