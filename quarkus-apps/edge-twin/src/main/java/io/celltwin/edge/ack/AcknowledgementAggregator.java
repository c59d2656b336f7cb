package io.celltwin.edge.ack;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.eclipse.ditto.base.model.acks.AcknowledgementLabel;
import org.eclipse.ditto.base.model.entity.id.EntityId;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.acks.Acknowledgement;
import org.eclipse.ditto.base.model.signals.acks.AcknowledgementRequestTimeoutException;
import org.eclipse.ditto.base.model.signals.acks.Acknowledgements;
import org.eclipse.ditto.protocol.adapter.DittoProtocolAdapter;

/**
 * Gathers the acknowledgements of one command: done when all have come, or when time is over; those that are missing
 * then are told as such. Once done it stays as it is.
 */
public final class AcknowledgementAggregator {
    private final EntityId entity;
    private final Duration timeout;
    private final DittoHeaders headers;
    /** In the order of the request; null for those that are missing. Guarded by itself. */
    private final Map<AcknowledgementLabel, Acknowledgement> gathered = new LinkedHashMap<>();

    private final CompletableFuture<Acknowledgements> outcome = new CompletableFuture<>();

    /** @param headers those of the command */
    AcknowledgementAggregator(
            EntityId entity, List<AcknowledgementLabel> labels, Duration timeout, DittoHeaders headers) {
        this.entity = entity;
        this.timeout = timeout;
        this.headers = headers;
        labels.forEach(label -> gathered.put(label, null));
        CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .execute(this::timeIsOver);
    }

    /** Completes with all acknowledgements, or with the error of the command. */
    public CompletionStage<Acknowledgements> outcome() {
        return outcome;
    }

    /** Takes an acknowledgement; one that was not asked for is left out, of several the first counts. */
    public void take(Acknowledgement acknowledgement) {
        boolean complete;
        synchronized (gathered) {
            AcknowledgementLabel label = acknowledgement.getLabel();
            if (!gathered.containsKey(label) || gathered.get(label) != null) {
                return;
            }
            gathered.put(label, acknowledgement.setDittoHeaders(shown(acknowledgement.getDittoHeaders())));
            complete = !gathered.containsValue(null);
        }
        if (complete) {
            outcome.complete(aggregated());
        }
    }

    /** The command was not executed. */
    public void fail(DittoRuntimeException error) {
        outcome.completeExceptionally(error);
    }

    /** Nothing more is waited for. */
    public void timeIsOver() {
        if (!outcome.isDone()) {
            outcome.complete(aggregated());
        }
    }

    private static DittoHeaders shown(DittoHeaders headers) {
        return DittoHeaders.of(DittoProtocolAdapter.getHeaderTranslator().toExternalHeaders(headers));
    }

    private Acknowledgements aggregated() {
        synchronized (gathered) {
            List<Acknowledgement> all = gathered.entrySet().stream()
                    .map(entry -> entry.getValue() == null ? missing(entry.getKey()) : entry.getValue())
                    .toList();
            return Acknowledgements.of(
                    all,
                    DittoHeaders.newBuilder()
                            .correlationId(headers.getCorrelationId().orElseThrow())
                            .responseRequired(false)
                            .build());
        }
    }

    private Acknowledgement missing(AcknowledgementLabel label) {
        DittoRuntimeException error =
                AcknowledgementRequestTimeoutException.newBuilder(timeout).build();
        return Acknowledgement.of(
                label,
                entity,
                error.getHttpStatus(),
                DittoHeaders.newBuilder()
                        .correlationId(headers.getCorrelationId().orElseThrow())
                        .build(),
                error.toJson());
    }
}
