package io.celltwin.adapter.modbus;

import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.device.DeviceConfigurationException;
import io.celltwin.adapter.device.DeviceSettings;
import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.driver.LinkListener;
import io.celltwin.adapter.driver.ProtocolDriver;
import io.celltwin.adapter.driver.RequestMeter;
import io.celltwin.modbus.gateway.GatewayAddress;
import io.celltwin.modbus.gateway.Gateways;
import io.celltwin.modbus.gateway.LinePauses;
import io.celltwin.modbus.plan.BatchPlanner;
import io.celltwin.modbus.plan.PollGroup;
import io.celltwin.modbus.plan.ReadLimits;
import io.celltwin.modbus.transport.SerialSettings;
import io.celltwin.model.binding.ModbusAddress;
import io.celltwin.model.binding.ModbusArea;
import io.celltwin.model.binding.ModbusScheme;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * Reads and writes devices by Modbus; those behind one gateway share its connection. Knows these settings of a device besides those of
 * every adapter: {@code maxRegistersPerRequest}, {@code maxBitsPerRequest}, {@code maxGap}, {@code pauseAfterConnectMs},
 * {@code pauseBetweenRequestsMs}, {@code showPlan}, and for a serial line {@code baudRate}, {@code parity} and {@code stopBits}.
 */
@ApplicationScoped
public class ModbusDriver implements ProtocolDriver {

    private static final String NAME = "modbus";
    private static final int FASTEST_BAUD_RATE = 4_000_000;
    private static final int SLOWEST_BAUD_RATE = 300;

    private final ModbusConfig config;
    private final MeterRegistry meters;
    private final Gateways gateways;
    private final LearnedPlans learned = new LearnedPlans();

    /**
     * @param config the defaults for all devices
     * @param meters where cycles that had to be left out and answers that were rejected are counted
     */
    public ModbusDriver(ModbusConfig config, MeterRegistry meters) {
        this.config = config;
        this.meters = meters;
        ModbusLines lines = new ModbusLines(new TlsIdentity(config.tls()), meters, new RequestMeter(meters, NAME));
        this.gateways = new Gateways(lines::line, config.connectTimeout());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> schemes() {
        return Arrays.stream(ModbusScheme.values()).map(ModbusScheme::text).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public CompletionStage<DeviceLink> connect(Device device, LinkListener listener) {
        try {
            return new ModbusLink(planned(device), gateways, learned, listener, skippedCycles(device)).start();
        } catch (DeviceConfigurationException e) {
            return CompletableFuture.failedFuture(e);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(new DeviceConfigurationException(e.getMessage()));
        }
    }

    /**
     * Says by which requests a device would be read first; what it does not answer changes that.
     *
     * @param device a device; nothing is asked of it
     * @return one line for each request
     * @throws DeviceConfigurationException if its model's forms or its settings make no sense
     */
    public String plan(Device device) {
        try {
            return PlanReport.requests(planned(device).groups());
        } catch (IllegalArgumentException e) {
            throw new DeviceConfigurationException(e.getMessage());
        }
    }

    private PlannedDevice planned(Device device) {
        ModbusAddress address = ModbusAddress.of(device.address());
        DeviceSettings settings = device.settings();
        DataPoints points = new DataPoints(config);
        List<PollGroup> groups = new BatchPlanner(limits(settings)).plan(points.forReading(device, address));
        return new PlannedDevice(
                device.tenant(),
                device.id(),
                address,
                address.endpoint().scheme() == ModbusScheme.SERIAL
                        ? new GatewayAddress(address.endpoint(), serial(settings))
                        : GatewayAddress.of(address.endpoint()),
                new LinePauses(pause(settings, "pauseAfterConnectMs"), pause(settings, "pauseBetweenRequestsMs")),
                groups,
                points.forWriting(device, address),
                settings.flag("showPlan").orElse(false));
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

    private static Duration pause(DeviceSettings settings, String name) {
        return settings.milliseconds(name).orElse(Duration.ZERO);
    }

    private static SerialSettings serial(DeviceSettings settings) {
        return new SerialSettings(
                settings.integer("baudRate", SLOWEST_BAUD_RATE, FASTEST_BAUD_RATE)
                        .map(Math::toIntExact)
                        .orElse(SerialSettings.DEFAULT.baudRate()),
                settings.text("parity").map(ModbusDriver::parity).orElse(SerialSettings.DEFAULT.parity()),
                settings.integer("stopBits", 1, 2).map(Math::toIntExact).orElse(SerialSettings.DEFAULT.stopBits()));
    }

    private static SerialSettings.Parity parity(String name) {
        try {
            return SerialSettings.Parity.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new DeviceConfigurationException("setting parity must be none, even or odd");
        }
    }

    private Counter skippedCycles(Device device) {
        return Counter.builder("celltwin.modbus.cycles.skipped")
                .description("Read cycles left out because an earlier one took too long")
                .tag("device", device.id())
                .register(meters);
    }
}
