package io.celltwin.system.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.system.process.ProcessPlan;
import io.celltwin.system.process.RunningProcess;
import io.celltwin.system.process.Workspace;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an operator sees who has forgotten something, or mistyped it. */
class PartSettingsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void aSettingThatIsMissingIsNamedInOneLine() {
        assertThatEachNames(
                Map.of(
                        Part.MODBUS_ADAPTER,
                        "celltwin.registry.password",
                        Part.OPCUA_ADAPTER,
                        "celltwin.registry.password",
                        Part.BATTERY_HEALTH,
                        "celltwin.battery-health.password",
                        Part.PREDICTIVE_MAINTENANCE,
                        "celltwin.predictive-maintenance.password",
                        Part.LIFECYCLE_RECORDS,
                        "celltwin.lifecycle-records.password",
                        Part.BOOTSTRAP,
                        "celltwin.bootstrap.ditto.password"),
                null);
    }

    @Test
    void aSettingThatMakesNoSenseIsNamedInOneLine() {
        assertThatEachNames(
                Map.of(
                        Part.MODBUS_ADAPTER,
                        "celltwin.registry.amqp-port",
                        Part.BATTERY_HEALTH,
                        "celltwin.ditto.url",
                        Part.LIFECYCLE_RECORDS,
                        "celltwin.ditto.changes",
                        Part.CONSOLE,
                        "celltwin.console.ditto-url",
                        Part.BOOTSTRAP,
                        "celltwin.bootstrap.ditto.url"),
                "no sense");
    }

    /** @param value what stands there instead; null if nothing does */
    private static void assertThatEachNames(Map<Part, String> keys, String value) {
        try (Cluster cluster = new Cluster()) {
            Map<Part, RunningProcess> started = new LinkedHashMap<>();
            keys.forEach((part, key) -> started.put(
                    part, RunningProcess.start(changed(cluster.plan(part, Workspace.freePort()), key, value))));
            started.forEach((part, process) -> {
                assertThat(process.awaitEnd(PATIENCE)).as(process.output()).isNotZero();
                assertThat(process.output().lines().filter(line -> line.contains(keys.get(part))))
                        .as(process.output())
                        .hasSize(1);
                assertThat(process.output()).doesNotContain("\tat ");
            });
        }
    }

    private static ProcessPlan changed(ProcessPlan plan, String key, String value) {
        String variable = key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
        Map<String, String> environment = new HashMap<>(plan.environment());
        assertThat(environment).containsKey(variable);
        if (value == null) {
            environment.remove(variable);
        } else {
            environment.put(variable, value);
        }
        return new ProcessPlan(plan.name(), plan.command(), environment, plan.directory());
    }
}
