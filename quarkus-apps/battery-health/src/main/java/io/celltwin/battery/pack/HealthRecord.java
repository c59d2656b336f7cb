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
        return new HealthRecord(
                next,
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

    HealthRecord with(Pace next) {
        return new HealthRecord(
                counter,
                estimate,
                pending,
                rejected,
                rejections,
                Optional.of(next),
                endOfLifeSince,
                reference,
                chargesSinceFull,
                replacedAt,
                serialNumber);
    }

    HealthRecord with(ChargeReference next) {
        return new HealthRecord(
                counter,
                estimate,
                pending,
                rejected,
                rejections,
                pace,
                endOfLifeSince,
                Optional.of(next),
                chargesSinceFull,
                replacedAt,
                serialNumber);
    }

    HealthRecord estimating(CapacityEstimate next) {
        return new HealthRecord(
                counter,
                Optional.of(next),
                Optional.empty(),
                rejected,
                rejections,
                pace,
                endOfLifeSince,
                reference,
                chargesSinceFull,
                replacedAt,
                serialNumber);
    }

    /** How the capacity was estimated, once it was. */
    EstimatorState estimator() {
        return new EstimatorState(estimate.orElseThrow(), reference, chargesSinceFull, replacedAt);
    }

    /** As another process left it in the twin. */
    HealthRecord goingOn(EstimatorState state) {
        return new HealthRecord(
                counter,
                Optional.of(state.estimate()),
                pending,
                rejected,
                rejections,
                pace,
                endOfLifeSince,
                state.reference(),
                state.chargesSinceFull(),
                state.replacedAt(),
                serialNumber);
    }

    /** After a full discharge. */
    HealthRecord fullyDischarged() {
        return new HealthRecord(
                counter,
                estimate,
                pending,
                rejected,
                rejections,
                pace,
                endOfLifeSince,
                reference,
                OptionalInt.of(0),
                replacedAt,
                serialNumber);
    }

    /** After a charge. */
    HealthRecord charged() {
        return new HealthRecord(
                counter,
                estimate,
                pending,
                rejected,
                rejections,
                pace,
                endOfLifeSince,
                reference,
                chargesSinceFull.isPresent()
                        ? OptionalInt.of(Math.min(MOST_CHARGES, chargesSinceFull.getAsInt() + 1))
                        : chargesSinceFull,
                replacedAt,
                serialNumber);
    }

    /** The battery became another one; what was known of how it takes its charge is of the former one. */
    HealthRecord becomingAnother(OptionalDouble replaced) {
        return new HealthRecord(
                counter,
                Optional.empty(),
                Optional.empty(),
                rejected,
                rejections,
                pace,
                endOfLifeSince,
                Optional.empty(),
                OptionalInt.empty(),
                replaced,
                serialNumber);
    }

    HealthRecord waiting(FadeTrend.Point point, CapacitySource source) {
        return new HealthRecord(
                counter,
                estimate,
                Optional.of(new Pending(
                        point.cycle(), point.capacity(), point.standardError().orElseThrow(), source)),
                rejected,
                rejections,
                pace,
                endOfLifeSince,
                reference,
                chargesSinceFull,
                replacedAt,
                serialNumber);
    }

    /** With another capacity that waits for confirmation, or none. */
    HealthRecord with(Optional<Pending> next) {
        return new HealthRecord(
                counter,
                estimate,
                next,
                rejected,
                rejections,
                pace,
                endOfLifeSince,
                reference,
                chargesSinceFull,
                replacedAt,
                serialNumber);
    }

    /** Beyond the end of life since a moment, or not. */
    HealthRecord ended(Optional<Instant> since) {
        return new HealthRecord(
                counter,
                estimate,
                pending,
                rejected,
                rejections,
                pace,
                since,
                reference,
                chargesSinceFull,
                replacedAt,
                serialNumber);
    }

    /** For another battery: what was not taken is still told of. */
    HealthRecord anew() {
        return new HealthRecord(
                NEW.counter,
                NEW.estimate,
                NEW.pending,
                rejected,
                rejections,
                NEW.pace,
                NEW.endOfLifeSince,
                NEW.reference,
                NEW.chargesSinceFull,
                NEW.replacedAt,
                serialNumber);
    }

    /** Of the battery with a serial number, if it has one. */
    HealthRecord of(Optional<String> serial) {
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
                serial);
    }

    HealthRecord rejecting(Rejected one) {
        List<Rejected> longer = new ArrayList<>(rejections);
        longer.add(one);
        return new HealthRecord(
                counter,
                estimate,
                pending,
                rejected + 1,
                longer.subList(Math.max(0, longer.size() - MOST_REJECTIONS), longer.size()),
                pace,
                endOfLifeSince,
                reference,
                chargesSinceFull,
                replacedAt,
                serialNumber);
    }
}
