package io.celltwin.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.celltwin.console.browser.Chromium;
import io.celltwin.console.browser.ConsolePage;
import io.celltwin.system.plant.Discharge;
import io.celltwin.system.plant.Installation;
import io.celltwin.system.plant.Plant;
import io.celltwin.system.plant.PlantExtension;
import io.celltwin.system.plant.ScriptedDevice;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a real register or node says, in a real browser. */
@ExtendWith(PlantExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Plant plant;
    private Chromium chromium;
    private ConsolePage page;

    @BeforeAll
    void startBrowser(Plant shared) {
        plant = shared;
        chromium = Chromium.start();
        PlaywrightAssertions.setDefaultAssertionTimeout((double) PATIENCE.toMillis());
    }

    @AfterAll
    void stopBrowser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void signIn() {
        page = new ConsolePage(chromium.newVisitor(), plant.installation().url() + "/");
        page.open().signIn(Installation.FIRST_USER, Installation.FIRST_USER);
        assertThat(page.connection()).hasText("Live");
    }

    @AfterEach
    void leave() {
        page.browserPage().context().close();
        assertThat(page.complaints()).isEmpty();
    }

    @Test
    void aRegisterMovesOnThePageAndACutDeviceIsSaidSo() {
        ScriptedDevice pack = plant.modbusDevice("pack-on-page", "battery-pack-1.0.0", Map.of("packVoltage", 44.4));
        assertThat(page.inLine(pack.id())).isVisible();
        page.inLine(pack.id()).click();
        assertThat(page.value("bms", "packVoltage").locator(".number")).hasText(Pattern.compile("44\\.40?"));

        pack.show("packVoltage", 45.6);
        assertThat(page.value("bms", "packVoltage").locator(".number")).hasText(Pattern.compile("45\\.60?"));

        pack.cut();
        assertThat(page.details()).containsText("No connection to the device");
        pack.restore();
        assertThat(page.details()).not().containsText("No connection to the device");
    }

    @Test
    void aMachineIsTriedAndRegisteredOnThePageAndIsServedThen() {
        try (ScriptedDevice pack =
                ScriptedDevice.modbus("demo:pack-by-page", "battery-pack-1.0.0", Map.of("packVoltage", 43.25))) {
            page.browserPage().navigate(plant.installation().url() + "/#/devices/new");
            Locator form = page.panel("Connect a machine");
            form.getByLabel("Id").fill(pack.id());
            form.getByLabel("Model").selectOption("battery-pack-1.0.0");
            form.getByRole(
                            AriaRole.TEXTBOX,
                            new Locator.GetByRoleOptions().setName("Address").setExact(true))
                    .fill(pack.registration()
                            .getValue("/ext/celltwin/address")
                            .orElseThrow()
                            .asString()
                            .replaceFirst("^[^:]+://", ""));
            button(form, "Test the connection").click();
            assertThat(form).containsText(Pattern.compile("43\\.250? V"));
            button(form, "Register").click();

            Locator row = page.panel("Devices")
                    .getByRole(
                            AriaRole.ROW,
                            new Locator.GetByRoleOptions().setName(Pattern.compile("^" + pack.id() + " ")));
            assertThat(row).containsText("Connected");
            row.getByText(pack.id()).click();
            assertThat(page.value("bms", "packVoltage").locator(".number")).hasText(Pattern.compile("43\\.250?"));
        }
    }

    private static Locator button(Locator part, String name) {
        return part.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    @Test
    void aNodeMovesOnThePageAndTheBatchIsInItsMachine() {
        ScriptedDevice calender = plant.opcUaDevice(
                "calender-on-page",
                "calender-1.0.0",
                Map.of("machineState", "Execute", "currentBatch", "", "rollSpeed", 30.0));
        assertThat(page.inLine(calender.id())).isVisible();
        page.inLine(calender.id()).click();
        assertThat(page.value("drive", "rollSpeed").locator(".number")).hasText(Pattern.compile("30\\.?0*"));

        calender.show(Map.of("rollSpeed", 47.25, "currentBatch", "demo:batch-on-page"));

        assertThat(page.value("drive", "rollSpeed").locator(".number")).hasText(Pattern.compile("47\\.[23]5?"));
        assertThat(page.batch("demo:batch-on-page")).hasCount(1);
    }

    @Test
    void aHealthEstimateIsShown() {
        Discharge discharge = new Discharge(2);
        ScriptedDevice pack = plant.modbusDevice("pack-health-on-page", "battery-pack-1.0.0", discharge.start(1, 1000));
        page.open(pack.id());

        discharge.run(
                pack,
                1,
                1000,
                1.64,
                registers -> Awaitility.await().atMost(PATIENCE).until(() -> plant.hasRead(pack, registers)));

        assertThat(page.panel("Health")).containsText(Pattern.compile("82\\.[0-9]"));
    }

    @Test
    void anAnomalyScoreIsShownAgainstItsLimit() {
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .until(() -> plant.twin(plant.filler().id(), "/features/maintenance/properties/anomalyScore")
                        .isNumber());
        page.open(plant.filler().id());

        assertThat(page.panel("Maintenance")).containsText("of limit 1");
        assertThat(page.panel("Maintenance").locator("canvas")).isVisible();
    }
}
