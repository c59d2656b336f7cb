package io.celltwin.edge.protocol;

import java.nio.charset.StandardCharsets;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.messages.model.Message;
import org.eclipse.ditto.messages.model.MessagePayloadSizeTooLargeException;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommand;

/** Refuses messages that are larger than Ditto lets them be. */
final class MessageSize {
    private static final long MOST_BYTES = 250L * 1024;

    private MessageSize() {}

    /** @throws MessagePayloadSizeTooLargeException with status 413 if it is such a message */
    static void check(Signal<?> signal) {
        if (signal instanceof MessageCommand<?, ?> command) {
            Message<?> message = command.getMessage();
            long bytes = message.getRawPayload()
                    .map(raw -> (long) raw.remaining())
                    .or(() -> message.getPayload()
                            .map(payload -> (long) payload.toString().getBytes(StandardCharsets.UTF_8).length))
                    .orElse(0L);
            if (bytes > MOST_BYTES) {
                throw MessagePayloadSizeTooLargeException.newBuilder(bytes, MOST_BYTES)
                        .dittoHeaders(signal.getDittoHeaders())
                        .build();
            }
        }
    }
}
