package io.celltwin.edge.thing;

import io.celltwin.edge.access.PolicyEnforcer;
import io.celltwin.edge.access.ThingEnforcers;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import java.util.Optional;
import org.eclipse.ditto.base.model.headers.DittoHeaderDefinition;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.ThingCommand;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingConditionFailedException;

/** The header {@code live-channel-condition}: an RQL expression by which a query goes to the device, not to its twin. */
public final class LiveChannelConditions {
    private final ThingEnforcers enforcers;
    private final ThingConditions conditions = new ThingConditions();

    public LiveChannelConditions(ThingEnforcers enforcers) {
        this.enforcers = enforcers;
    }

    /**
     * Whether the thing of a command fulfils the command's condition; not if the sender may not see what it asks about.
     *
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException 400 if it is not RQL
     */
    public boolean holds(ThingCommand<?> command) {
        DittoHeaders headers = command.getDittoHeaders();
        Optional<Entity> thing = enforcers.state().alive(EntityKey.of(ThingId.of(command.getEntityId())));
        Optional<PolicyEnforcer> enforcer = thing.flatMap(enforcers::of);
        DittoHeaders asCondition = headers.toBuilder()
                .putHeader(
                        DittoHeaderDefinition.CONDITION.getKey(),
                        headers.getLiveChannelCondition().orElseThrow())
                .build();
        try {
            if (thing.isEmpty() || enforcer.isEmpty()) {
                return false;
            }
            conditions.check(thing.get(), enforcer.get(), asCondition);
            return true;
        } catch (ThingConditionFailedException e) {
            return false;
        }
    }
}
