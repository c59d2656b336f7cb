package io.celltwin.twin.topic;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * Which partition of a topic holds a thing's events when they are keyed by thing id: that of Kafka's default partitioner,
 * which also Ditto's connections use.
 *
 * @param count number of partitions
 */
record ThingPartitions(int count) {

    int of(String thingId) {
        return Utils.toPositive(Utils.murmur2(thingId.getBytes(StandardCharsets.UTF_8))) % count;
    }
}
