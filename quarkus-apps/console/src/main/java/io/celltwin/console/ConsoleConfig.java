package io.celltwin.console;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Where the console finds the other services if they run in another process; in one process nothing is set. */
@ConfigMapping(prefix = "celltwin.console")
interface ConsoleConfig {

    /** The twin service, such as {@code http://ditto-nginx:8080}: {@code /api/2} and {@code /ws/2} are passed on to it. */
    Optional<URI> dittoUrl();

    /** The lifecycle records, such as {@code http://lifecycle-records:8080}: {@code /lifecycle} is passed on to it. */
    Optional<URI> lifecycleUrl();

    /** The history, such as {@code http://history:8080}: {@code /api/2/timeseries} and {@code /history} are passed on. */
    Optional<URI> historyUrl();

    /**
     * Whether the twin service trusts this console to say who the user is, by Ditto's header
     * {@code x-ditto-pre-authenticated}. Only for a Ditto that nobody else can reach.
     */
    @WithDefault("false")
    boolean preAuthenticated();

    /** What the key figures are to be at least, or an energy at most, by figure: of a share 0 to 1. */
    Map<String, Double> targets();
}
