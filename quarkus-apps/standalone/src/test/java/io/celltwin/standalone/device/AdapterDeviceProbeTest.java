package io.celltwin.standalone.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.driver.LinkListener;
import io.celltwin.adapter.driver.ProtocolDriver;
import io.celltwin.adapter.driver.Reading;
import io.celltwin.console.device.DeviceProbeException;
import io.celltwin.console.device.DeviceProbeException.Cause;
import io.celltwin.console.device.ProbedValue;
import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ModelProperty;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class AdapterDeviceProbeTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final String ADDRESS = "modbus+tcp://127.0.0.1:1502/3";

    private final ModelProperty voltage = ModelCatalog.bundled()
            .get("battery-pack-1.0.0")
            .property("/features/bms/properties/packVoltage")
            .orElseThrow();
    private Optional<Reading> reading = Optional.of(Reading.good(voltage, 44.5, NOW));
    private boolean closed;
    private final AdapterDeviceProbe probe = new AdapterDeviceProbe(List.of(new OneDevice()), ModelCatalog.bundled());

    /** Has one device, which gives one reading, or is not there. */
    private final class OneDevice implements ProtocolDriver {
        @Override
        public String name() {
            return "modbus";
        }

        @Override
        public Set<String> schemes() {
            return Set.of("modbus+tcp");
        }

        @Override
        public CompletionStage<DeviceLink> connect(Device device, LinkListener listener) {
            if (reading.isEmpty()) {
                return CompletableFuture.failedFuture(new IllegalStateException("connection refused\nstack of things"));
            }
            listener.readings(List.of(reading.get()));
            return CompletableFuture.completedFuture(() -> closed = true);
        }
    }

    @Test
    void whatTheDeviceGivesIsToldAndTheDeviceIsLeft() throws Exception {
        assertThat(probe.probe("demo:pack-9", registration(ADDRESS)).values())
                .containsExactly(new ProbedValue("bms", "packVoltage", voltage.title(), 44.5, "V", null));
        assertThat(closed).isTrue();
    }

    @Test
    void whatIsNoNumberThatAPageCanHoldOrNotGoodIsNeverShownAsOne() throws Exception {
        assertThat(value(Reading.good(voltage, Long.MAX_VALUE, NOW)).value()).isEqualTo("9223372036854775807");
        assertThat(value(Reading.good(voltage, 1e6, NOW)).problem()).isNotNull();
        assertThat(value(Reading.bad(voltage, "illegal\u0007data address", NOW)))
                .isEqualTo(new ProbedValue("bms", "packVoltage", voltage.title(), null, "V", "illegal?data address"));
        assertThat(value(Reading.good(voltage, "x".repeat(10_000), NOW)).value().toString())
                .hasSizeLessThan(300);
        assertThat(value(Reading.good(voltage, Double.NaN, NOW)))
                .satisfies(nan -> assertThat(nan.value()).isEqualTo("NaN"))
                .satisfies(nan -> assertThat(nan.problem()).isNotNull());
    }

    @Test
    void whatIsWrongIsToldApart() {
        assertThatThrownBy(() -> probe.probe("pack", registration("modbus+tcp://user:secret@host:502/1")))
                .isInstanceOfSatisfying(
                        DeviceProbeException.class, e -> assertThat(e.reason()).isEqualTo(Cause.REGISTRATION))
                .hasMessageContaining("<namespace>:<name>")
                .hasMessageContaining("has an account in it")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> probe.probe("demo:pack-9", JsonNodeFactory.instance.objectNode()))
                .hasMessageContaining("ext.celltwin");

        reading = Optional.empty();
        assertThatThrownBy(() -> probe.probe("demo:pack-9", registration(ADDRESS)))
                .isInstanceOfSatisfying(
                        DeviceProbeException.class, e -> assertThat(e.reason()).isEqualTo(Cause.DEVICE))
                .hasMessage("connection refused");
    }

    private ProbedValue value(Reading given) throws Exception {
        reading = Optional.of(given);
        return probe.probe("demo:pack-9", registration(ADDRESS)).values().get(0);
    }

    private static ObjectNode registration(String address) {
        ObjectNode registration = JsonNodeFactory.instance.objectNode();
        registration
                .putObject("ext")
                .putObject("celltwin")
                .put("model", "battery-pack-1.0.0")
                .put("address", address);
        return registration;
    }
}
