package io.celltwin.edge.error;

import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.headers.contenttype.ContentType;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.things.model.signals.commands.modify.MigrateThingDefinition;

/** Refuses the headers that ask for what this twin service cannot do, so that none is ignored in silence. */
public final class UnsupportedHeaders {
    private static final String EVENT_STREAM = "text/event-stream";
    private static final String DRY_RUN = "dry-run";

    private UnsupportedHeaders() {}

    /**
     * Refuses what the headers of a signal ask for in vain.
     *
     * @throws EdgeTwinException with status 501 if there is such a header
     */
    public static void check(Signal<?> signal) {
        DittoHeaders headers = signal.getDittoHeaders();
        boolean dryRun = Boolean.parseBoolean(headers.get(DRY_RUN));
        if (dryRun && writesInVain(signal)) {
            throw UnsupportedFeature.DRY_RUN.errorOfHeader(DRY_RUN).setDittoHeaders(headers);
        }
        headers.getAccept().ifPresent(type -> checkAccept(type, headers));
    }

    /** Ditto would write all the same; who asks for a dry run does not expect that. */
    private static boolean writesInVain(Signal<?> signal) {
        return !(signal instanceof MigrateThingDefinition)
                && !(signal instanceof Command<?> command && command.getCategory() == Command.Category.QUERY);
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
