package io.celltwin.adapter.twin;

import io.celltwin.adapter.sending.MessageContent;
import java.util.List;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.policies.model.Policy;
import org.eclipse.ditto.policies.model.signals.commands.modify.CreatePolicy;
import org.eclipse.ditto.things.model.Thing;
import org.eclipse.ditto.things.model.signals.commands.modify.CreateThing;

/**
 * Makes a part of what a twin is: the thing, or the policy that says who may do what with it. A later one takes the place of one that
 * waits. See {@link #all} for what each of them is good for.
 *
 * @param subject which of them it is
 * @param command the command
 */
record CreateMessage(String subject, Command<?> command) implements MessageContent {

    /** The policy lets engineers change it, not the adapter that creates it. */
    private static final DittoHeaders HEADERS = DittoHeaders.newBuilder()
            .responseRequired(false)
            .allowPolicyLockout(true)
            .build();

    /**
     * Three commands, after which there are a thing and its policy, whichever of them there were before. What is there already is not
     * touched: Ditto refuses what would make it anew.
     * <ol>
     * <li>Thing and policy in one, which is what a new device needs. It is refused where there is either of them.</li>
     * <li>The policy alone. A Ditto that could not finish the first command in time takes its policy back but may keep the thing, which
     * then nobody can read and nothing can be written to.</li>
     * <li>The thing alone, in the policy that is there: somebody deleted the thing, and not its policy.</li>
     * </ol>
     *
     * @param thing the twin as it begins, with the id of its policy
     * @param policy that policy
     * @return the commands, in this order
     */
    static List<MessageContent> all(Thing thing, Policy policy) {
        return List.of(
                new CreateMessage("create", CreateThing.of(thing, policy.toJson(), HEADERS)),
                new CreateMessage("policy", CreatePolicy.of(policy, HEADERS)),
                new CreateMessage("thing", CreateThing.of(thing, null, HEADERS)));
    }

    @Override
    public byte[] payload() {
        return ProtocolText.of(command);
    }

    @Override
    public long bytes() {
        return command.toJson().getUpperBoundForStringSize();
    }

    @Override
    public MessageContent followedBy(MessageContent later) {
        return later;
    }
}
