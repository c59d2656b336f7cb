/**
 * One connection to the twin service by WebSocket, kept open.
 */
package io.celltwin.twin.session;
