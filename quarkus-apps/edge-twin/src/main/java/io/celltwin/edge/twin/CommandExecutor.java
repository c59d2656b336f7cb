package io.celltwin.edge.twin;

import io.celltwin.edge.EdgeTwinException;
import io.celltwin.edge.policy.PolicyGuards;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.policies.model.signals.commands.modify.PolicyModifyCommand;
import org.eclipse.ditto.policies.model.signals.commands.query.PolicyQueryCommand;
import org.eclipse.ditto.things.model.signals.commands.modify.ThingModifyCommand;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveThings;
import org.eclipse.ditto.things.model.signals.commands.query.ThingQueryCommand;

/** Executes each command by what kind it is of. Knows no thread, no disk and no network. */
public final class CommandExecutor {
    private final Reads reads;
    private final ThingWrites thingWrites;
    private final PolicyWrites policyWrites;

    public CommandExecutor(PolicyGuards guards, TwinLimits limits) {
        reads = new Reads(guards);
        policyWrites = new PolicyWrites(guards, limits);
        thingWrites = new ThingWrites(guards, new ThingCreation(guards, policyWrites, limits), limits);
    }

    /** Whether a command changes something, so that it needs a transaction. */
    public boolean isWrite(Command<?> command) {
        return command instanceof PolicyModifyCommand<?> || ThingWrites.executes(command);
    }

    /**
     * Executes a command in the order of a transaction.
     *
     * @param transaction takes the changes if there are any; to be thrown away if this fails
     * @throws DittoRuntimeException if the command is not to be executed
     */
    public Answer execute(Command<?> command, Transaction transaction) {
        return isWrite(command) ? write(command, transaction) : read(command, transaction);
    }

    /**
     * Executes a command that changes something.
     *
     * @param transaction takes the changes; to be thrown away if this fails
     * @throws DittoRuntimeException if the command is not to be executed
     */
    private Answer write(Command<?> command, Transaction transaction) {
        if (command instanceof ThingModifyCommand<?> thingCommand) {
            return thingWrites.execute(thingCommand, transaction);
        }
        if (command instanceof PolicyModifyCommand<?> policyCommand) {
            return policyWrites.execute(policyCommand, transaction);
        }
        throw notSupported(command);
    }

    /**
     * Answers a query.
     *
     * @throws DittoRuntimeException if there is nothing to be shown
     */
    public Answer read(Command<?> command, StateView state) {
        if (command instanceof RetrieveThings things) {
            return reads.things(things, state);
        }
        if (command instanceof ThingQueryCommand<?> thingQuery) {
            return reads.thing(thingQuery, state);
        }
        if (command instanceof PolicyQueryCommand<?> policyQuery) {
            return reads.policy(policyQuery, state);
        }
        throw notSupported(command);
    }

    private static DittoRuntimeException notSupported(Command<?> command) {
        return EdgeTwinException.notSupported("The command '" + command.getType() + "'")
                .setDittoHeaders(command.getDittoHeaders());
    }
}
