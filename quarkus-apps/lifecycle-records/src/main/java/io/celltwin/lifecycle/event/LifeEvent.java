package io.celltwin.lifecycle.event;

import io.celltwin.lifecycle.record.RecordType;
import java.time.Instant;
import java.util.Optional;

/**
 * Something was done to a thing that left it in the state that it was in.
 *
 * @param thing its id
 * @param type maintenance, service or delivery
 * @param at when
 * @param by who says so
 * @param description what was done
 * @param reference number of the order or delivery note
 * @param party who did it, or to whom the thing was given
 */
public record LifeEvent(
        String thing,
        RecordType type,
        Instant at,
        String by,
        String description,
        Optional<String> reference,
        Optional<String> party) {}
