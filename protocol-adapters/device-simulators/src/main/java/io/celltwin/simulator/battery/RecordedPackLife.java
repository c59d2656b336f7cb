package io.celltwin.simulator.battery;

import io.celltwin.simulator.battery.RecordedOperation.Kind;
import io.celltwin.simulator.battery.RecordedOperation.Sample;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A pack whose cells in series all behave like one recorded cell, each with a small constant offset: cell k of n differs
 * by {@code (k - (n-1)/2) * 1.5 mV}, so that the offsets sum to zero, and is {@code k * 0.15 K} warmer.
 *
 * <p>Charges and discharges follow each other in the recorded order. Between two of them the pack rests for the recorded
 * pause, at most {@value RecordedCell#LONGEST_PAUSE_SECONDS} s; voltage and temperature go straight from the last value to
 * the next first one. When the recording ends, the pack stays at rest with its last voltage while its clock runs on.
 */
public final class RecordedPackLife implements PackLife {

    private static final double CELL_STEP_VOLTS = 0.0015;
    private static final double CELL_STEP_KELVIN = 0.15;

    private final RecordedCell cell;
    private final int cellsInSeries;
    private int next;
    private double position;
    private int cycles;
    private double operatingSeconds;

    /**
     * A pack at the start of the cell's next discharge.
     *
     * @param cell what was recorded
     * @param cellsInSeries at least 1
     * @param progress how many of the recorded discharges are over
     */
    public RecordedPackLife(RecordedCell cell, int cellsInSeries, PackProgress progress) {
        this.cell = cell;
        this.cellsInSeries = cellsInSeries;
        this.cycles = progress.cycles();
        this.operatingSeconds = progress.operatingSeconds();
        this.next = cell.indexOfDischarge(cycles);
    }

    @Override
    public void advance(double batterySeconds, CurrentLimits limits) {
        operatingSeconds += batterySeconds;
        position += batterySeconds;
        List<RecordedOperation> operations = cell.operations();
        while (next < operations.size() && position >= lengthOf(operations.get(next))) {
            RecordedOperation over = operations.get(next);
            position -= lengthOf(over);
            next++;
            if (over.kind() == Kind.DISCHARGE) {
                cycles++;
            }
        }
    }

    @Override
    public PackReading reading() {
        List<RecordedOperation> operations = cell.operations();
        if (next >= operations.size()) {
            Sample last = operations.get(operations.size() - 1).last();
            return reading(BatteryState.REST, new Sample(last.volts(), 0, last.celsius()));
        }
        RecordedOperation operation = operations.get(next);
        if (position < operation.pauseSeconds()) {
            return reading(BatteryState.REST, pause(operation));
        }
        Sample sample = operation.at(position - operation.pauseSeconds());
        return reading(operation.stateAt(sample.amperes()), sample);
    }

    @Override
    public double usableCapacityAh() {
        List<RecordedOperation> operations = cell.operations();
        return IntStream.range(0, operations.size())
                .map(i -> (next + i) % operations.size())
                .mapToObj(operations::get)
                .filter(operation -> operation.kind() == Kind.DISCHARGE)
                .findFirst()
                .map(RecordedOperation::dischargedAh)
                .orElse(PackBms.NOMINAL_AMPERE_HOURS);
    }

    @Override
    public PackProgress progress() {
        return new PackProgress(cycles, operatingSeconds);
    }

    @Override
    public String dataSource() {
        return "recorded data: NASA PCoE cell " + cell.id() + ", " + cellsInSeries + " in series";
    }

    private Sample pause(RecordedOperation coming) {
        Sample after = coming.first();
        Sample before = next == 0 ? after : cell.operations().get(next - 1).last();
        double part = position / coming.pauseSeconds();
        return new Sample(
                before.volts() + part * (after.volts() - before.volts()),
                0,
                before.celsius() + part * (after.celsius() - before.celsius()));
    }

    private PackReading reading(BatteryState state, Sample sample) {
        double[] volts = new double[cellsInSeries];
        double[] celsius = new double[cellsInSeries];
        for (int i = 0; i < cellsInSeries; i++) {
            volts[i] = sample.volts() + (i - (cellsInSeries - 1) / 2.0) * CELL_STEP_VOLTS;
            celsius[i] = sample.celsius() + i * CELL_STEP_KELVIN;
        }
        return new PackReading(state, sample.amperes(), volts, celsius, cycles, operatingSeconds);
    }

    private static double lengthOf(RecordedOperation operation) {
        return operation.pauseSeconds() + operation.duration();
    }
}
