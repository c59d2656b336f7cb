package io.celltwin.battery;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;

/**
 * What a battery management system says at one moment.
 *
 * @param time the battery's operating time, or the wall clock where it has none; s
 * @param current pack current, discharging negative; A
 * @param packVoltage pack voltage; V
 * @param lowestCellVoltage voltage of the weakest cell; V
 * @param stateOfCharge the system's own estimate; %
 * @param cycle its counter of full cycles
 */
public record BatterySample(
        double time,
        double current,
        OptionalDouble packVoltage,
        OptionalDouble lowestCellVoltage,
        OptionalDouble stateOfCharge,
        OptionalInt cycle) {

    private static final String TIME = "time";
    private static final String CURRENT = "current";
    private static final String PACK_VOLTAGE = "packVoltage";
    private static final String LOWEST_CELL_VOLTAGE = "lowestCellVoltage";
    private static final String STATE_OF_CHARGE = "stateOfCharge";
    private static final String CYCLE = "cycle";

    JsonObject toJson() {
        JsonObjectBuilder json = JsonObject.newBuilder().set(TIME, time).set(CURRENT, current);
        packVoltage.ifPresent(value -> json.set(PACK_VOLTAGE, value));
        lowestCellVoltage.ifPresent(value -> json.set(LOWEST_CELL_VOLTAGE, value));
        stateOfCharge.ifPresent(value -> json.set(STATE_OF_CHARGE, value));
        cycle.ifPresent(value -> json.set(CYCLE, value));
        return json.build();
    }

    static BatterySample of(JsonObject json) {
        return new BatterySample(
                json.getValue(TIME).orElseThrow().asDouble(),
                json.getValue(CURRENT).orElseThrow().asDouble(),
                number(json, PACK_VOLTAGE),
                number(json, LOWEST_CELL_VOLTAGE),
                number(json, STATE_OF_CHARGE),
                json.getValue(CYCLE).map(value -> OptionalInt.of(value.asInt())).orElseGet(OptionalInt::empty));
    }

    private static OptionalDouble number(JsonObject json, String name) {
        return json.getValue(name)
                .map(value -> OptionalDouble.of(value.asDouble()))
                .orElseGet(OptionalDouble::empty);
    }

    /** Whether time and current are numbers at all. */
    boolean usable() {
        return Double.isFinite(time) && Double.isFinite(current);
    }
}
