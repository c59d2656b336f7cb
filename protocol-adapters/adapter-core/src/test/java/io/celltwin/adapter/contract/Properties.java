package io.celltwin.adapter.contract;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.celltwin.model.DataClass;
import io.celltwin.model.ModelProperty;
import io.celltwin.model.Unit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Properties that say nothing but their name, for tests that need no model. */
public final class Properties {

    private Properties() {}

    /** A property of this name. */
    public static ModelProperty named(String name) {
        return new ModelProperty(
                name,
                Optional.of("feature"),
                name,
                JsonNodeFactory.instance.objectNode(),
                Set.of(),
                Unit.NONE,
                Optional.empty(),
                Optional.empty(),
                DataClass.INTERNAL,
                false,
                0,
                List.of(),
                List.of());
    }
}
