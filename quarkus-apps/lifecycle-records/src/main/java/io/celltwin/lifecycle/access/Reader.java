package io.celltwin.lifecycle.access;

/**
 * Who reads records.
 *
 * @param name of the account
 * @param seesCore whether trade secrets are for it
 */
public record Reader(String name, boolean seesCore) {}
