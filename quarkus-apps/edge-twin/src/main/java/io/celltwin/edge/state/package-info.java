/**
 * All entities as they are on disk, and what one command would change in them: a {@code Transaction} reads through its own
 * changes to the committed state and leaves that alone until its changes are on disk.
 */
package io.celltwin.edge.state;
