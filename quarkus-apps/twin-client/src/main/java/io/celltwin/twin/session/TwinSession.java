package io.celltwin.twin.session;

import io.celltwin.service.tls.TrustStore;
import io.celltwin.twin.access.TwinAccess;
import io.celltwin.twin.access.TwinAccount;
import io.celltwin.twin.access.TwinCredentials;
import io.celltwin.twin.subscription.ThingEvent;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.headers.translator.HeaderTranslator;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.commands.ErrorResponse;
import org.eclipse.ditto.client.DisconnectedDittoClient;
import org.eclipse.ditto.client.DittoClient;
import org.eclipse.ditto.client.DittoClients;
import org.eclipse.ditto.client.configuration.MessagingConfiguration;
import org.eclipse.ditto.client.configuration.TrustStoreConfiguration;
import org.eclipse.ditto.client.configuration.WebSocketMessagingConfiguration;
import org.eclipse.ditto.client.internal.bus.Classification;
import org.eclipse.ditto.client.internal.bus.Classification.StreamingType;
import org.eclipse.ditto.client.messaging.MessagingProvider;
import org.eclipse.ditto.client.messaging.MessagingProviders;
import org.eclipse.ditto.protocol.adapter.DittoProtocolAdapter;
import org.eclipse.ditto.protocol.adapter.ProtocolAdapter;

/**
 * One WebSocket connection of the stock Ditto client, from connecting to its loss. The client's own reconnecting is switched
 * off because it does not tell when the subscription for events stands again: a lost session is replaced by a new one.
 */
public final class TwinSession implements AutoCloseable {

    private static final ProtocolAdapter PROTOCOL = DittoProtocolAdapter.of(HeaderTranslator.empty());

    private final DisconnectedDittoClient client;
    private final MessagingProvider messaging;
    private final Duration timeout;
    private final AtomicBoolean over = new AtomicBoolean();

    /**
     * @param access where the twin service is
     * @param account who signs in
     * @param credentials the account's
     * @param timeout how long an answer is waited for
     * @param events takes the events, on the thread that reads them; must not block for long
     * @param lost is given this session once when the connection is gone, unless {@link #close()} ended it
     */
    public TwinSession(
            TwinAccess access,
            TwinAccount account,
            TwinCredentials credentials,
            Duration timeout,
            Consumer<ThingEvent> events,
            Consumer<TwinSession> lost) {
        this.timeout = timeout;
        MessagingConfiguration.Builder configuration = WebSocketMessagingConfiguration.newBuilder()
                .endpoint(access.websocketUrl().toString())
                .timeout(timeout)
                .reconnectEnabled(false)
                .disconnectedListener(context -> {
                    if (over.compareAndSet(false, true)) {
                        lost.accept(this);
                    }
                });
        access.trustStore()
                .ifPresent(file -> configuration.trustStoreConfiguration(TrustStoreConfiguration.newBuilder()
                        .location(file)
                        .password(TrustStore.WRITTEN_PASSWORD)
                        .build()));
        messaging = MessagingProviders.webSocket(
                configuration.build(),
                credentials.forWebSocket(),
                new CallerRunsExecutor(),
                Executors.newSingleThreadScheduledExecutor(task -> {
                    Thread thread = new Thread(task, "twin-timeouts-" + account);
                    thread.setDaemon(true);
                    return thread;
                }));
        messaging
                .getAdaptableBus()
                .subscribeForAdaptable(
                        StreamingType.TWIN_EVENT,
                        message -> ThingEvent.from(message).ifPresent(events));
        client = DittoClients.newInstance(messaging);
    }

    /**
     * Connects.
     *
     * @param tellEvents whether to subscribe for events
     */
    public CompletionStage<DittoClient> open(boolean tellEvents) {
        return client.connect()
                .thenCompose(connected -> tellEvents
                        ? startEvents().thenApply(started -> connected)
                        : CompletableFuture.completedFuture(connected));
    }

    /**
     * Asks for events on the client's bus. The client's own consumption would publish each event a second time, to handlers
     * that nobody registers, which takes longer than reading it.
     */
    private CompletionStage<String> startEvents() {
        return control(StreamingType.TWIN_EVENT.start(), StreamingType.TWIN_EVENT.startAck());
    }

    private CompletionStage<String> control(String message, String acknowledgement) {
        CompletionStage<String> acknowledged =
                messaging.getAdaptableBus().subscribeOnceForString(Classification.forString(acknowledgement), timeout);
        messaging.emit(message);
        return acknowledged;
    }

    /**
     * Sends a command.
     *
     * @return the answer; completes exceptionally with a {@link DittoRuntimeException} if the service refused
     */
    public CompletionStage<Signal<?>> ask(Signal<?> command) {
        Signal<? extends Signal<?>> withCorrelation =
                command.getDittoHeaders().getCorrelationId().isPresent()
                        ? command
                        : command.setDittoHeaders(DittoHeaders.newBuilder(command.getDittoHeaders())
                                .randomCorrelationId()
                                .build());
        return messaging.sendAdaptable(PROTOCOL.toAdaptable(withCorrelation)).thenApply(answer -> {
            Signal<? extends Signal<?>> signal = PROTOCOL.fromAdaptable(answer);
            if (signal instanceof ErrorResponse<?> refusal) {
                throw refusal.getDittoRuntimeException();
            }
            return signal;
        });
    }

    /**
     * Asks for a sign of life: TCP may take minutes to find that the other side is gone. A stream of messages that was never
     * begun is ended, which every service acknowledges and none takes for an error.
     *
     * @return completes when it was acknowledged; exceptionally when it was not in time
     */
    CompletionStage<Void> probe() {
        return control(StreamingType.LIVE_MESSAGE.stop(), StreamingType.LIVE_MESSAGE.stopAck())
                .thenApply(acknowledged -> null);
    }

    @Override
    public void close() {
        over.set(true);
        client.destroy();
    }
}
