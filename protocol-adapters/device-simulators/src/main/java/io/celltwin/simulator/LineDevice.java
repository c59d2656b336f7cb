package io.celltwin.simulator;

import io.celltwin.simulator.device.DeviceServer;
import io.celltwin.simulator.device.DeviceValues;

/**
 * A device of the running line.
 *
 * @param description for those who connect to it
 * @param values what it shows
 * @param server how it shows them
 */
record LineDevice(SimulatedDevice description, DeviceValues values, DeviceServer server) {}
