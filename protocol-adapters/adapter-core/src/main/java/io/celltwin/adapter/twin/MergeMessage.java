package io.celltwin.adapter.twin;

import io.celltwin.adapter.sending.MessageContent;
import java.util.List;
import java.util.Optional;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.headers.contenttype.ContentType;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.modify.MergeThing;

/**
 * Merges values into a twin. A later merge at the same place is laid over one that waits: each value is then the newest, with its
 * own time and quality.
 *
 * @param thingId whose twin
 * @param path where
 * @param patch a JSON merge patch (RFC 7396)
 * @param condition what must hold of the twin (RQL), else nothing is changed; empty if nothing must
 */
record MergeMessage(ThingId thingId, JsonPointer path, JsonValue patch, Optional<String> condition)
        implements MessageContent {

    private static final DittoHeaders HEADERS = DittoHeaders.newBuilder()
            .responseRequired(false)
            .contentType(ContentType.APPLICATION_MERGE_PATCH_JSON)
            .build();

    @Override
    public byte[] payload() {
        DittoHeaders headers = condition
                .<DittoHeaders>map(rql -> HEADERS.toBuilder().condition(rql).build())
                .orElse(HEADERS);
        return ProtocolText.of(MergeThing.of(thingId, path, patch, headers));
    }

    @Override
    public long bytes() {
        return patch.getUpperBoundForStringSize()
                + condition.map(String::length).orElse(0);
    }

    @Override
    public Object subject() {
        return condition.<Object>map(rql -> List.of(path, rql)).orElse(path);
    }

    @Override
    public MessageContent followedBy(MessageContent later) {
        return new MergeMessage(thingId, path, MergePatches.compose(patch, ((MergeMessage) later).patch), condition);
    }
}
