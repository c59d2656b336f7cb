/**
 * Acknowledgements: who asks for some gets one answer when all have come, or have not in time.
 */
package io.celltwin.edge.ack;
