package io.celltwin.adapter.modbus;

import io.celltwin.modbus.gateway.GatewayAddress;
import io.celltwin.modbus.gateway.LinePauses;
import io.celltwin.modbus.plan.PollGroup;
import io.celltwin.model.binding.ModbusAddress;
import java.util.List;
import java.util.Map;

/**
 * One device as it is to be read and written.
 *
 * @param tenant whose it is
 * @param id its id
 * @param address where it is
 * @param gateway what it is behind
 * @param pauses what time it needs
 * @param groups what to read
 * @param writePoints what may be written, by the property's place in the twin
 * @param showsPlan whether to show in the log by which requests it is read, and what it says it is
 */
record PlannedDevice(
        String tenant,
        String id,
        ModbusAddress address,
        GatewayAddress gateway,
        LinePauses pauses,
        List<PollGroup> groups,
        Map<String, WritePoint> writePoints,
        boolean showsPlan) {}
