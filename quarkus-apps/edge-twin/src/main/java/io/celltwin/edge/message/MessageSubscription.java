package io.celltwin.edge.message;

import java.util.Set;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;

/**
 * Which messages somebody wants.
 *
 * @param subscriber who it is: only what he may read is shown
 * @param namespaces the namespaces of the things, all if empty
 */
public record MessageSubscription(AuthorizationContext subscriber, Set<String> namespaces) {
    public MessageSubscription {
        namespaces = Set.copyOf(namespaces);
    }
}
