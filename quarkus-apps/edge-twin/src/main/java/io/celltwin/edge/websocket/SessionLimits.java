package io.celltwin.edge.websocket;

import java.util.OptionalInt;

/**
 * How much one session may cost.
 *
 * @param waitingMessages how many messages may wait to be sent before the peer is taken for too slow
 * @param commandsInFlight how many of the peer's commands are executed at a time; more are read later
 * @param framesPerSecond how many of the peer's frames are read each second, the others later; all if empty
 */
record SessionLimits(int waitingMessages, int commandsInFlight, OptionalInt framesPerSecond) {}
