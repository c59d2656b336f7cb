package io.celltwin.twin.subscription;

import java.util.Optional;

/**
 * How far a listener has been told of a thing.
 *
 * @param revision the last that it was told
 * @param definition the thing's definition then
 */
public record ThingPosition(long revision, Optional<String> definition) {}
