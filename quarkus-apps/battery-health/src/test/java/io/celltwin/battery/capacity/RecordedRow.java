package io.celltwin.battery.capacity;

import io.celltwin.battery.capacity.BatterySample.Cells;
import io.celltwin.battery.capacity.BatterySample.Counters;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** One row of a record that is to be corrupted: what is absent is left out by its name. */
final class RecordedRow {

    double time;
    double current;
    OptionalDouble pack;
    OptionalDouble lowest;
    OptionalDouble highest;
    OptionalDouble stateOfCharge;
    OptionalDouble temperature;
    OptionalDouble discharged;
    OptionalDouble charged;
    OptionalInt cycle;

    RecordedRow(BatterySample sample) {
        time = sample.time();
        current = sample.current();
        pack = sample.packVoltage();
        lowest = sample.lowestCellVoltage();
        highest = sample.cells().highestVoltage();
        stateOfCharge = sample.stateOfCharge();
        temperature = sample.cells().temperature();
        discharged = sample.counters().discharged();
        charged = sample.counters().charged();
        cycle = sample.cycle();
    }

    RecordedRow copy() {
        return new RecordedRow(sample());
    }

    void withoutVoltages() {
        pack = OptionalDouble.empty();
        lowest = OptionalDouble.empty();
        highest = OptionalDouble.empty();
    }

    void voltages(double moved) {
        lowest = OptionalDouble.of(lowest.getAsDouble() + moved);
        highest = OptionalDouble.of(highest.getAsDouble() + moved);
        pack = OptionalDouble.of(pack.getAsDouble() + 12 * moved);
    }

    BatterySample sample() {
        return new BatterySample(
                time,
                current,
                pack,
                lowest,
                stateOfCharge,
                cycle,
                new Cells(highest, OptionalInt.of(3), temperature),
                new Counters(discharged, charged));
    }
}
