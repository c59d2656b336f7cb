package io.celltwin.adapter.hono;

import io.celltwin.adapter.device.DeviceKey;
import io.celltwin.adapter.sending.MessageSender;
import io.celltwin.adapter.sending.OutboundMessage;
import io.celltwin.adapter.sending.UndeliverableException;
import io.celltwin.adapter.session.DeviceGate;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.eclipse.hono.client.ServiceInvocationException;
import org.eclipse.hono.util.MessageHelper;
import org.eclipse.hono.util.QoS;
import org.eclipse.hono.util.RegistrationAssertion;
import org.eclipse.hono.util.TenantObject;

/**
 * Sends messages the way every Hono adapter does: asks for the tenant, whether it allows the adapter, and for the
 * assertion of the device's registration (all cached), then hands the message to Hono's sender.
 */
final class HonoDownstream implements MessageSender, DeviceGate {

    private static final String DITTO_PROTOCOL = "application/vnd.eclipse.ditto+json";

    /** What will fail the same way however often it is tried. */
    private static final List<Class<? extends Exception>> HOPELESS =
            List.of(RecordTooLargeException.class, RecordBatchTooLargeException.class, InvalidTopicException.class);

    private static final List<Integer> REFUSALS = List.of(
            HttpURLConnection.HTTP_BAD_REQUEST, HttpURLConnection.HTTP_FORBIDDEN, HttpURLConnection.HTTP_NOT_FOUND);

    private final HonoAdapter adapter;
    private final TenantTopics topics;

    HonoDownstream(HonoAdapter adapter, TenantTopics topics) {
        this.adapter = adapter;
        this.topics = topics;
    }

    @Override
    public CompletionStage<Void> admit(DeviceKey device) {
        return onAdapter(() -> enabledTenant(device.tenant())
                .compose(tenant -> assertion(device))
                .mapEmpty());
    }

    @Override
    public CompletionStage<Void> send(OutboundMessage message) {
        return onAdapter(() -> deliver(message).recover(e -> Future.failedFuture(classify(e))));
    }

    private Future<Void> deliver(OutboundMessage message) {
        DeviceKey device = message.device();
        Buffer payload = Buffer.buffer(message.content().payload());
        Future<RegistrationAssertion> assertion = message.asserted()
                ? assertion(device)
                : Future.succeededFuture(new RegistrationAssertion(device.deviceId()));
        Future<TenantObject> tenant = enabledTenant(device.tenant())
                .compose(known ->
                        adapter.checkMessageLimit(known, payload.length(), null).map(known));
        return Future.all(tenant, assertion, topics.ensure(device.tenant()))
                .compose(ready -> forward(message.kind(), payload, tenant.result(), assertion.result()));
    }

    private Future<Void> forward(
            OutboundMessage.Kind kind, Buffer payload, TenantObject tenant, RegistrationAssertion device) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(MessageHelper.APP_PROPERTY_ORIG_ADAPTER, adapter.getTypeName());
        return switch (kind) {
            case TELEMETRY ->
                adapter.getTelemetrySender(tenant)
                        .sendTelemetry(tenant, device, QoS.AT_LEAST_ONCE, DITTO_PROTOCOL, payload, properties, null);
            case EVENT ->
                adapter.getEventSender(tenant).sendEvent(tenant, device, DITTO_PROTOCOL, payload, properties, null);
        };
    }

    private Future<TenantObject> enabledTenant(String tenant) {
        return adapter.getTenantClient().get(tenant, null).compose(adapter::isAdapterEnabled);
    }

    private Future<RegistrationAssertion> assertion(DeviceKey device) {
        return adapter.getRegistrationAssertion(device.tenant(), device.deviceId(), null, null);
    }

    private <T> CompletionStage<T> onAdapter(Supplier<Future<T>> action) {
        CompletableFuture<T> result = new CompletableFuture<>();
        adapter.run(go -> {
            try {
                action.get().onSuccess(result::complete).onFailure(result::completeExceptionally);
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private static Throwable classify(Throwable failure) {
        boolean refused = REFUSALS.contains(ServiceInvocationException.extractStatusCode(failure));
        boolean hopeless = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> HOPELESS.contains(cause.getClass()));
        return refused || hopeless ? new UndeliverableException(failure.getMessage(), failure) : failure;
    }
}
