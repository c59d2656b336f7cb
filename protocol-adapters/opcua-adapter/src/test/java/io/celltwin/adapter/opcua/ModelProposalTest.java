package io.celltwin.adapter.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.celltwin.adapter.contract.RecordingListener;
import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.device.DeviceSettings;
import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.opcua.browse.ModelProposal;
import io.celltwin.model.ModelCatalog;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.Matrix;
import org.eclipse.milo.opcua.stack.core.types.structured.EUInformation;
import org.eclipse.milo.opcua.stack.core.types.structured.Range;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A model that was proposed reads the server that it was proposed of. */
@Timeout(120)
class ModelProposalTest {

    @TempDir
    private Path models;

    @Test
    void aProposedModelReadsTheServerWithTypesUnitsAndRangesOfItsOwn() throws Exception {
        try (TestServer server = TestServer.start()) {
            server.nodes(nodes -> {
                nodes.folder("Dryer");
                nodes.addTo("Dryer", "Zone 1.Temperature", NodeIds.Double, 121.5);
                nodes.property("Zone 1.Temperature", "EngineeringUnits", degrees());
                nodes.property("Zone 1.Temperature", "InstrumentRange", new Range(-50.0, 400.0));
                nodes.addTo("Dryer", "Fan #2", NodeIds.Boolean, true);
                nodes.addTo("Dryer", "Map", NodeIds.Int32, Matrix.ofInt32(new Integer[][] {{1, 2}, {3, 4}}));
                nodes.rank("Map", 2);
                nodes.folder("Identification");
                nodes.addTo("Identification", "SerialNumber", NodeIds.String, "C-0117");
            });
            URI address = URI.create(server.address());

            String proposed = ModelProposal.of(address, Map.of(), TestConfig.DEFAULT, "i=85", "Coater");

            JsonNode temperature = new JsonMapper().readTree(proposed).at("/properties/zone1Temperature");
            assertThat(temperature.path("type").asText()).isEqualTo("number");
            assertThat(temperature.path("unit").asText()).isEqualTo("unit:DEG_C");
            assertThat(temperature.path("minimum").asDouble()).isEqualTo(-50.0);
            assertThat(temperature.path("maximum").asDouble()).isEqualTo(400.0);
            assertThat(temperature.path("cell:feature").asText()).isEqualTo("dryer");
            JsonNode map = new JsonMapper().readTree(proposed).at("/properties/map");
            assertThat(map.at("/items/items/type").asText()).isEqualTo("integer");
            Files.writeString(models.resolve("coater-1.0.0.tm.jsonld"), proposed);
            read(address);
        }
    }

    private void read(URI address) throws Exception {
        Device device = new Device(
                "demo",
                "demo:coater",
                new ModelCatalog(models).get("coater-1.0.0"),
                address,
                Map.of(),
                DeviceSettings.NONE);
        RecordingListener recorded = new RecordingListener();
        OpcUaDriver driver = TestConfig.DEFAULT.driver();
        DeviceLink link = driver.connect(device, recorded).toCompletableFuture().get(30, TimeUnit.SECONDS);
        try {
            assertThat(recorded.cycle(0).get("zone1Temperature").value()).isEqualTo(121.5);
            assertThat(recorded.cycle(0).get("fan2").value()).isEqualTo(true);
            assertThat(recorded.cycle(0).get("map").value()).isEqualTo(List.of(List.of(1L, 2L), List.of(3L, 4L)));
            assertThat(recorded.cycle(0).get("serialNumber").value()).isEqualTo("C-0117");
            assertThat(device.model().property("/attributes/serialNumber")).isPresent();
        } finally {
            link.close();
        }
    }

    private static EUInformation degrees() {
        // "CEL" in base 256.
        int celsius = ('C' << 16) + ('E' << 8) + 'L';
        return new EUInformation(
                "http://www.opcfoundation.org/UA/units/un/cefact",
                celsius,
                LocalizedText.english("°C"),
                LocalizedText.english("degree Celsius"));
    }
}
