/**
 * What may keep a command from being executed although its sender has the right: entity tags, sizes.
 */
package io.celltwin.edge.precondition;
