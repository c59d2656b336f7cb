package io.celltwin.lifecycle.rest;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** Times as requests name them. */
final class RequestTime {
    private static final Duration CLOCKS_MAY_DIFFER = Duration.ofMinutes(5);
    /** The database keeps milliseconds as a long, and nothing of a plant is outside these. */
    private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private RequestTime() {}

    /**
     * Reads a time.
     *
     * @param name of the parameter, for the message
     * @throws IllegalArgumentException if it is none, with a message for the caller
     */
    static Instant of(String name, String text) {
        try {
            Instant time = Instant.parse(text);
            if (!time.isBefore(FIRST) && !time.isAfter(LAST)) {
                return time;
            }
        } catch (DateTimeException e) {
            // The message below says what would do.
        }
        throw new IllegalArgumentException(name + " must be a time such as 2026-05-01T12:00:00Z.");
    }

    /**
     * When something happened. It has to be told: what is told again without it would be another fact.
     *
     * @throws IllegalArgumentException if it is no time, or none that can have been, with a message for the caller
     */
    static Instant told(String at) {
        if (at == null) {
            throw new IllegalArgumentException("at must be a time such as 2026-05-01T12:00:00Z.");
        }
        return past("at", of("at", at), Clock.systemUTC().instant());
    }

    /**
     * Refuses what cannot have happened yet.
     *
     * @throws IllegalArgumentException if the time lies in the future, as far as clocks agree, or before 1900
     */
    static Instant past(String name, Instant at, Instant now) {
        if (at.isAfter(now.plus(CLOCKS_MAY_DIFFER))) {
            throw new IllegalArgumentException(name + " lies in the future.");
        }
        if (at.isBefore(FIRST)) {
            throw new IllegalArgumentException(name + " lies before " + FIRST + ".");
        }
        return at;
    }
}
