package io.celltwin.adapter.edge;

import io.celltwin.adapter.driver.Reading;
import io.celltwin.model.ModelProperty;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns the readings of one device into what its twin has to be told: checks values against the model's ranges, keeps
 * the last good value while a reading is bad, leaves out what did not change beyond its deadband, and watches alarm
 * limits. Knows neither devices nor messaging. Not thread-safe.
 */
public final class EdgePipeline {

    private final DeviceClock deviceClock;
    private final Clock clock;
    private final Map<Key, PropertyTrack> tracks = new LinkedHashMap<>();

    /**
     * @param deviceClock decides whether the device's own times are used
     * @param clock our own clock
     */
    public EdgePipeline(DeviceClock deviceClock, Clock clock) {
        this.deviceClock = deviceClock;
        this.clock = clock;
    }

    /**
     * Takes what one read cycle found.
     *
     * @param cycle the readings
     * @return what changed; an alarm counts as changed when it is raised or cleared
     */
    public EdgeUpdate accept(List<Reading> cycle) {
        var update = new UpdateBuilder();
        var now = clock.instant();
        for (var reading : cycle) {
            var key = Key.of(reading.property());
            var time = deviceClock.observed(reading, now);
            tracks.computeIfAbsent(key, k -> new PropertyTrack(reading.property()))
                    .accept(reading, time, update);
        }
        return update.build();
    }

    /**
     * @return everything that is known, whether it changed or not, with the state of every alarm; empty before the first
     *         read cycle
     */
    public EdgeUpdate everything() {
        var update = new UpdateBuilder();
        tracks.values().forEach(track -> track.tellAll(update));
        return update.build();
    }

    /** Names a property; cheaper to hash than the property itself. */
    private record Key(Optional<String> feature, String name) {

        private static Key of(ModelProperty property) {
            return new Key(property.feature(), property.name());
        }
    }
}
