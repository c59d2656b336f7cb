package io.celltwin.simulator.pump;

/** What can go wrong with a pump, in the order in which {@link FaultSchedule} lets it happen. */
public enum PumpFault {
    /** Vapour bubbles at the impeller: rough running, a restless and smaller flow, less load. */
    CAVITATION,
    /** Worn bearing: vibration grows steeply, friction takes current and warms the body. */
    BEARING_WEAR,
    /** Blocked line: the flow falls, the pressure before the blockage rises. */
    CLOGGING
}
