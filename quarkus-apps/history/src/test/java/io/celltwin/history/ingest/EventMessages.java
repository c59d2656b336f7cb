package io.celltwin.history.ingest;

import java.time.Instant;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;

/** Twin events as the connection publishes them: with definition and attributes. */
final class EventMessages {

    private static final String PACK = "http://127.0.0.1:8080/models/battery-pack-1.0.0.tm.jsonld";

    private EventMessages() {}

    static String merged(String thingId, long revision, Instant at, String path, String value) {
        return event(thingId, "merged", revision, at, path, JsonFactory.readFrom(value));
    }

    static String event(String thingId, String action, long revision, Instant at, String path, JsonValue value) {
        return JsonObject.newBuilder()
                .set("topic", thingId.replace(':', '/') + "/things/twin/events/" + action)
                .set("headers", JsonObject.empty())
                .set("path", path)
                .set("value", value)
                .set(
                        "extra",
                        JsonObject.newBuilder()
                                .set("definition", PACK)
                                .set(
                                        "attributes",
                                        JsonObject.newBuilder().set("hall", "A").build())
                                .build())
                .set("revision", revision)
                .set("timestamp", at.toString())
                .build()
                .toString();
    }
}
