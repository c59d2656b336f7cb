package io.celltwin.simulator.device;

import io.celltwin.model.ModelProperty;
import java.util.Optional;

/** What happens inside a device. Used by one thread. */
public interface SimulatedProcess {

    /** Lets so many seconds on the wall pass. */
    void advance(double seconds);

    /** The process's own value for a property; empty if the process does not know it. */
    Optional<SimulatedSignal> signal(ModelProperty property);

    /** For people: where the values come from. */
    String dataSource();
}
