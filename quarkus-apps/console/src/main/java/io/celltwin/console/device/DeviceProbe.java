package io.celltwin.console.device;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Tries a device before it is registered. Only a process that has the adapters can. */
public interface DeviceProbe {

    /**
     * Connects to a device once, reads everything that its model names once, and leaves it. Writes nothing. Blocks until there is an
     * answer, which is within a minute.
     *
     * @param id the device's id
     * @param registration its registration as Hono's registry would take it; may have any content
     * @return what the device gave
     * @throws DeviceProbeException if the registration makes no sense, or the device cannot be read
     * @throws InterruptedException if the thread was told to stop
     */
    ProbedDevice probe(String id, ObjectNode registration) throws DeviceProbeException, InterruptedException;
}
