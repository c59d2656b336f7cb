package io.celltwin.adapter.modbus;

import io.celltwin.adapter.driver.Reading;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the cycles of one group. Learns: a block that a device refuses because of an address in it is asked for in smaller
 * parts from then on.
 */
final class GroupReader {

    private final ModbusConnection connection;
    private List<ReadBlock> blocks;

    /**
     * @param connection an open connection to the device
     * @param group what to read
     */
    GroupReader(ModbusConnection connection, PollGroup group) {
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
        var readings = new ArrayList<Reading>();
        var asked = new ArrayList<ReadBlock>();
        for (var block : blocks) {
            read(block, readings, asked);
        }
        blocks = asked;
        return readings;
    }

    private void read(ReadBlock block, List<Reading> readings, List<ReadBlock> asked) throws IOException {
        try {
            var answer = connection.read(block.range(), block.timeout());
            var now = Instant.now();
            block.points().forEach(point -> readings.add(point.read(block.range(), answer, now)));
            asked.add(block);
        } catch (ModbusRefusal refusal) {
            var smaller = refusal.isIllegalAddress() ? block.split() : List.<ReadBlock>of();
            for (var part : smaller) {
                read(part, readings, asked);
            }
            if (smaller.isEmpty()) {
                var now = Instant.now();
                block.points().forEach(point -> readings.add(Reading.bad(point.property(), refusal.getMessage(), now)));
                asked.add(block);
            }
        }
    }
}
