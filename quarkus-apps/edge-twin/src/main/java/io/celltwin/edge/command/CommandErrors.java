package io.celltwin.edge.command;

import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.Signal;

/** Gives errors the headers by which the sender of a command knows which command they are about. */
public final class CommandErrors {
    private CommandErrors() {}

    /**
     * The error with the headers of its command. What the error says by itself stays, such as the entity tag that was
     * met instead of the expected one.
     */
    public static DittoRuntimeException of(Signal<?> command, DittoRuntimeException error) {
        DittoHeaders told = command.getDittoHeaders().toBuilder()
                .putHeaders(error.getDittoHeaders())
                .build();
        return error.setDittoHeaders(told);
    }
}
