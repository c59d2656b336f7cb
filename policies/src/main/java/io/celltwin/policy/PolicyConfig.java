package io.celltwin.policy;

import io.smallrye.config.ConfigMapping;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who may do what with the twins. */
@ConfigMapping(prefix = "celltwin.policy")
public interface PolicyConfig {

    /** Who has which role in the policies that are made from now on. */
    Subjects subjects();

    /**
     * For each role the Ditto subject ids that have it, {@code <issuer>:<subject>}, separated by commas. A role that is
     * not named keeps its subjects from {@link RoleSubjects#defaults()}. With OpenID Connect, the issuer is what Ditto
     * calls the provider.
     */
    interface Subjects {

        /** People who run the plant. */
        Optional<List<String>> engineer();

        /** What the protocol adapters send: the subject of Ditto's connection to Hono. */
        Optional<List<String>> adapter();

        /** The app that estimates the health of batteries. */
        Optional<List<String>> batteryHealth();

        /** The app that judges the condition of machines. */
        Optional<List<String>> predictiveMaintenance();

        /** The app that keeps the lifecycle records. */
        Optional<List<String>> lifecycleRecords();

        /** Planning and execution systems of the plant. */
        Optional<List<String>> plantSystem();

        /** Customers and partners outside the plant. */
        Optional<List<String>> partner();

        /** The stream of twin events for the plant's own apps: the subject of Ditto's connection to its topic. */
        Optional<List<String>> eventStream();

        /** The roles that are named, with their subjects. */
        default Map<Role, List<String>> byRole() {
            Map<Role, List<String>> named = new EnumMap<>(Role.class);
            engineer().ifPresent(ids -> named.put(Role.ENGINEER, ids));
            adapter().ifPresent(ids -> named.put(Role.ADAPTER, ids));
            batteryHealth().ifPresent(ids -> named.put(Role.BATTERY_HEALTH, ids));
            predictiveMaintenance().ifPresent(ids -> named.put(Role.PREDICTIVE_MAINTENANCE, ids));
            lifecycleRecords().ifPresent(ids -> named.put(Role.LIFECYCLE_RECORDS, ids));
            plantSystem().ifPresent(ids -> named.put(Role.PLANT_SYSTEM, ids));
            partner().ifPresent(ids -> named.put(Role.PARTNER, ids));
            eventStream().ifPresent(ids -> named.put(Role.EVENT_STREAM, ids));
            return named;
        }
    }
}
