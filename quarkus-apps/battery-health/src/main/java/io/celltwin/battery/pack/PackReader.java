package io.celltwin.battery.pack;

import io.celltwin.battery.capacity.BatterySample;
import io.celltwin.battery.capacity.BatterySample.Cells;
import io.celltwin.battery.capacity.BatterySample.Counters;
import io.celltwin.battery.units.UnitScale;
import io.celltwin.model.ModelProperty;
import io.celltwin.twin.values.KnownValues;
import io.celltwin.twin.values.ModelValues;
import io.celltwin.twin.values.TwinChange;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.eclipse.ditto.json.JsonValue;

/** Makes samples from the changes of one battery's twin, each of which tells only some of its values. */
final class PackReader {

    private static final double MILLIS_PER_SECOND = 1000;
    /** What broken sensors show: the end of their range, or nothing. */
    private static final double COLDEST = -39.5;

    /** Above, no cell may be discharged; a sensor that shows 77 °C at room temperature tells °F. */
    private static final double WARMEST = 65;
    /** A sensor at exactly 0 °C is dead if the others are so far from it, K. */
    private static final double APART = 5;

    private final PackModel model;
    private final KnownValues known;
    private Optional<String> obstacle = Optional.empty();

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
        obstacle = findObstacle();
        OptionalDouble time = time();
        OptionalDouble current = number(model.current());
        if (time.isEmpty() || current.isEmpty()) {
            return Optional.empty();
        }
        double[] cells = new double[model.cellVoltages().size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = cellVoltage(i);
        }
        int weakest = weakest(cells);
        return Optional.of(new BatterySample(
                time.getAsDouble(),
                current.getAsDouble(),
                number(model.voltage()),
                weakest < 0 ? OptionalDouble.empty() : OptionalDouble.of(cells[weakest]),
                number(model.stateOfCharge()),
                cycle(),
                new Cells(
                        Arrays.stream(cells).filter(Double::isFinite).max(),
                        weakest < 0 ? OptionalInt.empty() : OptionalInt.of(weakest + 1),
                        temperature()),
                new Counters(number(model.discharged()), number(model.charged()))));
    }

    /** Why nothing can be measured with what the battery told last. */
    Optional<String> obstacle() {
        return obstacle;
    }

    private Optional<String> findObstacle() {
        if (!(nominalCapacity().orElse(0) > 0)) {
            return Optional.of("its nominal capacity is not known, or no positive number");
        }
        if (isNoNumber(model.current())) {
            return Optional.of("its current is told as something else than a number");
        }
        if (model.operatingTime().map(this::isNoNumber).orElse(false)) {
            return Optional.of("its operating time is told as something else than a number");
        }
        boolean blind = number(model.stateOfCharge()).isEmpty()
                && number(model.voltage()).isEmpty()
                && model.cellVoltages().stream().allMatch(cell -> number(cell).isEmpty());
        return blind
                ? Optional.of(
                        "it tells neither voltages nor a state of charge, so that nothing says when it is charged or empty")
                : Optional.empty();
    }

    private boolean isNoNumber(ModelProperty property) {
        return known.value(property).isPresent() && known.number(property).isEmpty();
    }

    /** The nominal capacity; Ah. */
    OptionalDouble nominalCapacity() {
        return number(model.nominalCapacity());
    }

    /** The cells' chemistry, in words. */
    Optional<String> chemistry() {
        return model.chemistry()
                .flatMap(known::value)
                .filter(JsonValue::isString)
                .map(JsonValue::asString);
    }

    /** The battery's serial number, if it has one. */
    Optional<String> serialNumber() {
        return model.serialNumber()
                .flatMap(known::value)
                .filter(JsonValue::isString)
                .map(JsonValue::asString)
                .filter(serial -> !serial.isBlank());
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

    /** A cell whose sensor is broken is left out, so that it does not stand for the weakest one. */
    private double cellVoltage(int index) {
        OptionalDouble volts = number(model.cellVoltages().get(index));
        return volts.isPresent()
                        && volts.getAsDouble() >= BatterySample.LEAST_CELL_VOLTAGE
                        && volts.getAsDouble() <= BatterySample.MOST_CELL_VOLTAGE
                ? volts.getAsDouble()
                : Double.NaN;
    }

    private static int weakest(double[] cells) {
        int weakest = -1;
        for (int i = 0; i < cells.length; i++) {
            if (Double.isFinite(cells[i]) && (weakest < 0 || cells[i] < cells[weakest])) {
                weakest = i;
            }
        }
        return weakest;
    }

    /** The median of the sensors that are not dead. */
    private OptionalDouble temperature() {
        double[] told = model.temperatures().stream()
                .flatMapToDouble(sensor -> number(sensor).stream())
                .filter(celsius -> celsius > COLDEST && celsius < WARMEST)
                .sorted()
                .toArray();
        boolean zeroIsDead = told.length > 0 && Math.max(-told[0], told[told.length - 1]) > APART;
        double[] alive = Arrays.stream(told)
                .filter(celsius -> celsius != 0 || !zeroIsDead)
                .toArray();
        return alive.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(alive[alive.length / 2]);
    }

    private OptionalInt cycle() {
        OptionalDouble count = number(model.cycleCount());
        return count.isPresent() && count.getAsDouble() >= 0 && count.getAsDouble() < Integer.MAX_VALUE
                ? OptionalInt.of((int) count.getAsDouble())
                : OptionalInt.empty();
    }

    private OptionalDouble number(Optional<ModelProperty> property) {
        return property.map(this::number).orElseGet(OptionalDouble::empty);
    }

    private OptionalDouble number(ModelProperty property) {
        return UnitScale.number(known, property);
    }
}
