package io.celltwin.adapter.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class RequestMeterTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RequestMeter meter = new RequestMeter(meters, "scripted");

    @Test
    void countsFailuresByKind() {
        meter.failed("no answer");
        meter.failed("Illegal data address (0x02)");
        meter.failed("no answer");

        assertThat(failures("no answer")).isEqualTo(2);
        assertThat(failures("Illegal data address (0x02)")).isEqualTo(1);
    }

    @Test
    void aDeviceThatMakesUpKindsMakesNoMetricsWithoutEnd() {
        for (int i = 0; i < 10_000; i++) {
            meter.failed("kind " + i);
        }

        assertThat(meters.find("celltwin.adapter.request.failures").counters()).hasSize(101);
        assertThat(failures("other")).isEqualTo(9_900);
    }

    private double failures(String kind) {
        return meters.get("celltwin.adapter.request.failures")
                .tags("adapter", "celltwin-scripted", "kind", kind)
                .counter()
                .count();
    }
}
