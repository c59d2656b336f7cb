package io.celltwin.battery;

/**
 * What a {@link DischargeMeter} takes for charged, empty and sound.
 *
 * @param emptyCellVoltage voltage of the weakest cell at which the battery counts as empty: charge is counted down to it; V
 * @param chargedPercent state of charge from which the battery counts as charged; %
 * @param emptyPercent state of charge up to which it counts as empty; %
 * @param longestGap longest time between two samples over which the charge is still counted; s
 */
public record MeterSettings(double emptyCellVoltage, double chargedPercent, double emptyPercent, double longestGap) {}
