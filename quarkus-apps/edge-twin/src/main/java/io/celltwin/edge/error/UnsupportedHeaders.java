package io.celltwin.edge.error;

import java.util.Arrays;
import java.util.List;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.headers.contenttype.ContentType;

/** Refuses the headers that ask for what this twin service cannot do, so that none is ignored in silence. */
public final class UnsupportedHeaders {
    private static final String EVENT_STREAM = "text/event-stream";
    private static final List<UnsupportedFeature> BY_HEADER = Arrays.stream(UnsupportedFeature.values())
            .filter(feature -> !feature.headers().isEmpty())
            .toList();

    private UnsupportedHeaders() {}

    /** @throws EdgeTwinException with status 501 if there is such a header */
    public static void check(DittoHeaders headers) {
        for (UnsupportedFeature feature : BY_HEADER) {
            for (String header : feature.headers()) {
                if (headers.containsKey(header)) {
                    throw feature.errorOfHeader(header).setDittoHeaders(headers);
                }
            }
        }
        headers.getAccept().ifPresent(type -> checkAccept(type, headers));
    }

    private static void checkAccept(String type, DittoHeaders headers) {
        if (type.equals(ContentType.APPLICATION_TD_JSON.getValue())) {
            throw UnsupportedFeature.THING_DESCRIPTION.error().setDittoHeaders(headers);
        }
        if (type.startsWith(EVENT_STREAM)) {
            throw UnsupportedFeature.EVENT_STREAM.error().setDittoHeaders(headers);
        }
    }
}
