package io.celltwin.edge.placeholder;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.ditto.base.model.entity.id.EntityId;
import org.eclipse.ditto.base.model.entity.id.NamespacedEntityId;
import org.eclipse.ditto.placeholders.Placeholder;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.things.model.ThingId;

/**
 * What a template may say about the thing or policy that a message is about: its id, namespace and name.
 */
public final class EntityPlaceholder implements Placeholder<EntityId> {
    private static final Map<String, Function<NamespacedEntityId, String>> FIELDS = Map.of(
            "id",
            NamespacedEntityId::toString,
            "namespace",
            NamespacedEntityId::getNamespace,
            "name",
            NamespacedEntityId::getName);

    public static final EntityPlaceholder THING = new EntityPlaceholder("thing", ThingId.class);
    public static final EntityPlaceholder POLICY = new EntityPlaceholder("policy", PolicyId.class);
    public static final EntityPlaceholder ENTITY = new EntityPlaceholder("entity", NamespacedEntityId.class);

    private final String prefix;
    private final Class<? extends NamespacedEntityId> type;

    private EntityPlaceholder(String prefix, Class<? extends NamespacedEntityId> type) {
        this.prefix = prefix;
        this.type = type;
    }

    @Override
    public List<String> resolveValues(EntityId id, String name) {
        return type.isInstance(id) && FIELDS.containsKey(name)
                ? List.of(FIELDS.get(name).apply(type.cast(id)))
                : List.of();
    }

    @Override
    public String getPrefix() {
        return prefix;
    }

    @Override
    public List<String> getSupportedNames() {
        return FIELDS.keySet().stream().sorted().toList();
    }

    @Override
    public boolean supports(String name) {
        return FIELDS.containsKey(name);
    }
}
