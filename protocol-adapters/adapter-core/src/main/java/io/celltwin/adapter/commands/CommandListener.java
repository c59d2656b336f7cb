package io.celltwin.adapter.commands;

/** Is told of every command, also of those that were refused. Returns at once; called on any thread. */
@FunctionalInterface
public interface CommandListener {

    /**
     * A command was answered.
     *
     * @param record who wanted what, and what became of it
     */
    void answered(CommandRecord record);
}
