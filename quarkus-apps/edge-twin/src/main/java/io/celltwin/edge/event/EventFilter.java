package io.celltwin.edge.event;

import io.celltwin.edge.placeholder.PartOfThing;
import io.celltwin.edge.rql.Rql;
import java.util.Optional;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.placeholders.PlaceholderFactory;
import org.eclipse.ditto.placeholders.TimePlaceholder;
import org.eclipse.ditto.protocol.TopicPath;
import org.eclipse.ditto.protocol.placeholders.ResourcePlaceholder;
import org.eclipse.ditto.protocol.placeholders.TopicPathPlaceholder;
import org.eclipse.ditto.rql.query.criteria.Criteria;
import org.eclipse.ditto.rql.query.things.ThingPredicateVisitor;
import org.eclipse.ditto.things.model.Thing;

/**
 * An RQL expression over the content of an event; besides the thing it may ask about the event's topic and resource.
 */
public final class EventFilter {
    private static final EventFilter EVERYTHING = new EventFilter(Optional.empty());

    private final Optional<Criteria> criteria;

    private EventFilter(Optional<Criteria> criteria) {
        this.criteria = criteria;
    }

    /** Lets every event pass. */
    public static EventFilter everything() {
        return EVERYTHING;
    }

    /**
     * Reads an RQL expression.
     *
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if it is none
     */
    public static EventFilter of(String rql, DittoHeaders headers) {
        return new EventFilter(Optional.of(Rql.parse(
                rql,
                headers,
                TopicPathPlaceholder.getInstance(),
                ResourcePlaceholder.getInstance(),
                TimePlaceholder.getInstance())));
    }

    /** Whether it lets every event pass. */
    public boolean passesEverything() {
        return criteria.isEmpty();
    }

    /** Whether an event with that content, on that topic and path, passes. */
    public boolean passes(Thing content, TopicPath topic, JsonPointer path) {
        return criteria.map(expression -> ThingPredicateVisitor.apply(
                                expression,
                                PlaceholderFactory.newPlaceholderResolver(TopicPathPlaceholder.getInstance(), topic),
                                PlaceholderFactory.newPlaceholderResolver(
                                        ResourcePlaceholder.getInstance(), new PartOfThing(path)),
                                PlaceholderFactory.newPlaceholderResolver(TimePlaceholder.getInstance(), new Object()))
                        .test(content))
                .orElse(true);
    }
}
