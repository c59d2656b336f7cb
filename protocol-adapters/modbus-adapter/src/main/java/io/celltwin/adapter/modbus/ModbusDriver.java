package io.celltwin.adapter.modbus;

import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.device.DeviceConfigurationException;
import io.celltwin.adapter.device.DeviceSettings;
import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.driver.LinkListener;
import io.celltwin.adapter.driver.ProtocolDriver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Reads devices by Modbus TCP. Knows these settings of a device besides those of every adapter:
 * {@code maxRegistersPerRequest}, {@code maxBitsPerRequest} and {@code maxGap}.
 */
@ApplicationScoped
public class ModbusDriver implements ProtocolDriver {

    private final ModbusConfig config;
    private final MeterRegistry meters;

    /**
     * @param config the defaults for all devices
     * @param meters where the cycles are counted that had to be left out
     */
    public ModbusDriver(ModbusConfig config, MeterRegistry meters) {
        this.config = config;
        this.meters = meters;
    }

    @Override
    public String name() {
        return "modbus";
    }

    @Override
    public Set<String> schemes() {
        return Set.of(ModbusAddress.SCHEME);
    }

    @Override
    public CompletionStage<DeviceLink> connect(Device device, LinkListener listener) {
        try {
            var address = ModbusAddress.of(device.address());
            var points = new DataPoints(config).of(device, address);
            var groups = new BatchPlanner(limits(device.settings())).plan(points);
            return new ModbusLink(
                            device.id(), address, groups, config.connectTimeout(), listener, skippedCycles(device))
                    .start();
        } catch (DeviceConfigurationException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private ReadLimits limits(DeviceSettings settings) {
        return new ReadLimits(
                settings.integer("maxRegistersPerRequest", 1, ReadLimits.PROTOCOL_MAX_REGISTERS)
                        .map(Math::toIntExact)
                        .orElse(config.maxRegisters()),
                settings.integer("maxBitsPerRequest", 1, ReadLimits.PROTOCOL_MAX_BITS)
                        .map(Math::toIntExact)
                        .orElse(config.maxBits()),
                settings.integer("maxGap", 0, ReadLimits.PROTOCOL_MAX_BITS)
                        .map(Math::toIntExact)
                        .orElse(config.maxGap()));
    }

    private Counter skippedCycles(Device device) {
        return Counter.builder("celltwin.modbus.cycles.skipped")
                .description("Read cycles left out because an earlier one took too long")
                .tag("device", device.id())
                .register(meters);
    }
}
