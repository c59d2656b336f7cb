package io.celltwin.simulator;

import io.celltwin.state.StateCodec;
import java.util.Map;

/**
 * What the line remembers, as it lies in its file.
 *
 * @param nextBatch the number that the next batch gets, from 1
 * @param packs how old each pack is, by device id
 * @param ports the port that each device had, by device id
 */
record StoredLine(long nextBatch, Map<String, Pack> packs, Map<String, Integer> ports) {

    static final String REMEDY = "Without the file the line starts anew";

    /** The first version was the first that was JSON, so there is no JSON without a version. */
    static final StateCodec<StoredLine> CODEC = StateCodec.of("The state of the line", StoredLine.class, REMEDY)
            .version()
            .build();

    static final StoredLine NEW = new StoredLine(1, Map.of(), Map.of());

    private static final int MOST_PORT = 65_535;

    /**
     * How far a pack's life has come.
     *
     * @param cycles full discharges completed
     * @param operatingSeconds the pack's own elapsed time, s
     */
    record Pack(int cycles, double operatingSeconds) {

        Pack {
            if (cycles < 0 || !(operatingSeconds >= 0 && Double.isFinite(operatingSeconds))) {
                throw new IllegalArgumentException("a pack's cycles and operatingSeconds are no age");
            }
        }
    }

    StoredLine {
        if (nextBatch < 1) {
            throw new IllegalArgumentException("nextBatch is less than 1");
        }
        packs = Map.copyOf(packs);
        ports = Map.copyOf(ports);
        if (!ports.values().stream().allMatch(port -> port >= 0 && port <= MOST_PORT)) {
            throw new IllegalArgumentException("a port is none between 0 and " + MOST_PORT);
        }
    }
}
