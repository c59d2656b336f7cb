package io.celltwin.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.celltwin.system.plant.Api;
import io.celltwin.system.plant.Plant;
import io.celltwin.system.plant.PlantExtension;
import io.celltwin.system.plant.ScriptedDevice;
import io.celltwin.system.plant.TwinSubscriber;
import io.celltwin.system.process.ProcessPlan;
import io.celltwin.system.process.RunningProcess;
import io.celltwin.system.process.Workspace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A partner is given an account while the platform runs, and sees what may leave the company. */
@ExtendWith(PlantExtension.class)
class PartnerIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PARTNER = "partner-one";
    private static final String PASSWORD = "a long enough one";

    @Test
    void aPartnerSeesPublicValuesOnlyAndChangesNothing(Plant plant) {
        ScriptedDevice pack = plant.modbusDevice(
                "pack-shared", "battery-pack-1.0.0", Map.of("stateOfCharge", 80.0, "packCurrent", 3.0));
        String charge = "/features/bms/properties/stateOfCharge";
        await().atMost(PATIENCE).until(() -> plant.twin(pack.id(), charge).equals(JsonValue.of(80.0)));
        RunningProcess user = RunningProcess.start(ProcessPlan.program(
                        "celltwin",
                        Workspace.directory("partner"),
                        Workspace.launcher().toString(),
                        "user",
                        PARTNER,
                        "--role",
                        "partner",
                        "--state",
                        plant.installation().state().toString()))
                .typed(PASSWORD);
        assertThat(user.awaitEnd(PATIENCE)).as(user.output()).isZero();
        assertThat(user.output()).contains(PARTNER, "partner").doesNotContain(PASSWORD);
        Api partner = plant.installation().api(PARTNER, PASSWORD);

        await().atMost(PATIENCE)
                .until(() -> partner.get("/api/2/things/" + pack.id()).status() == 200);
        JsonObject seen = partner.get("/api/2/things/" + pack.id()).object();
        assertThat(seen.getValue(charge)).contains(JsonValue.of(80.0));
        assertThat(seen.getValue("/features/bms/properties/packCurrent"))
                .as("internal")
                .isEmpty();
        assertThat(partner.twinValue(pack.id(), "/features/bms/properties/packCurrent"))
                .isEmpty();
        assertThat(partner.get("/api/2/policies/" + pack.id()).status()).isIn(403, 404);
        assertThat(partner.put("/api/2/things/" + pack.id() + "/attributes/x", JsonValue.of(1))
                        .status())
                .isIn(403, 404);
        assertThat(partner.get(Plant.registryPath(pack)).status()).isEqualTo(403);
        assertThat(partner.get("/lifecycle/records").status()).isEqualTo(403);
        assertThat(plant.installation()
                        .api(PARTNER, "wrong")
                        .get("/api/2/things/" + pack.id())
                        .status())
                .isEqualTo(401);

        String current = "/features/bms/properties/packCurrent";
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(counts(plant.api(), pack, charge, current))
                        .allSatisfy(count -> assertThat(count).isPositive()));
        assertThat(counts(partner, pack, charge, current).get(0)).isPositive();
        assertThat(counts(partner, pack, charge, current).get(1)).isZero();

        try (TwinSubscriber subscriber = TwinSubscriber.of(plant.installation().url(), PARTNER, PASSWORD, pack.id())) {
            pack.show(Map.of("stateOfCharge", 81.0, "packCurrent", 4.0));

            await().atMost(PATIENCE).until(() -> subscriber.told(charge).contains(JsonValue.of(81.0)));
            assertThat(subscriber.told("/features/bms/properties/packCurrent")).isEmpty();
        }
    }

    /** How many buckets of the last hour there are of each property. */
    private static List<Integer> counts(Api who, ScriptedDevice pack, String... paths) {
        Api.Answer answer = who.get("/api/2/timeseries/things/" + pack.id()
                + "?from=now-1h&to=now&step=1h&agg=count&paths=" + String.join(",", paths));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().asArray().stream()
                .map(series -> series.asObject()
                        .getValue("/result/count")
                        .orElseThrow()
                        .asInt())
                .toList();
    }
}
