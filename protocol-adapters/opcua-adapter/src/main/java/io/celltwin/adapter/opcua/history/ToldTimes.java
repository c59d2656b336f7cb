package io.celltwin.adapter.opcua.history;

import io.celltwin.adapter.driver.Reading;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When the values of one device were taken that were told last, by the clock that dates them. Outlives the device's links. Thread-safe.
 * <p>
 * Invariant: a gap that was begun and not filled begins where it began, however often the device was connected since.
 */
public final class ToldTimes {

    private final Map<String, Instant> told = new HashMap<>();
    private Map<String, Instant> gap = Map.of();

    /**
     * Notes what is told.
     *
     * @param cycle readings
     */
    public synchronized void note(List<Reading> cycle) {
        for (Reading reading : cycle) {
            if (reading.value() != null && reading.deviceClock()) {
                told.merge(
                        reading.property().twinPath(),
                        reading.sourceTime(),
                        (known, later) -> later.isAfter(known) ? later : known);
            }
        }
    }

    /**
     * The device is connected again.
     *
     * @return by the property's place in the twin, after which time its values are missing
     */
    public synchronized Map<String, Instant> beginGap() {
        Map<String, Instant> starts = new HashMap<>(told);
        starts.putAll(gap);
        gap = Map.copyOf(starts);
        return gap;
    }

    /** What was missing was told. */
    public synchronized void filled() {
        gap = Map.of();
    }
}
