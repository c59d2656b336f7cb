package io.celltwin.adapter.edge;

import io.celltwin.adapter.driver.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Decides when a value was taken, by our clock. A device's own time is better than the time of reading, but many devices have
 * none, or one that was never set.
 * <ul>
 * <li>If the device's clock is about right, its time is taken as it is, however old the value is.</li>
 * <li>If it is wrong, the value's age by that clock still counts: so much before the reading it was taken.</li>
 * <li>Where a value would be younger than now by more than the tolerance, or from before there were such devices, the time of
 * reading counts.</li>
 * </ul>
 *
 * @param ignored true if the device's clock is never used
 * @param tolerance by how much a device's clock may differ from ours and still count as right
 */
public record DeviceClock(boolean ignored, Duration tolerance) implements EdgeStage {

    /** OPC-UA's clocks begin in 1601, Unix's in 1970: a time before this one is that of a clock that was never set. */
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    @Override
    public void accept(Reading reading, EdgeCycle cycle, Consumer<Reading> next) {
        next.accept(reading.deviceTime()
                .map(deviceTime -> reading.at(time(reading.sourceTime(), deviceTime, cycle.now())))
                .orElse(reading));
    }

    private Instant time(Instant source, Instant device, Instant now) {
        if (ignored || source.isBefore(EARLIEST)) {
            return now;
        }
        boolean right = Duration.between(device, now).abs().compareTo(tolerance) <= 0;
        Instant time = right ? source : now.minus(Duration.between(source, device));
        return time.isAfter(now.plus(tolerance)) ? now : time;
    }
}
