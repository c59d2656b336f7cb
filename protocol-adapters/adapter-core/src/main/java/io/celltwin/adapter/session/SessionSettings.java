package io.celltwin.adapter.session;

import io.celltwin.service.backoff.Backoff;
import java.time.Clock;
import java.time.Duration;

/**
 * How device sessions behave.
 *
 * @param reconnect the delays between tries to connect
 * @param connectTimeout after this, a try to connect counts as failed
 * @param refreshInterval how often a twin is told everything, to heal losses
 * @param clockTolerance by how much a device's clock may differ from ours and still count as right
 * @param clock our clock
 */
public record SessionSettings(
        Backoff reconnect, Duration connectTimeout, Duration refreshInterval, Duration clockTolerance, Clock clock) {}
