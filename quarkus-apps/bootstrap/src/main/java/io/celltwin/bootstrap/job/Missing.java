package io.celltwin.bootstrap.job;

/**
 * Something that the plant does not have yet.
 *
 * @param item what it is, as {@link Step#item()}
 * @param reason why, in one line
 * @param refused whether waiting does not help
 */
public record Missing(String item, String reason, boolean refused) {}
