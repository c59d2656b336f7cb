package io.celltwin.adapter.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the twin service tells a device of its twin, in the Ditto protocol: that something has changed, or what the adapter has asked
 * for.
 *
 * @param kind which of them
 * @param path where in the twin; empty for the whole twin
 * @param value what is there, or was merged there; missing if it was deleted
 * @param revision the twin's revision then
 * @param at when, as the twin service says; empty if it does not say
 * @param originator who changed it, as the twin service says; empty if it does not say
 */
public record TwinReport(
        Kind kind,
        List<String> path,
        JsonNode value,
        long revision,
        Optional<Instant> at,
        Optional<String> originator) {

    private static final Pattern EVENT =
            Pattern.compile("[^/]+/[^/]+/things/twin/events/(created|modified|merged|migrated|deleted)");
    private static final Pattern ANSWER = Pattern.compile("[^/]+/[^/]+/things/twin/commands/retrieve");
    private static final JsonMapper JSON = new JsonMapper();
    private static final int OK = 200;

    /** What is told. */
    public enum Kind {
        /** The value at the path was replaced or made. */
        REPLACED,
        /** The value was merged into what is at the path (RFC 7396). */
        MERGED,
        /** What was at the path is gone. */
        DELETED,
        /** What the twin is now, as far as it was asked for. */
        STATE
    }

    public TwinReport {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(value, "value");
        path = List.copyOf(path);
    }

    /**
     * @param payload a message: untrusted
     * @return what it tells; empty if it is something else
     */
    public static Optional<TwinReport> of(byte[] payload) {
        try {
            JsonNode json = JSON.readTree(payload);
            return json != null && json.isObject() ? of(json) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<TwinReport> of(JsonNode json) {
        String topic = json.path("topic").asText();
        Matcher event = EVENT.matcher(topic);
        if (event.matches()) {
            return Optional.of(
                    of(kind(event.group(1)), json, json.path("revision").asLong()));
        }
        return ANSWER.matcher(topic).matches() && json.path("status").asInt() == OK
                ? Optional.of(of(
                        Kind.STATE, json, json.path("value").path("_revision").asLong()))
                : Optional.empty();
    }

    private static TwinReport of(Kind kind, JsonNode json, long revision) {
        return new TwinReport(
                kind,
                segments(json.path("path").asText()),
                json.path("value"),
                revision,
                time(json.path("timestamp").asText()),
                Optional.ofNullable(
                        json.path("headers").path("ditto-originator").textValue()));
    }

    private static Kind kind(String action) {
        return switch (action) {
            case "merged", "migrated" -> Kind.MERGED;
            case "deleted" -> Kind.DELETED;
            default -> Kind.REPLACED;
        };
    }

    /** The segments of a JSON pointer (RFC 6901). */
    private static List<String> segments(String pointer) {
        return Arrays.stream(pointer.split("/"))
                .filter(segment -> !segment.isEmpty())
                .map(segment -> segment.replace("~1", "/").replace("~0", "~"))
                .toList();
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
