package io.celltwin.maintenance.machine;

import io.celltwin.model.ModelProperty;
import io.celltwin.twin.values.KnownValues;
import io.celltwin.twin.values.ModelValues;
import io.celltwin.twin.values.TwinChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.ditto.json.JsonValue;

/**
 * Makes samples of all indicators from the changes of one machine's twin, each of which tells only some of them. A sample is made
 * when an indicator changed, so at the machine's own rate, but not more often than the interval: what is learnt at one rate
 * must not be judged at another. Only while the machine is reached and runs. An indicator that is not known or not good does not
 * keep the others from being judged.
 */
final class RowSampler {

    private static final String RUNNING = "Execute";
    private static final String DISCONNECTED = "disconnected";
    /** A larger number is no measurement, and its square could not be added up. */
    private static final double LARGEST = 1e100;

    private final MachineModel model;
    private final Duration interval;
    private final KnownValues known;
    private Instant lastSample;

    RowSampler(MachineModel model, Duration interval) {
        this(model, interval, new KnownValues(), Instant.MIN);
    }

    private RowSampler(MachineModel model, Duration interval, KnownValues known, Instant lastSample) {
        this.model = model;
        this.interval = interval;
        this.known = known;
        this.lastSample = lastSample;
    }

    /** Goes on from where another one stopped. */
    static RowSampler of(MonitorState.Sampler state, MachineModel model, Duration interval) {
        return new RowSampler(
                model, interval, KnownValues.of(state.known()), state.lastRow().orElse(Instant.MIN));
    }

    /** Where it stands. */
    MonitorState.Sampler state() {
        return new MonitorState.Sampler(
                known.state(), Optional.of(lastSample).filter(time -> !time.equals(Instant.MIN)));
    }

    /** What is known of the machine. */
    KnownValues known() {
        return known;
    }

    /**
     * Takes a change.
     *
     * @return the sample that it completed
     */
    Optional<Sample> next(TwinChange change) {
        known.apply(change);
        if (!tellsOfCondition(change) || !running() || !connected()) {
            return Optional.empty();
        }
        Instant time = known.observedAt(model.indicators().get(0)).orElse(change.timestamp());
        // A device clock that jumps back must not stop the samples.
        if (!time.isBefore(lastSample) && !lastSample.equals(Instant.MIN) && time.isBefore(lastSample.plus(interval))) {
            return Optional.empty();
        }
        double[] values = new double[model.indicators().size()];
        boolean any = false;
        for (int k = 0; k < values.length; k++) {
            values[k] = known.number(model.indicators().get(k)).orElse(Double.NaN);
            values[k] = Math.abs(values[k]) <= LARGEST ? values[k] : Double.NaN;
            any |= Double.isFinite(values[k]);
        }
        lastSample = time;
        return any ? Optional.of(new Sample(time, values)) : Optional.empty();
    }

    /** Whether the machine runs; one whose model has no state is taken to run always. */
    boolean running() {
        return model.state().isEmpty() || says(model.state(), RUNNING);
    }

    /** Whether the machine is reached, as far as is known. */
    boolean connected() {
        return !says(model.connection(), DISCONNECTED);
    }

    private boolean says(Optional<ModelProperty> property, String text) {
        return property.flatMap(known::value)
                .filter(JsonValue::isString)
                .map(JsonValue::asString)
                .filter(text::equals)
                .isPresent();
    }

    private boolean tellsOfCondition(TwinChange change) {
        ModelValues values = ModelValues.of(change);
        for (ModelProperty indicator : model.indicators()) {
            if (values.value(indicator).isPresent() || values.good(indicator).isPresent()) {
                return true;
            }
        }
        return false;
    }
}
