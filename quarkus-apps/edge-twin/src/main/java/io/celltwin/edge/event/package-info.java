/**
 * Changes told to subscribers, each in the view that its own rights leave.
 */
package io.celltwin.edge.event;
