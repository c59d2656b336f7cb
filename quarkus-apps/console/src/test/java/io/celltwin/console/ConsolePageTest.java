package io.celltwin.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.celltwin.console.browser.Chromium;
import io.celltwin.console.browser.ConsolePage;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page in a real browser, before a scripted plant. */
@QuarkusTest
@TestProfile(ConsoleUsers.class)
class ConsolePageTest {
    private static final int PATIENCE_MS = 30_000;
    private static Chromium chromium;

    @TestHTTPResource("/")
    URL url;

    @Inject
    ScriptedTwinService twins;

    @Inject
    ScriptedRegistry registry;

    @Inject
    ScriptedRecords records;

    private ConsolePage console;

    @BeforeAll
    static void startBrowser() {
        chromium = Chromium.start();
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
    }

    @AfterAll
    static void stopBrowser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void openAsVisitor() {
        twins.restart();
        registry.clear();
        console = new ConsolePage(chromium.newVisitor(), url.toString());
        console.open();
    }

    @AfterEach
    void leave() {
        console.browserPage().context().close();
        assertThat(console.complaints()).isEmpty();
    }

    @Test
    void whoIsNotSignedInIsLedToTheFormAndInAndOutAgain() {
        assertThat(console.signInForm()).isVisible();

        console.signIn(ConsoleUsers.USER, "wrong horse");
        assertThat(console.signInProblem()).hasText("User or password is wrong.");

        signIn();
        assertThat(console.user()).containsText(ConsoleUsers.USER);

        console.signOut();
        assertThat(console.signInForm()).isVisible();
        console.open();
        assertThat(console.signInForm()).isVisible();
    }

    @Test
    void theLineShowsEveryMachineAndPackByItsModel() {
        signIn();

        assertThat(console.everythingInLine()).hasCount(13);
        says(
                console.inLine("demo:coater-1"),
                "Coater 1, Electrode coater, Execute, Web speed [0-9.]+ m/min, "
                        + "Coating weight [0-9.]+ g/m², batch demo:batch-7, anomaly score [0-9.]+, no alarm");
        says(console.inLine("demo:pack-1"), "Pack 1, .*state of health [0-9.]+ %, state of charge [0-9.]+ %, no alarm");
        says(console.inLine("demo:pack-6"), "Pack 6, Offline, .*");
    }

    @Test
    void aMachineOfAnUnknownKindIsShownAllTheSame() {
        twins.put(new JsonObject()
                .put("thingId", "demo:winder-1")
                .put("definition", "https://elsewhere.example/winder-9.9.9.tm.jsonld")
                .put(
                        "features",
                        new JsonObject()
                                .put(
                                        "connection",
                                        new JsonObject().put("properties", new JsonObject().put("status", "connected")))
                                .put(
                                        "spindle",
                                        new JsonObject().put("properties", new JsonObject().put("spindleSpeed", 1200))))
                .put("_revision", 1));
        signIn();

        console.inLine("demo:winder-1").click();
        assertThat(console.details()).containsText("Winder 1");
        assertThat(console.value("spindle", "spindleSpeed")).containsText("Spindle speed");
        assertThat(console.value("spindle", "spindleSpeed")).containsText("1200");
    }

    @Test
    void aChangeOfATwinIsSeenInTheLineAndInTheDetails() {
        signIn();
        console.inLine("demo:coater-1").click();
        Locator webSpeed = console.value("web", "webSpeed");
        assertThat(webSpeed).containsText("Web speed");

        twins.merge("demo:coater-1", ScriptedPlant.change("web", "webSpeed", 47.25));

        assertThat(webSpeed.locator(".number")).hasText(Pattern.compile("47\\.[23]5?"));
        says(console.inLine("demo:coater-1"), ".*Web speed 47\\.[23]5? m/min.*");
    }

