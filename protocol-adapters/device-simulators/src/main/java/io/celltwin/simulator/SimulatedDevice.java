package io.celltwin.simulator;

import java.net.URI;
import java.util.Map;

/**
 * One simulated device, with all that its registration needs.
 *
 * @param deviceId device id and thing id, for example {@code demo:filler-1}
 * @param model name of its Thing Model, for example {@code electrolyte-filler-1.0.0}
 * @param address where its server listens, in the scheme of its protocol
 * @param attributes serial number, manufacturer and the like
 * @param dataSource where its values come from, for people
 */
public record SimulatedDevice(
        String deviceId, String model, URI address, Map<String, Object> attributes, String dataSource) {

    public SimulatedDevice {
        attributes = Map.copyOf(attributes);
    }
}
