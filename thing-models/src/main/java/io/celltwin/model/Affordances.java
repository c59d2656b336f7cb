package io.celltwin.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gathers the properties of one model and checks that they do not get in each other's way. */
final class Affordances {

    private static final int MAX = 5_000;

    private final List<Affordance> gathered = new ArrayList<>();
    private final Set<String> keys = new HashSet<>();
    private final Set<String> twinPaths = new HashSet<>();
    private final Set<String> alarms = new HashSet<>();

    /**
     * @param instance the submodel instance that the property belongs to
     * @param place the property's place; takes what is wrong
     * @throws ModelException if there are far too many
     */
    void add(ModelProperty property, Optional<String> instance, Problems.Place place) {
        if (gathered.size() >= MAX) {
            throw new ModelException(place.file(), place.pointer(), "a model has at most " + MAX + " properties");
        }
        // Names hold underscores, so a property of the model itself may look like one of an instance.
        String key = instance.map(id -> id + "_" + property.name()).orElse(property.name());
        boolean newKey = keys.add(key);
        boolean newPath = twinPaths.add(property.twinPath());
        if (!newKey || !newPath) {
            place.problem("another property has the same place " + property.twinPath() + " in the twin");
        }
        if (Observations.isReserved(property) && !property.forms().isEmpty()) {
            place.problem("the adapters themselves write " + property.twinPath());
        }
        for (AlarmLimit limit : property.alarmLimits()) {
            if (!limit.id().isEmpty() && !alarms.add(limit.id())) {
                place.child("cell:alarmLimits").problem("another alarm has the id '" + limit.id() + "'");
            }
        }
        gathered.add(new Affordance(key, property));
    }

    /** Reports derived values whose source is not there. */
    void checkSources(Problems.Place place) {
        for (Affordance affordance : gathered) {
            ModelProperty property = affordance.property();
            property.derived()
                    .filter(derived -> gathered.stream()
                            .map(Affordance::property)
                            .noneMatch(other -> other.feature().equals(property.feature())
                                    && other.name().equals(derived.source())
                                    && other.derived().isEmpty()))
                    .ifPresent(derived -> place.child(property.name())
                            .problem("derived from '%s', which is no measured property of the same feature"
                                    .formatted(derived.source())));
        }
    }

    List<Affordance> all() {
        return List.copyOf(gathered);
    }
}
