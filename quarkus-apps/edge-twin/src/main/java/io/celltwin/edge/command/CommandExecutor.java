package io.celltwin.edge.command;

import io.celltwin.edge.access.CreationRules;
import io.celltwin.edge.access.PolicyEnforcerCache;
import io.celltwin.edge.error.UnsupportedFeature;
import io.celltwin.edge.policy.PolicyActions;
import io.celltwin.edge.policy.PolicyReads;
import io.celltwin.edge.policy.PolicyWrites;
import io.celltwin.edge.policy.SubjectTimes;
import io.celltwin.edge.policydocument.ExpiredSubjectRemoval;
import io.celltwin.edge.policydocument.PolicyAction;
import io.celltwin.edge.policydocument.PolicyRead;
import io.celltwin.edge.policydocument.PolicyWrite;
import io.celltwin.edge.precondition.SizeLimits;
import io.celltwin.edge.result.CommandResult;
import io.celltwin.edge.state.StateView;
import io.celltwin.edge.state.Transaction;
import io.celltwin.edge.thing.ThingCreation;
import io.celltwin.edge.thing.ThingReads;
import io.celltwin.edge.thing.ThingWrites;
import io.celltwin.edge.wot.ThingSkeletons;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.things.model.signals.commands.modify.ThingModifyCommand;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveThings;
import org.eclipse.ditto.things.model.signals.commands.query.ThingQueryCommand;

/** Executes each command by what kind it is of. Knows no thread, no disk and no network. */
public final class CommandExecutor {
    private final ThingReads thingReads;
    private final PolicyReads policyReads;
    private final ThingWrites thingWrites;
    private final PolicyWrites policyWrites;
    private final PolicyActions policyActions;

    public CommandExecutor(
            PolicyEnforcerCache enforcers,
            SizeLimits limits,
            CreationRules creators,
            SubjectTimes times,
            ThingSkeletons skeletons) {
        thingReads = new ThingReads(enforcers);
        policyReads = new PolicyReads(enforcers);
        policyWrites = new PolicyWrites(enforcers, limits, creators, times);
        policyActions = new PolicyActions(enforcers, limits, times);
        thingWrites = new ThingWrites(
                enforcers, new ThingCreation(enforcers, policyWrites, limits, creators), skeletons, limits);
    }

    /** Whether a command changes something, so that it needs a transaction. */
    public boolean isWrite(Command<?> command) {
        return command instanceof PolicyWrite
                || command instanceof PolicyAction
                || command instanceof ExpiredSubjectRemoval
                || ThingWrites.executes(command);
    }

    /**
     * Executes a command in the order of a transaction.
     *
     * @param transaction takes the changes if there are any; to be thrown away if this fails
     * @throws DittoRuntimeException if the command is not to be executed
     */
    public CommandResult execute(Command<?> command, Transaction transaction) {
        return isWrite(command) ? write(command, transaction) : read(command, transaction);
    }

    /**
     * Executes a command that changes something.
     *
     * @param transaction takes the changes; to be thrown away if this fails
     * @throws DittoRuntimeException if the command is not to be executed
     */
    private CommandResult write(Command<?> command, Transaction transaction) {
        if (command instanceof ThingModifyCommand<?> thingCommand) {
            return thingWrites.execute(thingCommand, transaction);
        }
        if (command instanceof PolicyWrite policyCommand) {
            return policyWrites.execute(policyCommand, transaction);
        }
        if (command instanceof PolicyAction action) {
            return policyActions.execute(action, transaction);
        }
        if (command instanceof ExpiredSubjectRemoval removal) {
            return policyActions.execute(removal, transaction);
        }
        throw notSupported(command);
    }

    /**
     * Answers a query.
     *
     * @throws DittoRuntimeException if there is nothing to be shown
     */
    public CommandResult read(Command<?> command, StateView state) {
        try {
            return answer(command, state);
        } catch (DittoRuntimeException e) {
            throw CommandErrors.of(command, e);
        }
    }

    private CommandResult answer(Command<?> command, StateView state) {
        if (command instanceof RetrieveThings things) {
            return thingReads.things(things, state);
        }
        if (command instanceof ThingQueryCommand<?> thingQuery) {
            return thingReads.thing(thingQuery, state);
        }
        if (command instanceof PolicyRead policyQuery) {
            return policyReads.policy(policyQuery, state);
        }
        throw notSupported(command);
    }

    private static DittoRuntimeException notSupported(Command<?> command) {
        return UnsupportedFeature.COMMAND.error(command.getType()).setDittoHeaders(command.getDittoHeaders());
    }
}
