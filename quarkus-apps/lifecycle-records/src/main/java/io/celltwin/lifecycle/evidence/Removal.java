package io.celltwin.lifecycle.evidence;

import io.celltwin.lifecycle.merkle.Hash;

/**
 * A record that was taken away on purpose.
 *
 * @param position its place in the log
 * @param record its id
 * @param leaf its hash
 */
record Removal(long position, String record, Hash leaf) {}
