package io.celltwin.adapter.edge;

import io.celltwin.adapter.driver.Reading;
import io.celltwin.model.ModelProperty;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tells values that differ by more than their deadband from what was told last. While a reading is bad, the last
 * value stands.
 */
final class ChangeDetection implements EdgeStage {

    private final PropertyStates<LastValue> values = new PropertyStates<>(LastValue::new);

    @Override
    public void accept(Reading reading, EdgeCycle cycle, Consumer<Reading> next) {
        if (reading.value() != null) {
            values.of(reading.property()).accept(reading, cycle);
        }
        next.accept(reading);
    }

    @Override
    public void tellAll(EdgeCycle cycle) {
        values.all().forEach(value -> value.tell(cycle));
    }

    private static final class LastValue {

        private final ModelProperty property;
        private Object last;
        private Object told;

        private LastValue(ModelProperty property) {
            this.property = property;
        }

        private void accept(Reading reading, EdgeCycle cycle) {
            last = reading.value();
            if (told == null || isWorthTelling(told, last, property.deadband())) {
                tell(cycle);
            }
        }

        private void tell(EdgeCycle cycle) {
            told = last;
            cycle.value(property, last);
        }

        /**
         * @param deadband the greatest difference of numbers that is not worth telling, not negative
         */
        private static boolean isWorthTelling(Object told, Object now, double deadband) {
            if (told instanceof Number before && now instanceof Number after) {
                return deadband == 0
                        ? !before.equals(after)
                        : Math.abs(after.doubleValue() - before.doubleValue()) > deadband;
            }
            if (told instanceof List<?> before && now instanceof List<?> after) {
                if (before.size() != after.size()) {
                    return true;
                }
                for (int i = 0; i < before.size(); i++) {
                    if (isWorthTelling(before.get(i), after.get(i), deadband)) {
                        return true;
                    }
                }
                return false;
            }
            return !told.equals(now);
        }
    }
}
