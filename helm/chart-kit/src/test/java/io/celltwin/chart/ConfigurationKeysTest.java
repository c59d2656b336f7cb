package io.celltwin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The chart sets nothing that the parts do not know. */
class ConfigurationKeysTest {

    static Stream<Workload> parts() {
        return Stream.of(Scenario.values())
                .flatMap(scenario -> Workload.of(scenario.rendered()).stream())
                .filter(workload -> !workload.part().equals("backup"));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void everyVariableIsAKeyOfThePart(Workload workload) {
        KnownKeys known = KnownKeys.of(workload.part());
        List<String> variables = workload.containers()
                .flatMap(container -> container.getEnv().stream())
                .map(EnvVar::getName)
                .filter(variable -> !variable.equals("JAVA_TOOL_OPTIONS"))
                .toList();

        assertThat(variables).isNotEmpty();
        assertThat(variables.stream().filter(variable -> !known.know(variable))).isEmpty();
    }

    /** Else the test above would prove nothing. */
    @Test
    void keysOfOtherPartsAndMistypedOnesAreNotKnown() {
        KnownKeys modbus = KnownKeys.of("modbus-adapter");

        assertThat(modbus.know("CELLTWIN_MODBUS_POLLING_TIME")).isTrue();
        assertThat(modbus.know("CELLTWIN_MODBUS_POLING_TIME")).isFalse();
        assertThat(modbus.know("CELLTWIN_OPCUA_SAMPLING_INTERVAL")).isFalse();
        assertThat(modbus.know("CELLTWIN_DITTO_URL")).isFalse();
        assertThat(KnownKeys.of("console").know("KAFKA_BOOTSTRAP_SERVERS")).isFalse();
        assertThat(KnownKeys.of("opcua-adapter").know("CELLTWIN_OPCUA_ACCOUNTS_SERVER_4840_USERNAME"))
                .isTrue();
    }
}
