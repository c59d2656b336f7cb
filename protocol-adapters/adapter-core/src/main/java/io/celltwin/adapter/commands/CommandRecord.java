package io.celltwin.adapter.commands;

import io.celltwin.adapter.device.DeviceKey;
import java.time.Instant;
import java.util.Optional;

/**
 * Who wanted what of a device, when, and what became of it.
 *
 * @param device the device
 * @param command the command's name
 * @param property the property's place in the twin, as it was named; empty if the command names none
 * @param value what was to be written, the input of an action, the id of an alarm
 * @param originator who sent it, as the twin service says; empty if nobody says
 * @param at when it was answered
 * @param answer what became of it
 */
public record CommandRecord(
        DeviceKey device,
        String command,
        Optional<String> property,
        Optional<Object> value,
        Optional<String> originator,
        Instant at,
        CommandAnswer answer) {}
