/**
 * What one discharge says of the capacity: from the samples of a battery management system to a capacity with its standard error,
 * or to a reason why there is none. Knows no twin and nothing of earlier discharges.
 */
package io.celltwin.battery.capacity;
