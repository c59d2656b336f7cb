package io.celltwin.edge.twin;

import io.celltwin.edge.EdgeTwinException;
import java.util.Map;
import org.eclipse.ditto.base.model.acks.AcknowledgementLabel;
import org.eclipse.ditto.base.model.acks.AcknowledgementRequest;
import org.eclipse.ditto.base.model.acks.DittoAcknowledgementLabel;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.headers.contenttype.ContentType;

/** Refuses the headers that ask for what this twin service cannot do, so that none is ignored in silence. */
public final class UnsupportedHeaders {
    private static final Map<String, String> REFUSED = Map.of(
            "put-metadata", "Metadata of a thing",
            "get-metadata", "Metadata of a thing",
            "delete-metadata", "Metadata of a thing",
            "live-channel-condition", "The live channel",
            "at-historical-revision", "Reading a former revision",
            "at-historical-timestamp", "Reading a former revision",
            "merge-thing-patch-conditions", "A condition for a part of a merge patch",
            "policy-view", "A view of a policy other than its own entries",
            "dry-run", "A dry run");

    private UnsupportedHeaders() {}

    /** @throws EdgeTwinException with status 501 if there is such a header */
    static void check(DittoHeaders headers) {
        check(headers, DittoAcknowledgementLabel.TWIN_PERSISTED);
    }

    /**
     * As for commands, for messages to and from things.
     *
     * @throws EdgeTwinException with status 501 if there is such a header
     */
    public static void checkMessage(DittoHeaders headers) {
        if (headers.getCondition().isPresent()) {
            throw EdgeTwinException.notSupported("A condition for a message").setDittoHeaders(headers);
        }
        check(headers, DittoAcknowledgementLabel.LIVE_RESPONSE);
    }

    private static void check(DittoHeaders headers, AcknowledgementLabel known) {
        for (Map.Entry<String, String> refused : REFUSED.entrySet()) {
            if (headers.containsKey(refused.getKey())) {
                throw EdgeTwinException.notSupported(refused.getValue() + " (header '" + refused.getKey() + "')")
                        .setDittoHeaders(headers);
            }
        }
        if (headers.getAccept()
                .filter(ContentType.APPLICATION_TD_JSON.getValue()::equals)
                .isPresent()) {
            throw EdgeTwinException.notSupported("A WoT Thing Description").setDittoHeaders(headers);
        }
        for (AcknowledgementRequest request : headers.getAcknowledgementRequests()) {
            if (!request.getLabel().equals(known)) {
                throw EdgeTwinException.notSupported("The acknowledgement '" + request.getLabel() + "'")
                        .setDittoHeaders(headers);
            }
        }
    }
}
