/**
 * What is told to the twin, as messages of the Ditto protocol.
 */
package io.celltwin.adapter.twin;
