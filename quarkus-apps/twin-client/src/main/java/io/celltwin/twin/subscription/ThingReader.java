package io.celltwin.twin.subscription;

import io.celltwin.twin.error.TwinException;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Where a subscription reads things whose changes it may have missed. Calls block and fail with {@link TwinException}. */
public interface ThingReader {

    /**
     * @return ids of all things that the account may read; things made a moment ago may still lack
     */
    Set<String> ids();

    /**
     * Reads things.
     *
     * @param ids a number that fits in one answer
     * @return those that exist and may be read
     */
    List<ThingSnapshot> read(Collection<String> ids);
}
