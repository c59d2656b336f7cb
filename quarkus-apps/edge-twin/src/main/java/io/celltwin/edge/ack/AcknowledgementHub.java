package io.celltwin.edge.ack;

import io.celltwin.edge.error.EdgeTwinException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.ditto.base.model.acks.AcknowledgementLabel;
import org.eclipse.ditto.base.model.acks.AcknowledgementLabelNotDeclaredException;
import org.eclipse.ditto.base.model.acks.AcknowledgementLabelNotUniqueException;
import org.eclipse.ditto.base.model.acks.AcknowledgementRequest;
import org.eclipse.ditto.base.model.entity.id.EntityId;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.acks.Acknowledgement;

/**
 * Brings acknowledgements to whoever waits for them.
 *
 * <ol>
 * <li>A subscriber declares the labels that it will acknowledge with; each label has one subscriber at most.
 * <li>A command that asks for acknowledgements is waited for under its thing or policy and correlation id, for no longer than its
 * timeout.
 * <li>Whoever declared a label that a signal asks for is told so with the signal, and acknowledges; if the signal is not
 * for him, a weak acknowledgement takes the place of his.
 * <li>A label that nobody declared is waited for until the timeout, since somebody may declare it yet.
 * </ol>
 */
public final class AcknowledgementHub {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(60);

    private final int mostWaiting;
    private final Map<AcknowledgementLabel, String> declared = new ConcurrentHashMap<>();
    private final Map<Key, List<AcknowledgementAggregator>> waiting = new ConcurrentHashMap<>();

    /** @param mostWaiting how many commands may wait for acknowledgements of others */
    public AcknowledgementHub(int mostWaiting) {
        this.mostWaiting = mostWaiting;
    }

    /**
     * From now on a subscriber acknowledges with some labels, and nobody else does.
     *
     * @param subscriber the origin of the subscriber's signals
     * @throws AcknowledgementLabelNotUniqueException if somebody else does already; then none of them is taken
     */
    public void declare(Set<AcknowledgementLabel> labels, String subscriber) {
        for (AcknowledgementLabel label : labels) {
            if (!subscriber.equals(declared.computeIfAbsent(label, free -> subscriber))) {
                release(subscriber);
                throw AcknowledgementLabelNotUniqueException.getInstance();
            }
        }
    }

    /** A subscriber is gone. */
    public void release(String subscriber) {
        declared.values().removeIf(subscriber::equals);
    }

    /** Those of some labels that the headers of a signal ask for. */
    public static Set<AcknowledgementLabel> requested(DittoHeaders headers, Set<AcknowledgementLabel> labels) {
        Set<AcknowledgementLabel> requested = new HashSet<>();
        for (AcknowledgementRequest request : headers.getAcknowledgementRequests()) {
            if (labels.contains(request.getLabel())) {
                requested.add(request.getLabel());
            }
        }
        return requested;
    }

    /**
     * Waits for acknowledgements of a command.
     *
     * @param labels the labels that are waited for, those of the service itself included
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if too many wait
     */
    public AcknowledgementAggregator await(EntityId entity, List<AcknowledgementLabel> labels, DittoHeaders headers) {
        Duration asked = headers.getTimeout().orElse(DEFAULT_TIMEOUT);
        Duration timeout = asked.compareTo(LONGEST_TIMEOUT) > 0 ? LONGEST_TIMEOUT : asked;
        if (waiting.size() >= mostWaiting) {
            throw EdgeTwinException.busy().setDittoHeaders(headers);
        }
        Key key = Key.of(entity, headers.getCorrelationId().orElseThrow());
        AcknowledgementAggregator aggregator = new AcknowledgementAggregator(entity, labels, timeout, headers);
        waiting.compute(key, (known, before) -> {
            List<AcknowledgementAggregator> all = before == null ? new CopyOnWriteArrayList<>() : before;
            all.add(aggregator);
            return all;
        });
        aggregator
                .outcome()
                .whenComplete((all, error) -> waiting.computeIfPresent(key, (known, before) -> {
                    before.remove(aggregator);
                    return before.isEmpty() ? null : before;
                }));
        return aggregator;
    }

    /**
     * Takes an acknowledgement from outside; if nobody waits for it any more, nothing happens.
     *
     * @throws AcknowledgementLabelNotDeclaredException if its sender did not declare its label
     */
    public void receive(Acknowledgement acknowledgement) {
        DittoHeaders headers = acknowledgement.getDittoHeaders();
        String sender = headers.getOrigin().orElse("");
        if (!sender.equals(declared.get(acknowledgement.getLabel()))) {
            throw AcknowledgementLabelNotDeclaredException.of(acknowledgement.getLabel(), headers);
        }
        deliver(acknowledgement);
    }

    /** A signal that asks for some labels is not for who declared them. */
    public void acknowledgeWeakly(Set<AcknowledgementLabel> labels, EntityId entity, DittoHeaders signalHeaders) {
        for (AcknowledgementLabel label : labels) {
            deliver(Acknowledgement.weak(
                    label,
                    entity,
                    DittoHeaders.newBuilder()
                            .correlationId(signalHeaders.getCorrelationId().orElse(""))
                            .build(),
                    null));
        }
    }

    private void deliver(Acknowledgement acknowledgement) {
        acknowledgement.getDittoHeaders().getCorrelationId().ifPresent(correlationId -> {
            Key key = Key.of(acknowledgement.getEntityId(), correlationId);
            new ArrayList<>(waiting.getOrDefault(key, List.of())).forEach(one -> one.take(acknowledgement));
        });
    }

    private record Key(String entityType, String entityId, String correlationId) {
        static Key of(EntityId entity, String correlationId) {
            return new Key(entity.getEntityType().toString(), entity.toString(), correlationId);
        }
    }
}
