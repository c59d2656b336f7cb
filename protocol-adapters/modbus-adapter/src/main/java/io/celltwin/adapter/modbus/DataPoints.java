package io.celltwin.adapter.modbus;

import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.device.DeviceConfigurationException;
import io.celltwin.adapter.device.DeviceForms;
import io.celltwin.adapter.device.DeviceSettings;
import io.celltwin.adapter.device.FormTerms;
import java.time.Duration;
import java.util.List;

/**
 * Finds out what is to be read from a device by Modbus: what its model says, unless its settings say otherwise.
 */
final class DataPoints {

    /** Nobody needs a register more often, and a typing error must not keep a processor busy. */
    private static final Duration SHORTEST_POLLING_TIME = Duration.ofMillis(10);

    private final ModbusConfig config;

    /**
     * @param config what holds where neither model nor device say anything
     */
    DataPoints(ModbusConfig config) {
        this.config = config;
    }

    /**
     * @param device a device
     * @param address its address
     * @return its data points, at least one
     * @throws DeviceConfigurationException if there is none, or a form or setting makes no sense
     */
    List<ModbusDataPoint> of(Device device, ModbusAddress address) {
        return DeviceForms.forReading(device).stream()
                .map(terms -> point(device.settings(), address, terms))
                .toList();
    }

    private ModbusDataPoint point(DeviceSettings settings, ModbusAddress address, FormTerms terms) {
        var form = ModbusForm.parse(address, terms);
        var pollingTime = settings.pollingTime().or(form::pollingTime).orElse(config.pollingTime());
        if (pollingTime.compareTo(SHORTEST_POLLING_TIME) < 0) {
            throw terms.problem("a polling time of %d ms is too short, the least is %d ms"
                    .formatted(pollingTime.toMillis(), SHORTEST_POLLING_TIME.toMillis()));
        }
        return new ModbusDataPoint(
                terms.property(),
                form.range(),
                form.encoding(),
                pollingTime,
                settings.timeout().or(form::timeout).orElse(config.timeout()));
    }
}
