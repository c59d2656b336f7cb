package io.celltwin.maintenance.machine;

import java.time.Instant;

/**
 * All indicators at one moment.
 *
 * @param time on the device's clock
 * @param values NaN where a value is not known or not good
 */
record Sample(Instant time, double[] values) {}
