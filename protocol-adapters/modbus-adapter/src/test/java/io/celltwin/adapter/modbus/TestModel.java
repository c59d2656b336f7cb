package io.celltwin.adapter.modbus;

import com.fasterxml.jackson.core.JsonProcessingException;
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

/** A Thing Model that is made up by a test, property by property. Addresses count from 0. */
final class TestModel {

    private static final JsonMapper JSON = new JsonMapper();

    private final ObjectNode document = JSON.createObjectNode();
    private final ObjectNode properties;

    TestModel() {
        document.putArray("@context")
                .add("https://www.w3.org/2022/wot/td/v1.1")
                .addObject()
                .put("cell", "https://celltwin.io/vocab#")
                .put("unit", "http://qudt.org/vocab/unit/")
                .put("modv", "https://www.w3.org/2019/wot/modbus#")
                .put("xsd", "http://www.w3.org/2001/XMLSchema#");
        document.put("@type", "tm:ThingModel");
        document.put("title", "Test device").putObject("version").put("model", "1.0.0");
        properties = document.putObject("properties");
    }

    TestModel number(String name, String entity, String href, String type) {
        ObjectNode form = property(name, "number", entity, href);
        form.put("modv:type", type);
        return this;
    }

    TestModel number(String name, String entity, String href, String type, int pollingMillis) {
        ObjectNode form = property(name, "number", entity, href);
        form.put("modv:type", type).put("modv:pollingTime", pollingMillis);
        return this;
    }

    TestModel text(String name, String entity, String href) {
        property(name, "string", entity, href).put("modv:type", "xsd:string");
        return this;
    }

    TestModel bit(String name, String entity, String href) {
        property(name, "boolean", entity, href);
        return this;
    }

    /** A property with further terms of its form, quotes written as '. */
    TestModel property(String name, String type, String entity, String href, String terms) {
        ObjectNode form = property(name, type, entity, href);
        try {
            form.setAll((ObjectNode) JSON.readTree("{" + terms.replace('\'', '"') + "}"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(terms, e);
        }
        return this;
    }

    /** Writes the model into a directory and makes a device of it. */
    Device device(Path directory, int port, int unit, Map<String, Object> settings) {
        try {
            Files.write(directory.resolve("test-device-1.0.0.tm.jsonld"), JSON.writeValueAsBytes(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Device(
                "demo",
                "demo:device-" + unit,
                new ModelCatalog(directory).get("test-device-1.0.0"),
                URI.create("modbus+tcp://127.0.0.1:%d/%d".formatted(port, unit)),
                Map.of(),
                new DeviceSettings(settings));
    }

    private ObjectNode property(String name, String type, String entity, String href) {
        ObjectNode property = properties.putObject(name);
        property.put("title", name)
                .put("type", type)
                .put("unit", "unit:UNITLESS")
                .put("cell:feature", "test");
        ObjectNode form = property.putArray("forms").addObject();
        form.put("href", href)
                .put("op", "readproperty")
                .put("modv:entity", entity)
                .put("modv:zeroBasedAddressing", true);
        return form;
    }
}
