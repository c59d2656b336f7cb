package io.celltwin.simulator.plant;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A change of state that the plant system tells.
 *
 * @param thingId batch or pack
 * @param state its new state
 * @param at since when; empty for when it is told
 * @param batches batches built in, for a pack; empty otherwise
 */
record StateReport(String thingId, String state, Optional<Instant> at, List<String> batches) {}
