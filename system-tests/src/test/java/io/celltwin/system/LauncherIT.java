package io.celltwin.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.celltwin.system.plant.Plant;
import io.celltwin.system.plant.PlantExtension;
import io.celltwin.system.process.ProcessPlan;
import io.celltwin.system.process.RunningProcess;
import io.celltwin.system.process.Workspace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.ditto.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What {@code ./celltwin} says to somebody who asks, or who asks for what cannot be. */
@ExtendWith(PlantExtension.class)
class LauncherIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    private Path directory;

    @BeforeEach
    void makeDirectory() {
        directory = Workspace.directory("launcher");
    }

    /** How a command ended. */
    private record Ended(int status, String output) {
        /** It failed with one line that a person can read. */
        Ended failedWith(String... words) {
            assertThat(status).as(output).isNotZero();
            assertThat(output.strip().lines()).as(output).hasSize(1);
            assertThat(output).startsWith("celltwin: ").contains(words).doesNotContain("Exception", "\tat ");
            return this;
        }
    }

    @Test
    void helpExplainsPortsDirectoriesAndUsers() {
        Ended help = run("up", "--help");

        assertThat(help.status()).isZero();
        assertThat(help.output())
                .contains("--port", "--host", "--state", "--replay", "--no-demo")
                .contains("Ports", "Directories", "Users", "8080", "127.0.0.1");
        assertThat(run("--help").output()).contains("up", "user", "build");
        assertThat(run("user", "--help").output()).contains("--role", "engineer", "partner");
    }

    @Test
    void anUnknownCommandOptionOrValueIsNamed() {
        run("fly").failedWith("fly", "--help");
        run("up", "--prot", "8081").failedWith("--prot", "--help");
        run("up", "--port", "many").failedWith("--port", "many");
        for (String port : new String[] {"70000", "0", "-1"}) {
            run("up", "--port", port, "--state", state()).failedWith(port, "--port");
        }
        run("up", "--host", "", "--state", state()).failedWith("--host");
        run("up", "--state", "").failedWith("--state");
        run("up", "--state").failedWith("--state", "--help");
        run("up", "--disk-reserve", "0", "--state", state()).failedWith("--disk-reserve");
        run("up", "--no-demo", "--replay", directory.toString(), "--state", state())
                .failedWith("--replay", "--no-demo");
        run("up", "now").failedWith("now", "--help");
        run("build", "now").failedWith("now", "--help");
        run("user").failedWith("NAME", "--help");
        run(
                        "up",
                        "--port",
                        freePort(),
                        "--state",
                        state(),
                        "--replay",
                        directory.resolve("nothing").toString())
                .failedWith("nothing", "--replay");
    }

    @Test
    void aTakenPortIsNamedAndNothingIsWritten() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            run("up", "--port", port, "--state", state()).failedWith(port, "--port");
        }
        assertThat(Path.of(state())).doesNotExist();
    }

    @Test
    void aStateDirectoryThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("a-file"), "in the way");
        run("up", "--port", freePort(), "--state", file.toString()).failedWith("a-file", "--state");
        run("up", "--port", freePort(), "--state", file.resolve("below").toString())
                .failedWith("a-file", "--state");
        run("up", "--port", freePort(), "--state", "/proc/celltwin").failedWith("/proc/celltwin", "--state");
    }

    @Test
    void aStateDirectoryInUseIsNamedAndItsUserGoesOn(Plant plant) {
        String inUse = plant.installation().state().toString();

        run("up", "--port", freePort(), "--state", inUse).failedWith(inUse, "another Celltwin");

        assertThat(plant.api().get("/q/health/ready").status()).isEqualTo(200);
    }

    @Test
    void othersAreNotLetInWithTheFirstPassword() {
        run("up", "--host", "0.0.0.0", "--port", freePort(), "--state", state()).failedWith("celltwin user celltwin");
    }

    @Test
    void aHostThatIsNotThisMachineIsNamed() {
        run("up", "--host", "192.0.2.1", "--port", freePort(), "--state", state())
                .failedWith("192.0.2.1");
        run("up", "--host", "no.such.host.invalid", "--port", freePort(), "--state", state())
                .failedWith("no.such.host.invalid");
    }

    @Test
    void anOldJavaAndNoJavaAreNamed() throws IOException {
        Path old = Files.createDirectories(directory.resolve("jdk-11/bin")).resolve("java");
        Files.writeString(old, "#!/bin/sh\necho '    java.specification.version = 11' >&2\n");
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rwxr-xr-x"));

        runWith(Map.of("JAVA_HOME", directory.resolve("jdk-11").toString()), "up")
                .failedWith("17", "11", "JAVA_HOME");
        runWith(Map.of("JAVA_HOME", directory.resolve("nowhere").toString()), "up")
                .failedWith("17", "JAVA_HOME");
    }

    @Test
    void aPasswordThatIsTooShortOrMissingIsRefused() {
        Ended tooShort =
                ended(start(Map.of(), "user", "anna", "--state", state()).typed("short"));
        tooShort.failedWith("8 characters");
        ended(start(Map.of(), "user", "--role")).failedWith("--help");
    }

    @Test
    void aRoleThatDoesNotExistIsRefusedAndThoseThatDoAreNamed() {
        for (String role : new String[] {"enginer", "service", "Engineer", "engineer,partner"}) {
            run("user", "anna", "--role", role, "--state", state()).failedWith("'" + role + "'", "engineer", "partner");
        }
        assertThat(Path.of(state())).doesNotExist();
    }

    @Test
    void aDeviceIsTriedRegisteredListedAndRemoved(Plant plant) {
        JsonObject celltwin = plant.filler()
                .registration()
                .getValue("/ext/celltwin")
                .orElseThrow()
                .asObject();
        String address = celltwin.getValue("address").orElseThrow().asString();
        String model = celltwin.getValue("model").orElseThrow().asString();
        String url = plant.installation().url().toString();

        Ended tried = run("check", address, "--model", model, "--plan", "--state", state());
        assertThat(tried.status()).as(tried.output()).isZero();
        assertThat(tried.output())
                .contains("function 3, unit", "pump/motorCurrent", " A ", "good", "answers as " + model)
                .doesNotContain("INFO", "WARN");
        assertThat(tried.output()).contains("values are good");

        Map<String, String> account = Map.of("CELLTWIN_URL", url, "CELLTWIN_PASSWORD", "celltwin");
        Ended added = runWith(
                account,
                "add",
                "demo:added",
                address,
                "--model",
                model,
                "--setting",
                "pollingTimeMs=500",
                "--yes",
                "--state",
                state());
        assertThat(added.status()).as(added.output()).isZero();
        assertThat(added.output()).contains("pump/motorCurrent", "demo:added is registered");
        runWith(account, "add", "demo:added", address, "--model", model, "--yes", "--state", state())
                .failedWith("demo:added", "registered already");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(runWith(account, "list").output())
                        .containsPattern("demo:added +" + model + " +\\Q" + address + "\\E +connected"));
        runWith(account, "remove", "demo:added").failedWith("--yes");
        assertThat(runWith(account, "remove", "demo:added", "--yes").status()).isZero();
        runWith(account, "remove", "demo:added", "--yes").failedWith("no device demo:added");
    }

    @Test
    void whatKeepsADeviceFromBeingReadIsNamed(Plant plant) throws IOException {
        String model = "electrolyte-filler-1.0.0";
        String refusing = "modbus+tcp://127.0.0.1:" + freePort() + "/1";
        run("check", refusing, "--model", model, "--state", state()).failedWith(refusing, "refused");
        run("check", "modbus+tcp://no.such.host.invalid/1", "--model", model, "--state", state())
                .failedWith("no.such.host.invalid");
        run("check", refusing, "--state", state()).failedWith("--model");
        run("check", refusing, "--model", "nothing-1.0.0", "--state", state()).failedWith("nothing-1.0.0");
        run("check", "modbus://127.0.0.1/1", "--model", model, "--state", state())
                .failedWith("scheme modbus");
        run("check", refusing, "--model", model, "--setting", "pollingTimeMs=often", "--state", state())
                .failedWith("pollingTimeMs", "whole number");
        run("check", "opc.tcp://127.0.0.1:" + freePort(), "--model", model, "--state", state())
                .failedWith("opc.tcp");
        Path broken = Files.writeString(directory.resolve("broken.json"), "{\"model\": ");
        run("check", "--file", broken.toString(), "--state", state()).failedWith("broken.json", "not JSON");
        run("check", "--file", directory.resolve("missing.json").toString(), "--state", state())
                .failedWith("missing.json");
        run("add", "no-namespace", refusing, "--model", model, "--state", state())
                .failedWith("<namespace>:<name>");
        String url = plant.installation().url().toString();
        run("list", "--url", url, "--password", "wrong-password").failedWith("password");
        run("list", "--url", "http://127.0.0.1:" + freePort(), "--password", "celltwin")
                .failedWith("celltwin up");
        run("list", "--url", "nowhere", "--password", "celltwin").failedWith("--url");
    }

    @Test
    void theStateIsCopiedWhileTheProcessRunsAndTheCopyIsBroughtBack(Plant plant) {
        String inUse = plant.installation().state().toString();
        String copy = directory.resolve("copy").toString();

        Ended copied = run("backup", copy, "--state", inUse);

        assertThat(copied.status()).as(copied.output()).isZero();
        run("backup", copy, "--state", inUse).failedWith(copy, "not empty");
        run("restore", copy, "--state", inUse).failedWith(inUse, "not empty");
        run("check-state", "--state", inUse).failedWith(inUse, "another Celltwin");
        Ended restored = run("restore", copy, "--state", state());
        assertThat(restored.status()).as(restored.output()).isZero();
        Ended checked = run("check-state", "--state", state());
        assertThat(checked.status()).as(checked.output()).isZero();
        assertThat(checked.output())
                .containsPattern("twins: [1-9][0-9]* things and policies, sound")
                .containsPattern("documents: [1-9][0-9]* records, sound")
                .containsPattern("registry: [1-9][0-9]* records, sound");
        assertThat(run("salvage", "--state", state()).output()).contains("Nothing is damaged");
        assertThat(directory.resolve("state/history/history.duckdb")).exists();
        assertThat(directory.resolve("state/record-log/key.pem")).exists();
    }

    private Ended run(String... arguments) {
        return runWith(Map.of(), arguments);
    }

    private Ended runWith(Map<String, String> environment, String... arguments) {
        return ended(start(environment, arguments));
    }

    private RunningProcess start(Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(Workspace.launcher().toString()));
        command.addAll(List.of(arguments));
        return RunningProcess.start(ProcessPlan.program("celltwin", directory, command.toArray(String[]::new))
                .withEnvironment(environment));
    }

    private static Ended ended(RunningProcess process) {
        int status = process.awaitEnd(SOON);
        return new Ended(status, process.output());
    }

    private String state() {
        return directory.resolve("state").toString();
    }

    private static String freePort() {
        return Integer.toString(Workspace.freePort());
    }
}
