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
     * Tells of the alarms that the device raises itself. For a device that does, there is a complete report soon after a connect, or one
     * with a problem.
     *
     * @param report what has changed, or all
     */
    default void alarms(AlarmReport report) {}

    /**
     * Whether somebody wants the values that a device had while it was not being read.
     *
     * @return true if {@link #missed} is of use
     */
    default boolean wantsMissed() {
        return false;
    }

    /**
     * Tells values that the device had while it was not being read, and has kept. They are older than what {@link #readings} has
     * told.
     *
     * @param cycle readings of one moment; the oldest cycle comes first
     */
    default void missed(List<Reading> cycle) {}

    /**
     * The link was lost. Called at most once and never after {@link DeviceLink#close()} has returned; after it the link
     * is dead, no readings follow.
     *
     * @param reason what happened, in words fit for a user, for example {@code connection refused}
     */
    void lost(String reason);
}
