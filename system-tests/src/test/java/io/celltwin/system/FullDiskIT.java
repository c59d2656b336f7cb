package io.celltwin.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.celltwin.system.plant.Api;
import io.celltwin.system.plant.Installation;
import io.celltwin.system.process.SmallDisk;
import java.time.Duration;
import java.util.List;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The whole platform with the simulated line on a disk that somebody else fills, and then makes room on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FullDiskIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LONG_ENOUGH_TO_DIE = Duration.ofSeconds(20);
    private static final int DISK_MIB = 320;
    private static final long HALF_OF_THE_RESERVE = 16L << 20;
    private static final int PACKS = 8;
    private static final List<String> STATES =
            List.of("made", "formed", "graded", "packed", "in service", "second life", "scrapped", "recycled");

    private SmallDisk disk;
    private Installation installation;
    private int written;
    private int states;

    @BeforeAll
    void up() {
        disk = SmallDisk.mount("full-disk", DISK_MIB);
        installation = Installation.create("full-disk")
                .elsewhere(disk.directory().resolve("state"), List.of())
                .start();
    }

    @AfterAll
    void down() {
        if (disk != null) {
            installation.close();
            disk.close();
        }
    }

    @Test
    @Order(1)
    void writesAreServedAndValuesTakenWhileThereIsRoom() {
        awaitWritesServed();
    }

    @Test
    @Order(2)
    void writesAreRefusedBeforeTheDiskIsFullAndTheBrokerGoesOn() {
        disk.fillUpTo(HALF_OF_THE_RESERVE);

        awaitWritesRefused();
        assertThat(check("message broker")).isEqualTo("UP");
        assertThat(check("disk")).isEqualTo("DOWN");
        awaitNoMoreValues();
        assertReadsGoOn();
    }

    @Test
    @Order(3)
    void aDiskWithoutAnyRoomEndsNothing() {
        disk.fillUpTo(0);

        awaitWritesRefused();
        await().during(LONG_ENOUGH_TO_DIE).atMost(PATIENCE).untilAsserted(this::assertReadsGoOn);
        awaitWritesRefused();
    }

    @Test
    @Order(4)
    void everythingGoesOnByItselfWhenThereIsRoomAgain() {
        disk.free();

        awaitWritesServed();
    }

    @Test
    @Order(5)
    void aDiskThatIsFullAtOnceEndsNothingEither() {
        disk.fillUpTo(0);

        awaitWritesRefused();
        await().during(LONG_ENOUGH_TO_DIE).atMost(PATIENCE).untilAsserted(this::assertReadsGoOn);
        disk.free();
        awaitWritesServed();
    }

    @Test
    @Order(6)
    void itSaidSoOnceAChangeAndStopsCleanly() {
        String output = installation.process().output();
        assertThat(output.lines().filter(line -> line.contains("in reserve: no values are taken")))
                .hasSizeLessThanOrEqualTo(2);
        assertThat(output).doesNotContain("\tat ");

        assertThat(installation.stop()).isIn(0, 143);
    }

    private void awaitWritesServed() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(putTwin().status()).as("twin").isIn(201, 204);
            assertThat(postDevice().status()).as("registry").isEqualTo(201);
            assertThat(installation.api().get("/q/health/ready").status()).isEqualTo(200);
            Api.Answer state = postState();
            assertThat(state.status()).as(state.text()).isEqualTo(200);
        });
        long before = revision();
        await().atMost(PATIENCE).until(() -> revision() > before + 1);
    }

    private void awaitWritesRefused() {
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(installation.process().isAlive()).isTrue();
            Api.Answer twin = putTwin();
            assertThat(twin.status()).as(twin.text()).isEqualTo(503);
            assertThat(twin.object().getValue("error")).isPresent();
            assertThat(postDevice().status()).as("registry").isEqualTo(503);
            assertThat(postState().status()).as("records").isEqualTo(503);
        });
    }

    private void awaitNoMoreValues() {
        await().atMost(PATIENCE).until(() -> {
            long before = revision();
            await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
            return revision() == before;
        });
    }

    private void assertReadsGoOn() {
        assertThat(installation.process().isAlive()).isTrue();
        assertThat(installation.api().get("/api/2/things/demo:coater-1").status())
                .as("twin")
                .isEqualTo(200);
        assertThat(installation.api().get("/v1/devices/demo/demo:coater-1").status())
                .as("registry")
                .isEqualTo(200);
        assertThat(installation.api().get("/lifecycle/records").status())
                .as("records")
                .isEqualTo(200);
        assertThat(installation.api().get("/").status()).as("page").isEqualTo(200);
    }

    private Api.Answer putTwin() {
        return installation.api().put("/api/2/things/demo:coater-1/attributes/written", JsonValue.of(++written));
    }

    private Api.Answer postDevice() {
        return installation.api().post("/v1/devices/demo/demo:spare-" + ++written, JsonFactory.newObject());
    }

    /** The next state of a pack that the simulated line has not used yet, so that each answer of 200 means a record more. */
    private Api.Answer postState() {
        Api.Answer answer = installation
                .api()
                .post(
                        "/lifecycle/things/demo:pack-" + (PACKS - states / STATES.size()) + "/states",
                        JsonObject.newBuilder()
                                .set("state", STATES.get(states % STATES.size()))
                                .build());
        if (answer.status() == 200) {
            states++;
        }
        return answer;
    }

    private long revision() {
        return installation
                .api()
                .get("/api/2/things/demo:coater-1?fields=_revision")
                .object()
                .getValue("_revision")
                .orElseThrow()
                .asLong();
    }

    private String check(String name) {
        return installation.api().get("/q/health/ready").object().getValue("checks").orElseThrow().asArray().stream()
                .map(JsonValue::asObject)
                .filter(check -> check.getValue("name").orElseThrow().asString().equals(name))
                .map(check -> check.getValue("status").orElseThrow().asString())
                .findFirst()
                .orElse("not there");
    }
}
