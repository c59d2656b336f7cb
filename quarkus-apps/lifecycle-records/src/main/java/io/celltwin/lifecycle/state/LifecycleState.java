package io.celltwin.lifecycle.state;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The states in the life of a cell batch or battery pack, in their order. A state may be skipped, none comes back. */
public enum LifecycleState {
    MADE,
    FORMED,
    GRADED,
    PACKED,
    IN_SERVICE,
    SECOND_LIFE,
    SCRAPPED,
    RECYCLED;

    /** The name in twins, records and requests, such as {@code in service}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /**
     * The state of that name.
     *
     * @throws IllegalArgumentException if there is none, with a message for the caller
     */
    public static LifecycleState of(String wireName) {
        for (LifecycleState state : values()) {
            if (state.wireName().equals(wireName)) {
                return state;
            }
        }
        throw new IllegalArgumentException("There is no state '" + wireName + "': use "
                + Arrays.stream(values()).map(LifecycleState::wireName).collect(Collectors.joining(", ")) + ".");
    }

    /** Whether a thing in this state may come into that one. */
    public boolean mayBecome(LifecycleState next) {
        return next.ordinal() > ordinal();
    }

    /** Whether nothing can be built from what is in this state. */
    public boolean isGone() {
        return this == SCRAPPED || this == RECYCLED;
    }
}
