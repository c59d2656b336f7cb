package io.celltwin.system.plant;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Full discharges of a scripted pack at a constant current, on the pack's own clock, so that an hour takes no longer than the
 * road from the registers to the twin.
 *
 * @param nominalAh what the pack had when new
 */
public record Discharge(double nominalAh) {
    private static final double AMPERES = 10;
    private static final int STEPS = 3;
    private static final double FULL_VOLTS = 4.1;
    private static final double EMPTY_VOLTS = 2.75;

    /** A charged pack at rest. */
    public Map<String, Object> start(int cycle, double seconds) {
        return registers(cycle, seconds, 0, 100, FULL_VOLTS);
    }

    /**
     * Discharges the pack.
     *
     * @param cycle its counter, which goes on when it is empty
     * @param startSeconds its clock
     * @param ampereHours what it gives
     * @param shown called with what the registers show when that changed; waits until it has been read
     * @return its clock in the end
     */
    public double run(
            ScriptedDevice pack,
            int cycle,
            double startSeconds,
            double ampereHours,
            Consumer<Map<String, Object>> shown) {
        double perStep = ampereHours / AMPERES * 3600 / STEPS;
        double loadFrom = startSeconds + 1;
        double end = loadFrom + STEPS * perStep + 1;
        show(pack, start(cycle, startSeconds), shown);
        for (int step = 0; step <= STEPS; step++) {
            double left = 1 - (double) step / STEPS;
            show(
                    pack,
                    registers(
                            cycle,
                            loadFrom + step * perStep,
                            -AMPERES,
                            100 * left,
                            EMPTY_VOLTS + (FULL_VOLTS - EMPTY_VOLTS) * left),
                    shown);
        }
        show(pack, registers(cycle + 1, end, 0, 0, EMPTY_VOLTS), shown);
        return end;
    }

    private static void show(ScriptedDevice pack, Map<String, Object> registers, Consumer<Map<String, Object>> shown) {
        pack.show(registers);
        shown.accept(registers);
    }

    private Map<String, Object> registers(int cycle, double seconds, double amperes, double charge, double cellVolts) {
        Map<String, Object> registers = new HashMap<>(Map.of(
                "nominalCapacity",
                nominalAh,
                "cycleCount",
                cycle,
                "operatingTime",
                Math.round(seconds * 10) / 10.0,
                "packCurrent",
                amperes,
                "stateOfCharge",
                charge,
                "batteryState",
                amperes < 0 ? "Discharge" : "Rest"));
        List<String> cells = IntStream.rangeClosed(1, 12)
                .mapToObj("cellVoltage%02d"::formatted)
                .toList();
        cells.forEach(cell -> registers.put(cell, cellVolts));
        return registers;
    }
}
