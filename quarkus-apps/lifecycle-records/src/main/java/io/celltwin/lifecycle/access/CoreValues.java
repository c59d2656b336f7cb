package io.celltwin.lifecycle.access;

import io.celltwin.lifecycle.record.CoreContent;
import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.record.RecordType;
import io.celltwin.lifecycle.twin.KnownThing;
import io.celltwin.lifecycle.twin.Twins;
import io.celltwin.model.DataClass;
import io.celltwin.model.ThingModel;
import io.celltwin.twin.error.TwinException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which values of records are trade secrets ({@code core}), as the model of the machine says that they are from. A value of which no model can
 * be asked is one; so is a whole passport that was kept.
 */
@ApplicationScoped
public class CoreValues implements CoreContent {
    static final String VALUES = "values";
    static final String VALUE = "value";
    /** Of a command; may repeat its value. */
    static final String ANSWER = "answer";

    static final String DOCUMENT = "document";

    private final Twins twins;

    /** @param twins that name their models */
    @Inject
    public CoreValues(Twins twins) {
        this.twins = twins;
    }

    /** The names of the core values of each of these records, by its id; nothing for a record without any. */
    Map<String, Set<String>> in(List<LifecycleRecord> records) {
        Map<String, Optional<ThingModel>> models = new HashMap<>();
        Map<String, Set<String>> core = new HashMap<>();
        for (LifecycleRecord record : records) {
            Set<String> names = in(record, models);
            if (!names.isEmpty()) {
                core.put(record.id(), names);
            }
        }
        return core;
    }

    @Override
    public Set<List<String>> of(LifecycleRecord record) {
        Set<List<String>> paths = new HashSet<>();
        for (String name : in(record, new HashMap<>())) {
            paths.add(record.type() == RecordType.STEP ? List.of(VALUES, name) : List.of(name));
            if (record.type() == RecordType.COMMAND) {
                paths.add(List.of(ANSWER));
            }
        }
        return paths;
    }

    private Set<String> in(LifecycleRecord record, Map<String, Optional<ThingModel>> models) {
        Set<String> names = new TreeSet<>();
        if (record.type() == RecordType.PASSPORT) {
            names.add(DOCUMENT);
        } else if (record.type() == RecordType.STEP && record.content().get(VALUES) instanceof Map<?, ?> values) {
            Optional<ThingModel> model =
                    models.computeIfAbsent(String.valueOf(record.content().get("machine")), this::modelOf);
            values.keySet().stream()
                    .map(String::valueOf)
                    .filter(name -> isCore(model, path(name)))
                    .forEach(names::add);
        } else if (record.type() == RecordType.COMMAND && record.content().containsKey(VALUE)) {
            Optional<ThingModel> model = models.computeIfAbsent(record.thing(), this::modelOf);
            if (isCore(model, String.valueOf(record.content().get("property")))) {
                names.add(VALUE);
            }
        }
        return names;
    }

    private static boolean isCore(Optional<ThingModel> model, String path) {
        return model.flatMap(known -> known.property(path))
                .filter(property -> property.dataClass() != DataClass.CORE)
                .isEmpty();
    }

    /** A step names values by functional group and property, such as {@code dryer/zone1Temperature}. */
    private static String path(String name) {
        int slash = name.indexOf('/');
        return slash < 0
                ? "/attributes/" + name
                : "/features/" + name.substring(0, slash) + "/properties/" + name.substring(slash + 1);
    }

    private Optional<ThingModel> modelOf(String machine) {
        try {
            return twins.find(machine).flatMap(KnownThing::model);
        } catch (TwinException e) {
            return Optional.empty();
        }
    }
}
