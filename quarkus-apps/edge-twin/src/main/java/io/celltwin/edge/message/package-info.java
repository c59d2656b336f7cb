/**
 * Messages and live signals, which are led on and not kept.
 */
package io.celltwin.edge.message;
