package io.celltwin.adapter.modbus;

import io.celltwin.modbus.plan.DataPoint;
import io.celltwin.model.binding.ModbusFunction;
import java.util.Optional;

/**
 * One property that may be written, and how.
 *
 * @param place where it is and what its bytes mean
 * @param function the function that its form names, if it names one
 */
record WritePoint(DataPoint place, Optional<ModbusFunction> function) {

    boolean asksFor(ModbusFunction wanted) {
        return function.filter(wanted::equals).isPresent();
    }
}
