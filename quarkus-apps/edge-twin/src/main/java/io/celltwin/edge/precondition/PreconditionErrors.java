package io.celltwin.edge.precondition;

import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeExceptionBuilder;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyPreconditionFailedException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyPreconditionNotModifiedException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingPreconditionFailedException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingPreconditionNotModifiedException;

/** How a precondition that does not hold is told, for things and for policies. */
public enum PreconditionErrors {
    THING {
        @Override
        DittoRuntimeExceptionBuilder<? extends DittoRuntimeException> failed(
                String header, String expected, String actual) {
            return ThingPreconditionFailedException.newBuilder(header, expected, actual);
        }

        @Override
        DittoRuntimeExceptionBuilder<? extends DittoRuntimeException> notModified(String expected, String actual) {
            return ThingPreconditionNotModifiedException.newBuilder(expected, actual);
        }
    },
    POLICY {
        @Override
        DittoRuntimeExceptionBuilder<? extends DittoRuntimeException> failed(
                String header, String expected, String actual) {
            return PolicyPreconditionFailedException.newBuilder(header, expected, actual);
        }

        @Override
        DittoRuntimeExceptionBuilder<? extends DittoRuntimeException> notModified(String expected, String actual) {
            return PolicyPreconditionNotModifiedException.newBuilder(expected, actual);
        }
    };

    abstract DittoRuntimeExceptionBuilder<? extends DittoRuntimeException> failed(
            String header, String expected, String actual);

    abstract DittoRuntimeExceptionBuilder<? extends DittoRuntimeException> notModified(String expected, String actual);
}
