package io.celltwin.edge.connection.mapping;

import io.celltwin.edge.connection.transport.InboundMessage;
import io.celltwin.edge.placeholder.EntityPlaceholder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.ditto.base.model.entity.id.EntityId;
import org.eclipse.ditto.placeholders.Placeholder;
import org.eclipse.ditto.placeholders.PlaceholderFactory;
import org.eclipse.ditto.placeholders.PlaceholderResolver;
import org.eclipse.ditto.placeholders.TimePlaceholder;
import org.eclipse.ditto.protocol.Adaptable;
import org.eclipse.ditto.protocol.placeholders.TopicPathPlaceholder;

/** Which placeholders can be used where in a connection, and what they stand for. */
public final class Placeholders {
    public static final List<Placeholder<?>> OF_MESSAGE = List.of(
            PlaceholderFactory.newHeadersPlaceholder(), SourcePlaceholder.INSTANCE, TimePlaceholder.getInstance());
    public static final List<Placeholder<?>> OF_ENTITY =
            List.of(EntityPlaceholder.THING, EntityPlaceholder.POLICY, EntityPlaceholder.ENTITY);
    public static final List<Placeholder<?>> OF_INBOUND_HEADERS = Stream.of(
                    OF_MESSAGE, OF_ENTITY, List.<Placeholder<?>>of(TopicPathPlaceholder.getInstance()))
            .<Placeholder<?>>flatMap(List::stream)
            .toList();

    public static final List<Placeholder<?>> OF_OUTBOUND = Stream.of(
                    OF_ENTITY,
                    List.<Placeholder<?>>of(
                            PlaceholderFactory.newHeadersPlaceholder(),
                            TopicPathPlaceholder.getInstance(),
                            TimePlaceholder.getInstance()))
            .<Placeholder<?>>flatMap(List::stream)
            .toList();

    private Placeholders() {}

    /** What can be asked about a message before its content is read. */
    static List<PlaceholderResolver<?>> of(InboundMessage message) {
        return List.of(
                PlaceholderFactory.newPlaceholderResolver(
                        PlaceholderFactory.newHeadersPlaceholder(), message.headers()),
                PlaceholderFactory.newPlaceholderResolver(SourcePlaceholder.INSTANCE, message.address()),
                PlaceholderFactory.newPlaceholderResolver(TimePlaceholder.getInstance(), new Object()));
    }

    /** What can be asked about the thing or policy that a message is about. */
    static List<PlaceholderResolver<?>> ofEntity(Optional<EntityId> id) {
        List<PlaceholderResolver<?>> resolvers = new ArrayList<>();
        id.ifPresent(known -> List.of(EntityPlaceholder.THING, EntityPlaceholder.POLICY, EntityPlaceholder.ENTITY)
                .forEach(placeholder -> resolvers.add(PlaceholderFactory.newPlaceholderResolver(placeholder, known))));
        return resolvers;
    }

    /** What can be asked about a message and what it is about. */
    static List<PlaceholderResolver<?>> of(
            InboundMessage message, Optional<EntityId> id, PlaceholderResolver<?> topic) {
        List<PlaceholderResolver<?>> resolvers = new ArrayList<>(of(message));
        resolvers.addAll(ofEntity(id));
        resolvers.add(topic);
        return resolvers;
    }

    /** What can be asked about a message that is sent. */
    static List<PlaceholderResolver<?>> of(Adaptable message, EntityId about) {
        List<PlaceholderResolver<?>> resolvers = new ArrayList<>(ofEntity(Optional.of(about)));
        resolvers.add(PlaceholderFactory.newPlaceholderResolver(
                PlaceholderFactory.newHeadersPlaceholder(), message.getDittoHeaders()));
        resolvers.add(
                PlaceholderFactory.newPlaceholderResolver(TopicPathPlaceholder.getInstance(), message.getTopicPath()));
        resolvers.add(PlaceholderFactory.newPlaceholderResolver(TimePlaceholder.getInstance(), new Object()));
        return resolvers;
    }

    /** The address by which a message came. */
    private enum SourcePlaceholder implements Placeholder<String> {
        INSTANCE;

        private static final String ADDRESS = "address";

        @Override
        public List<String> resolveValues(String address, String name) {
            return supports(name) ? List.of(address) : List.of();
        }

        @Override
        public String getPrefix() {
            return "source";
        }

        @Override
        public List<String> getSupportedNames() {
            return List.of(ADDRESS);
        }

        @Override
        public boolean supports(String name) {
            return ADDRESS.equals(name);
        }
    }
}
