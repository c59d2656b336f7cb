package io.celltwin.adapter.opcua;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.device.DeviceSettings;
import io.celltwin.model.ModelCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A Thing Model that is made up by a test, property by property. */
public final class TestModel {

    private static final JsonMapper JSON = new JsonMapper();

    private final ObjectNode document = JSON.createObjectNode();
    private final ObjectNode properties;
    private ObjectNode lastAction;

    public TestModel() {
        document.putArray("@context")
                .add("https://www.w3.org/2022/wot/td/v1.1")
                .addObject()
                .put("cell", "https://celltwin.io/vocab#")
                .put("unit", "http://qudt.org/vocab/unit/")
                .put("uav", "http://opcfoundation.org/UA/WoT-Binding/");
        document.put("@type", "tm:ThingModel");
        document.put("title", "Test device").putObject("version").put("model", "1.0.0");
        properties = document.putObject("properties");
    }

    /** A property whose node has its name, in the namespace of the test server. */
    public TestModel property(String name) {
        return property(name, "nsu=" + TestServer.NAMESPACE + ";s=" + name);
    }

    public TestModel property(String name, String nodeId) {
        return form(name, "/?id=" + nodeId);
    }

    /** Says more of the property that was added last. */
    public TestModel with(String term, Object value) {
        last().set(term, JSON.valueToTree(value));
        return this;
    }

    /** Says more in the form of the property that was added last. */
    public TestModel withForm(String term, Object value) {
        ((ObjectNode) last().path("forms").get(0)).set(term, JSON.valueToTree(value));
        return this;
    }

    /** An action whose method has its name, of an object of the test server. */
    public TestModel action(String name, String object) {
        ObjectNode action = document.withObjectProperty("actions").putObject(name);
        action.put("title", name).put("uav:componentOf", "nsu=" + TestServer.NAMESPACE + ";s=" + object);
        action.putArray("forms")
                .addObject()
                .put("href", "/?id=nsu=" + TestServer.NAMESPACE + ";s=" + name)
                .put("op", "invokeaction");
        lastAction = action;
        return this;
    }

    /** Says more of the action that was added last. */
    public TestModel withAction(String term, String value) {
        lastAction.put(term, value);
        return this;
    }

    /** An event with the alarms that a node tells, of some nodes only if any are given. */
    public TestModel alarms(String name, String notifier, String... sources) {
        ObjectNode event = document.withObjectProperty("events").putObject(name);
        event.put("title", name);
        ObjectNode form = event.putArray("forms").addObject();
        form.put("href", "/?id=" + notifier).put("op", "subscribeevent");
        if (sources.length > 0) {
            form.set("cell:eventSource", JSON.valueToTree(sources));
        }
        return this;
    }

    private ObjectNode last() {
        ObjectNode last = null;
        for (JsonNode property : properties) {
            last = (ObjectNode) property;
        }
        return last;
    }

    public TestModel form(String name, String href) {
        ObjectNode property = properties.putObject(name);
        property.put("title", name)
                .put("type", "number")
                .put("unit", "unit:UNITLESS")
                .put("cell:feature", "test");
        property.putArray("forms").addObject().put("href", href).put("op", "readproperty");
        return this;
    }

    /** Writes the model into a directory and makes a device of it. */
    public Device device(Path directory, String address, Map<String, Object> settings) {
        try {
            Files.write(directory.resolve("test-device-1.0.0.tm.jsonld"), JSON.writeValueAsBytes(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Device(
                "demo",
                "demo:device",
                new ModelCatalog(directory).get("test-device-1.0.0"),
                URI.create(address),
                Map.of(),
                new DeviceSettings(settings));
    }
}
