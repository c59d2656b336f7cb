package io.celltwin.adapter.modbus;

import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.device.DeviceConfigurationException;
import io.celltwin.adapter.device.DeviceSettings;
import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.driver.LinkListener;
import io.celltwin.adapter.driver.ProtocolDriver;
import io.celltwin.modbus.gateway.GatewayAddress;
import io.celltwin.modbus.gateway.Gateways;
import io.celltwin.modbus.plan.BatchPlanner;
import io.celltwin.modbus.plan.DataPoint;
import io.celltwin.modbus.plan.PollGroup;
import io.celltwin.modbus.plan.ReadLimits;
import io.celltwin.modbus.transport.TcpTransport;
import io.celltwin.model.binding.ModbusAddress;
import io.celltwin.model.binding.ModbusArea;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Reads devices by Modbus TCP; those behind one gateway share its connection. Knows these settings of a device besides those of every adapter:
 * {@code maxRegistersPerRequest}, {@code maxBitsPerRequest} and {@code maxGap}.
 */
@ApplicationScoped
public class ModbusDriver implements ProtocolDriver {

    private final ModbusConfig config;
    private final MeterRegistry meters;
    private final Gateways gateways;

    /**
     * @param config the defaults for all devices
     * @param meters where the cycles are counted that had to be left out
     */
    public ModbusDriver(ModbusConfig config, MeterRegistry meters) {
        this.config = config;
        this.meters = meters;
        this.gateways =
                new Gateways(address -> new TcpTransport(address.host(), address.port()), config.connectTimeout());
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
            ModbusAddress address = address(device);
            List<PollGroup> groups = plan(device, address);
            return new ModbusLink(
                            device.id(), groups, gateways, GatewayAddress.of(address), listener, skippedCycles(device))
                    .start();
        } catch (DeviceConfigurationException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static ModbusAddress address(Device device) {
        try {
            return ModbusAddress.of(device.address());
        } catch (IllegalArgumentException e) {
            throw new DeviceConfigurationException(e.getMessage());
        }
    }

    private List<PollGroup> plan(Device device, ModbusAddress address) {
        List<DataPoint> points = new DataPoints(config).of(device, address);
        BatchPlanner planner = new BatchPlanner(limits(device.settings()));
        try {
            return planner.plan(points);
        } catch (IllegalArgumentException e) {
            throw new DeviceConfigurationException(e.getMessage());
        }
    }

    private ReadLimits limits(DeviceSettings settings) {
        return new ReadLimits(
                settings.integer("maxRegistersPerRequest", 1, ModbusArea.MAX_REGISTERS)
                        .map(Math::toIntExact)
                        .orElse(config.maxRegisters()),
                settings.integer("maxBitsPerRequest", 1, ModbusArea.MAX_BITS)
                        .map(Math::toIntExact)
                        .orElse(config.maxBits()),
                settings.integer("maxGap", 0, ModbusArea.MAX_BITS)
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
