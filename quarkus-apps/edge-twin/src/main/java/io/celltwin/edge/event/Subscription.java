package io.celltwin.edge.event;

import java.util.Optional;
import java.util.Set;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.things.model.ThingFieldSelector;

/**
 * Which events, messages, live commands or live events somebody wants.
 *
 * @param subscriber who it is: only what he may read is shown
 * @param namespaces the namespaces of the things, all if empty
 * @param filter which signals of those
 * @param extraFields fields of the thing that are shown with each signal
 */
public record Subscription(
        AuthorizationContext subscriber,
        Set<String> namespaces,
        EventFilter filter,
        Optional<ThingFieldSelector> extraFields) {
    public Subscription {
        namespaces = Set.copyOf(namespaces);
    }
}
