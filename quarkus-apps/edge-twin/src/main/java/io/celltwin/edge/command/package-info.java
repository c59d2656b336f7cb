/**
 * Leads a command to what executes it, for a thing or a policy.
 */
package io.celltwin.edge.command;
