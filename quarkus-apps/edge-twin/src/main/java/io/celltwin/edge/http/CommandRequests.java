package io.celltwin.edge.http;

import io.celltwin.edge.error.EdgeTwinException;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.ditto.base.model.exceptions.DittoJsonException;
import org.eclipse.ditto.base.model.exceptions.UnsupportedMediaTypeException;
import org.eclipse.ditto.base.model.headers.contenttype.ContentType;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonFieldDefinition;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonParseException;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.Policy;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyIdNotExplicitlySettableException;
import org.eclipse.ditto.protocol.Adaptable;
import org.eclipse.ditto.protocol.CommandsTopicPathBuilder;
import org.eclipse.ditto.protocol.Payload;
import org.eclipse.ditto.protocol.PayloadBuilder;
import org.eclipse.ditto.protocol.ProtocolFactory;
import org.eclipse.ditto.protocol.TopicPath;
import org.eclipse.ditto.things.model.Thing;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.exceptions.MissingThingIdsException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingIdNotExplicitlySettableException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingMergeInvalidException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingNotCreatableException;

/**
 * Turns requests for {@code /things} and {@code /policies} into messages of the Ditto protocol: the method becomes the
 * topic's action, the rest of the path the message's path. What the path may be is for Ditto's protocol adapter to say.
 */
final class CommandRequests {
    private static final String THINGS = "things";
    private static final String MERGE_PATCH = ContentType.APPLICATION_MERGE_PATCH_JSON.getValue();
    private static final Set<String> BODY_TYPES = Set.of("application/json", "application/octet-stream");
    /** What a body without a type is, by RFC 9110, section 8.3. */
    static final String NO_TYPE = "application/octet-stream";

    private static final String MIGRATION = "migrateDefinition";
    private static final JsonPointer INLINE_POLICY = JsonPointer.of("/_policy");
    private static final Set<String> METHODS = Set.of("GET", "PUT", "PATCH", "DELETE");

    private final String defaultNamespace;

    CommandRequests(String defaultNamespace) {
        this.defaultNamespace = defaultNamespace;
    }

    /**
     * The message for a request.
     *
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if there is none
     */
    Adaptable toMessage(ApiRequest request) {
        if (MessageRequests.isMessage(request)) {
            return MessageRequests.toMessage(request);
        }
        boolean things = THINGS.equals(request.segment(0));
        if (request.segments().size() > 1 && request.segment(1).isEmpty()) {
            throw EdgeTwinException.noSuchResource(request.path());
        }
        if (request.segments().size() == 1) {
            return things ? ofAllThings(request) : ofAllPolicies(request);
        }
        CommandsTopicPathBuilder topic =
                things ? thingTopic(ThingId.of(request.segment(1))) : policyTopic(PolicyId.of(request.segment(1)));
        if (isMigration(request)) {
            PayloadBuilder migration =
                    Payload.newBuilder(JsonPointer.empty()).withValue(object(body(request, BODY_TYPES)));
            return message(topic.migrate().build(), migration, request);
        }
        ResourcePath resource = ResourcePath.of(request);
        if (!METHODS.contains(request.method().name())) {
            throw EdgeTwinException.methodNotAllowed(request.method().name(), request.path());
        }
        checkType(request, things);
        JsonPointer path = resource.pointer();
        PayloadBuilder payload = Payload.newBuilder(path);
        switch (request.method().name()) {
            case "GET" -> {
                if (resource.hasFields()) {
                    request.fields().ifPresent(payload::withFields);
                }
                return message(topic.retrieve().build(), payload, request);
            }
            case "PUT" -> {
                JsonValue body = body(request, BODY_TYPES);
                resource.checkWritten(body, request.body());
                payload.withValue(path.isEmpty() ? identified(body, request) : body);
                return message(topic.modify().build(), payload, request);
            }
            case "PATCH" -> {
                if (!things) {
                    throw EdgeTwinException.methodNotAllowed("PATCH", request.path());
                }
                JsonValue body = body(request, Set.of(MERGE_PATCH));
                if (path.isEmpty() && body.isNull()) {
                    throw ThingMergeInvalidException.fromMessage(
                            "The provided json value can not be applied at this resource", request.headers());
                }
                resource.checkMerged(body, request.body());
                if (path.isEmpty()) {
                    checkIdentity(object(body), request);
                }
                payload.withValue(body);
                return message(topic.merge().build(), payload, request);
            }
            case "DELETE" -> {
                return message(topic.delete().build(), payload, request);
            }
            default -> throw EdgeTwinException.methodNotAllowed(request.method().name(), request.path());
        }
    }

