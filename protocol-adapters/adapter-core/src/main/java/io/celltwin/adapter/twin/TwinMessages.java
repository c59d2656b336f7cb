package io.celltwin.adapter.twin;

import io.celltwin.adapter.commands.CommandAnswer;
import io.celltwin.adapter.commands.CommandRecord;
import io.celltwin.adapter.commands.DesiredKey;
import io.celltwin.adapter.commands.DesiredState;
import io.celltwin.adapter.driver.AlarmReport;
import io.celltwin.adapter.edge.EdgeUpdate;
import io.celltwin.adapter.edge.FeatureUpdate;
import io.celltwin.adapter.sending.MessageContent;
import io.celltwin.model.ThingModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.Policy;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.things.model.Feature;
import org.eclipse.ditto.things.model.Thing;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.ThingsModelFactory;

/**
 * Words what an adapter has to say to the twin of one device as Ditto protocol messages. None asks for a response.
 */
public final class TwinMessages {

    private static final JsonPointer FEATURES = JsonPointer.of("/features");
    private static final JsonPointer ATTRIBUTES = JsonPointer.of("/attributes");

    private final ThingId thingId;

    /**
     * @param thingId the twin's id
     * @throws org.eclipse.ditto.base.model.entity.id.NamespacedEntityIdInvalidException if it is not one
     */
    public TwinMessages(String thingId) {
        this.thingId = ThingId.of(thingId);
    }

    /**
     * @param model the device's model
     * @param attributes the attributes that its registration gives
     * @param definition the URL of its model
     * @param policy who may do what with the twin
     * @return create the twin, with empty features, or what is missing of it; harmless if it exists
     */
    public List<MessageContent> create(
            ThingModel model, Map<String, Object> attributes, String definition, Policy policy) {
        List<Feature> features = model.properties().stream()
                .flatMap(property -> property.feature().stream())
                .distinct()
                .map(id -> Feature.newBuilder()
                        .properties(JsonObject.empty())
                        .withId(id)
                        .build())
                .toList();
        Thing thing = ThingsModelFactory.newThingBuilder()
                .setId(thingId)
                .setPolicyId(PolicyId.of(thingId))
                .setDefinition(ThingsModelFactory.newDefinition(definition))
                .setAttributes(TwinValues.toObject(attributes))
                .setFeatures(ThingsModelFactory.newFeatures(features))
                .build();
        return CreateMessage.all(thing, policy);
    }

    /**
     * @param policy who may do what with the twin
     * @return create the twin of a device whose model is not known, with nothing but its connection, or what is missing of it; harmless
     *         if it exists
     */
    public List<MessageContent> createWithoutModel(Policy policy) {
        Thing thing = ThingsModelFactory.newThingBuilder()
                .setId(thingId)
                .setPolicyId(PolicyId.of(thingId))
                .setFeatures(ThingsModelFactory.newFeatures(List.of(Feature.newBuilder()
                        .properties(JsonObject.empty())
                        .withId("connection")
                        .build())))
                .build();
        return CreateMessage.all(thing, policy);
    }

    /**
     * @param attributes the attributes that the device's registration gives
     * @param definition the URL of its model
     * @return bring an existing twin's definition and attributes up to the registration. No merge is at the root: that would
     *         create a twin that does not exist, with a policy that lets in nobody but the adapter. None is at the definition, which
     *         Ditto cannot do
     */
    public List<MessageContent> describe(Map<String, Object> attributes, String definition) {
        MessageContent ofDefinition = new DefinitionMessage(thingId, ThingsModelFactory.newDefinition(definition));
        return attributes.isEmpty()
                ? List.of(ofDefinition)
                : List.of(ofDefinition, merge(ATTRIBUTES, TwinValues.toObject(attributes)));
    }

    /**
     * @param state the state of the device's connection
     * @return tells it
     */
    public MessageContent connection(ConnectionState state) {
        JsonObjectBuilder properties = JsonObject.newBuilder()
                .set("status", state.connected() ? "connected" : "disconnected")
                .set("since", state.since().toString())
                .set("reason", state.reason().map(JsonValue::of).orElse(JsonValue.nullLiteral()));
        state.address().ifPresent(address -> properties.set("address", address));
        return merge(FEATURES, feature("connection", properties.build()));
    }

    /**
     * @param update what changed
     * @return tells the changed values and qualities; empty if there are none
     */
    public Optional<MessageContent> values(EdgeUpdate update) {
        JsonObjectBuilder features = JsonObject.newBuilder();
        update.features()
                .forEach((id, changes) -> features.set(
                        id,
                        JsonObject.newBuilder()
                                .set("properties", values(changes))
                                .build()));
        if (!update.attributeQuality().isEmpty()) {
            features.set(
                    "connection",
                    JsonObject.newBuilder()
                            .set(
                                    "properties",
                                    JsonObject.newBuilder()
                                            .set("attributeQuality", orNull(update.attributeQuality(), JsonValue::of))
                                            .build())
                            .build());
        }
        return features.isEmpty() ? Optional.empty() : Optional.of(merge(FEATURES, features.build()));
    }

    /**
     * @param update what changed
     * @return tells the changed attributes; empty if there are none
     */
    public Optional<MessageContent> attributes(EdgeUpdate update) {
        return update.attributes().isEmpty()
                ? Optional.empty()
                : Optional.of(merge(ATTRIBUTES, TwinValues.toObject(update.attributes())));
    }

