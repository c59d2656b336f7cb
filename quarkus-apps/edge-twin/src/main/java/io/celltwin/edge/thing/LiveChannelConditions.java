package io.celltwin.edge.thing;

import io.celltwin.edge.access.PolicyEnforcer;
import io.celltwin.edge.access.ThingEnforcers;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import java.util.Optional;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.ThingCommand;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingConditionFailedException;

/** The header {@code live-channel-condition}: an RQL expression by which a query goes to the device, not to its twin. */
public final class LiveChannelConditions {
    private final ThingEnforcers enforcers;

    public LiveChannelConditions(ThingEnforcers enforcers) {
        this.enforcers = enforcers;
    }

    /**
     * Whether the thing of a command fulfils the command's condition; not if there is no thing.
     *
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException 412 if the sender may not see what it asks
     *         about, 400 if it is not RQL
     */
    public boolean holds(ThingCommand<?> command) {
        DittoHeaders headers = command.getDittoHeaders();
        Optional<Entity> thing = enforcers.state().alive(EntityKey.of(ThingId.of(command.getEntityId())));
        Optional<PolicyEnforcer> enforcer = thing.flatMap(enforcers::of);
        if (thing.isEmpty() || enforcer.isEmpty()) {
            return false;
        }
        String condition = headers.getLiveChannelCondition().orElseThrow();
        try {
            return ThingConditions.holds(condition, thing.get(), enforcer.get(), headers);
        } catch (ThingConditionFailedException e) {
            throw ThingConditionFailedException.newBuilderForInsufficientLiveChannelPermission(headers)
                    .build();
        }
    }
}
