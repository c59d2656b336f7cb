package io.celltwin.adapter.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.celltwin.adapter.edge.ActiveAlarm;
import io.celltwin.adapter.edge.AlarmChange;
import io.celltwin.adapter.edge.EdgeUpdate;
import io.celltwin.adapter.edge.FeatureUpdate;
import io.celltwin.adapter.sending.MessageContent;
import io.celltwin.model.AlarmLimit;
import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ThingModel;
import io.celltwin.policy.PolicyTemplates;
import io.celltwin.policy.RoleSubjects;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.policies.model.Policy;
import org.eclipse.ditto.policies.model.signals.commands.modify.CreatePolicy;
import org.eclipse.ditto.protocol.ProtocolFactory;
import org.eclipse.ditto.protocol.adapter.DittoProtocolAdapter;
import org.eclipse.ditto.things.model.Thing;
import org.eclipse.ditto.things.model.signals.commands.modify.CreateThing;
import org.eclipse.ditto.things.model.signals.commands.modify.MergeThing;
import org.eclipse.ditto.things.model.signals.commands.modify.ModifyThingDefinition;
import org.junit.jupiter.api.Test;

/** The messages are read with Ditto's own protocol adapter, as Ditto's Kafka connection does it. */
class TwinMessagesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");
    private static final AlarmLimit HOT = new AlarmLimit("hot", AlarmLimit.Kind.ABOVE, 100, 5, "critical", "Too hot");

    private final TwinMessages messages = new TwinMessages("demo:filler-1");

    @Test
    void createsATwinWithPolicyDefinitionAttributesAndEmptyFeatures() {
        ThingModel model = ModelCatalog.bundled().get("electrolyte-filler-1.0.0");
        Policy policy = PolicyTemplates.forThing("demo:filler-1", model, RoleSubjects.defaults());
        List<MessageContent> creation = messages.create(
                model,
                Map.of("serialNumber", "A7"),
                "http://127.0.0.1:8080/models/electrolyte-filler-1.0.0.tm.jsonld",
                policy);
        CreateThing create = (CreateThing) signal(creation.get(0));
        assertThat(create.getEntityId().toString()).isEqualTo("demo:filler-1");
        Thing thing = create.getThing();
        assertThat(thing.getPolicyId().orElseThrow().toString()).isEqualTo("demo:filler-1");
        assertThat(thing.getDefinition().orElseThrow().toString())
                .isEqualTo("http://127.0.0.1:8080/models/electrolyte-filler-1.0.0.tm.jsonld");
        assertThat(thing.getAttributes()
                        .orElseThrow()
                        .getValue("serialNumber")
                        .orElseThrow()
                        .asString())
                .isEqualTo("A7");
        assertThat(thing.getFeatures().orElseThrow().getFeature("pump")).isPresent();
        assertThat(create.getInitialPolicy()).contains(policy.toJson());
        assertThat(create.getDittoHeaders().isResponseRequired()).isFalse();
        assertThat(create.getDittoHeaders().isAllowPolicyLockout()).isTrue();

        CreatePolicy policyAlone = (CreatePolicy) signal(creation.get(1));
        assertThat(policyAlone.getPolicy()).isEqualTo(policy);
        assertThat(policyAlone.getDittoHeaders().isResponseRequired()).isFalse();
        assertThat(policyAlone.getDittoHeaders().isAllowPolicyLockout()).isTrue();
        CreateThing thingAlone = (CreateThing) signal(creation.get(2));
        assertThat(thingAlone.getThing()).isEqualTo(thing);
        assertThat(thingAlone.getInitialPolicy()).isEmpty();
        assertThat(creation).extracting(MessageContent::subject).doesNotHaveDuplicates();
    }

    @Test
    void bringsDefinitionAndAttributesUpToDate() {
        List<MessageContent> description =
                messages.describe(Map.of("serialNumber", "A7"), "http://127.0.0.1/models/m-1.0.0.tm.jsonld");
        // Ditto answers a merge at the definition with 500, and tries it again until somebody stops it.
        ModifyThingDefinition definition = (ModifyThingDefinition) signal(description.get(0));
        assertThat(definition.getDefinition()).hasToString("http://127.0.0.1/models/m-1.0.0.tm.jsonld");
        assertThat(definition.getDittoHeaders().isResponseRequired()).isFalse();
        MergeThing attributes = merge(description.get(1));
        assertThat(attributes.getPath().toString()).isEqualTo("/attributes");
        assertThat(tree(attributes.getValue())).isEqualTo(tree("{\"serialNumber\":\"A7\"}"));
        assertThat(description).hasSize(2);
    }

    @Test
    void nothingButTheCreationCreatesATwin() {
        List<MessageContent> others =
                new ArrayList<>(messages.describe(Map.of("serialNumber", "A7"), "http://127.0.0.1/m"));
        others.addAll(messages.describe(Map.of(), "http://127.0.0.1/m"));
        others.add(messages.connection(ConnectionState.unserved(NOW, "no model")));
        EdgeUpdate update = new EdgeUpdate(
                Map.of("pump", new FeatureUpdate(Map.of("speed", 1L), Map.of(), NOW, Map.of())),
                Map.of("firmware", "1.2"),
                Map.of(),
                List.of(new AlarmChange("cold", Optional.empty())));
        messages.values(update).ifPresent(others::add);
        messages.attributes(update).ifPresent(others::add);
        others.addAll(messages.alarms(update));
        // A merge at the root of a twin that does not exist creates it, with a policy for its creator alone.
        assertThat(others)
                .hasSize(7)
                .extracting(text -> signal(text).getResourcePath().isEmpty())
                .containsOnly(false);
    }

    @Test
    void tellsAllChangedValuesInOneMergeOfTheFeatures() {
        EdgeUpdate update = new EdgeUpdate(
                Map.of(
                        "pump",
                        new FeatureUpdate(
                                Map.of("motorCurrent", 2.5, "flow", List.of(1L, 2L), "running", true),
                                Map.of("pressure", Optional.of("timeout"), "speed", Optional.empty()),
                                NOW,
                                Map.of("pressure", Optional.of(NOW.minusSeconds(1)), "flow", Optional.empty()))),
                Map.of(),
                Map.of("serialNumber", Optional.of("timeout"), "firmware", Optional.empty()),
                List.of());
        MergeThing merge = merge(messages.values(update).orElseThrow());
        assertThat((CharSequence) merge.getPath()).isEqualTo(JsonPointer.of("/features"));
        assertThat(tree(merge.getValue())).isEqualTo(tree("""
                {"pump":{"properties":{"motorCurrent":2.5,"flow":[1,2],"running":true,
                  "observedAt":"2026-03-01T12:00:00.123Z","quality":{"pressure":"timeout","speed":null},
                  "sourceTimes":{"pressure":"2026-03-01T11:59:59.123Z","flow":null}}},
                 "connection":{"properties":{"attributeQuality":{"serialNumber":"timeout","firmware":null}}}}"""));
        assertThat(merge.getDittoHeaders().isResponseRequired()).isFalse();
        assertThat(merge.getDittoHeaders().getContentType()).contains("application/merge-patch+json");
    }

    @Test
    void tellsNothingWhereNothingChanged() {
        EdgeUpdate nothing = new EdgeUpdate(Map.of(), Map.of(), Map.of(), List.of());
        assertThat(messages.values(nothing)).isEmpty();
        assertThat(messages.attributes(nothing)).isEmpty();
        assertThat(messages.alarms(nothing)).isEmpty();
    }

    @Test
    void tellsChangedAttributes() {
        MergeThing merge =
                merge(messages.attributes(new EdgeUpdate(Map.of(), Map.of("firmware", "1.2"), Map.of(), List.of()))
                        .orElseThrow());
        assertThat((CharSequence) merge.getPath()).isEqualTo(JsonPointer.of("/attributes"));
        assertThat(tree(merge.getValue())).isEqualTo(tree("{\"firmware\":\"1.2\"}"));
    }

    @Test
    void tellsAlarmsThatAreActiveAndRemovesThoseThatAreNot() {
        MergeThing merge = merge(alarms(
                        new AlarmChange("hot", Optional.of(new ActiveAlarm(HOT, NOW, 101.0))),
                        new AlarmChange("cold", Optional.empty()))
                .get(0));
        assertThat(tree(merge.getValue())).isEqualTo(tree("""
                {"alarms":{"properties":{"active":{"cold":null,"hot":{"severity":"critical",
                  "since":"2026-03-01T12:00:00.123Z","message":"Too hot","value":101.0,"limit":100.0,
                  "state":"active"}}}}}"""));
        assertThat(merge.getDittoHeaders().getCondition()).isEmpty();
    }

    @Test
    void tellsAnAlarmThatMayBeOlderOnlyWhereTheTwinDoesNotHaveIt() {
        List<MessageContent> told = alarms(
                new AlarmChange("hot", Optional.of(new ActiveAlarm(HOT, NOW, 101.0)), Optional.empty(), true),
                new AlarmChange("cold", Optional.empty()));
        assertThat(told).hasSize(2);
        MergeThing merge = merge(told.get(0));
        assertThat(tree(merge.getValue())).isEqualTo(tree("""
                {"alarms":{"properties":{"active":{"hot":{"severity":"critical","since":"2026-03-01T12:00:00.123Z",
                  "message":"Too hot","value":101.0,"limit":100.0,"state":"active"}}}}}"""));
        String alarm = "features/alarms/properties/active/hot";
        assertThat(merge.getDittoHeaders().getCondition())
                .contains("not(and(exists(" + alarm + "),eq(" + alarm + "/severity,\"critical\"),eq(" + alarm
                        + "/limit,100.0)))");
        assertThat(merge(told.get(1)).getDittoHeaders().getCondition()).isEmpty();
        assertThat(told.get(0).subject()).isNotEqualTo(told.get(1).subject());
        assertThat(told.get(0).subject())
                .isEqualTo(told.get(0).followedBy(told.get(0)).subject());
    }

    @Test
    void tellsALatchingAlarmThatMayBeOlderAnewIfTheOlderOneHasCleared() {
        AlarmLimit latching =
                new AlarmLimit("jam", AlarmLimit.Kind.STATE, 0, 0, "warning", "Jammed", 0, true, List.of("Jammed"));
        String alarm = "features/alarms/properties/active/jam";
        AlarmChange raised =
                new AlarmChange("jam", Optional.of(new ActiveAlarm(latching, NOW, "Jammed")), Optional.empty(), true);
        assertThat(merge(alarms(raised).get(0)).getDittoHeaders().getCondition())
                .contains("not(and(exists(" + alarm + "),eq(" + alarm + "/severity,\"warning\"),ne(" + alarm
                        + "/state,\"cleared\")))");

        AlarmChange cleared = new AlarmChange("jam", raised.active(), Optional.of(NOW), true);
        MergeThing merge = merge(alarms(cleared).get(0));
        assertThat(tree(merge.getValue())).isEqualTo(tree("""
                {"alarms":{"properties":{"active":{"jam":{"state":"cleared","clearedAt":"2026-03-01T12:00:00.123Z"}}}}}"""));
        assertThat(merge.getDittoHeaders().getCondition()).contains("exists(" + alarm + ")");
    }

    @Test
    void saysInOneMessageWhatTwoWouldHaveSaidEachValueWithItsTimeAndQuality() {
        MessageContent first = messages.values(update(Map.of("speed", 1L, "flow", 2.0), Map.of(), NOW))
                .orElseThrow();
        MessageContent second = messages.values(
                        update(Map.of("speed", 3L), Map.of("flow", Optional.of("timeout")), NOW.plusSeconds(1)))
                .orElseThrow();
        assertThat(first.subject()).isEqualTo(second.subject());
        assertThat(tree(merge(first.followedBy(second)).getValue())).isEqualTo(tree("""
                {"pump":{"properties":{"speed":3,"flow":2.0,"observedAt":"2026-03-01T12:00:01.123Z",
                  "quality":{"flow":"timeout"}}}}"""));
        assertThat(first.subject())
                .isNotEqualTo(
                        messages.attributes(new EdgeUpdate(Map.of(), Map.of("firmware", "1.2"), Map.of(), List.of()))
                                .orElseThrow()
                                .subject());
    }

    private List<MessageContent> alarms(AlarmChange... changes) {
        return messages.alarms(new EdgeUpdate(Map.of(), Map.of(), Map.of(), List.of(changes)));
    }

    private static EdgeUpdate update(Map<String, Object> values, Map<String, Optional<String>> quality, Instant time) {
        return new EdgeUpdate(
                Map.of("pump", new FeatureUpdate(values, quality, time, Map.of())), Map.of(), Map.of(), List.of());
    }

    @Test
    void tellsThatALatchingAlarmHasCleared() {
        AlarmLimit limit = new AlarmLimit(
                "aborted", AlarmLimit.Kind.STATE, 0, 0, "critical", "Aborted", 0, true, List.of("Aborted"));
        ActiveAlarm alarm = new ActiveAlarm(limit, NOW, "Aborted");
        MergeThing merge =
                merge(alarms(new AlarmChange("aborted", Optional.of(alarm), Optional.of(NOW.plusSeconds(5)), false))
                        .get(0));
        assertThat(tree(merge.getValue())).isEqualTo(tree("""
                {"alarms":{"properties":{"active":{"aborted":{"severity":"critical",
                  "since":"2026-03-01T12:00:00.123Z","message":"Aborted","value":"Aborted","state":"cleared",
                  "clearedAt":"2026-03-01T12:00:05.123Z"}}}}}"""));
    }

    @Test
    void tellsTheStateOfTheConnectionWithoutCredentials() {
        URI address = URI.create("opc.tcp://line:secret@10.0.0.8:4840/plant");
        assertThat(tree(connection(ConnectionState.connected(NOW, address)))).isEqualTo(tree("""
                {"status":"connected","since":"2026-03-01T12:00:00.123Z","reason":null,
                 "address":"opc.tcp://10.0.0.8:4840/plant"}"""));
        assertThat(tree(connection(ConnectionState.disconnected(NOW, "connection refused", address))))
                .isEqualTo(tree("""
                        {"status":"disconnected","since":"2026-03-01T12:00:00.123Z","reason":"connection refused",
                         "address":"opc.tcp://10.0.0.8:4840/plant"}"""));
        assertThat(connection(ConnectionState.unserved(NOW, "no model")).contains("address"))
                .isFalse();
    }

    @Test
    void refusesADeviceIdThatIsNoThingId() {
        assertThatThrownBy(() -> new TwinMessages("filler-1")).isInstanceOf(DittoRuntimeException.class);
    }

    /** Trees are equal whatever the order of their members. */
    private static JsonNode tree(Object json) {
        try {
            return JSON.readTree(json.toString());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private JsonObject connection(ConnectionState state) {
        return merge(messages.connection(state))
                .getValue()
                .asObject()
                .getValue(JsonPointer.of("/connection/properties"))
                .orElseThrow()
                .asObject();
    }

    private static MergeThing merge(MessageContent text) {
        return (MergeThing) signal(text);
    }

    private static Signal<?> signal(MessageContent content) {
        return DittoProtocolAdapter.newInstance()
                .fromAdaptable(ProtocolFactory.jsonifiableAdaptableFromJson(
                        JsonFactory.newObject(new String(content.payload(), StandardCharsets.UTF_8))));
    }
}
