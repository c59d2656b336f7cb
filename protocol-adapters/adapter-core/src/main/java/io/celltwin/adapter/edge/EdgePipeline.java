package io.celltwin.adapter.edge;

import io.celltwin.adapter.driver.Reading;
import io.celltwin.model.ModelProperty;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Turns the readings of one device into what its twin has to be told. Knows neither devices nor messaging. Not thread-safe.
 * <p>
 * Each reading goes through a chain of stages:
 * <ol>
 * <li>{@link DeviceClock} decides whose time counts,</li>
 * <li>{@link ValidityCheck} calls bad what the model calls impossible,</li>
 * <li>{@link RateCheck} and {@link SilenceCheck} call bad what changed too fast, and what was not read for too long,</li>
 * <li>{@link UncertainValues} withholds uncertain values or lets them pass,</li>
 * <li>{@link DerivedValues} makes further values,</li>
 * <li>{@link TwinRoom} calls bad what the twin has no room for,</li>
 * <li>{@link QualityTracking} tells why a value is not good, and that it is good again,</li>
 * <li>{@link ChangeDetection} tells good values that have changed beyond their deadband,</li>
 * <li>{@link AlarmDetection} watches alarm limits,</li>
 * <li>{@link ObservationTimes} tells when the values were observed.</li>
 * </ol>
 */
public final class EdgePipeline {

    private final List<EdgeStage> stages;
    private final Clock clock;

    /**
     * @param properties those of the device's model
     * @param deviceClock decides whether the device's own times are used
     * @param uncertain decides whether uncertain values are told
     * @param counter is told what readings are worth
     * @param clock our own clock
     */
    public EdgePipeline(
            List<ModelProperty> properties,
            DeviceClock deviceClock,
            UncertainValues uncertain,
            ReadingCounter counter,
            Clock clock) {
        this(
                List.of(
                        deviceClock,
                        new ValidityCheck(),
                        new RateCheck(),
                        new SilenceCheck(properties),
                        uncertain,
                        new DerivedValues(properties),
                        new TwinRoom(properties),
                        new ReadingCount(counter),
                        new QualityTracking(),
                        new ChangeDetection(),
                        new AlarmDetection(),
                        new ObservationTimes()),
                clock);
    }

    /**
     * A pipeline for values that the device had while it was not being read: they are dated and checked as others, and raise no
     * alarms, since what they would tell is over.
     *
     * @param properties those of the device's model
     * @param deviceClock decides whether the device's own times are used
     * @param uncertain decides whether uncertain values are told
     * @param clock our own clock
     * @return the pipeline, for one such time
     */
    public static EdgePipeline forMissed(
            List<ModelProperty> properties, DeviceClock deviceClock, UncertainValues uncertain, Clock clock) {
        return new EdgePipeline(
                List.of(
                        deviceClock,
                        new ValidityCheck(),
                        uncertain,
                        new TwinRoom(properties),
                        new QualityTracking(),
                        new ChangeDetection(),
                        new ObservationTimes()),
                clock);
    }

    EdgePipeline(List<EdgeStage> stages, Clock clock) {
        this.stages = List.copyOf(stages);
        this.clock = clock;
    }

    /**
     * Takes what one read cycle found.
     *
     * @param readings the readings
     * @return what changed; an alarm counts as changed when it is raised or cleared
     */
    public EdgeUpdate accept(List<Reading> readings) {
        EdgeCycle cycle = new EdgeCycle(clock.instant());
        List<Consumer<Reading>> entries = entries(cycle);
        readings.forEach(entries.get(0));
        for (int i = 0; i < stages.size(); i++) {
            stages.get(i).cycleEnded(cycle, entries.get(i + 1));
        }
        return cycle.update();
    }

    /**
     * Looks at what depends on time alone: values that were not read for too long, alarms with a delay.
     *
     * @return what changed
     */
    public EdgeUpdate timePassed() {
        EdgeCycle cycle = new EdgeCycle(clock.instant());
        List<Consumer<Reading>> entries = entries(cycle);
        for (int i = 0; i < stages.size(); i++) {
            stages.get(i).timePassed(cycle, entries.get(i + 1));
        }
        for (int i = 0; i < stages.size(); i++) {
            stages.get(i).cycleEnded(cycle, entries.get(i + 1));
        }
        return cycle.update();
    }

    /**
     * @return everything that is known, whether it changed or not, with the state of every alarm; empty before the first
     *         read cycle
     */
    public EdgeUpdate everything() {
        EdgeCycle cycle = new EdgeCycle(clock.instant());
        stages.forEach(stage -> stage.tellAll(cycle));
        return cycle.update();
    }

    /** The ways into each stage, and out of the last one. */
    private List<Consumer<Reading>> entries(EdgeCycle cycle) {
        List<Consumer<Reading>> entries = new ArrayList<>(stages.size() + 1);
        stages.forEach(stage -> {
            int next = entries.size() + 1;
            entries.add(reading -> stage.accept(reading, cycle, entries.get(next)));
        });
        entries.add(reading -> {});
        return entries;
    }
}
