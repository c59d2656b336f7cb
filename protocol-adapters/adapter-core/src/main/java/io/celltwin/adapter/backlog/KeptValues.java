package io.celltwin.adapter.backlog;

import io.celltwin.adapter.device.DeviceKey;
import java.time.Instant;

/**
 * Values that could not be told when they were measured.
 *
 * @param position where they are in the backlog; grows
 * @param device whose
 * @param run when the process that kept them had started
 * @param number counts the values of the device that this run kept, from 0: a number that is missing was dropped
 * @param keptAt when they were kept
 * @param payload the Ditto protocol message as UTF-8 JSON; treat it as read-only
 */
public record KeptValues(long position, DeviceKey device, Instant run, long number, Instant keptAt, byte[] payload) {}
