package io.celltwin.adapter.opcua.history;

/**
 * What is to be read of the time in which a device was not connected.
 *
 * @param times when the values were taken that were told last
 * @param mostValues how many values are read at most after each time
 */
public record MissedHistory(ToldTimes times, int mostValues) {}
