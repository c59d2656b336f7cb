package io.celltwin.adapter.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharingSettingsTest {

    @Test
    void theMemberIsGivenWhatIsConfiguredForAllClientsButTheGroupIsItsOwn() {
        SharingSettings settings = new SharingSettings("celltwin-modbus", 64, Duration.ofSeconds(8));
        assertThat(settings.consumerConfig(Map.of(
                        "bootstrap.servers", "127.0.0.1:9", "sasl.mechanism", "SCRAM-SHA-512", "group.id", "celltwin")))
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                .containsEntry("bootstrap.servers", "127.0.0.1:9")
                .containsEntry("group.id", "celltwin-modbus");
    }
}
