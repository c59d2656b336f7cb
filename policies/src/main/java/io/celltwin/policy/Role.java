package io.celltwin.policy;

import java.util.Locale;

/** What somebody or something does in the plant; what it may do is the template {@code policies/<id>.json}. */
public enum Role {
    /** People who run the plant. */
    ENGINEER,
    /** Hono's side: what the protocol adapters send arrives with this role. */
    ADAPTER,
    /** The app that estimates the health of batteries. */
    BATTERY_HEALTH,
    /** The app that judges the condition of machines. */
    PREDICTIVE_MAINTENANCE,
    /** The app that keeps the lifecycle records. */
    LIFECYCLE_RECORDS,
    /** Planning and execution systems of the plant. */
    PLANT_SYSTEM,
    /** Customers and partners outside the plant. */
    PARTNER,
    /** The stream of twin events from which the plant's own apps read. */
    EVENT_STREAM,
    /** The job that keeps the policies of a plant; has nothing to do with things. */
    BOOTSTRAP;

    /** Name of the template, the policy's label and the role in configuration, for example {@code battery-health}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
