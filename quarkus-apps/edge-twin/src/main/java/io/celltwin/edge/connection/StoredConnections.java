package io.celltwin.edge.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.celltwin.state.EmbeddedJson;
import io.celltwin.state.StateCodec;
import java.util.List;

/**
 * All connections as they lie in their file.
 *
 * @param connections each as Ditto writes it
 */
record StoredConnections(List<EmbeddedJson> connections) {

    static final String REMEDY = "Bring the file back from a backup, or take it away and create the connections again";

    static final StateCodec<StoredConnections> CODEC = StateCodec.of(
                    "The file of connections", StoredConnections.class, REMEDY)
            .version(StoredConnections::fromBareArray)
            .build();

    StoredConnections {
        connections = List.copyOf(connections);
    }

    /** Before there were versions the file held nothing but the array. */
    private static JsonNode fromBareArray(JsonNode array) {
        if (!array.isArray()) {
            throw new IllegalArgumentException("It is no array");
        }
        return JsonNodeFactory.instance.objectNode().set("connections", array);
    }
}
