package io.celltwin.edge.websocket;

/**
 * How much one session may cost.
 *
 * @param waitingMessages how many messages may wait to be sent before the peer is taken for too slow
 * @param commandsInFlight how many of the peer's commands are executed at a time; more are read later
 */
record SessionLimits(int waitingMessages, int commandsInFlight) {}
