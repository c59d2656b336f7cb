package io.celltwin.maintenance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How machines are judged, and as whom the twins are read. */
@ConfigMapping(prefix = "celltwin.predictive-maintenance")
public interface MaintenanceConfig {

    /**
     * The account at the twin service.
     *
     * @return user name
     */
    @WithDefault("predictive-maintenance")
    String username();

    /**
     * Its password.
     *
     * @return password
     */
    String password();

    /**
     * From how many rows of a running machine its healthy condition is learnt.
     *
     * @return at least 100 and ten times the number of indicators
     */
    @WithDefault("400")
    int learningRows();

    /**
     * The least time between two rows, on the device's clock. A device that reports more rarely sets the pace itself.
     *
     * @return a duration
     */
    @WithDefault("0.1S")
    Duration samplingInterval();

    /**
     * Among how many rows those above the limit are counted.
     *
     * @return at least {@link #anomalousRows()}
     */
    @WithDefault("30")
    int windowRows();

    /**
     * How many rows of the window above the limit are an anomaly and raise the alarm.
     *
     * @return at least 1
     */
    @WithDefault("20")
    int anomalousRows();

    /**
     * The least time between two merges into one machine's twin, unless its state changes.
     *
     * @return a duration
     */
    @WithDefault("1S")
    Duration publishingInterval();
}
