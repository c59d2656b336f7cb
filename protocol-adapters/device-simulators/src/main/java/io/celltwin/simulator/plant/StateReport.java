package io.celltwin.simulator.plant;

import java.time.Instant;
import java.util.List;

/**
 * A change of state that the plant system tells.
 *
 * @param thingId batch or pack
 * @param state its new state
 * @param at since when
 * @param batches batches built in, for a pack; empty otherwise
 */
record StateReport(String thingId, String state, Instant at, List<String> batches) {}
