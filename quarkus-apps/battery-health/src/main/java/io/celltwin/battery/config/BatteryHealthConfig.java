package io.celltwin.battery.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How battery health is judged, and as whom the twins are read. */
@ConfigMapping(prefix = "celltwin.battery-health")
public interface BatteryHealthConfig {

    /**
     * The account at the twin service.
     *
     * @return user name
     */
    @WithDefault("battery-health")
    String username();

    /**
     * Its password.
     *
     * @return password
     */
    String password();

    /**
     * Capacity at which a battery's life ends, in percent of its nominal capacity.
     *
     * @return between 0 and 100
     */
    @WithDefault("70")
    double endOfLifePercent();

    /**
     * How many discharges must be known before a remaining life is forecast.
     *
     * @return at least 3
     */
    @WithDefault("10")
    int leastDischarges();

    /**
     * Voltage of the weakest cell at which a battery counts as empty. Set it to what the load's cut-off is, or a little above.
     *
     * @return volts
     */
    @WithDefault("2.7")
    double emptyCellVoltage();

    /**
     * State of charge from which a discharge must begin to stand in the fade trend whatever its error.
     *
     * @return percent
     */
    @WithDefault("95")
    double chargedPercent();

    /**
     * State of charge at which a battery counts as empty and a discharge is over.
     *
     * @return percent
     */
    @WithDefault("5")
    double emptyPercent();

    /**
     * The longest time between two samples, on the battery's own clock, over which more than a little charge is still counted. A
     * longer one needs counters of charge, or a state of charge that vouches for it.
     *
     * @return a positive duration
     */
    @WithDefault("PT5M")
    Duration longestGap();
}
