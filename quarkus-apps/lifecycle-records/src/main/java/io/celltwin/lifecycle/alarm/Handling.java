package io.celltwin.lifecycle.alarm;

import java.util.Arrays;
import java.util.Optional;

/** What people do about an alarm that stands; each is an object of that name in the alarm. */
enum Handling {
    /** Somebody has seen it. */
    ACKNOWLEDGED("acknowledged", "acknowledgement withdrawn"),
    /** Nobody wants to hear of it for some time. */
    SHELVED("shelved", "unshelved"),
    /** Somebody has accepted or rejected its advice, or done what it says. */
    ANSWERED("answered", "answer withdrawn");

    private final String member;
    private final String withdrawn;

    Handling(String member, String withdrawn) {
        this.member = member;
        this.withdrawn = withdrawn;
    }

    /** Its name in the alarm, and as the event of a record. */
    String member() {
        return member;
    }

    /** The event of a record that tells of its end while the alarm stands. */
    String withdrawn() {
        return withdrawn;
    }

    /** The one whose beginning that event of a record tells. */
    static Optional<Handling> begunBy(Object event) {
        return Arrays.stream(values())
                .filter(handling -> handling.member.equals(event))
                .findFirst();
    }

    /** The one whose end that event of a record tells. */
    static Optional<Handling> endedBy(Object event) {
        return Arrays.stream(values())
                .filter(handling -> handling.withdrawn.equals(event))
                .findFirst();
    }
}
