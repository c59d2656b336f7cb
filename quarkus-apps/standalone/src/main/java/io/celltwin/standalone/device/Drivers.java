package io.celltwin.standalone.device;

import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.device.DeviceConfigurationException;
import io.celltwin.adapter.driver.ProtocolDriver;
import io.celltwin.adapter.modbus.ModbusConfig;
import io.celltwin.adapter.modbus.ModbusDriver;
import io.celltwin.adapter.opcua.OpcUaDriver;
import io.celltwin.adapter.opcua.config.OpcUaConfig;
import io.celltwin.model.binding.OpcUaForm;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The drivers of the adapters, for a command that is no adapter. */
public final class Drivers {
    private static final int HIGHEST_SOURCE = 1000;

    private final SmallRyeConfig config;

    /** @param opcUaDirectory where keys and trusted certificates of OPC-UA are */
    public Drivers(Path opcUaDirectory) {
        this.config = new SmallRyeConfigBuilder()
                .addDefaultSources()
                .withSources(new PropertiesConfigSource(
                        Map.of("celltwin.opcua.directory", opcUaDirectory.toString()),
                        "the command line",
                        HIGHEST_SOURCE))
                .withConverter(Duration.class, HIGHEST_SOURCE, new DurationConverter())
                .withMapping(OpcUaConfig.class)
                .withMapping(ModbusConfig.class)
                .build();
    }

    /** @return the driver that speaks the device's protocol */
    public ProtocolDriver of(Device device) {
        return isOpcUa(device)
                ? new OpcUaDriver(config.getConfigMapping(OpcUaConfig.class), new SimpleMeterRegistry())
                : modbus();
    }

    /**
     * @return by which requests the device is read
     * @throws DeviceProblem if its protocol has no such plan, or its model's forms make no sense
     */
    public String plan(Device device) throws DeviceProblem {
        if (isOpcUa(device)) {
            throw new DeviceProblem("There is no plan for OPC-UA: its server tells what changes.");
        }
        try {
            return modbus().plan(device);
        } catch (DeviceConfigurationException e) {
            throw new DeviceProblem("The device cannot be read: " + e.getMessage() + ".");
        }
    }

    private ModbusDriver modbus() {
        return new ModbusDriver(config.getConfigMapping(ModbusConfig.class), new SimpleMeterRegistry());
    }

    private static boolean isOpcUa(Device device) {
        return device.scheme().equals(OpcUaForm.SCHEME);
    }
}
