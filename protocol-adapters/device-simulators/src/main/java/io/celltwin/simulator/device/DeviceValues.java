package io.celltwin.simulator.device;

import io.celltwin.model.ModelProperty;
import io.celltwin.model.ThingModel;
import java.util.HashMap;
import java.util.Map;

/**
 * All values of one device: those of its process, plausible ones where the process knows none, and for writable
 * properties what a client wrote last.
 */
public final class DeviceValues {

    private final SimulatedProcess process;
    private final Setpoints setpoints;
    private final PlausibleSignals plausible = new PlausibleSignals();
    private final Map<String, SimulatedSignal> signalByTwinPath = new HashMap<>();

    /**
     * @param model what the device offers: every property that has a form
     * @param process what happens inside
     * @param setpoints the same that the process reads
     */
    public DeviceValues(ThingModel model, SimulatedProcess process, Setpoints setpoints) {
        this.process = process;
        this.setpoints = setpoints;
        for (ModelProperty property : model.properties()) {
            if (!property.forms().isEmpty()) {
                signalByTwinPath.put(
                        property.twinPath(), process.signal(property).orElseGet(() -> plausible.signal(property)));
            }
        }
    }

    /** Lets so many seconds on the wall pass. */
    public void advance(double seconds) {
        plausible.advance(seconds);
        process.advance(seconds);
    }

    /**
     * The process's own value of a property that has a form. A server shows that of a writable property only until a
     * client writes another: from then on the client's counts, for the process too.
     */
    public SimulatedSignal signal(ModelProperty property) {
        return signalByTwinPath.get(property.twinPath());
    }

    /** Keeps what a client wrote. May be called by any thread. */
    public void write(ModelProperty property, Object value) {
        setpoints.write(property, value);
    }

    /** For people: where the values come from. */
    public String dataSource() {
        return process.dataSource();
    }
}
