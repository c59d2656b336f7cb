package io.celltwin.adapter.twin;

import java.nio.charset.StandardCharsets;
import org.eclipse.ditto.base.model.headers.translator.HeaderTranslator;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.protocol.ProtocolFactory;
import org.eclipse.ditto.protocol.adapter.DittoProtocolAdapter;

/** Commands as text of the Ditto protocol. */
final class ProtocolText {

    /** Translates no headers: the default would leave out those that only a sender uses. */
    private static final DittoProtocolAdapter PROTOCOL = DittoProtocolAdapter.of(HeaderTranslator.empty());

    private ProtocolText() {}

    static byte[] of(Signal<?> command) {
        return ProtocolFactory.wrapAsJsonifiableAdaptable(PROTOCOL.toAdaptable(command))
                .toJsonString()
                .getBytes(StandardCharsets.UTF_8);
    }
}
