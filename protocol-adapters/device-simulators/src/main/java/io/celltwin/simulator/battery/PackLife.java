package io.celltwin.simulator.battery;

/** Where a pack's behaviour comes from: a physical model or a recording. Used by one thread. */
public interface PackLife {

    /**
     * Lets so much of the battery's own time pass.
     *
     * @param limits the largest currents allowed; a recording cannot follow them
     */
    void advance(double batterySeconds, CurrentLimits limits);

    /** The pack now. */
    PackReading reading();

    /** What the next full discharge gives, Ah: so much has its management system learnt before it is switched on. */
    double usableCapacityAh();

    /** What a restart needs to go on. */
    PackProgress progress();

    /** For people: where the values come from. */
    String dataSource();
}
