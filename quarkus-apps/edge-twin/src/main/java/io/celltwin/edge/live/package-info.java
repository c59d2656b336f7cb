/**
 * The live channel: commands to things and events of things that are led on to whoever listens, and not kept.
 */
package io.celltwin.edge.live;
