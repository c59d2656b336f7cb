package io.celltwin.battery.pack;

import io.celltwin.battery.capacity.CapacitySource;
import io.celltwin.battery.capacity.Discard;
import io.celltwin.battery.life.FadeTrend;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * What was concluded from a battery's discharges so far, beside its trend.
 *
 * @param counter its full cycles
 * @param estimate its capacity
 * @param pending a capacity far from the trend that waits for confirmation
 * @param rejected how many discharges were not taken
 * @param rejections the last of them
 * @param pace how fast it is used
 * @param endOfLifeSince since when it is beyond its end of life
 * @param reference how it took its charge when its capacity was known
 * @param chargesSinceFull how many charges there were since the last full discharge
 * @param replacedAt cycle from which on it is another battery
 * @param serialNumber of the battery that all this is about
 */
record HealthRecord(
        CycleCounter counter,
        Optional<CapacityEstimate> estimate,
        Optional<Pending> pending,
        long rejected,
        List<Rejected> rejections,
        Optional<Pace> pace,
        Optional<Instant> endOfLifeSince,
        Optional<ChargeReference> reference,
        OptionalInt chargesSinceFull,
        OptionalDouble replacedAt,
        Optional<String> serialNumber) {

    static final HealthRecord NEW = new HealthRecord(
            CycleCounter.NEW,
            Optional.empty(),
            Optional.empty(),
            0,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalDouble.empty(),
            Optional.empty());

    private static final int MOST_REJECTIONS = 5;
    private static final int MOST_CHARGES = 1_000_000;

    /**
     * A capacity that waits for another one like it.
     *
     * @param cycle of its discharge
     * @param capacityAh at 25 °C, Ah
     * @param standardErrorAh of it, Ah
     * @param source from what it was found
     */
    record Pending(double cycle, double capacityAh, double standardErrorAh, CapacitySource source) {

        Pending {
            if (!(cycle >= 0 && capacityAh > 0 && standardErrorAh > 0)) {
                throw new IllegalArgumentException("no capacity waits so");
            }
        }

        FadeTrend.Point point() {
            return new FadeTrend.Point(cycle, capacityAh, OptionalDouble.of(standardErrorAh));
        }
    }

    /**
     * A discharge that was not taken.
     *
     * @param at when that became clear
     * @param reason why
     * @param chargeAh what had been counted, Ah
     */
    record Rejected(Instant at, Discard reason, double chargeAh) {}

    /**
     * How fast a battery is used.
     *
     * @param since when its cycle was first told
     * @param cycle the one then
     */
    record Pace(Instant since, double cycle) {}

    HealthRecord {
        rejections = List.copyOf(rejections);
        if (rejections.size() > MOST_REJECTIONS || rejected < 0) {
            throw new IllegalArgumentException("too many rejected discharges are remembered");
        }
    }

    HealthRecord with(CycleCounter next) {
        return changed(draft -> draft.counter = next);
    }

    HealthRecord with(Pace next) {
        return changed(draft -> draft.pace = Optional.of(next));
    }

    HealthRecord with(ChargeReference next) {
        return changed(draft -> draft.reference = Optional.of(next));
    }

    HealthRecord estimating(CapacityEstimate next) {
        return changed(draft -> {
            draft.estimate = Optional.of(next);
            draft.pending = Optional.empty();
        });
    }

    /** How the capacity was estimated, once it was. */
    EstimatorState estimator() {
        return new EstimatorState(estimate.orElseThrow(), reference, chargesSinceFull, replacedAt);
    }

    /** As another process left it in the twin. */
    HealthRecord goingOn(EstimatorState state) {
        return changed(draft -> {
            draft.estimate = Optional.of(state.estimate());
            draft.reference = state.reference();
            draft.chargesSinceFull = state.chargesSinceFull();
            draft.replacedAt = state.replacedAt();
        });
    }

    /** After a full discharge. */
    HealthRecord fullyDischarged() {
        return changed(draft -> draft.chargesSinceFull = OptionalInt.of(0));
    }

    /** After a charge. */
    HealthRecord charged() {
        return changed(draft -> draft.chargesSinceFull = chargesSinceFull.isPresent()
                ? OptionalInt.of(Math.min(MOST_CHARGES, chargesSinceFull.getAsInt() + 1))
                : chargesSinceFull);
    }

    /** The battery became another one; what was known of how it takes its charge is of the former one. */
    HealthRecord becomingAnother(OptionalDouble replaced) {
        return changed(draft -> {
            draft.estimate = Optional.empty();
            draft.pending = Optional.empty();
            draft.reference = Optional.empty();
            draft.chargesSinceFull = OptionalInt.empty();
            draft.replacedAt = replaced;
        });
    }

    HealthRecord waiting(FadeTrend.Point point, CapacitySource source) {
        return changed(draft -> draft.pending = Optional.of(new Pending(
                point.cycle(), point.capacity(), point.standardError().orElseThrow(), source)));
    }

    /** With another capacity that waits for confirmation, or none. */
    HealthRecord with(Optional<Pending> next) {
        return changed(draft -> draft.pending = next);
    }

    /** Beyond the end of life since a moment, or not. */
    HealthRecord ended(Optional<Instant> since) {
        return changed(draft -> draft.endOfLifeSince = since);
    }

    /** For another battery: what was not taken is still told of. */
    HealthRecord anew() {
        return NEW.changed(draft -> {
            draft.rejected = rejected;
            draft.rejections = rejections;
            draft.serialNumber = serialNumber;
        });
    }

    /** Of the battery with a serial number, if it has one. */
    HealthRecord of(Optional<String> serial) {
        return changed(draft -> draft.serialNumber = serial);
    }

    HealthRecord rejecting(Rejected one) {
        List<Rejected> longer = new ArrayList<>(rejections);
        longer.add(one);
        return changed(draft -> {
            draft.rejected = rejected + 1;
            draft.rejections = longer.subList(Math.max(0, longer.size() - MOST_REJECTIONS), longer.size());
        });
    }

    private HealthRecord changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.finished();
    }

    /** A copy while some of its parts are changed. */
    private static final class Draft {
        private CycleCounter counter;
        private Optional<CapacityEstimate> estimate;
        private Optional<Pending> pending;
        private long rejected;
        private List<Rejected> rejections;
        private Optional<Pace> pace;
        private Optional<Instant> endOfLifeSince;
        private Optional<ChargeReference> reference;
        private OptionalInt chargesSinceFull;
        private OptionalDouble replacedAt;
        private Optional<String> serialNumber;

        Draft(HealthRecord from) {
            counter = from.counter;
            estimate = from.estimate;
            pending = from.pending;
            rejected = from.rejected;
            rejections = from.rejections;
            pace = from.pace;
            endOfLifeSince = from.endOfLifeSince;
            reference = from.reference;
            chargesSinceFull = from.chargesSinceFull;
            replacedAt = from.replacedAt;
            serialNumber = from.serialNumber;
        }

        HealthRecord finished() {
            return new HealthRecord(
                    counter,
                    estimate,
                    pending,
                    rejected,
                    rejections,
                    pace,
                    endOfLifeSince,
                    reference,
                    chargesSinceFull,
                    replacedAt,
                    serialNumber);
        }
    }
}
