package io.celltwin.history.store;

/**
 * Where a page of points ends: points are ordered by time, those of one time by revision.
 *
 * @param timeUs time of the page's last point, microseconds since 1970
 * @param revision its revision
 */
public record PointPlace(long timeUs, long revision) {}
