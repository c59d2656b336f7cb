package io.celltwin.simulator.device;

/** The present value of one property. */
@FunctionalInterface
public interface SimulatedSignal {

    /** A {@link Boolean}, {@link Number} or {@link String}, in the property's unit. Cheap: it is asked ten times a second. */
    Object value();
}
