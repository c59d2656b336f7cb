package io.celltwin.lifecycle.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.celltwin.state.StateCodec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything that another process needs to go on with a machine.
 *
 * @param lastValues the last value of each of its values
 * @param open the step that a batch is passing on it
 * @param batchKnown whether it has told which batch it has, or that it has none, so that another one is seen coming
 * @param notGood names of the values that are not good, as in {@link ValueKey}
 * @param disconnected whether the device was not connected
 */
record MachineState(
        List<LastValue> lastValues,
        Optional<Step> open,
        boolean batchKnown,
        List<String> notGood,
        boolean disconnected) {

    static final StateCodec<MachineState> CODEC = StateCodec.of(
                    "What is remembered of the machine",
                    MachineState.class,
                    "The machine is followed anew from its twin, and a step under way is recorded from now on")
            .version()
            .version(MachineState::withWhatIsNotKnown)
            .build();

    /**
     * The last of a value.
     *
     * @param name as in {@link ValueKey}, likewise {@code title} and {@code unit}
     * @param last a finite number
     */
    record LastValue(String name, String title, String unit, double last) {

        LastValue {
            requireFinite(last);
        }

        static LastValue of(ValueKey key, double last) {
            return new LastValue(key.name(), key.title(), key.unit(), last);
        }

        ValueKey key() {
            return new ValueKey(name, title, unit);
        }
    }

    /**
     * A step under way.
     *
     * @param beginningSeen whether the batch was seen coming
     * @param interrupted whether values may be missing
     * @param values the statistics of each value seen meanwhile
     * @param alarms ids of the alarms seen meanwhile
     */
    record Step(
            String step,
            String batch,
            Instant startedAt,
            boolean beginningSeen,
            boolean interrupted,
            List<StepValue> values,
            List<String> alarms) {

        Step {
            if (step.isBlank() || batch.isBlank()) {
                throw new IllegalArgumentException("the step or its batch has no name");
            }
            values = List.copyOf(values);
            alarms = List.copyOf(alarms);
        }
    }

    /**
     * The statistics of one value.
     *
     * @param name as in {@link ValueKey}, likewise {@code title} and {@code unit}
     */
    record StepValue(String name, String title, String unit, Statistics statistics) {

        static StepValue of(ValueKey key, Statistics statistics) {
            return new StepValue(key.name(), key.title(), key.unit(), statistics);
        }

        ValueKey key() {
            return new ValueKey(name, title, unit);
        }
    }

    /**
     * Where {@link ValueStatistics} stand.
     *
     * @param count how many new values were seen
     * @param weightS how long values held, seconds
     * @param mean weighted by holding time
     * @param squaredDeviations sum of the weighted squares
     * @param held the value that holds
     * @param heldSince since when
     * @param minimum the least value that held
     * @param maximum the greatest
     * @param known whether it is known what holds
     */
    record Statistics(
            long count,
            double weightS,
            double mean,
            double squaredDeviations,
            double held,
            Instant heldSince,
            double minimum,
            double maximum,
            boolean known) {

        Statistics {
            requireFinite(weightS, mean, squaredDeviations, held, minimum, maximum);
            if (count < 0 || weightS < 0 || squaredDeviations < 0) {
                throw new IllegalArgumentException("a count, a weight or a sum of squares is negative");
            }
            if (minimum > held || maximum < held) {
                throw new IllegalArgumentException("the value that holds lies outside the extremes");
            }
        }
    }

    MachineState {
        lastValues = List.copyOf(lastValues);
        notGood = List.copyOf(notGood);
    }

    /** Version 1 did not tell whether a beginning was seen, so it is not said to have been; all values counted as known. */
    private static JsonNode withWhatIsNotKnown(JsonNode former) {
        if (former.path("open") instanceof ObjectNode step) {
            step.put("beginningSeen", false);
            step.path("values").findValues("statistics").forEach(statistics -> {
                if (statistics instanceof ObjectNode object) {
                    object.put("known", true);
                }
            });
        }
        if (former instanceof ObjectNode machine) {
            machine.put("batchKnown", false).put("disconnected", false).putArray("notGood");
        }
        return former;
    }

    private static void requireFinite(double... numbers) {
        for (double number : numbers) {
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException("a value is no finite number");
            }
        }
    }
}
