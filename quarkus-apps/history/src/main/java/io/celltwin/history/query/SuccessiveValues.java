package io.celltwin.history.query;

import io.celltwin.history.point.PointValue.NumberValue;
import io.celltwin.history.store.StoredPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is made of points one after another. Points come oldest first. A gap, or a value that is no number, ends what went before:
 * nothing is computed across it.
 */
final class SuccessiveValues {

    private final Function function;
    private final List<DataEntry> entries = new ArrayList<>();
    private StoredPoint before;
    private double area;
    private boolean anyArea;

    SuccessiveValues(Function function) {
        this.function = function;
    }

    void add(StoredPoint point) {
        if (!(point.value() instanceof NumberValue number)) {
            before = null;
            return;
        }
        if (before != null && before.value() instanceof NumberValue earlier) {
            double seconds = Duration.between(before.time(), point.time()).toNanos() / 1e9;
            if (seconds <= 0) {
                return;
            }
            follow(point.time(), earlier.value(), number.value(), seconds);
        }
        before = point;
    }

    private void follow(Instant time, double earlier, double value, double seconds) {
        switch (function) {
            case DERIVATIVE -> entries.add(number(time, (value - earlier) / seconds));
            case RATE -> entries.add(number(time, (value < earlier ? value : value - earlier) / seconds));
            case INTEGRAL -> {
                area += (earlier + value) / 2 * seconds;
                anyArea = true;
            }
            default -> throw new IllegalArgumentException(function + " is made by the store");
        }
    }

    private static DataEntry number(Instant time, double value) {
        return DataEntry.of(time, NumberValue.of(value));
    }

    int size() {
        return entries.size();
    }

    /** @param from when the range begins: the time of the one value of an integral */
    List<DataEntry> entries(Instant from) {
        return function == Function.INTEGRAL
                ? Optional.of(number(from, area)).filter(any -> anyArea).stream()
                        .toList()
                : List.copyOf(entries);
    }
}
