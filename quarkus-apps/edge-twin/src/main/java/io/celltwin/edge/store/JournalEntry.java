package io.celltwin.edge.store;

import io.celltwin.edge.entity.Change;
import io.celltwin.edge.entity.Entity;
import java.util.Optional;

/**
 * A change with the states around it, so that the journal can choose what to write.
 *
 * @param change the change to keep
 * @param before the entity before it, nothing if there never was one
 * @param after the entity after it
 */
public record JournalEntry(Change change, Optional<Entity> before, Entity after) {}
