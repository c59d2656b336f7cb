/**
 * Finds the few things that may fulfil a condition without looking at all: {@code SearchIndex} tells how.
 */
package io.celltwin.edge.search.index;
