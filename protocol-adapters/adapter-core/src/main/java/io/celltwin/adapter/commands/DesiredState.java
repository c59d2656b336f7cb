package io.celltwin.adapter.commands;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of a desired property, as the twin tells it.
 *
 * @param value what is desired
 * @param state what became of it
 * @param by who desired it, as the twin service says; empty if it does not say
 * @param since when it was desired
 * @param at when it became so
 * @param until how long it waits for the device; empty if it does not wait
 * @param answer the answer to the write; empty while there is none
 */
public record DesiredState(
        JsonNode value,
        State state,
        Optional<String> by,
        Instant since,
        Instant at,
        Optional<Instant> until,
        Optional<CommandAnswer> answer) {

    /** What became of it. */
    public enum State {
        /** It waits for the device. */
        PENDING,
        /** The device holds it, as it was read back. */
        APPLIED,
        /** The device took it, and holds another value, as it was read back. */
        ALTERED,
        /** It was not written; the answer says why. */
        REFUSED,
        /** It was sent, and it is not known whether the device has taken it. */
        UNKNOWN;

        /**
         * @return its word in the twin
         */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
