package io.celltwin.battery;

import io.celltwin.model.ModelProperty;
import io.celltwin.twin.values.KnownValues;
import io.celltwin.twin.values.ModelValues;
import io.celltwin.twin.values.TwinChange;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Makes samples from the changes of one battery's twin, each of which tells only some of its values. */
final class PackReader {

    private static final double MILLIS_PER_SECOND = 1000;

    private final PackModel model;
    private final KnownValues known;

    PackReader(PackModel model) {
        this(model, new KnownValues());
    }

    /** @param known what is known of the battery already */
    PackReader(PackModel model, KnownValues known) {
        this.model = model;
        this.known = known;
    }

    /** What is known of the battery. */
    KnownValues known() {
        return known;
    }

    /**
     * Takes a change.
     *
     * @return the battery's state after it; empty if the change is not about its charge, or current or time is not known
     */
    Optional<BatterySample> read(TwinChange change) {
        known.apply(change);
        if (!tellsOfCharge(change)) {
            return Optional.empty();
        }
        OptionalDouble time = time();
        OptionalDouble current = known.number(model.current());
        if (time.isEmpty() || current.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new BatterySample(
                time.getAsDouble(),
                current.getAsDouble(),
                number(model.voltage()),
                lowestCell(),
                number(model.stateOfCharge()),
                cycle()));
    }

    /** The nominal capacity; Ah. */
    OptionalDouble nominalCapacity() {
        return known.number(model.nominalCapacity());
    }

    private boolean tellsOfCharge(TwinChange change) {
        ModelValues values = ModelValues.of(change);
        // That a battery is charged may be told after its clock, for a device is not read all at once.
        return values.value(model.current()).isPresent()
                || model.operatingTime().flatMap(values::value).isPresent()
                || model.stateOfCharge().flatMap(values::value).isPresent();
    }

    private OptionalDouble time() {
        if (model.operatingTime().isPresent()) {
            return number(model.operatingTime());
        }
        return known.observedAt(model.current())
                .map(time -> OptionalDouble.of(time.toEpochMilli() / MILLIS_PER_SECOND))
                .orElseGet(OptionalDouble::empty);
    }

    private OptionalDouble lowestCell() {
        return model.cellVoltages().stream()
                .flatMapToDouble(cell -> known.number(cell).stream())
                .min();
    }

    private OptionalInt cycle() {
        OptionalDouble count = number(model.cycleCount());
        return count.isPresent() && count.getAsDouble() >= 0 && count.getAsDouble() < Integer.MAX_VALUE
                ? OptionalInt.of((int) count.getAsDouble())
                : OptionalInt.empty();
    }

    private OptionalDouble number(Optional<ModelProperty> property) {
        return property.map(known::number).orElseGet(OptionalDouble::empty);
    }
}
