package io.celltwin.lifecycle.passport;

/**
 * What is not for the one who asks, whether the passport has it or not.
 *
 * @param path where it would stand in the document
 * @param tier who may see it
 */
public record WithheldAttribute(String path, AccessTier tier) {}
