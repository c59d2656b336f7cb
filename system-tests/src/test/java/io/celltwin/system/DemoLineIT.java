package io.celltwin.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.celltwin.console.browser.Chromium;
import io.celltwin.console.browser.ConsolePage;
import io.celltwin.system.plant.Api;
import io.celltwin.system.plant.Installation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The first minutes of somebody who types {@code ./celltwin up}, with recorded data where there are any. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoLineIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int DEVICES = 13;

    private Installation installation;

    @BeforeAll
    void up() {
        Path data = Path.of(System.getProperty("celltwin.data", "../shared/data"))
                .toAbsolutePath()
                .normalize();
        String[] options = Files.isDirectory(data) ? new String[] {"--replay", data.toString()} : new String[0];
        installation = Installation.create("demo", options).byLauncher().start();
    }

    @AfterAll
    void down() {
        installation.close();
    }

    @Test
    @Order(1)
    void readyMeansThatEveryDeviceOfTheLineIsConnectedAndTheTerminalSaysWhereToLook() {
        assertThat(devices())
                .hasSize(DEVICES)
                .allSatisfy(thing -> assertThat(thing.getValue("/features/connection/properties/status"))
                        .contains(JsonValue.of("connected")))
                .allSatisfy(thing ->
                        assertThat(thing.getValue("/attributes/dataSource")).isPresent());
        await().atMost(PATIENCE).until(() -> installation.process().output().contains("Celltwin is up."));
        assertThat(installation.process().output())
                .contains(installation.url().toString(), "celltwin", "a simulated line", "Ctrl-C");
    }

    @Test
    @Order(2)
    void thePageShowsTheWholeLineAlive() {
        PlaywrightAssertions.setDefaultAssertionTimeout((double) PATIENCE.toMillis());
        try (Chromium chromium = Chromium.start()) {
            ConsolePage page = new ConsolePage(chromium.newVisitor(), installation.url() + "/");
            page.open().signIn(Installation.FIRST_USER, Installation.FIRST_USER);

            assertThat(page.connection()).hasText("Live");
            assertThat(page.everythingInLine()).hasCount(DEVICES);
            String before = page.inLine("demo:coater-1").getAttribute("aria-label");
            await().atMost(PATIENCE)
                    .until(() -> !before.equals(page.inLine("demo:coater-1").getAttribute("aria-label")));
            assertThat(page.complaints()).isEmpty();
        }
    }

    @Test
    @Order(3)
    void itStopsCleanlyAndTheNextStartFindsItsData() {
        Api api = installation.api();
        assertThat(api.put("/api/2/things/demo:pack-1/attributes/note", JsonValue.of("seen"))
                        .ok())
                .isTrue();
        long revision = revision();

        assertThat(installation.stop()).isIn(0, 143);

        assertThat(installation.process().output()).doesNotContain("ERROR", "Exception", "\tat ");
        installation.start();
        assertThat(api.twinValue("demo:pack-1", "/attributes/note")).contains(JsonValue.of("seen"));
        assertThat(revision()).isGreaterThan(revision);
        assertThat(devices()).hasSize(DEVICES);
    }

    private long revision() {
        return installation
                .api()
                .get("/api/2/things/demo:pack-1?fields=_revision")
                .object()
                .getValue("_revision")
                .orElseThrow()
                .asLong();
    }

    /** The twins that say whether they are connected: those of devices. */
    private List<JsonObject> devices() {
        Api.Answer answer = installation.api().get("/api/2/search/things?option=size(200)");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.object().getValue("items").orElseThrow().asArray().stream()
                .map(JsonValue::asObject)
                .filter(thing -> thing.getValue("/features/connection").isPresent())
                .toList();
    }
}
