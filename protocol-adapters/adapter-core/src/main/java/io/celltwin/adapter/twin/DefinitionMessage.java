package io.celltwin.adapter.twin;

import io.celltwin.adapter.sending.MessageContent;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.things.model.ThingDefinition;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyThingDefinition;

/**
 * Says which model a twin is of. It is no merge: Ditto (3.9.6) answers one at {@code /definition} with 500 where it checks things by
 * their models, and a Kafka connection tries what was answered so again and again, with nothing else meanwhile.
 *
 * @param thingId whose twin
 * @param definition where the model is
 */
record DefinitionMessage(ThingId thingId, ThingDefinition definition) implements MessageContent {

    private static final String SUBJECT = "definition";

    private static final DittoHeaders HEADERS =
            DittoHeaders.newBuilder().responseRequired(false).build();

    @Override
    public byte[] payload() {
        return ProtocolText.of(ModifyThingDefinition.of(thingId, definition, HEADERS));
    }

    @Override
    public long bytes() {
        return definition.toString().length();
    }

    @Override
    public Object subject() {
        return SUBJECT;
    }

    @Override
    public MessageContent followedBy(MessageContent later) {
        return later;
    }
}
