package io.celltwin.adapter.edge;

import io.celltwin.adapter.driver.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Decides whose time counts. A device's own clock is better than the time of reading as long as it is about right; many
 * devices have none, or one that was never set.
 *
 * @param ignored true if the device's clock is never used
 * @param tolerance by how much a device's clock may differ from ours and still count as right
 */
public record DeviceClock(boolean ignored, Duration tolerance) implements EdgeStage {

    @Override
    public void accept(Reading reading, EdgeCycle cycle, Consumer<Reading> next) {
        boolean ours = reading.deviceClock() && (ignored || isWrong(reading.sourceTime(), cycle.now()));
        next.accept(ours ? reading.at(cycle.now()) : reading);
    }

    private boolean isWrong(Instant deviceTime, Instant now) {
        return Duration.between(deviceTime, now).abs().compareTo(tolerance) > 0;
    }
}
