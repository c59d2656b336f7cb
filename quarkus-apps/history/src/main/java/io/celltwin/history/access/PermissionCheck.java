package io.celltwin.history.access;

/**
 * Whether somebody has a permission.
 *
 * @param thingId id of a thing
 * @param path of a resource in it, {@code /features/...} or {@code /attributes/...}
 * @param permission for example {@code READ_TS}
 */
public record PermissionCheck(String thingId, String path, String permission) {}
