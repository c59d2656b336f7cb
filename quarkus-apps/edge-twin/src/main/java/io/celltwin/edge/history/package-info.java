/**
 * What things and policies were before, and what happened to them: read from the changes that are kept.
 */
package io.celltwin.edge.history;
