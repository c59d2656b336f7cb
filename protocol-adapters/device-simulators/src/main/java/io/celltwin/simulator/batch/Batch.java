package io.celltwin.simulator.batch;

/**
 * A lot of cells that goes through the line together.
 *
 * @param id thing id, for example {@code demo:batch-7}
 * @param number its number, counted from 1
 */
public record Batch(String id, long number) {}
