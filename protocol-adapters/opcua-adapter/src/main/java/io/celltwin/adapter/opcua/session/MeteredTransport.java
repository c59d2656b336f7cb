package io.celltwin.adapter.opcua.session;

import io.celltwin.adapter.driver.RequestMeter;
import io.celltwin.adapter.opcua.failure.StatusNames;
import io.celltwin.service.failure.Failures;
import java.util.concurrent.CompletableFuture;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.UaRequestMessageType;
import org.eclipse.milo.opcua.stack.core.types.UaResponseMessageType;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishRequest;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransport;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfig;

/**
 * Measures the requests of a connection; not those for notifications, which a server answers when it has some. Extends the transport,
 * since Milo's sessions notice only of this one that its connection is gone.
 */
final class MeteredTransport extends OpcTcpClientTransport {

    private final RequestMeter meter;

    MeteredTransport(OpcTcpClientTransportConfig config, RequestMeter meter) {
        super(config);
        this.meter = meter;
    }

    @Override
    public CompletableFuture<UaResponseMessageType> sendRequestMessage(UaRequestMessageType request) {
        CompletableFuture<UaResponseMessageType> response = super.sendRequestMessage(request);
        if (request instanceof PublishRequest) {
            return response;
        }
        long start = System.nanoTime();
        return response.whenComplete((answer, failure) -> {
            if (failure == null) {
                meter.answered(System.nanoTime() - start);
                StatusCode result = answer.getResponseHeader().getServiceResult();
                if (result.isBad()) {
                    meter.failed(StatusNames.of(result));
                }
            } else {
                meter.failed(kind(Failures.unwrap(failure)));
            }
        });
    }

    private static String kind(Throwable failure) {
        return failure instanceof UaException known
                ? StatusNames.of(known.getStatusCode())
                : failure.getClass().getSimpleName();
    }
}
