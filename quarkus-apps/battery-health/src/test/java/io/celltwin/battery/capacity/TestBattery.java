package io.celltwin.battery.capacity;

import io.celltwin.battery.capacity.BatterySample.Cells;
import io.celltwin.battery.capacity.BatterySample.Counters;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A battery of one cell with 2 Ah nominal capacity, of which 1.8 Ah are left: 90 % state of health. Its voltage is a line from
 * 4.2 V to 2.8 V of the charge, minus 0.1 V per C-rate. What it says is as ideal as the sensors are asked to be.
 */
final class TestBattery {

    static final double NOMINAL = 2;
    static final double CAPACITY = 1.8;

    private final List<BatterySample> samples = new ArrayList<>();
    private final double step;
    private double time = 1000;
    private double charge = CAPACITY;
    private boolean tellsCharge = true;
    private boolean counts;
    private double discharged = 100;
    private double charged = 90;
    private double celsius = 25;

    /** @param step seconds between samples */
    TestBattery(double step) {
        this.step = step;
    }

    TestBattery withoutStateOfCharge() {
        tellsCharge = false;
        return this;
    }

    TestBattery withCounters() {
        counts = true;
        return this;
    }

    TestBattery at(double temperature) {
        celsius = temperature;
        return this;
    }

    /** Lets a current flow, discharging negative, for some time. */
    TestBattery flow(double current, double seconds) {
        for (double left = seconds; left > 1e-6; left -= step) {
            double part = Math.min(left, step);
            time += part;
            charge += current * part / 3600;
            discharged += Math.max(0, -current * part / 3600);
            charged += Math.max(0, current * part / 3600);
            sample(current);
        }
        return this;
    }

    TestBattery rest(double seconds) {
        return flow(0, seconds);
    }

    /** Discharges until the empty voltage or the state of charge. */
    TestBattery dischargeTo(double percent, double current) {
        return flow(-current, (charge - percent / 100 * CAPACITY) * 3600 / current);
    }

    /** Charges fully, with a constant-voltage phase that ends at C/20. */
    TestBattery chargeFully() {
        flow(1.5, (CAPACITY - 0.05 - charge) * 3600 / 1.5);
        return flow(0.1, 0.05 * 3600 / 0.1);
    }

    /** One cycle of a full discharge at 1 C. */
    TestBattery cycle() {
        return rest(120).dischargeTo(0, 2).rest(300);
    }

    private void sample(double current) {
        double volts = 2.8 + 1.4 * charge / CAPACITY + 0.1 * current / NOMINAL;
        samples.add(new BatterySample(
                time,
                current,
                OptionalDouble.of(12 * volts),
                OptionalDouble.of(volts),
                tellsCharge
                        ? OptionalDouble.of(Math.max(0, Math.min(100, 100 * charge / CAPACITY)))
                        : OptionalDouble.empty(),
                OptionalInt.of(7),
                new Cells(OptionalDouble.of(volts + 0.01), OptionalInt.of(3), OptionalDouble.of(celsius)),
                counts ? new Counters(OptionalDouble.of(discharged), OptionalDouble.of(charged)) : Counters.NONE));
    }

    List<BatterySample> samples() {
        return samples;
    }
}