    /** The resource of a thing that takes another definition. */
    private static boolean isMigration(ApiRequest request) {
        return THINGS.equals(request.segment(0)) && MIGRATION.equals(request.segment(2));
    }

    private Adaptable ofAllThings(ApiRequest request) {
        if (HttpMethod.POST.equals(request.method())) {
            JsonObject thing = object(body(request, BODY_TYPES));
            if (thing.contains(Thing.JsonFields.ID.getPointer())) {
                throw ThingIdNotExplicitlySettableException.forPostMethod().build();
            }
            ThingId id = ThingId.of(
                    request.parameter("namespace").orElse(defaultNamespace),
                    UUID.randomUUID().toString());
            PayloadBuilder payload =
                    Payload.newBuilder(JsonPointer.empty()).withValue(thing.set(Thing.JsonFields.ID, id.toString()));
            return message(thingTopic(id).create().build(), payload, request);
        }
        if (!HttpMethod.GET.equals(request.method())) {
            throw EdgeTwinException.methodNotAllowed(request.method().name(), request.path());
        }
        List<ThingId> ids = new ArrayList<>();
        String list = request.parameter("ids")
                .orElseThrow(() -> MissingThingIdsException.newBuilder().build());
        Stream.of(list.split(","))
                .map(String::trim)
                .filter(id -> !id.isEmpty())
                .map(ThingId::of)
                .forEach(ids::add);
        if (ids.isEmpty()) {
            throw MissingThingIdsException.newBuilder().build();
        }
        JsonObject value = JsonObject.newBuilder()
                .set(
                        "thingIds",
                        ids.stream().map(JsonValue::of).collect(org.eclipse.ditto.json.JsonCollectors.valuesToArray()))
                .build();
        PayloadBuilder payload = Payload.newBuilder(JsonPointer.empty()).withValue(value);
        request.fields().ifPresent(payload::withFields);
        TopicPath topic = ProtocolFactory.newTopicPathBuilderFromNamespace(TopicPath.ID_PLACEHOLDER)
                .things()
                .twin()
                .commands()
                .retrieve()
                .build();
        return message(topic, payload, request);
    }

    private Adaptable ofAllPolicies(ApiRequest request) {
        if (!HttpMethod.POST.equals(request.method())) {
            throw EdgeTwinException.methodNotAllowed(request.method().name(), request.path());
        }
        JsonObject policy = object(body(request, BODY_TYPES));
        if (policy.contains(Policy.JsonFields.ID.getPointer())) {
            throw PolicyIdNotExplicitlySettableException.forPostMethod().build();
        }
        PolicyId id = PolicyId.of(
                request.parameter("namespace").orElse(defaultNamespace),
                UUID.randomUUID().toString());
        PayloadBuilder payload =
                Payload.newBuilder(JsonPointer.empty()).withValue(policy.set(Policy.JsonFields.ID, id.toString()));
        return message(policyTopic(id).create().build(), payload, request);
    }

    private static CommandsTopicPathBuilder thingTopic(ThingId id) {
        return ProtocolFactory.newTopicPathBuilder(id).things().twin().commands();
    }

    private static CommandsTopicPathBuilder policyTopic(PolicyId id) {
        return ProtocolFactory.newTopicPathBuilder(id).policies().none().commands();
    }

