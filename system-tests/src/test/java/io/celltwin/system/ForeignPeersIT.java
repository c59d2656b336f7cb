package io.celltwin.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.celltwin.system.plant.Api;
import io.celltwin.system.plant.ForeignPeer;
import io.celltwin.system.plant.Plant;
import io.celltwin.system.plant.PlantExtension;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Servers that nobody here wrote: each value is right in the twin, or the twin says why there is none. */
@ExtendWith(PlantExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignPeersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Plant plant;

    @BeforeAll
    void use(Plant shared) throws IOException {
        ForeignPeer.assumeInstalled();
        plant = shared;
        addModel("foreign-machine-1.0.0.tm.jsonld");
        addModel("foreign-drive-1.0.0.tm.jsonld");
    }

    @Test
    void readsAServerByNodeOpcUa() {
        String id = "demo:foreign-machine";
        try (ForeignPeer peer = ForeignPeer.start("opcua-server.js")) {
            register(id, "foreign-machine-1.0.0", "opc.tcp://127.0.0.1:%d/peer".formatted(peer.port()));

            awaitValues(id, """
                    {"speed": 0.1, "total": "18446744073709551614", "balance": -7, "mode": "Running", "label": "Walze",
                     "raw": "AP8B", "range": {"Low": -1.0, "High": 2.5}, "zones": [80.0, 90.0, 100.0], "secondZone": 90.0,
                     "grid": [[1, 2, 3], [4, 5, 6]]}""");
            awaitQuality(id, """
                    {"unsure": "Uncertain_LastUsableValue", "broken": "Bad_DeviceFailure", "late": "Bad_NodeIdUnknown",
                     "wrong": "text, not a number as the model says"}""");

            peer.say("now");
            awaitValues(id, "{\"late\": 42}");
            await().atMost(PATIENCE).until(() -> !plant.has(id, "/features/machine/properties/quality/late"));

            peer.restart();
            awaitQuality(id, "{\"late\": \"Bad_NodeIdUnknown\"}");
            awaitConnected(id);
        }
    }

    @Test
    void readsTwoUnitsOfAServerByModbusSerial() {
        try (ForeignPeer peer = ForeignPeer.start("modbus-server.js")) {
            for (int unit = 1; unit <= 2; unit++) {
                String id = "demo:foreign-drive-" + unit;
                register(id, "foreign-drive-1.0.0", "modbus+tcp://127.0.0.1:%d/%d".formatted(peer.port(), unit));

                awaitValues(id, """
                        {"float": -12.5, "swapped": 65538, "long": -1234567890123456789, "littleEndian": -2, "text": "Fa-117",
                         "flag": true, "unit": %d, "last": 0, "coil": true, "input": -12.5}""".formatted(unit));
                awaitQuality(id, "{\"nothing\": \"not a number\", \"beyond\": \"Illegal data address (0x02)\"}");
            }

            peer.restart();
            awaitConnected("demo:foreign-drive-1");
            awaitConnected("demo:foreign-drive-2");
        }
    }

    private void addModel(String name) throws IOException {
        Path models = Files.createDirectories(plant.installation().state().resolve("models"));
        try (InputStream model = ForeignPeersIT.class.getResourceAsStream("/peers/" + name)) {
            Files.write(models.resolve(name), model.readAllBytes());
        }
    }

    private void register(String id, String model, String address) {
        JsonObject registration = JsonObject.newBuilder()
                .set("/ext/celltwin/model", model)
                .set("/ext/celltwin/address", address)
                .build();
        Api.Answer answer = plant.api().post("/v1/devices/%s/%s".formatted(Plant.TENANT, id), registration);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    private void awaitConnected(String id) {
        await().atMost(PATIENCE)
                .until(() -> plant.twin(id, "/features/connection/properties/status")
                        .toString()
                        .equals("\"connected\""));
    }

    private void awaitValues(String id, String expected) {
        awaitMembers(id, "/features/machine/properties", expected);
    }

    private void awaitQuality(String id, String expected) {
        awaitMembers(id, "/features/machine/properties/quality", expected);
    }

    private void awaitMembers(String id, String path, String expected) {
        JsonObject wanted = JsonFactory.newObject(expected);
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonObject told = plant.has(id, path) ? plant.twin(id, path).asObject() : JsonFactory.newObject();
            wanted.forEach(field -> assertThat(told.getValue(field.getKeyName()))
                    .as(field.getKeyName())
                    .contains(field.getValue()));
        });
    }
}
