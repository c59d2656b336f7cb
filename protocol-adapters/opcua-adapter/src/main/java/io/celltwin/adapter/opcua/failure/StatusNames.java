package io.celltwin.adapter.opcua.failure;

import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;

/**
 * The names that OPC 10000-4 and -6 give to status codes, for example {@code Bad_SensorFailure}.
 */
public final class StatusNames {

    /** Severity and sub-code; the other half of a status code holds flags that do not change its meaning. */
    public static final long CODE_MASK = 0xFFFF0000L;

    private StatusNames() {}

    /**
     * @param status a status code
     * @return its name, or its number if it has none
     */
    public static String of(StatusCode status) {
        long code = status.value() & CODE_MASK;
        return StatusCodes.lookup(code).map(known -> known[0]).orElse("0x%08X".formatted(code));
    }
}
