package io.celltwin.simulator.batch;

/** The steps that every batch passes, in this order. */
public enum ProcessStep {
    COATING,
    CALENDERING,
    FILLING,
    FORMATION
}
