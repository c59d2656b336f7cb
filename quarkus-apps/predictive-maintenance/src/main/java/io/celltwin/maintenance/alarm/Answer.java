package io.celltwin.maintenance.alarm;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a person answers to the advice of an alarm. */
public enum Answer {
    /** It will be done. */
    ACCEPTED,
    /** The alarm is wrong: what the machine does is healthy. */
    REJECTED,
    /** It was done. */
    DONE;

    static Optional<Answer> ofText(String text) {
        return Arrays.stream(values())
                .filter(answer -> answer.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
    }
}
