package io.celltwin.console.device;

import java.util.List;

/**
 * What a device gave that was tried.
 *
 * @param tookMs how long connecting and reading took
 * @param values one for each property that its model says how to read
 */
public record ProbedDevice(long tookMs, List<ProbedValue> values) {
    public ProbedDevice {
        values = List.copyOf(values);
    }
}
