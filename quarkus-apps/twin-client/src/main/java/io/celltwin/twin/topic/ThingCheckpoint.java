package io.celltwin.twin.topic;

import io.celltwin.state.EmbeddedJson;
import io.celltwin.state.StateCodec;
import io.celltwin.twin.subscription.ThingPosition;
import java.util.Optional;

/**
 * What a replica needs to go on with a thing from where another one stopped.
 *
 * @param position how far the listener had been told
 * @param complete whether nothing before was missing
 * @param remembered what the listener remembers of the thing, as JSON
 */
record ThingCheckpoint(ThingPosition position, boolean complete, Optional<String> remembered) {

    private static final StateCodec<Saved> CODEC = StateCodec.of(
                    "The checkpoint of a thing", Saved.class, "The thing is read anew")
            .version()
            .build();

    /** How it lies in the topic. */
    private record Saved(
            long revision, boolean complete, Optional<String> definition, Optional<EmbeddedJson> remembered) {

        private Saved {
            if (revision < 0) {
                throw new IllegalArgumentException("the revision is negative");
            }
        }
    }

    byte[] toBytes() {
        return CODEC.writeBytes(
                new Saved(position.revision(), complete, position.definition(), remembered.map(EmbeddedJson::new)));
    }

    /** @throws io.celltwin.state.StateException if the bytes are nothing that {@link #toBytes} made */
    static ThingCheckpoint of(byte[] bytes) {
        Saved saved = CODEC.read(bytes);
        return new ThingCheckpoint(
                new ThingPosition(saved.revision(), saved.definition()),
                saved.complete(),
                saved.remembered().map(EmbeddedJson::text));
    }
}
