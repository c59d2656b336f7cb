package io.celltwin.simulator.pump;

/** Where a pump's behaviour comes from: a physical model or a recording. Used by one thread. */
public interface PumpLife {

    /**
     * Lets time pass.
     *
     * @param seconds on the wall
     * @param speed the wanted speed relative to the nominal one; a recording cannot follow it
     */
    void advance(double seconds, double speed);

    /** The instruments now. */
    PumpReading reading();

    /** For people: where the values come from. */
    String dataSource();
}
