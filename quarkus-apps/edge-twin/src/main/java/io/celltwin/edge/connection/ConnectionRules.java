package io.celltwin.edge.connection;

import io.celltwin.edge.connection.mapping.PayloadMappers;
import io.celltwin.edge.connection.mapping.Placeholders;
import io.celltwin.edge.connection.transport.Transport;
import io.celltwin.edge.connection.transport.Transports;
import io.celltwin.edge.error.UnsupportedFeature;
import io.celltwin.edge.event.EventFilter;
import io.celltwin.edge.thing.ExtraFields;
import java.util.List;
import java.util.Set;
import org.eclipse.ditto.base.model.acks.AcknowledgementRequest;
import org.eclipse.ditto.base.model.acks.DittoAcknowledgementLabel;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.ConnectionConfigurationInvalidException;
import org.eclipse.ditto.connectivity.model.ConnectivityStatus;
import org.eclipse.ditto.connectivity.model.FilteredTopic;
import org.eclipse.ditto.connectivity.model.GenericTarget;
import org.eclipse.ditto.connectivity.model.Source;
import org.eclipse.ditto.connectivity.model.SshTunnel;
import org.eclipse.ditto.connectivity.model.Target;
import org.eclipse.ditto.connectivity.model.Topic;
import org.eclipse.ditto.placeholders.Placeholder;
import org.eclipse.ditto.placeholders.PlaceholderFilter;
import org.eclipse.ditto.things.model.ThingFieldSelector;

/** What a connection may say. What Ditto can and this twin service cannot is refused by name, never ignored. */
final class ConnectionRules {
    private static final Set<ConnectivityStatus> SETTABLE = Set.of(ConnectivityStatus.OPEN, ConnectivityStatus.CLOSED);
    private static final Set<Topic> TOPICS = Set.of(Topic.TWIN_EVENTS, Topic.LIVE_MESSAGES);
    private static final int MOST_CONSUMERS = 16;

    private final Transports transports;
    private final PayloadMappers mappers;

    ConnectionRules(Transports transports, PayloadMappers mappers) {
        this.transports = transports;
        this.mappers = mappers;
    }

    /** @throws DittoRuntimeException if the connection is wrong or asks for what is not there */
    void check(Connection connection, DittoHeaders headers) {
        Transport transport = transports.of(connection.getConnectionType());
        if (!SETTABLE.contains(connection.getConnectionStatus())) {
            throw invalid("The connection status is to be 'open' or 'closed'.", headers);
        }
        refuse(connection.getSshTunnel().filter(SshTunnel::isEnabled).isPresent(), UnsupportedFeature.SSH_TUNNEL);
        refuse(connection.getCredentials().isPresent(), UnsupportedFeature.CREDENTIALS);
        refuse(!connection.isFailoverEnabled(), UnsupportedFeature.NO_FAILOVER);
        if (!connection.getPayloadMappingDefinition().isEmpty()) {
            throw mappers.notSupported();
        }
        connection.getTargets().forEach(target -> check(target, headers));
        connection.getSources().forEach(source -> check(source, headers));
        checkCount(connection, headers);
        transport.check(connection, headers);
    }

    private void check(Source source, DittoHeaders headers) {
        if (source.getAuthorizationContext().isEmpty()) {
            throw invalid("The source " + source.getAddresses() + " has no authorization subject.", headers);
        }
        mappers.of(source.getPayloadMapping());
        source.getAcknowledgementRequests().stream()
                .flatMap(requests -> requests.getIncludes().stream())
                .map(AcknowledgementRequest::getLabel)
                .filter(label -> !label.equals(DittoAcknowledgementLabel.TWIN_PERSISTED))
                .findFirst()
                .ifPresent(label -> {
                    throw UnsupportedFeature.ACKNOWLEDGEMENT.error(label);
                });
        source.getAuthorizationContext()
                .forEach(subject -> checkTemplate(subject.getId(), headers, Placeholders.OF_MESSAGE));
        source.getEnforcement().ifPresent(enforcement -> {
            checkTemplate(enforcement.getInput(), headers, Placeholders.OF_MESSAGE);
            enforcement.getFilters().forEach(filter -> checkTemplate(filter, headers, Placeholders.OF_ENTITY));
        });
        source.getHeaderMapping()
                .getMapping()
                .values()
                .forEach(template -> checkTemplate(template, headers, Placeholders.OF_INBOUND_HEADERS));
        source.getReplyTarget().ifPresent(target -> checkGeneric(target, headers));
    }

    private void check(Target target, DittoHeaders headers) {
        if (target.getAuthorizationContext().isEmpty()) {
            throw invalid("The target '" + target.getAddress() + "' has no authorization subject.", headers);
        }
        mappers.of(target.getPayloadMapping());
        refuse(target.getIssuedAcknowledgementLabel().isPresent(), UnsupportedFeature.TARGET_ACKNOWLEDGEMENT);
        target.getAuthorizationContext().forEach(subject -> checkTemplate(subject.getId(), headers, List.of()));
        checkGeneric(target, headers);
        for (FilteredTopic topic : target.getTopics()) {
            refuse(
                    !TOPICS.contains(topic.getTopic()),
                    UnsupportedFeature.TARGET_TOPIC,
                    topic.getTopic().getName());
            topic.getFilter().ifPresent(rql -> EventFilter.of(rql, headers));
            topic.getExtraFields()
                    .map(ThingFieldSelector::fromJsonFieldSelector)
                    .ifPresent(ExtraFields::checked);
        }
    }

    private static void checkGeneric(GenericTarget target, DittoHeaders headers) {
        checkTemplate(target.getAddress(), headers, Placeholders.OF_OUTBOUND);
        target.getHeaderMapping()
                .getMapping()
                .values()
                .forEach(template -> checkTemplate(template, headers, Placeholders.OF_OUTBOUND));
    }

    private static void checkCount(Connection connection, DittoHeaders headers) {
        boolean tooFew = connection.getClientCount() < 1
                || connection.getSources().stream().anyMatch(source -> source.getConsumerCount() < 1);
        long consumers = connection.getSources().stream()
                .mapToLong(Source::getConsumerCount)
                .sum();
        if (tooFew || consumers > MOST_CONSUMERS || consumers * connection.getClientCount() > MOST_CONSUMERS) {
            throw invalid(
                    "A source needs at least one consumer; a connection has " + MOST_CONSUMERS + " at most.", headers);
        }
    }

    private static void checkTemplate(String template, DittoHeaders headers, List<Placeholder<?>> allowed) {
        try {
            PlaceholderFilter.validate(template, allowed.toArray(Placeholder<?>[]::new));
        } catch (DittoRuntimeException e) {
            throw ConnectionConfigurationInvalidException.newBuilder(e.getMessage())
                    .description(e.getDescription().orElse(null))
                    .dittoHeaders(headers)
                    .build();
        }
    }

    private static void refuse(boolean asked, UnsupportedFeature feature, Object... details) {
        if (asked) {
            throw feature.error(details);
        }
    }

    private static DittoRuntimeException invalid(String message, DittoHeaders headers) {
        return ConnectionConfigurationInvalidException.newBuilder(message)
                .dittoHeaders(headers)
                .build();
    }
}
