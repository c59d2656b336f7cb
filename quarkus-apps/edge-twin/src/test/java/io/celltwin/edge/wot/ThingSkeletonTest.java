package io.celltwin.edge.wot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.edge.error.EdgeTwinException;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.ditto.json.JsonObject;
import org.junit.jupiter.api.Test;

class ThingSkeletonTest {
    private static final String LAMP = "https://models.test/wot/lamp.tm.jsonld";

    private final Map<String, String> models = new HashMap<>();

    @Test
    void eachPropertyThatIsNotOptionalGetsItsConstantDefaultOrNeutralValue() {
        models.put("lamp.tm.jsonld", """
                {"tm:optional": ["/properties/spare"],
                 "properties": {
                   "serial": {"const": "x1", "default": "x2", "type": "string"},
                   "on": {"default": true, "type": "boolean"},
                   "count": {"type": "integer"},
                   "level": {"type": "number"},
                   "since": {"type": "string", "format": "date-time"},
                   "list": {"type": "array"},
                   "color": {"type": "object", "required": ["r", "gone"],
                     "properties": {"r": {"type": "integer"}, "w": {"type": "integer"}}},
                   "anything": {},
                   "kept": {"type": "string", "ditto:category": "configuration"},
                   "spare": {"type": "string"}}}""");

        assertThat(skeleton().getValue("attributes")).contains(JsonObject.of("""
                {"serial": "x1", "on": true, "count": 0, "level": 0.0, "since": "1970-01-01T00:00:00Z", "list": [],
                 "color": {"r": 0}, "configuration": {"kept": ""}}"""));
    }

    @Test
    void aModelIsMergedIntoWhatItExtends() {
        models.put("lamp.tm.jsonld", """
                {"links": [{"rel": "tm:extends", "href": "base.tm.jsonld"}],
                 "properties": {"on": {"default": true}, "added": {"default": 1}}}""");
        models.put("base.tm.jsonld", """
                {"properties": {"on": {"default": false, "type": "boolean"}, "inherited": {"default": 2}}}""");

        assertThat(skeleton().getValue("attributes"))
                .contains(JsonObject.of("{\"on\":true,\"inherited\":2,\"added\":1}"));
    }

    @Test
    void aSubmodelIsAFeatureWithTheModelsThatItExtendsInItsDefinition() {
        models.put("lamp.tm.jsonld", """
                {"links": [{"rel": "tm:submodel", "href": "parts/dimmer.tm.jsonld", "instanceName": "dimmer"}]}""");
        models.put("parts/dimmer.tm.jsonld", """
                {"links": [{"rel": "tm:extends", "href": "../base.tm.jsonld"}], "properties": {"level": {"default": 5}}}""");
        models.put("base.tm.jsonld", "{\"properties\": {\"unit\": {\"default\": \"%\"}}}");

        assertThat(skeleton()).isEqualTo(JsonObject.of("""
                {"definition": "https://models.test/wot/lamp.tm.jsonld",
                 "features": {"dimmer": {
                   "definition": ["https://models.test/wot/parts/dimmer.tm.jsonld", "https://models.test/wot/base.tm.jsonld"],
                   "properties": {"unit": "%", "level": 5}}}}"""));
    }

    @Test
    void aReferenceStandsForWhatItLeadsTo() {
        models.put("lamp.tm.jsonld", """
                {"definitions": {"percent": {"type": "integer", "default": 50}},
                 "properties": {
                   "own": {"tm:ref": "#/definitions/percent"},
                   "other": {"tm:ref": "base.tm.jsonld#/properties/x", "default": 8}}}""");
        models.put("base.tm.jsonld", "{\"properties\": {\"x\": {\"default\": 7}}}");

        assertThat(skeleton().getValue("attributes")).contains(JsonObject.of("{\"own\":50,\"other\":8}"));
    }

    @Test
    void aCircleOfModelsOrReferencesIsInvalid() {
        models.put("lamp.tm.jsonld", "{\"links\": [{\"rel\": \"tm:extends\", \"href\": \"lamp.tm.jsonld\"}]}");
        assertThatThrownBy(this::skeleton).isInstanceOf(EdgeTwinException.class).hasMessageContaining("deeper");

        models.put("lamp.tm.jsonld", "{\"properties\": {\"a\": {\"tm:ref\": \"#/properties/a\"}}}");
        assertThatThrownBy(this::skeleton).isInstanceOf(EdgeTwinException.class).hasMessageContaining("deeper");
    }

    @Test
    void aReferenceThatLeadsNowhereIsInvalid() {
        models.put("lamp.tm.jsonld", "{\"properties\": {\"a\": {\"tm:ref\": \"#/nowhere\"}}}");

        assertThatThrownBy(this::skeleton).isInstanceOf(EdgeTwinException.class).hasMessageContaining("leads to no");
    }

    private JsonObject skeleton() {
        ModelSource source = url -> JsonObject.of(models.get(url.substring("https://models.test/wot/".length())));
        return new ThingSkeleton(new ModelResolver(source)).of(LAMP);
    }
}
