package io.celltwin.policy;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Who has a role, as Ditto subject ids {@code <issuer>:<subject>}. A signed-in person or service presents
 * {@code celltwin:<name>} and, for each role, {@code celltwin:role:<role>}.
 *
 * @param subjects subject ids by role; a role without any is left out of the policies
 */
public record RoleSubjects(Map<Role, List<String>> subjects) {

    private static final String ISSUER = "celltwin:";
    private static final String ROLE = ISSUER + "role:";

    public RoleSubjects {
        Map<Role, List<String>> copy = new EnumMap<>(Role.class);
        subjects.forEach((role, ids) -> copy.put(role, List.copyOf(ids)));
        subjects = Map.copyOf(copy);
    }

    /**
     * People by their role, the apps and the plant system by their accounts, the adapters and the event stream by the
     * subjects of Ditto's connections. Nobody is {@link Role#BOOTSTRAP}: it takes part in no policy of a thing.
     */
    public static RoleSubjects defaults() {
        return new RoleSubjects(Map.of(
                Role.ENGINEER,
                List.of(ROLE + Role.ENGINEER.id()),
                Role.ADAPTER,
                List.of("integration:hono"),
                Role.BATTERY_HEALTH,
                List.of(ISSUER + Role.BATTERY_HEALTH.id()),
                Role.PREDICTIVE_MAINTENANCE,
                List.of(ISSUER + Role.PREDICTIVE_MAINTENANCE.id()),
                Role.LIFECYCLE_RECORDS,
                List.of(ISSUER + Role.LIFECYCLE_RECORDS.id()),
                Role.PLANT_SYSTEM,
                List.of(ISSUER + Role.PLANT_SYSTEM.id()),
                Role.PARTNER,
                List.of(ROLE + Role.PARTNER.id()),
                Role.EVENT_STREAM,
                List.of("integration:celltwin-apps")));
    }

    /** The defaults, but for the roles that the configuration gives to others. */
    public static RoleSubjects configured(PolicyConfig config) {
        RoleSubjects subjects = defaults();
        for (Map.Entry<Role, List<String>> role : config.subjects().byRole().entrySet()) {
            subjects = subjects.with(role.getKey(), role.getValue());
        }
        return subjects;
    }

    /** The same with other subjects for one role. */
    public RoleSubjects with(Role role, List<String> ids) {
        Map<Role, List<String>> changed = new EnumMap<>(Role.class);
        changed.putAll(subjects);
        changed.put(role, ids);
        return new RoleSubjects(changed);
    }

    /** The subject ids with that role, none if nobody has it. */
    public List<String> of(Role role) {
        return subjects.getOrDefault(role, List.of());
    }
}
