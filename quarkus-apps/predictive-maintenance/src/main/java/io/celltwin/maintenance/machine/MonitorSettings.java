package io.celltwin.maintenance.machine;

import java.time.Duration;

/**
 * How machines are followed.
 *
 * @param learningSamples from how many samples a regime is learnt at least
 * @param mostLearningSamples after how many it is taken as it is
 * @param evidence how much scores above 1 must add up to for an alarm
 * @param calmSamples how many calm scores in a row clear it
 * @param samplingInterval least time between two samples
 * @param publishingInterval least time between two patches
 */
public record MonitorSettings(
        int learningSamples,
        int mostLearningSamples,
        double evidence,
        int calmSamples,
        Duration samplingInterval,
        Duration publishingInterval) {}
