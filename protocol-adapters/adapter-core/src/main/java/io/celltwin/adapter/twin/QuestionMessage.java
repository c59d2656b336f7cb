package io.celltwin.adapter.twin;

import io.celltwin.adapter.sending.MessageContent;
import java.util.UUID;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.json.JsonParseOptions;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveThing;

/**
 * Asks what is desired of a device and what was told of it. The answer goes where the connection's reply target says. One that is asked
 * later takes the place of one that waits.
 *
 * @param thingId whose twin
 */
record QuestionMessage(ThingId thingId) implements MessageContent {

    private static final String SUBJECT = "question";
    private static final long BYTES = 300;

    private static final JsonFieldSelector FIELDS = JsonFactory.newFieldSelector(
            "_revision,features/*/desiredProperties,features/connection/properties/desired",
            JsonParseOptions.newBuilder().withoutUrlDecoding().build());

    @Override
    public byte[] payload() {
        DittoHeaders headers = DittoHeaders.newBuilder()
                .responseRequired(true)
                .correlationId(UUID.randomUUID().toString())
                .build();
        return ProtocolText.of(RetrieveThing.getBuilder(thingId, headers)
                .withSelectedFields(FIELDS)
                .build());
    }

    @Override
    public long bytes() {
        return BYTES;
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
