package io.celltwin.lifecycle.record;

import io.celltwin.lifecycle.merkle.Hash;
import java.util.Optional;

/**
 * What the database has at a position.
 *
 * @param position its place in the order of records, from 0 on
 * @param id its id
 * @param record the record; empty if what is there is none any more
 * @param leaf its hash; empty as above
 * @param written the hash that it had when it was written; empty if that was not by this app
 */
public record StoredRecord(
        long position, String id, Optional<LifecycleRecord> record, Optional<Hash> leaf, Optional<Hash> written) {}
