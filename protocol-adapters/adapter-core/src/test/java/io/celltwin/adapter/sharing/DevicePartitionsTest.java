package io.celltwin.adapter.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.adapter.device.DeviceKey;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DevicePartitionsTest {

    @Test
    void everyReleaseAgreesOnTheOwner() {
        // Replicas of two releases run side by side during an upgrade: these numbers must never change.
        DevicePartitions partitions = new DevicePartitions(64);
        assertThat(partitions.of(new DeviceKey("demo", "demo:filler-1"))).isEqualTo(50);
        assertThat(partitions.of(new DeviceKey("demo", "demo:pack-8"))).isEqualTo(48);
    }

    @Test
    void devicesSpreadEvenly() {
        DevicePartitions partitions = new DevicePartitions(64);
        Map<Integer, Long> sizes = IntStream.range(0, 6400)
                .mapToObj(i -> new DeviceKey("plant", "plant:machine-" + i))
                .collect(Collectors.groupingBy(partitions::of, Collectors.counting()));
        assertThat(sizes)
                .hasSize(64)
                .allSatisfy((partition, devices) -> assertThat(devices).isBetween(60L, 140L));
    }
}
