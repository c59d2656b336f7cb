package io.celltwin.maintenance;

import io.celltwin.model.ModelProperty;
import io.celltwin.twin.values.KnownValues;
import io.celltwin.twin.values.ModelValues;
import io.celltwin.twin.values.TwinChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.eclipse.ditto.json.JsonValue;

/**
 * Makes rows of all indicators from the changes of one machine's twin, each of which tells only some of them. A row is made
 * when an indicator changed, so at the machine's own rate, but not more often than the interval; and only while the machine
 * runs and every indicator is known and good.
 */
final class RowSampler {

    private static final String RUNNING = "Execute";

    private final MachineModel model;
    private final Duration interval;
    private final KnownValues known;
    private Instant lastRow;

    RowSampler(MachineModel model, Duration interval) {
        this(model, interval, new KnownValues(), Instant.MIN);
    }

    private RowSampler(MachineModel model, Duration interval, KnownValues known, Instant lastRow) {
        this.model = model;
        this.interval = interval;
        this.known = known;
        this.lastRow = lastRow;
    }

    /** Goes on from where another one stopped. */
    static RowSampler of(MonitorState.Sampler state, MachineModel model, Duration interval) {
        return new RowSampler(
                model, interval, KnownValues.of(state.known()), state.lastRow().orElse(Instant.MIN));
    }

    /** Where it stands. */
    MonitorState.Sampler state() {
        return new MonitorState.Sampler(known.state(), Optional.of(lastRow).filter(time -> !time.equals(Instant.MIN)));
    }

    /**
     * Takes a change.
     *
     * @return the row that it completed
     */
    Optional<double[]> next(TwinChange change) {
        known.apply(change);
        if (!tellsOfCondition(change) || !running()) {
            return Optional.empty();
        }
        Instant time = known.observedAt(model.indicators().get(0)).orElse(change.timestamp());
        // A device clock that jumps back must not stop the rows.
        if (!time.isBefore(lastRow) && !lastRow.equals(Instant.MIN) && time.isBefore(lastRow.plus(interval))) {
            return Optional.empty();
        }
        double[] row = new double[model.indicators().size()];
        for (int k = 0; k < row.length; k++) {
            OptionalDouble value = known.number(model.indicators().get(k));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            row[k] = value.getAsDouble();
        }
        lastRow = time;
        return Optional.of(row);
    }

    /** Whether the machine runs; one whose model has no state is taken to run always. */
    boolean running() {
        return model.state().isEmpty()
                || model.state()
                        .flatMap(known::value)
                        .filter(JsonValue::isString)
                        .map(JsonValue::asString)
                        .filter(RUNNING::equals)
                        .isPresent();
    }

    private boolean tellsOfCondition(TwinChange change) {
        ModelValues values = ModelValues.of(change);
        for (ModelProperty indicator : model.indicators()) {
            if (values.value(indicator).isPresent()) {
                return true;
            }
        }
        return false;
    }
}
