package io.celltwin.registry.commands;

import io.opentracing.SpanContext;
import io.opentracing.noop.NoopSpan;
import io.vertx.core.Future;
import org.eclipse.hono.client.registry.DeviceRegistrationClient;
import org.eclipse.hono.client.util.StatusCodeMapper;
import org.eclipse.hono.service.registration.RegistrationService;
import org.eclipse.hono.util.RegistrationAssertion;
import org.eclipse.hono.util.RegistrationResult;

/** Hono's device registration client for a command router that lives with the registry. */
record LocalRegistrationClient(RegistrationService registrations) implements DeviceRegistrationClient {

    @Override
    public Future<RegistrationAssertion> assertRegistration(
            String tenantId, String deviceId, String gatewayId, SpanContext context) {
        Future<RegistrationResult> answer = gatewayId == null
                ? registrations.assertRegistration(tenantId, deviceId, NoopSpan.INSTANCE)
                : registrations.assertRegistration(tenantId, deviceId, gatewayId, NoopSpan.INSTANCE);
        return answer.compose(result -> result.isOk()
                        ? Future.succeededFuture(result.getPayload())
                        : Future.failedFuture(StatusCodeMapper.from(result.getStatus(), "the device may not be used")))
                .map(assertion -> assertion.mapTo(RegistrationAssertion.class));
    }

    @Override
    public Future<Void> start() {
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> stop() {
        return Future.succeededFuture();
    }
}
