package io.celltwin.adapter.session;

import io.celltwin.adapter.sending.MessageSender;
import io.celltwin.adapter.sending.OutboundMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/** Keeps what sessions tell twins, in order. */
final class Twins implements MessageSender {

    private final List<OutboundMessage> messages = new CopyOnWriteArrayList<>();

    @Override
    public CompletionStage<Void> send(OutboundMessage message) {
        messages.add(message);
        return CompletableFuture.completedFuture(null);
    }

    List<OutboundMessage> of(String deviceId) {
        return messages.stream()
                .filter(message -> message.device().deviceId().equals(deviceId))
                .toList();
    }

    /** The values told last at a place, however often it was told. */
    Optional<JsonValue> last(String deviceId, String pointer) {
        List<JsonValue> all = values(deviceId, pointer);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** All values told at a place below the features, in order. */
    List<JsonValue> values(String deviceId, String pointer) {
        return values(of(deviceId).stream(), pointer);
    }

    /** The values that some messages tell at a place below the features. */
    static List<JsonValue> values(Stream<OutboundMessage> messages, String pointer) {
        return messages.map(Twins::json)
                .filter(json -> json.getValue("path").orElseThrow().asString().equals("/features"))
                .flatMap(json ->
                        json.getValue("value").orElseThrow().asObject().getValue(JsonPointer.of(pointer)).stream())
                .toList();
    }

    /** How often the twin was created. */
    long creations(String deviceId) {
        return of(deviceId).stream()
                .map(Twins::json)
                .filter(json -> json.getValue("topic").orElseThrow().asString().endsWith("/policies/commands/create"))
                .count();
    }

    static JsonObject json(OutboundMessage message) {
        return JsonFactory.newObject(new String(message.content().payload(), StandardCharsets.UTF_8));
    }
}
