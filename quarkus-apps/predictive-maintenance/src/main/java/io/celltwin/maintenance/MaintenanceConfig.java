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
     * From how many samples of a running machine its healthy condition is learnt at least. It takes longer while the machine
     * has not settled or has not repeated itself often enough.
     *
     * @return at least 200
     */
    @WithDefault("400")
    int learningSamples();

    /**
     * After how many samples a machine that does not settle is taken as it is.
     *
     * @return at least {@link #learningSamples()}
     */
    @WithDefault("7200")
    int mostLearningSamples();

    /**
     * The least time between two samples, on the device's clock. A device that reports more rarely sets the pace itself.
     *
     * @return a duration
     */
    @WithDefault("1S")
    Duration samplingInterval();

    /**
     * How much what scores are above 1 must add up to, less what they are below, for an alarm.
     *
     * @return above 0
     */
    @WithDefault("30")
    double evidence();

    /**
     * How many calm samples in a row clear the alarm.
     *
     * @return at least 1
     */
    @WithDefault("10")
    int calmSamples();

    /**
     * The least time between two merges into one machine's twin, unless its state changes.
     *
     * @return a duration
     */
    @WithDefault("1S")
    Duration publishingInterval();
}
