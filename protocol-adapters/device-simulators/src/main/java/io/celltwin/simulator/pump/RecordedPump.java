package io.celltwin.simulator.pump;

import java.time.Duration;
import java.util.List;

/** A pump that shows recorded rows one after the other, at a steady pace, and starts over after the last. */
public final class RecordedPump implements PumpLife {

    private final List<PumpReading> rows;
    private final double secondsPerRow;
    private double position;

    /**
     * @param rows at least one
     * @param rowInterval how long each row is shown
     */
    public RecordedPump(List<PumpReading> rows, Duration rowInterval) {
        this.rows = rows;
        this.secondsPerRow = rowInterval.toNanos() / 1e9;
    }

    @Override
    public void advance(double seconds, double speed) {
        position = (position + seconds / secondsPerRow) % rows.size();
    }

    @Override
    public PumpReading reading() {
        return rows.get((int) position);
    }

    @Override
    public String dataSource() {
        return "recorded data: SKAB pump test bed, " + rows.size() + " rows, one every " + secondsPerRow + " s";
    }
}
