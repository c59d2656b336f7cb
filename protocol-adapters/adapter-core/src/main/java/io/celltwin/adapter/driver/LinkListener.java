package io.celltwin.adapter.driver;

import java.util.List;

/**
 * What a driver tells about one link. Calls are made one at a time.
 */
public interface LinkListener {

    /**
     * Tells what one read cycle found.
     *
     * @param cycle the readings that belong together; may be partial if the device has groups of different polling
     *            times, or reports changes only
     */
    void readings(List<Reading> cycle);

    /**
     * The link was lost. Called at most once and never after {@link DeviceLink#close()} has returned; after it the link
     * is dead, no readings follow.
     *
     * @param reason what happened, in words fit for a user, for example {@code connection refused}
     */
    void lost(String reason);
}