    @Test
    void aBatchGoesFromMachineToMachine() {
        signIn();
        assertThat(console.batch("demo:batch-7")).hasAccessibleName("Batch batch-7 in Coater 1");

        twins.merge("demo:coater-1", ScriptedPlant.change("status", "currentBatch", ""));
        twins.merge("demo:calender-1", ScriptedPlant.change("status", "currentBatch", "demo:batch-7"));

        assertThat(console.batch("demo:batch-7")).hasAccessibleName("Batch batch-7 in Calender 1");
    }

    @Test
    void anAlarmIsSeenEverywhereUntilItIsGone() {
        signIn();
        assertThat(console.alarmBanner()).hasText("No active alarm");

        twins.merge(
                "demo:filler-2",
                ScriptedPlant.alarm(
                        "pumpMotorOvercurrent", "critical", "The pump motor draws too much current", 6.42, 6));

        assertThat(console.alarmBanner()).containsText("Filler 2 The pump motor draws too much current");
        says(console.inLine("demo:filler-2"), ".*1 active alarms, worst critical");
        console.alarmBanner().getByText("All alarms").click();
        assertThat(console.panel("Active alarms")).containsText("6.42");

        twins.merge(
                "demo:filler-2",
                ScriptedPlant.change("alarms", "active", new JsonObject().putNull("pumpMotorOvercurrent")));

        assertThat(console.alarmBanner()).hasText("No active alarm");
        assertThat(console.panel("Active alarms")).containsText("None in the whole plant.");
    }

