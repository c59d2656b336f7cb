package io.celltwin.adapter.modbus;

import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.device.DeviceForm;
import io.celltwin.adapter.device.DeviceForms;
import io.celltwin.adapter.device.DeviceSettings;
import io.celltwin.modbus.plan.DataPoint;
import io.celltwin.modbus.plan.RegisterRange;
import io.celltwin.model.binding.ModbusAddress;
import io.celltwin.model.binding.ModbusForm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds out what is to be read from a device by Modbus, and what may be written: what its model says, unless its settings say
 * otherwise.
 */
final class DataPoints {

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
     * @throws io.celltwin.adapter.device.DeviceConfigurationException if there is none, or a form or setting makes no sense
     */
    List<DataPoint> forReading(Device device, ModbusAddress address) {
        return DeviceForms.forReading(device, ModbusForm::parse).stream()
                .map(form -> point(device.settings(), address, form))
                .toList();
    }

    /**
     * @return what may be written, by the property's place in the twin
     * @throws io.celltwin.adapter.device.DeviceConfigurationException if a form or setting makes no sense
     */
    Map<String, WritePoint> forWriting(Device device, ModbusAddress address) {
        return DeviceForms.forWriting(device, ModbusForm::parse).stream()
                .map(form -> new WritePoint(
                        point(device.settings(), address, form), form.form().function()))
                .collect(Collectors.toMap(point -> point.place().property().twinPath(), Function.identity()));
    }

    private DataPoint point(DeviceSettings settings, ModbusAddress device, DeviceForm<ModbusForm> given) {
        ModbusForm form = given.form();
        ModbusAddress target = form.target().orElse(device);
        if (!target.endpoint().equals(device.endpoint())) {
            throw given.problem("its href leads to %s, away from the device at %s".formatted(target, device));
        }
        Duration pollingTime = settings.pollingTime().or(form::pollingTime).orElse(config.pollingTime());
        if (pollingTime.compareTo(ModbusForm.SHORTEST_POLLING_TIME) < 0) {
            throw given.problem("a polling time of %d ms is too short, the least is %d ms"
                    .formatted(pollingTime.toMillis(), ModbusForm.SHORTEST_POLLING_TIME.toMillis()));
        }
        return new DataPoint(
                given.property(),
                new RegisterRange(target.unit(), form.area(), form.start(), form.quantity()),
                form.encoding(),
                pollingTime,
                settings.timeout().or(form::timeout).orElse(config.timeout()));
    }
}
