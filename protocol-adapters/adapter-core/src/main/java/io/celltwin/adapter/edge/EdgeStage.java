package io.celltwin.adapter.edge;

import io.celltwin.adapter.driver.Reading;
import java.util.function.Consumer;

/**
 * One step of the edge pipeline of one device. It sees every reading of the device, good and bad, in the order in which they
 * came, and may keep what it needs to remember of them. It need not be thread-safe.
 * <p>
 * What a stage makes of a reading: it passes it on as it is, passes another one on in its stead (bad with a reason, with
 * another time), passes further ones on (derived values), or none (it holds the reading back until {@link #cycleEnded}). What
 * the twin has to be told it notes in the cycle.
 */
interface EdgeStage {

    /**
     * Takes a reading.
     *
     * @param reading what the stage before has passed on
     * @param cycle the read cycle that the reading belongs to
     * @param next takes what goes on to the next stage
     */
    void accept(Reading reading, EdgeCycle cycle, Consumer<Reading> next);

    /**
     * All readings of the cycle have come.
     *
     * @param cycle the read cycle
     * @param next takes what was held back
     */
    default void cycleEnded(EdgeCycle cycle, Consumer<Reading> next) {}

    /**
     * Time has passed without a read cycle, or beside it: what depends on time alone is looked at.
     *
     * @param cycle a cycle without readings
     * @param next takes what there is to pass on
     */
    default void timePassed(EdgeCycle cycle, Consumer<Reading> next) {}

    /**
     * Notes everything that the twin was ever told by this stage and still holds.
     *
     * @param cycle where to note it
     */
    default void tellAll(EdgeCycle cycle) {}
}