    @Test
    void anAlarmIsAcknowledgedWithANameAndShelvedOnlyWithANote() {
        twins.merge(
                "demo:filler-2", ScriptedPlant.alarm("overcurrent", "critical", "The motor draws too much", 6.42, 6));
        signIn();
        console.alarmBanner().getByText("All alarms").click();
        Locator list = console.panel("Active alarms");
        Locator handle = list.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("handle The motor")));

        handle.click();
        button(list, "Acknowledge").click();
        assertThat(handle).containsText("Acknowledged");
        handle.click();
        assertThat(list).containsText("Acknowledged by " + ConsoleUsers.USER);

        button(list, "Shelve").click();
        assertThat(list).containsText("Say in the note why it is shelved");
        list.getByLabel("Note").fill("The sensor is being changed");
        button(list, "Shelve").click();
        assertThat(handle).containsText("Shelved");
        assertThat(console.alarmBanner()).containsText("No active alarm, 1 shelved");
        says(console.inLine("demo:filler-2"), ".*no alarm, 1 shelved");
    }

    @Test
    void theFiguresOfAnAlarmCanBeReadAndThatItBecameWorseIsInTheJournal() {
        twins.merge("demo:filler-2", ScriptedPlant.alarm("anomaly", "warning", "It behaves otherwise", 8330.123, 1));
        twins.merge(
                "demo:filler-2",
                ScriptedPlant.alarm("pumpMotorOvercurrent", "critical", "Too much", 6.4234, 6, records.raisedAt()));
        signIn();
        console.alarmBanner().getByText("All alarms").click();

        assertThat(console.panel("Active alarms")).containsText("over 100");
        assertThat(console.panel("Active alarms")).not().containsText("8330");
        assertThat(console.panel("Active alarms")).containsText(Pattern.compile("6\\.42 A\\s*6\\.00 A"));
        assertThat(console.panel("Alarm journal")).containsText("raised as info, critical now");
    }

    @Test
    void whoMayNotHandleAnAlarmIsToldWhy() {
        twins.merge(
                "demo:filler-2", ScriptedPlant.alarm("overcurrent", "critical", "The motor draws too much", 6.42, 6));
        console.signIn(ConsoleUsers.PARTNER, ConsoleUsers.PASSWORD);
        console.alarmBanner().getByText("All alarms").click();
        Locator list = console.panel("Active alarms");

        list.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("handle The motor")))
                .click();

        assertThat(list).containsText("may look at this alarm, but not handle it");
        assertThat(button(list, "Acknowledge")).hasCount(0);
    }

    private static Locator button(Locator part, String name) {
        return part.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    @Test
    void aDeviceThatIsCutOffIsSaidSoWithTheReason() {
        signIn();
        console.inLine("demo:pack-6").click();

        assertThat(console.details()).containsText("No connection to the device");
        assertThat(console.details()).containsText("Connection refused: 127.0.0.1:1502");
    }

    @Test
    void aValueThatIsNotGoodIsMarkedWithTheReason() {
        signIn();
        console.inLine("demo:filler-1").click();

        twins.merge(
                "demo:filler-1",
                ScriptedPlant.change("pump", "quality", new JsonObject().put("motorCurrent", "Illegal data address")));

        assertThat(console.panel("Values")).containsText("Not good: Illegal data address");
    }

    @Test
    void aPacksHealthIsPlottedWithItsInterval() {
        signIn();
        console.inLine("demo:pack-3").click();

        assertThat(console.panel("Health")).containsText("81.1");
        assertThat(console.panel("Health")).containsText("between 52 and 108 more cycles");
        assertThat(console.panel("Health").locator("canvas")).isVisible();
    }

    @Test
    void aWornOutPackSaysSoAndWhatEveryMeasurementFound() {
        signIn();
        says(console.inLine("demo:pack-2"), "Pack 2, (?!Worn out).*");
        console.inLine("demo:pack-2").click();
        JsonObject health = new JsonObject()
                .put("capacityAh", 1.3)
                .put("notMeasured", "The battery is not measured because its current is doubted");
        for (String measurement : new String[] {"measurement", "chargeMeasurement", "voltageMeasurement"}) {
            health.put(measurement, new JsonObject().put("capacityAh", 1.3).put("window", "by " + measurement));
        }
        twins.merge("demo:pack-2", new JsonObject().put("health", new JsonObject().put("properties", health)));

        says(console.inLine("demo:pack-2"), "Pack 2, Worn out, .*");
        assertThat(console.inLine("demo:pack-2").locator(".worn")).hasCount(1);
        assertThat(console.panel("Health"))
                .containsText("Worn out: the capacity is below that of the end of life, 1.40 Ah");
        assertThat(console.panel("Health")).containsText("The battery is not measured because its current is doubted");
        for (String found : new String[] {"by measurement", "by chargeMeasurement", "by voltageMeasurement"}) {
            assertThat(console.panel("Health")).containsText(found);
        }
    }

    @Test
    void aScoreThatSeemsToContradictTheJudgementIsExplained() {
        signIn();
        console.inLine("demo:filler-2").click();
        assertThat(console.panel("Maintenance")).containsText("The machine behaves otherwise");

        twins.merge("demo:filler-2", ScriptedPlant.change("maintenance", "anomalyScore", 0.08));

        assertThat(console.panel("Maintenance")).containsText("The score is low just now");
    }

    @Test
    void aThingOrAlarmIsFoundByKeyboardAlone() {
        twins.merge("demo:filler-2", ScriptedPlant.alarm("hot", "critical", "The seal is too hot", 6.42, 6));
        signIn();
        console.inLine("demo:calender-1").click();
        Locator question = console.browserPage()
                .getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Search things and alarms"));

        console.browserPage().keyboard().press("Control+k");
        question.fill("nothing of that name");
        assertThat(console.browserPage().locator("ct-search")).containsText("Nothing that you may see is called so");
        question.fill("pack 7");
        console.browserPage().keyboard().press("Enter");
        assertThat(console.details().locator("h1")).hasText("Pack 7");

        console.browserPage().keyboard().press("Control+k");
        question.fill("seal");
        console.browserPage().keyboard().press("Enter");
        assertThat(console.details().locator("h1")).hasText("Filler 2");
    }

    @Test
    void anAnomalyIsShownAgainstItsLimitWithWhatDrivesIt() {
        signIn();
        console.inLine("demo:filler-2").click();

        assertThat(console.panel("Maintenance")).containsText("1.62 of limit 1");
        assertThat(console.panel("Maintenance")).containsText("Vibration, drive end");
        assertThat(console.panel("Maintenance")).containsText("56 %");
        assertThat(console.panel("Maintenance").locator("canvas")).isVisible();
    }

    @Test
    void thePathOfABatchLeadsFromStepToMachineAndPack() {
        signIn();
        console.open("demo:batch-2");

        assertThat(console.panel("Step coating")).containsText("Web speed");
        console.panel("Lifecycle").getByText("pack-3").click();
        assertThat(console.details()).containsText("Pack 3");
        console.panel("Lifecycle").getByText("Process values of batch-1").click();
        console.panel("Step filling").first().getByText("Filler 1").click();
        assertThat(console.details()).containsText("Filler 1");
        assertThat(console.panel("History")).containsText("Filling finished");
    }

    @Test
    void aLostConnectionIsSaidAndWhatWasMissedIsThereAfterwards() {
        signIn();
        console.inLine("demo:coater-1").click();

        twins.goAway();
        assertThat(console.connection()).containsText("Reconnecting");
        assertThat(console.notice()).containsText("not live");
        twins.merge("demo:coater-1", ScriptedPlant.change("web", "webSpeed", 11.5));
        twins.comeBack();

        assertThat(console.connection()).hasText("Live");
        assertThat(console.notice()).isHidden();
        assertThat(console.value("web", "webSpeed").locator(".number")).hasText(Pattern.compile("11\\.50?"));
    }

    @Test
    void theSimulationIsSaidWithWhereItsValuesComeFrom() {
        signIn();
        console.browserPage().getByText("Simulated plant").click();

        assertThat(console.browserPage().locator("ct-source")).containsText("Recorded data (SKAB pump)");
        assertThat(console.browserPage().locator("ct-source")).containsText("Physical model");
    }

    @Test
    void whatATwinSaysIsTextAndNothingElse() {
        String script = "<img src=x onerror=\"document.title='taken'\">";
        signIn();
        twins.merge("demo:coater-1", ScriptedPlant.change("slurry", "slurryLot", script));
        twins.merge("demo:coater-1", ScriptedPlant.change(script, script, script));
        twins.merge(
                "demo:coater-1",
                new JsonObject("{\"__proto__\":{\"properties\":{\"polluted\":1}},"
                        + "\"constructor\":{\"properties\":{\"prototype\":{\"polluted\":1}}}}"));
        twins.merge("demo:coater-1", ScriptedPlant.alarm(script, "critical", script, 1, 2));
        console.inLine("demo:coater-1").click();

        assertThat(console.value("slurry", "slurryLot")).containsText(script);
        assertThat(console.alarmBanner()).containsText(script);
        assertThat(console.browserPage().locator("img[src=x]")).hasCount(0);
        assertThat(console.browserPage().evaluate("({}).polluted === undefined && Object.polluted === undefined"))
                .isEqualTo(true);
    }

    @Test
    void whatIsNotKnownOfAValueIsAGapInItsTrend() {
        signIn();
        console.inLine("demo:coater-1").click();
        Locator pieces = console.value("web", "webSpeed").locator("polyline");
        assertThat(pieces).hasCount(1);

        twins.merge("demo:coater-1", ScriptedPlant.change("connection", "status", "disconnected"));
        assertThat(console.details()).containsText("No connection to the device");
        assertThat(console.value("web", "webSpeed").locator("circle")).hasCount(0);
        twins.merge("demo:coater-1", ScriptedPlant.change("connection", "status", "connected"));
        twins.merge("demo:coater-1", ScriptedPlant.change("web", "webSpeed", 40.5));

        assertThat(pieces).hasCount(2);
        assertThat(console.value("web", "webSpeed").locator("circle")).hasCount(1);
    }

    @Test
    void aTrendGoesBackForMonthsAndSaysWhenItCannot() {
        signIn();
        console.inLine("demo:coater-1").click();
        console.value("web", "webSpeed").getByRole(AriaRole.BUTTON).first().click();
        Locator trend = console.panel("Trend");

        trend.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("24 h"))
                .click();
        assertThat(trend.getByRole(AriaRole.IMG)).hasAttribute("aria-label", Pattern.compile("Web speed over 24 h.*"));

        console.open("demo:calender-1");
        console.value("drive", "bearingVibration")
                .getByRole(AriaRole.BUTTON)
                .first()
                .click();
        trend.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("24 h"))
                .click();
        assertThat(trend).containsText("The history does not answer: The store of the history is not there.");
        trend.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Now"))
                .click();
        assertThat(trend.getByRole(AriaRole.IMG))
                .hasAttribute("aria-label", Pattern.compile("Bearing vibration over the latest minutes.*"));
    }

    @Test
    void aPartnerIsToldWhatTheyMayNotSee() {
        twins.put(new JsonObject()
                .put("thingId", "demo:coater-9")
                .put("definition", "https://elsewhere.example/electrode-coater-1.0.0.tm.jsonld")
                .put(
                        "features",
                        new JsonObject()
                                .put(
                                        "status",
                                        new JsonObject()
                                                .put(
                                                        "properties",
                                                        new JsonObject()
                                                                .put("machineState", "Execute")
                                                                .put(
                                                                        "observedAt",
                                                                        Instant.now()
                                                                                .minusSeconds(720)
                                                                                .toString()))))
                .put("_revision", 1));
        console.signIn(ConsoleUsers.PARTNER, ConsoleUsers.PASSWORD);

        assertThat(console.alarmBanner()).hasText("Your account may not see alarms");
        says(console.inLine("demo:coater-9"), "Coater 9, .*Execute, 12 min ago, .*alarms not visible");
        assertThat(
                        console.browserPage()
                                .evaluate(
                                        "async () => (await import('/console/text/format.js')).formatText('2026-11-27T16:00:00Z')"))
                .as("a point in time that a twin tells is in the reader's zone")
                .isEqualTo(
                        console.browserPage()
                                .evaluate(
                                        "async () => (await import('/console/text/format.js')).formatTime('2026-11-27T16:00:00Z')"));
    }

    @Test
    void aStepNamesItsChannelsInOrderAndSaysWhatACounterCounted() {
        signIn();
        console.open("demo:batch-2");

        Locator rows = console.panel("Step formation").locator("tbody th");
        assertThat(rows).hasText(new String[] {
            "Channel 2: Current", "Channel 10: Current", "Energy",
        });
        assertThat(console.panel("Step formation").locator("tbody tr").last()).containsText("+60");
    }

    @Test
    void aNumberIsWrittenAsPeopleReadIt() {
        signIn();
        assertThat(console.browserPage().evaluate("""
                        async () => {
                          const { formatQuantity, formatFigure, formatPercentage } = await import("/console/text/format.js");
                          return [[28130000, "s"], [95, "s"], [7260, "s"], [2200000, "Ω"], [0.0012, "Ω"], [47.5, "kW"], [0.01, "%"]]
                            .map(([value, unit]) => Object.values(formatQuantity(value, { unit })).join(" ").trim())
                            .concat(formatFigure(0.01), formatFigure(80.9))
                            .concat([0, 0.99, 100].map(formatPercentage));
                        }""").toString())
                .isEqualTo(
                        "[325 d 13 h, 95.00 s, 2 h 1 min, 2.20 MΩ, 1.20 mΩ, 47.50 kW, 0.01 %, 0.01, 80.9, 0.0, 1.0, 100.0]");
    }

    @Test
    void namesCanBeReadAndNothingIsCutOffOnAPhone() {
        console.browserPage().setViewportSize(390, 844);
        signIn();
        console.open("demo:coater-1");

        Locator name = console.value("web", "webSpeed").locator("th");
        assertThat(name).containsText("Web speed");
        assertThat(name.boundingBox().width).isGreaterThan(120);
        for (String thing : new String[] {"demo:coater-1", "demo:formation-1", "demo:pack-3", "demo:batch-2"}) {
            console.open(thing);
            assertThat(console.panel("History")).isVisible();
            assertThat(console.browserPage().evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .as("%s fits the width", thing)
                    .isEqualTo(true);
        }
    }

    @Test
    void thePageIsUsedByKeyboardAlone() {
        signIn();
        console.inLine("demo:calender-1").focus();
        console.browserPage().keyboard().press("Enter");
        assertThat(console.details()).containsText("Calender 1");

        console.value("drive", "bearingVibration").getByRole(AriaRole.BUTTON).focus();
        console.browserPage().keyboard().press("Enter");
        assertThat(console.panel("Trend")).containsText("Bearing vibration");
    }

    @Test
    void whateverCanBeUsedOrIsAPictureHasANameForAScreenReader() {
        twins.merge("demo:filler-2", ScriptedPlant.alarm("hot", "critical", "The seal is too hot", 6.42, 6));
        signIn();
        for (String place :
                new String[] {"thing/demo%3Apack-3", "thing/demo%3Abatch-2", "figures", "alarms", "devices/new"}) {
            console.browserPage().navigate(url + "#/" + place);
            assertThat(console.browserPage().locator("#detail h2").first()).isVisible();
            console.browserPage().keyboard().press("Control+k");

            assertThat(console.browserPage().locator("body").ariaSnapshot().lines())
                    .as("at %s", place)
                    .hasSizeGreaterThan(50)
                    .noneMatch(line ->
                            line.strip().matches("- (button|link|combobox|textbox|img|dialog|option)( \\[.*])*:?"));
            console.browserPage().keyboard().press("Escape");
        }
    }

    @Test
    void nothingIsCutOffOnATablet() {
        console.browserPage().setViewportSize(768, 1024);
        signIn();
        for (String thing : new String[] {"demo:coater-1", "demo:formation-1", "demo:pack-3", "demo:batch-2"}) {
            console.open(thing);
            assertThat(console.details().locator("h1")).isVisible();
            assertThat(console.browserPage().evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .as("%s fits the width", thing)
                    .isEqualTo(true);
        }
    }

    @Test
    void keyFiguresAreShownAgainstTheDayBeforeAndWhatIsNotKnownIsSaid() {
        signIn();
        console.browserPage().getByText("Key figures").click();
        Locator coater = figures("^Coater 1");

        Pattern notKnown = Pattern.compile("not known");
        assertThat(coater.locator("td")).hasText(new Pattern[] {
            Pattern.compile("87\\.6 %\\s*\\+2\\.5 points"),
            Pattern.compile("100\\.0 %\\s*\\+10\\.0 points"),
            notKnown,
            notKnown,
            Pattern.compile("120\\s*\\+20"),
            notKnown,
            Pattern.compile("20\\.0 kWh\\s*−5\\.00 kWh"),
            Pattern.compile("50\\.0 %\\s*before: not known\\s*at least 99\\.2 %")
        });
        assertThat(coater.locator(".missed")).hasCount(1);
        // Each of five machines used 36 kWh, that of the last step for cells that hold a twentieth of it.
        assertThat(figures("^Line").locator("td").nth(6)).containsText(Pattern.compile("100 kWh\\s*−25\\.0 kWh"));
        assertThat(console.panel("Key figures")).containsText("Yield: not known, no batch says it");

        console.browserPage().setViewportSize(390, 844);
        assertThat(console.browserPage().evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
    }

    private Locator figures(String name) {
        return console.panel("Key figures")
                .getByRole(AriaRole.ROW, new Locator.GetByRoleOptions().setName(Pattern.compile(name)));
    }

    @Test
    void whatTheTwinSaysOfTheRunningShiftCountsAndNotWhatItSaidBefore() {
        signIn();
        console.browserPage().getByText("Key figures").click();
        assertThat(figures("^Coater 1").locator("td").first()).containsText("87.6 %");

        twins.merge(
                "demo:coater-1",
                new JsonObject()
                        .put(
                                "effectiveness",
                                new JsonObject()
                                        .put(
                                                "properties",
                                                new JsonObject()
                                                        .put("availability", 0.5)
                                                        .put(
                                                                "since",
                                                                Instant.now().toString()))));

        assertThat(figures("^Coater 1").locator("td").first()).hasText("not known");
        assertThat(figures("^Coater 1").locator("td").nth(1)).containsText("50.0 %");
    }

    @Test
    void figuresOfADayAreMadeOfItsShiftsAndAreNotKnownWhereAPartIsNot() {
        signIn();
        assertThat(console.browserPage().evaluate("""
                        async () => {
                          const { overShifts, overLine } = await import("/console/figures/combine.js");
                          const shift = { availability: 0.5, performance: 0.8, qualityRate: 0.9, unitsMade: 100, energyConsumed: 9,
                            energyPerCellEnergy: 30 };
                          const other = { availability: 1, performance: 0.5, qualityRate: 1, unitsMade: 300, energyConsumed: 6,
                            energyPerCellEnergy: 20 };
                          const known = new Map([[1, shift], [2, other], [3, { ...other, unitsMade: undefined }]]);
                          const text = (figures) => Object.entries(figures).map(([name, value]) => `${name} ${value.toFixed(3)}`).sort().join(", ");
                          return [overShifts(known, [1, 2]), overShifts(known, [2, 3]), overShifts(known, [7]),
                            overLine([shift, other], [other]), overLine([shift, {}], [shift])].map(text).join("\\n");
                        }""")).isEqualTo("""
                        availability 0.750, energyConsumed 15.000, energyPerCellEnergy 25.000, energyPerUnit 38.462, overallEffectiveness 0.439, performance 0.600, qualityRate 0.975, unitsMade 400.000
                        availability 1.000, energyConsumed 12.000, energyPerCellEnergy 20.000, performance 0.500

                        energyPerCellEnergy 50.000, unitsMade 300.000
                        unitsMade 100.000""");
    }

    @Test
    void aMachineIsTriedBeforeItIsRegistered() {
        signIn();
        console.browserPage().getByText("Devices").click();
        assertThat(console.panel("Devices")).containsText("No device is registered");
        console.panel("Devices")
                .getByRole(AriaRole.LINK, named("Connect a machine"))
                .click();
        Locator form = console.panel("Connect a machine");
        form.getByLabel("Id").fill("demo:filler-9");
        form.getByLabel("Model").selectOption("electrolyte-filler-1.0.0");
        form.getByRole(AriaRole.TEXTBOX, named("Address")).fill("nobody:502/3");

        button(form, "Test the connection").click();
        assertThat(form).containsText("The device cannot be read. Connection refused: modbus+tcp://nobody:502/3");
        assertThat(button(form, "Register without a test")).isVisible();

        form.getByRole(AriaRole.TEXTBOX, named("Address")).fill("filler:502/3");
        assertThat(form).not().containsText("Connection refused");
        button(form, "Test the connection").click();
        assertThat(form).containsText("2 of 3 values are good, read in 63 ms");
        assertThat(form).containsText("2.71 A");
        assertThat(form).containsText("Not good: illegal data address");
        assertThat(form).containsText(ScriptedProbe.HOSTILE_TEXT);

        form.getByLabel("Id").fill("demo:filler-10");
        assertThat(form).not().containsText("values are good");
        assertThat(button(form, "Register without a test")).isVisible();
        button(form, "Test the connection").click();
        form.getByText("What it is").click();
        button(form, "Register").click();

        assertThat(console.panel("Devices")).containsText("Device demo:filler-10 is registered");
        assertThat(row("demo:filler-10")).containsText("Not served yet: it has no twin");
        assertThat(registry.registration("demo:filler-10"))
                .isEqualTo(new JsonObject(
                        "{\"enabled\":true,\"ext\":{\"celltwin\":{\"model\":\"electrolyte-filler-1.0.0\","
                                + "\"address\":\"modbus+tcp://filler:502/3\"}}}"));
    }

    @Test
    void aRegistrationIsEditedDisabledAndRemovedAndNobodyWritesOverAnother() {
        String id = "demo:pack-6";
        JsonObject celltwin = new JsonObject()
                .put("model", "battery-pack-1.0.0")
                .put("address", "modbus+tcp://127.0.0.1:1502/1")
                .put("attributes", new JsonObject().put("serialNumber", "007").put("built", 2026))
                .put("settings", new JsonObject().put("pollingTimeMs", 500).put("acceptCommands", false));
        JsonObject before = new JsonObject()
                .put("enabled", true)
                .put("via", new JsonArray().add("demo:gateway"))
                .put("ext", new JsonObject().put("celltwin", celltwin).put("other", 1));
        registry.put(id, before.copy());
        signIn();
        console.browserPage().getByText("Devices").click();
        assertThat(row(id)).containsText("Not connected: Connection refused: 127.0.0.1:1502");

        row(id).getByText("Edit").click();
        Locator form = console.panel("Registration of " + id);
        form.getByText("Settings of the adapter").click();
        form.getByLabel("Polling time, ms").fill("1000");
        registry.put(id, before.copy().put("enabled", false));
        button(form, "Save without a test").click();
        assertThat(form).containsText("Somebody else has changed this registration");

        registry.put(id, before.copy());
        form.getByLabel("Served by an adapter").uncheck();
        button(form, "Save without a test").click();
        assertThat(row(id)).containsText("Disabled");
        celltwin.getJsonObject("settings").put("pollingTimeMs", 1000);
        assertThat(registry.registration(id)).isEqualTo(before.put("enabled", false));

        row(id).getByText("Edit").click();
        button(form, "Remove").click();
        button(form, "Remove it").click();
        assertThat(console.panel("Devices"))
                .containsText("Device demo:pack-6 is registered no longer. Its twin stays.");
        assertThat(registry.registration(id)).isNull();
    }

    @Test
    void whoMayNotRegisterDevicesIsToldSo() {
        console.signIn(ConsoleUsers.PARTNER, ConsoleUsers.PASSWORD);
        assertThat(console.connection()).hasText("Live");
        assertThat(console.browserPage().getByText("Devices")).hasCount(0);

        console.browserPage().navigate(url + "#/devices");

        assertThat(console.panel("Devices")).containsText("Devices are registered by engineers: your account may not");
    }

    @Test
    void anEmptyPlantLeadsToConnectingAMachine() {
        twins.empty();
        signIn();

        console.browserPage().locator("ct-line").getByText("Connect a machine").click();

        assertThat(console.panel("Connect a machine")).isVisible();
    }

    private Locator row(String id) {
        return console.panel("Devices")
                .getByRole(AriaRole.ROW, new Locator.GetByRoleOptions().setName(Pattern.compile("^" + id + " ")));
    }

    private static Locator.GetByRoleOptions named(String name) {
        return new Locator.GetByRoleOptions().setName(name).setExact(true);
    }

    @Test
    void aThingThatIsGoneIsSaidToBeSoWithTheWayToItsRecords() {
        signIn();
        console.open("demo:batch-999");

        assertThat(console.details()).containsText("There is no thing demo:batch-999 any more, or you may not see it");
        assertThat(console.details().locator("a")).hasAttribute("href", "/lifecycle/records?thing=demo%3Abatch-999");
    }

    @Test
    void noNameOfAValueIsCutOff() {
        signIn();
        console.open("demo:calender-1");
        assertThat(console.value("rolls", "rollTemperatureSetpoint").locator("th"))
                .isVisible();

        Object cutOff = console.browserPage()
                .locator("ct-values")
                .evaluate("values => [...values.renderRoot.querySelectorAll('th button')]"
                        + ".filter((name) => name.scrollWidth > name.clientWidth || name.scrollHeight > name.clientHeight)"
                        + ".map((name) => name.textContent)");
        assertThat(cutOff).isEqualTo(List.of());
    }

    private void signIn() {
        console.signIn(ConsoleUsers.USER, ConsoleUsers.PASSWORD);
        assertThat(console.connection()).hasText("Live");
    }

    /** What a screen reader hears of it; the models are read after the twins, so it may take a moment. */
    private static void says(Locator part, String pattern) {
        assertThat(part).hasAttribute("aria-label", Pattern.compile(pattern));
    }
}
