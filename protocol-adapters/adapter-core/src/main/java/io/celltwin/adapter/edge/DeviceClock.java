package io.celltwin.adapter.edge;

import io.celltwin.adapter.driver.Reading;
import java.time.Duration;
import java.time.Instant;

/**
 * Decides whose time counts. A device's own clock is better than the time of reading as long as it is about right; many
 * devices have none, or one that was never set.
 *
 * @param ignored true if the device's clock is never used
 * @param tolerance by how much a device's clock may differ from ours and still count as right
 */
public record DeviceClock(boolean ignored, Duration tolerance) {

    /**
     * @param reading a reading
     * @param now the present time by our clock
     * @return when the reading's value was observed
     */
    Instant observed(Reading reading, Instant now) {
        if (!reading.deviceClock()) {
            return reading.sourceTime();
        }
        return ignored || isWrong(reading.sourceTime(), now) ? now : reading.sourceTime();
    }

    private boolean isWrong(Instant deviceTime, Instant now) {
        return Duration.between(deviceTime, now).abs().compareTo(tolerance) > 0;
    }
}
