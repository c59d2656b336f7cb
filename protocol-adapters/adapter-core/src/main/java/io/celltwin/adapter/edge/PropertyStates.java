package io.celltwin.adapter.edge;

import io.celltwin.model.ModelProperty;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a stage remembers of each property of one device, in the order in which the properties were first seen.
 *
 * @param <S> what it remembers of one
 */
final class PropertyStates<S> {

    private final Function<ModelProperty, S> initial;
    private final Map<Key, S> states = new LinkedHashMap<>();

    /**
     * @param initial makes what is remembered of a property that is seen for the first time
     */
    PropertyStates(Function<ModelProperty, S> initial) {
        this.initial = initial;
    }

    S of(ModelProperty property) {
        return states.computeIfAbsent(new Key(property.feature(), property.name()), key -> initial.apply(property));
    }

    Collection<S> all() {
        return states.values();
    }

    /** Names a property; cheaper to compare than the property itself. */
    private record Key(Optional<String> feature, String name) {}
}
