package io.celltwin.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.celltwin.model.ModelCatalog;
import io.celltwin.policy.PolicyTemplates;
import io.celltwin.policy.RoleSubjects;
import io.celltwin.system.plant.Api;
import io.celltwin.system.plant.Plant;
import io.celltwin.system.plant.PlantExtension;
import io.celltwin.system.plant.ScriptedDevice;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.Policy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** SIGKILL while everybody writes. */
@ExtendWith(PlantExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HardKillIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ENOUGH = 100;
    /** More than a writer gets through before the kill. */
    private static final int MOST = 20_000;
    /** A twin may have 100 kB. */
    private static final int NOTES_IN_A_BOOK = 1_000;

    private Plant plant;

    @BeforeAll
    void use(Plant shared) {
        plant = shared;
    }

    /** Writes one after the other until the process is gone, and remembers what was acknowledged. */
    private static final class Writer extends Thread {
        private final Queue<Integer> acknowledged = new ConcurrentLinkedQueue<>();
        private final Queue<String> refused = new ConcurrentLinkedQueue<>();
        private final IntFunction<Api.Answer> write;

        Writer(IntFunction<Api.Answer> write) {
            this.write = write;
        }

        @Override
        public void run() {
            try {
                for (int i = 1; i <= MOST; i++) {
                    Api.Answer answer = write.apply(i);
                    if (answer.ok()) {
                        acknowledged.add(i);
                    } else {
                        refused.add(i + ": " + answer);
                    }
                }
            } catch (UncheckedIOException e) {
                // Nobody answers any more: what was sent last is not acknowledged.
            }
        }
    }

    @Test
    void whatWasAcknowledgedIsThereAgainAndDevicesAreReadAgain() throws InterruptedException {
        ScriptedDevice pack = plant.modbusDevice("pack-at-the-kill", "battery-pack-1.0.0", Map.of("packVoltage", 44.4));
        awaitVoltage(pack, 44.4);
        for (int i = 0; i <= MOST; i += NOTES_IN_A_BOOK) {
            create(notebook(i));
        }
        Api api = plant.api();
        List<Writer> writers = List.of(
                new Writer(i -> api.put("/api/2/things/" + notebook(i) + "/attributes/put" + i, JsonValue.of(i))),
                new Writer(i -> api.merge(
                        "/api/2/things/" + notebook(i) + "/features/notes",
                        JsonObject.of("{\"properties\":{\"merged" + i + "\":" + i + "}}"))),
                new Writer(i -> {
                    create(batch(i));
                    return api.post(
                            "/lifecycle/things/" + batch(i) + "/states", JsonObject.of("{\"state\":\"graded\"}"));
                }));
        writers.forEach(Thread::start);
        await().atMost(PATIENCE).until(() -> writers.stream().allMatch(each -> each.acknowledged.size() >= ENOUGH));

        plant.installation().kill();
        for (Writer writer : writers) {
            writer.join();
        }
        plant.installation().start();

        assertThat(writers).allSatisfy(each -> assertThat(each.refused).isEmpty());
        Map<String, JsonObject> notebooks = new HashMap<>();
        IntFunction<JsonObject> kept = i ->
                notebooks.computeIfAbsent(notebook(i), id -> plant.twin(id, "").asObject());
        assertThat(writers.get(0).acknowledged)
                .allSatisfy(i -> assertThat(kept.apply(i).getValue("/attributes/put" + i))
                        .contains(JsonValue.of(i)));
        assertThat(writers.get(1).acknowledged)
                .allSatisfy(i -> assertThat(kept.apply(i).getValue("/features/notes/properties/merged" + i))
                        .contains(JsonValue.of(i)));
        assertThat(writers.get(2).acknowledged)
                .allSatisfy(i -> assertThat(plant.records(batch(i), "state"))
                        .hasSize(1)
                        .allSatisfy(record -> assertThat(record.toString()).contains("graded")));

        pack.show("packVoltage", 45.67);
        awaitVoltage(pack, 45.67);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(plant.api()
                                .get("/api/2/timeseries/things/" + pack.id()
                                        + "/features/bms/properties/packVoltage?from=now-1h&to=now")
                                .text())
                        .as("history")
                        .contains("\"v\":44.4}", "\"v\":45.67}"));
    }

    private void awaitVoltage(ScriptedDevice pack, double volts) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(plant.twin(pack.id(), "/features/bms/properties/packVoltage"))
                        .isEqualTo(JsonValue.of(volts)));
    }

    /** A batch's twin as the platform itself makes it. */
    private void create(String id) {
        Policy policy =
                PolicyTemplates.forThing(id, ModelCatalog.bundled().get("cell-batch-1.0.0"), RoleSubjects.defaults());
        Api.Answer answer = plant.api()
                .put(
                        "/api/2/things/" + id,
                        JsonObject.newBuilder().set("_policy", policy.toJson()).build());
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    private static String notebook(int note) {
        return "demo:notebook-" + note / NOTES_IN_A_BOOK;
    }

    private static String batch(int number) {
        return "demo:batch-at-the-kill-" + number;
    }
}
