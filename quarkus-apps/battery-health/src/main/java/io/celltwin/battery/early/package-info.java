/** The life of a cell from its first hundred cycles, by its discharging voltage. */
package io.celltwin.battery.early;
