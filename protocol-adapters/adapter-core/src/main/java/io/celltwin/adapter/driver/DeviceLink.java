package io.celltwin.adapter.driver;

import io.celltwin.model.ModelProperty;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * An open connection to one device that is being read.
 */
public interface DeviceLink extends AutoCloseable {

    /**
     * Writes one property's value and reads it back. Never blocks the caller and does not repeat: whoever gets
     * {@link WriteOutcome.Unknown} has to look at the device first.
     *
     * @param write what the device is to hold; whether it may be written was decided by the caller
     * @return completes with the outcome, never exceptionally. Unless a driver says otherwise, it does not write
     */
    default CompletionStage<WriteOutcome> write(PropertyWrite write) {
        return CompletableFuture.completedFuture(new WriteOutcome.Refused(
                WriteOutcome.Refusal.NOT_SUPPORTED, "the adapter of this device does not write to devices"));
    }

    /**
     * Reads one property now, for whoever has to know what the device holds at this moment. Never blocks the caller.
     *
     * @param property one that the device provides
     * @return completes with what the device holds, or why that is not known; exceptionally if the device cannot be asked.
     *         Unless a driver says otherwise, it cannot
     */
    default CompletionStage<Reading> read(ModelProperty property) {
        return CompletableFuture.failedFuture(
                new UnsupportedOperationException("the adapter of this device does not read single values"));
    }

    /**
     * Has the device do something. Never blocks the caller and does not repeat.
     *
     * @param invocation what it is to do; whether it may was decided by the caller, and that the input fits the model
     * @return completes with the outcome, never exceptionally. Unless a driver says otherwise, it does nothing
     */
    default CompletionStage<ActionOutcome> invoke(ActionInvocation invocation) {
        return CompletableFuture.completedFuture(new ActionOutcome.Refused(
                WriteOutcome.Refusal.NOT_SUPPORTED, "the adapter of this device invokes no actions"));
    }

    /**
     * Tells the device that somebody has seen one of the alarms that it raises itself. Never blocks the caller and does not repeat.
     *
     * @param acknowledgement of which alarm
     * @return completes with the outcome, never exceptionally. Unless a driver says otherwise, there are no such alarms
     */
    default CompletionStage<ActionOutcome> acknowledge(AlarmAcknowledgement acknowledgement) {
        return CompletableFuture.completedFuture(new ActionOutcome.Refused(
                WriteOutcome.Refusal.NOT_SUPPORTED,
                "the adapter raises the alarms of this device itself: acknowledge them in the twin"));
    }

    /**
     * Stops reading and gives back everything that the link holds. Idempotent, throws nothing and does not wait for the
     * device; once it has returned, no method of the link's listener is called any more, and nothing is
     * written any more.
     */
    @Override
    void close();
}
