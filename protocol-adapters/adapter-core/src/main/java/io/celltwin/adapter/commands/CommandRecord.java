package io.celltwin.adapter.commands;

import io.celltwin.adapter.device.DeviceKey;
import java.time.Instant;
import java.util.Optional;

/**
 * Who wanted what of a device, when, and what became of it.
 *
 * @param device the device
 * @param property the property's place in the twin, as it was named; empty if the command names none
 * @param value what was to be written
 * @param originator who sent it, as the twin service says; empty if nobody says
 * @param at when it was answered
 * @param answer what became of it
 */
public record CommandRecord(
        DeviceKey device,
        Optional<String> property,
        Optional<Object> value,
        Optional<String> originator,
        Instant at,
        CommandAnswer answer) {}
