package io.celltwin.adapter.opcua;

import java.util.concurrent.CompletableFuture;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.servicesets.impl.DefaultSubscriptionServiceSet;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.structured.NotificationMessage;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.RepublishRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.RepublishResponse;
import org.eclipse.milo.opcua.stack.transport.server.ServiceRequestContext;

/** Publishes as a server does, but for messages that a test has got lost or overtaken. */
final class LossyPublishing extends DefaultSubscriptionServiceSet {

    private enum Fate {
        ARRIVES,
        IS_LOST,
        IS_GARBLED,
        IS_OVERTAKEN
    }

    private Fate next = Fate.ARRIVES;
    private boolean keepsMessages = true;
    private Runnable overtaken;

    LossyPublishing(OpcUaServer server) {
        super(server);
    }

    /** The next message with changes does not arrive, and the server does not keep it. */
    synchronized void loseTheNextForEver() {
        next = Fate.IS_LOST;
        keepsMessages = false;
    }

    /** The next message with changes does not arrive, but can be had again. */
    synchronized void loseTheNext() {
        next = Fate.IS_LOST;
    }

    /** The next message with changes arrives, and nobody can understand it. */
    synchronized void garbleTheNext() {
        next = Fate.IS_GARBLED;
    }

    /** The next message with changes arrives after the one that follows it. */
    synchronized void haveTheNextOvertaken() {
        next = Fate.IS_OVERTAKEN;
    }

    /** Whether what was to happen has happened. */
    synchronized boolean isDone() {
        return next == Fate.ARRIVES && overtaken == null;
    }

    /** Whether there is a message that has been sent and has not arrived as yet. */
    synchronized boolean isHolding() {
        return overtaken != null;
    }

    @Override
    public CompletableFuture<PublishResponse> onPublish(ServiceRequestContext context, PublishRequest request) {
        CompletableFuture<PublishResponse> answer = new CompletableFuture<>();
        super.onPublish(context, request).whenComplete((published, failure) -> {
            if (failure != null) {
                answer.completeExceptionally(failure);
            } else {
                deliver(published, answer);
            }
        });
        return answer;
    }

    @Override
    public RepublishResponse onRepublish(ServiceRequestContext context, RepublishRequest request) throws UaException {
        if (!keepsMessages) {
            throw new UaException(StatusCodes.Bad_MessageNotAvailable);
        }
        return super.onRepublish(context, request);
    }

    private static PublishResponse garbled(PublishResponse published) {
        NotificationMessage message = published.getNotificationMessage();
        return new PublishResponse(
                published.getResponseHeader(),
                published.getSubscriptionId(),
                published.getAvailableSequenceNumbers(),
                published.getMoreNotifications(),
                new NotificationMessage(message.getSequenceNumber(), message.getPublishTime(), new ExtensionObject[] {
                    ExtensionObject.of(
                            ByteString.of(new byte[] {1, 2, 3}), NodeIds.DataChangeNotification_Encoding_DefaultBinary)
                }),
                published.getResults(),
                published.getDiagnosticInfos());
    }

    private synchronized void deliver(PublishResponse published, CompletableFuture<PublishResponse> answer) {
        Runnable delivery = () -> answer.complete(published);
        boolean hasChanges = published.getNotificationMessage().getNotificationData() != null
                && published.getNotificationMessage().getNotificationData().length > 0;
        if (!hasChanges || next == Fate.ARRIVES) {
            delivery.run();
            if (hasChanges && overtaken != null) {
                overtaken.run();
                overtaken = null;
            }
            return;
        }
        if (next == Fate.IS_GARBLED) {
            answer.complete(garbled(published));
        }
        overtaken = next == Fate.IS_OVERTAKEN ? delivery : null;
        next = Fate.ARRIVES;
    }
}
