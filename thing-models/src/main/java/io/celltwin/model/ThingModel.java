package io.celltwin.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A kind of thing, resolved and checked. Immutable and safe to share between threads. */
public final class ThingModel {

    static final String UNCERTAIN_VALUES = "cell:uncertainValues";

    private final String fileName;
    private final ObjectNode document;
    private final List<Affordance> affordances;
    private final List<ModelProperty> properties;
    private final List<ModelAction> actions;
    private final List<ModelEvent> events;
    private final Map<String, ModelProperty> byTwinPath;
    private final Map<String, List<ModelProperty>> bySemanticType;
    private final Set<String> types;
    private final Map<String, SharedFeature> sharedFeatures;
    private final Optional<FailureModelUse> failureModel;

    ThingModel(
            String fileName,
            ObjectNode document,
            List<Affordance> affordances,
            List<ModelAction> actions,
            List<ModelEvent> events,
            Map<String, SharedFeature> sharedFeatures) {
        this.fileName = fileName;
        this.document = document;
        this.sharedFeatures = Map.copyOf(sharedFeatures);
        this.affordances = List.copyOf(affordances);
        this.actions = List.copyOf(actions);
        this.events = List.copyOf(events);
        this.properties = affordances.stream().map(Affordance::property).toList();
        this.failureModel = FailureModelUse.of(document, properties);
        Map<String, ModelProperty> paths = new HashMap<>();
        properties.forEach(property -> paths.put(property.twinPath(), property));
        this.byTwinPath = Map.copyOf(paths);
        Map<String, List<ModelProperty>> typed = new HashMap<>();
        properties.forEach(property -> property.semanticTypes()
                .forEach(type ->
                        typed.computeIfAbsent(type, name -> new ArrayList<>()).add(property)));
        typed.replaceAll((type, members) -> List.copyOf(members));
        this.bySemanticType = Map.copyOf(typed);
        Set<String> typeNames = new LinkedHashSet<>();
        JsonText.items(document.get("@type")).forEach(type -> typeNames.add(type.asText()));
        typeNames.remove("tm:ThingModel");
        this.types = Set.copyOf(typeNames);
    }

    /** Name with version, for example {@code electrolyte-filler-1.0.0}; a registration names the model so. */
    public String name() {
        return ModelFileName.stem(fileName);
    }

    /** The name of the model's file, the last segment of a twin's {@code definition}. */
    public String fileName() {
        return fileName;
    }

    /** For people. */
    public String title() {
        return document.path("title").asText();
    }

    /** Semantic types of the whole thing, for example {@code cell:Machine}. */
    public Set<String> types() {
        return types;
    }

    /** The production step that this kind of machine does to a batch ({@code cell:processStep}), if it does one. */
    public Optional<String> processStep() {
        return Optional.ofNullable(document.get("cell:processStep")).map(JsonNode::asText);
    }

    /** What is done with values that a device calls uncertain, {@code publish} or {@code withhold}, if the model says so. */
    public Optional<String> uncertainValues() {
        return Optional.ofNullable(document.get(UNCERTAIN_VALUES)).map(JsonNode::asText);
    }

    /** The learned failure model that applies to this kind of machine, if the model names one. */
    public Optional<FailureModelUse> failureModel() {
        return failureModel;
    }

    /** All properties in the order of the model, those of submodel instances behind the model's own. */
    public List<ModelProperty> properties() {
        return properties;
    }

    /** The properties that carry the semantic type, for example {@code cell:PackVoltage}; in the order of the model. */
    public List<ModelProperty> propertiesOfType(String semanticType) {
        return bySemanticType.getOrDefault(semanticType, List.of());
    }

    /** The property at a place in the twin, for example {@code /features/bms/properties/packVoltage}. */
    public Optional<ModelProperty> property(String twinPath) {
        return Optional.ofNullable(byTwinPath.get(twinPath));
    }

    /** What such a thing can be asked to do; the model's own, not those of submodels. */
    public List<ModelAction> actions() {
        return actions;
    }

    /** The action of this name. */
    public Optional<ModelAction> action(String name) {
        return actions.stream().filter(action -> action.name().equals(name)).findFirst();
    }

    /** What such a thing tells of its own accord; the model's own, not that of submodels. */
    public List<ModelEvent> events() {
        return events;
    }

    /**
     * The model with {@code tm:extends} and {@code tm:ref} carried out, placeholders still in it. It is shared: do not cast
     * and change it.
     */
    public JsonNode document() {
        return document;
    }

    /**
     * The W3C WoT Thing Description of one device of this kind: every property, action and event that has forms, with absolute addresses.
     *
     * @param thingId the twin's id, {@code <namespace>:<name>}
     * @param address the device's address, for example {@code modbus+tcp://10.0.0.7:502/3} or {@code opc.tcp://10.0.0.8:4840}
     * @throws ModelException if the model has a placeholder that the address does not fill
     */
    public ThingDescription describe(String thingId, URI address) {
        return describe(thingId, address, Map.of());
    }

    /**
     * As {@link #describe(String, URI)}, with values for the model's own placeholders.
     *
     * @param placeholders value by placeholder name
     * @throws ModelException if a placeholder stays without a value
     */
    public ThingDescription describe(String thingId, URI address, Map<String, JsonNode> placeholders) {
        return new ThingDescriptionBuilder(fileName, document, affordances, actions, events)
                .build(thingId, address, placeholders);
    }

    /**
     * The model as Ditto wants it for a twin (served at the twin's {@code definition}): top-level properties are the twin's
     * attributes, each feature is a {@code tm:submodel} whose file is named relative to this one. Without device forms.
     */
    public ObjectNode twinModel() {
        return twinModels("").get(fileName);
    }

    /**
     * {@link #twinModel()}, the submodel of each feature, and this model as the submodel of a feature of others, by file name.
     * A feature that is an instance of a submodel and nothing else is linked to that submodel's own document.
     *
     * @param prefix put in front of each file name that a link refers to: the URL under which the models are served, with a
     *        trailing slash. Ditto follows absolute links only.
     */
    public Map<String, ObjectNode> twinModels(String prefix) {
        return new TwinModelBuilder(fileName, document, properties, actions, sharedFeatures).build(prefix);
    }

    @Override
    public String toString() {
        return name();
    }
}
