package io.celltwin.adapter.sharing;

import io.celltwin.adapter.device.DeviceKey;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * Divides devices into partitions, the same way in every replica of an adapter.
 *
 * @param count how many partitions there are
 */
public record DevicePartitions(int count) {

    public DevicePartitions {
        if (count < 1) {
            throw new IllegalArgumentException("no partitions");
        }
    }

    /**
     * @param device a device
     * @return the partition that it belongs to, from 0
     */
    public int of(DeviceKey device) {
        // As Kafka's producers choose the partition of a key: the same in every release, and well spread.
        byte[] key = (device.tenant() + "/" + device.deviceId()).getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(key)) % count;
    }
}