    /**
     * @param update what changed
     * @return tell the alarms raised and cleared; none if there are none. One that the twin may have already is told on the
     *         condition that it has not, so that it keeps since when it holds and who has acknowledged it
     */
    public List<MessageContent> alarms(EdgeUpdate update) {
        return AlarmMessages.of(thingId, update.alarms());
    }

    /**
     * @param problem what is wrong with the device's clock; empty if nothing
     * @return tells it
     */
    public MessageContent clock(Optional<String> problem) {
        return merge(
                FEATURES,
                feature(
                        "connection",
                        JsonObject.newBuilder()
                                .set("clock", problem.map(JsonValue::of).orElseGet(JsonValue::nullLiteral))
                                .build()));
    }

    /**
     * @param report what a device tells of the alarms that it raises itself
     * @return tells it
     */
    public MessageContent deviceAlarms(AlarmReport report) {
        return merge(FEATURES, feature("alarms", DeviceAlarmMessages.properties(report)));
    }

    /**
     * @param record a command that was answered
     * @return tells who wanted what of the device, and what became of it
     */
    public MessageContent command(CommandRecord record) {
        JsonObjectBuilder told = JsonObject.newBuilder()
                .set("at", record.at().toString())
                .set("by", record.originator().map(JsonValue::of).orElseGet(JsonValue::nullLiteral))
                .set("command", record.command())
                .set("property", record.property().map(JsonValue::of).orElseGet(JsonValue::nullLiteral))
                .set("value", record.value().map(TwinValues::toJson).orElseGet(JsonValue::nullLiteral))
                .set("status", record.answer().status())
                .set("answer", record.answer().body());
        return merge(
                FEATURES,
                feature(
                        "connection",
                        JsonObject.newBuilder().set("lastCommand", told.build()).build()));
    }

    /**
     * @param states what has become of desired properties; empty for one that is desired no longer
     * @return tells it
     */
    public MessageContent desired(Map<DesiredKey, Optional<DesiredState>> states) {
        JsonObject features = JsonObject.empty();
        for (Map.Entry<DesiredKey, Optional<DesiredState>> each : states.entrySet()) {
            JsonObject feature = features
                    .getField(JsonKey.of(each.getKey().feature()))
                    .map(JsonField::getValue)
                    .map(JsonValue::asObject)
                    .orElseGet(JsonObject::empty)
                    .toBuilder()
                    .set(JsonField.newInstance(
                            JsonKey.of(each.getKey().property()),
                            each.getValue().map(TwinMessages::state).orElseGet(JsonValue::nullLiteral)))
                    .build();
            features = features.toBuilder()
                    .set(JsonField.newInstance(JsonKey.of(each.getKey().feature()), feature))
                    .build();
        }
        return merge(
                FEATURES,
                feature(
                        "connection",
                        JsonObject.newBuilder().set("desired", features).build()));
    }

    /** Always the same members, so that a later state says all that an earlier one said. */
    private static JsonValue state(DesiredState state) {
        return JsonObject.newBuilder()
                .set("value", JsonFactory.readFrom(state.value().toString()))
                .set("state", state.state().word())
                .set("by", state.by().map(JsonValue::of).orElseGet(JsonValue::nullLiteral))
                .set("since", state.since().toString())
                .set("at", state.at().toString())
                .set(
                        "until",
                        state.until().map(time -> JsonValue.of(time.toString())).orElseGet(JsonValue::nullLiteral))
                .set(
                        "status",
                        state.answer()
                                .map(CommandAnswer::status)
                                .map(JsonValue::of)
                                .orElseGet(JsonValue::nullLiteral))
                .set(
                        "answer",
                        state.answer()
                                .map(CommandAnswer::body)
                                .map(JsonValue::of)
                                .orElseGet(JsonValue::nullLiteral))
                .build();
    }

    /**
     * @return asks what is desired of the device and what was told of it; the answer comes as a command to the device
     */
    public MessageContent askForDesired() {
        return new QuestionMessage(thingId);
    }

    private MessageContent merge(JsonPointer path, JsonValue patch) {
        return new MergeMessage(thingId, path, patch, Optional.empty());
    }

    private static JsonObject values(FeatureUpdate update) {
        JsonObjectBuilder properties = JsonObject.newBuilder();
        update.values().forEach((name, value) -> properties.set(name, TwinValues.toJson(value)));
        properties.set("observedAt", update.observedAt().toString());
        if (!update.sourceTimes().isEmpty()) {
            properties.set("sourceTimes", orNull(update.sourceTimes(), time -> JsonValue.of(time.toString())));
        }
        if (!update.quality().isEmpty()) {
            properties.set("quality", orNull(update.quality(), JsonValue::of));
        }
        return properties.build();
    }

    /** What is empty is removed from the twin. */
    private static <T> JsonObject orNull(Map<String, Optional<T>> members, Function<T, JsonValue> toJson) {
        JsonObjectBuilder object = JsonObject.newBuilder();
        members.forEach((name, member) -> object.set(name, member.map(toJson).orElseGet(JsonValue::nullLiteral)));
        return object.build();
    }

    private static JsonObject feature(String id, JsonObject properties) {
        return JsonObject.newBuilder()
                .set(id, JsonObject.newBuilder().set("properties", properties).build())
                .build();
    }
}
