package io.celltwin.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SimulatedLineMainTest {

    @Test
    void withoutArgumentsTheUsualPortsAreTaken() {
        LineOptions options = SimulatedLineMain.parse(new String[0]);
        assertThat(options.modbusPort()).isEqualTo(1502);
        assertThat(options.opcUaPort()).isEqualTo(4841);
        assertThat(options.replay()).isEmpty();
    }

    @Test
    void everyArgumentIsTaken() {
        LineOptions options = SimulatedLineMain.parse(new String[] {
            "--modbus-port",
            "0",
            "--opcua-port",
            "5000",
            "--replay",
            "data",
            "--speed",
            "60",
            "--takt",
            "2.5",
            "--state",
            "there"
        });
        assertThat(options.modbusPort()).isZero();
        assertThat(options.opcUaPort()).isEqualTo(5000);
        assertThat(options.replay()).contains(Path.of("data"));
        assertThat(options.speed()).isEqualTo(60);
        assertThat(options.takt()).isEqualTo(Duration.ofMillis(2500));
        assertThat(options.stateDirectory()).isEqualTo(Path.of("there"));
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThatThrownBy(() -> SimulatedLineMain.parse(new String[] {"--colour", "red"}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--colour is no option");
        assertThatThrownBy(() -> SimulatedLineMain.parse(new String[] {"--speed"}))
                .hasMessageContaining("--speed needs a value");
        assertThatThrownBy(() -> SimulatedLineMain.parse(new String[] {"--speed", "fast"}))
                .hasMessageContaining("--speed needs a number");
        assertThatThrownBy(() -> SimulatedLineMain.parse(new String[] {"--speed", "-1"}))
                .hasMessageContaining("speed");
        assertThatThrownBy(() -> SimulatedLineMain.parse(new String[] {"--modbus-port", "70000"}))
                .hasMessageContaining("port");
    }
}
