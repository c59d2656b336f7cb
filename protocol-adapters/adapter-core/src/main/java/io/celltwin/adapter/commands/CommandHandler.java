package io.celltwin.adapter.commands;

import java.util.concurrent.CompletionStage;

/** Takes what comes for one device. Called on any thread; no method blocks. */
public interface CommandHandler {

    /** From now on what is sent to the device comes here; before, it may have been lost. */
    void subscribed();

    /**
     * Carries out one command.
     *
     * @param command the command
     * @return completes with the answer, never exceptionally
     */
    CompletionStage<CommandAnswer> command(ReceivedCommand command);

    /**
     * The twin has told something of what is desired.
     *
     * @param report what it told
     */
    void twinReported(TwinReport report);
}
