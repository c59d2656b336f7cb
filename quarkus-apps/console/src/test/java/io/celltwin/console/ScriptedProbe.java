package io.celltwin.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.celltwin.console.device.DeviceProbe;
import io.celltwin.console.device.DeviceProbeException;
import io.celltwin.console.device.DeviceProbeException.Cause;
import io.celltwin.console.device.ProbedDevice;
import io.celltwin.console.device.ProbedValue;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Finds a filler at one address, and nothing at any other. */
@ApplicationScoped
class ScriptedProbe implements DeviceProbe {
    static final String ADDRESS = "modbus+tcp://filler:502/3";
    static final String HOSTILE_TEXT = "<img src=x onerror=\"document.title='taken'\">";

    @Override
    public ProbedDevice probe(String id, ObjectNode registration) throws DeviceProbeException {
        String address = registration.at("/ext/celltwin/address").asText();
        if (!id.contains(":")) {
            throw new DeviceProbeException(Cause.REGISTRATION, "the device's id is to be the id of its twin");
        }
        if (!address.equals(ADDRESS)) {
            throw new DeviceProbeException(Cause.DEVICE, "Connection refused: " + address);
        }
        return new ProbedDevice(
                63,
                List.of(
                        new ProbedValue("pump", "motorCurrent", "Motor current", 2.71, "A", null),
                        new ProbedValue("status", "currentBatch", "Current batch", HOSTILE_TEXT, "", null),
                        new ProbedValue("dosing", "doseMass", "Dosed mass", null, "g", "illegal data address")));
    }
}
