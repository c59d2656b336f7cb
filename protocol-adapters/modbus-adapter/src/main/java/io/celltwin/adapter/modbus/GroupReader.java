package io.celltwin.adapter.modbus;

import io.celltwin.adapter.driver.Reading;
import io.celltwin.modbus.codec.Decoded;
import io.celltwin.modbus.gateway.Gateway;
import io.celltwin.modbus.pdu.ModbusRefusal;
import io.celltwin.modbus.plan.DataPoint;
import io.celltwin.modbus.plan.PollGroup;
import io.celltwin.modbus.plan.ReadBlock;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the cycles of one group. Learns: a block that a device refuses because of an address in it is asked for in smaller
 * parts from then on.
 */
final class GroupReader {

    private final Gateway.Member connection;
    private List<ReadBlock> blocks;

    /**
     * @param connection the device's share of an open connection
     * @param group what to read
     */
    GroupReader(Gateway.Member connection, PollGroup group) {
        this.connection = connection;
        this.blocks = group.blocks();
    }

    /**
     * Reads every point of the group once.
     *
     * @return a reading for each point; bad ones, with the device's own reason, for what it refused
     * @throws IOException if the connection is of no more use
     */
    List<Reading> readCycle() throws IOException {
        List<Reading> readings = new ArrayList<>();
        List<ReadBlock> asked = new ArrayList<>();
        for (ReadBlock block : blocks) {
            read(block, readings, asked);
        }
        blocks = asked;
        return readings;
    }

    private void read(ReadBlock block, List<Reading> readings, List<ReadBlock> asked) throws IOException {
        try {
            byte[] answer = connection.read(block.range(), block.timeout());
            Instant now = Instant.now();
            for (DataPoint point : block.points()) {
                readings.add(reading(point, point.decode(block.range(), answer), now));
            }
            asked.add(block);
        } catch (ModbusRefusal refusal) {
            List<ReadBlock> smaller = refusal.isIllegalAddress() ? block.split() : List.of();
            for (ReadBlock part : smaller) {
                read(part, readings, asked);
            }
            if (smaller.isEmpty()) {
                Instant now = Instant.now();
                block.points().forEach(point -> readings.add(Reading.bad(point.property(), refusal.getMessage(), now)));
                asked.add(block);
            }
        }
    }

    private static Reading reading(DataPoint point, Decoded decoded, Instant readTime) {
        return decoded.isGood()
                ? Reading.good(point.property(), decoded.value(), readTime)
                : Reading.bad(point.property(), decoded.badReason(), readTime);
    }
}
