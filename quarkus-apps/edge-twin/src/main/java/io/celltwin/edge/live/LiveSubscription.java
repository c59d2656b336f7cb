package io.celltwin.edge.live;

import io.celltwin.edge.event.EventFilter;
import java.util.Optional;
import java.util.Set;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.things.model.ThingFieldSelector;

/**
 * Which messages, live commands or live events somebody wants.
 *
 * @param subscriber who it is: only what he may read is shown
 * @param namespaces the namespaces of the things, all if empty
 * @param filter which signals of those
 * @param extraFields fields of the thing that are shown with each signal
 */
public record LiveSubscription(
        AuthorizationContext subscriber,
        Set<String> namespaces,
        EventFilter filter,
        Optional<ThingFieldSelector> extraFields) {
    public LiveSubscription {
        namespaces = Set.copyOf(namespaces);
    }
}
