package io.celltwin.battery.capacity;

/**
 * What a {@link DischargeMeter} takes for charged, empty and sound.
 *
 * @param emptyCellVoltage voltage of the weakest cell at which the battery counts as empty: charge is counted down to it; V
 * @param chargedPercent state of charge from which a discharge must begin to be one of the whole capacity; %
 * @param emptyPercent state of charge at which it ends, and down to which it must go to be one; %
 * @param longestGap longest time between two samples over which the charge is still counted; s
 */
public record MeterSettings(double emptyCellVoltage, double chargedPercent, double emptyPercent, double longestGap) {}
