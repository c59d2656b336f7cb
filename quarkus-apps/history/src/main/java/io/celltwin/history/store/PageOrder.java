package io.celltwin.history.store;

import java.util.Optional;

/**
 * Which page of points is wanted.
 *
 * @param ascending oldest first
 * @param after where the page before ended
 * @param limit how many points at most
 */
public record PageOrder(boolean ascending, Optional<PointPlace> after, int limit) {}