    private static Adaptable message(TopicPath topic, PayloadBuilder payload, ApiRequest request) {
        boolean live = "live".equals(request.headers().getChannel().orElse(""));
        return Adaptable.newBuilder(live ? onLiveChannel(topic, request) : topic)
                .withPayload(payload.build())
                .withHeaders(request.headers())
                .build();
    }

    private static TopicPath onLiveChannel(TopicPath topic, ApiRequest request) {
        if (!topic.isGroup(TopicPath.Group.THINGS)) {
            return topic;
        }
        if (topic.isAction(TopicPath.Action.CREATE)) {
            throw ThingNotCreatableException.forLiveChannel(request.headers());
        }
        return ProtocolFactory.newTopicPath(topic.getPath().replaceFirst("/things/twin/", "/things/live/"));
    }

    /** The thing or policy with the id that the path says. */
    private static JsonObject identified(JsonValue body, ApiRequest request) {
        JsonObject entity = object(body);
        checkIdentity(entity, request);
        return entity.set(idField(request), request.segment(1));
    }

    private static JsonFieldDefinition<String> idField(ApiRequest request) {
        return THINGS.equals(request.segment(0)) ? Thing.JsonFields.ID : Policy.JsonFields.ID;
    }

    /** A body must not name another thing or policy than the path; that a patch must not remove the id is for the merge to say. */
    private static void checkIdentity(JsonObject entity, ApiRequest request) {
        String id = request.segment(1);
        boolean thing = THINGS.equals(request.segment(0));
        boolean patch = HttpMethod.PATCH.equals(request.method());
        if (entity.getValue(idField(request).getPointer())
                .filter(given -> !given.equals(JsonValue.of(id)) && !(patch && given.isNull()))
                .isPresent()) {
            throw thing
                    ? ThingIdNotExplicitlySettableException.forPutOrPatchMethod()
                            .build()
                    : PolicyIdNotExplicitlySettableException.newBuilder().build();
        }
        if (thing) {
            checkInlinePolicy(entity);
        }
    }

    private static void checkInlinePolicy(JsonObject thing) {
        thing.getValue(INLINE_POLICY)
                .filter(policy -> !policy.isObject() && !policy.isNull())
                .ifPresent(policy -> {
                    throw EdgeTwinException.notAnObject(policy);
                });
    }

    /**
     * The JSON object that is the body of a request.
     *
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if it is none
     */
    static JsonObject objectIn(ApiRequest request) {
        return object(body(request, BODY_TYPES));
    }

    private static JsonObject object(JsonValue body) {
        if (!body.isObject() || body.isNull()) {
            throw ResourcePath.notA("object", body.toString());
        }
        return body.asObject();
    }

    /** A body of the wrong type is told before what else is wrong. */
    private static void checkType(ApiRequest request, boolean things) {
        if (HttpMethod.PUT.equals(request.method())) {
            checkType(request, BODY_TYPES);
        } else if (HttpMethod.PATCH.equals(request.method()) && things) {
            checkType(request, Set.of(MERGE_PATCH));
        }
    }

    private static void checkType(ApiRequest request, Set<String> allowedTypes) {
        Optional<String> type = request.headers().getContentType().map(given -> given.split(";")[0].trim());
        boolean merge = allowedTypes.contains(MERGE_PATCH);
        if (type.isPresent() ? !allowedTypes.contains(type.get().toLowerCase(java.util.Locale.ROOT)) : merge) {
            throw merge
                    ? UnsupportedMediaTypeException.builderForMergePatchJsonMediaType(type.orElse(NO_TYPE), MERGE_PATCH)
                            .build()
                    : UnsupportedMediaTypeException.withDetailedInformationBuilder(type.get(), allowedTypes)
                            .build();
        }
    }

    private static JsonValue body(ApiRequest request, Set<String> allowedTypes) {
        checkType(request, allowedTypes);
        if (request.body().isBlank()) {
            throw new DittoJsonException(JsonParseException.newBuilder()
                    .message("The JSON string to read from must not be empty!")
                    .build());
        }
        return DittoJsonException.wrapJsonRuntimeException(() -> JsonFactory.readFrom(request.body()));
    }
}
