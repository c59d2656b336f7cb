package io.celltwin.adapter.edge;

import io.celltwin.adapter.driver.Reading;
import java.util.function.Consumer;

/**
 * What becomes of values that their device calls uncertain. Either way the quality says so.
 *
 * @param published true if such a value is told; false if the last good one stays
 */
public record UncertainValues(boolean published) implements EdgeStage {

    @Override
    public void accept(Reading reading, EdgeCycle cycle, Consumer<Reading> next) {
        next.accept(
                reading.isUncertain() && !published
                        ? reading.bad(reading.badReason().orElseThrow())
                        : reading);
    }
}
