package io.celltwin.edge.connection.metrics;

import io.celltwin.edge.connection.metrics.ConnectionMeters.Key;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.eclipse.ditto.connectivity.model.MetricDirection;
import org.eclipse.ditto.connectivity.model.MetricType;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonValue;

/**
 * The counts of one connection in the form of Ditto's connection metrics.
 *
 * @param counts what was counted
 */
record ConnectionMetricsReport(Map<Key, SlidingWindowCounter> counts) {
    private static final List<MetricType> INBOUND = List.of(
            MetricType.CONSUMED, MetricType.MAPPED, MetricType.DROPPED, MetricType.ENFORCED, MetricType.ACKNOWLEDGED);
    private static final List<MetricType> OUTBOUND = List.of(
            MetricType.DISPATCHED, MetricType.FILTERED, MetricType.MAPPED, MetricType.DROPPED, MetricType.PUBLISHED);

    JsonObject toJson() {
        return JsonObject.newBuilder()
                .set("containsFailures", counts.keySet().stream().anyMatch(key -> !key.success()))
                .set(
                        "connectionMetrics",
                        JsonObject.newBuilder()
                                .set("inbound", ofAddress(MetricDirection.INBOUND, Optional.empty()))
                                .set("outbound", ofAddress(MetricDirection.OUTBOUND, Optional.empty()))
                                .build())
                .set("sourceMetrics", ofAddresses(MetricDirection.INBOUND))
                .set("targetMetrics", ofAddresses(MetricDirection.OUTBOUND))
                .build();
    }

    private JsonObject ofAddresses(MetricDirection direction) {
        JsonObjectBuilder addresses = JsonObject.newBuilder();
        TreeSet<String> names = new TreeSet<>();
        counts.keySet().stream().filter(key -> key.direction() == direction).forEach(key -> names.add(key.address()));
        names.forEach(name -> addresses.set(JsonKey.of(name), ofAddress(direction, Optional.of(name))));
        return JsonFactory.newObjectBuilder()
                .set("addressMetrics", addresses.build())
                .build();
    }

    private JsonObject ofAddress(MetricDirection direction, Optional<String> address) {
        JsonObjectBuilder types = JsonObject.newBuilder();
        for (MetricType type : direction == MetricDirection.INBOUND ? INBOUND : OUTBOUND) {
            types.set(
                    type.getName(),
                    JsonObject.newBuilder()
                            .set("success", single(direction, address, type, true))
                            .set("failure", single(direction, address, type, false))
                            .build());
        }
        return types.build();
    }

    private JsonObject single(MetricDirection direction, Optional<String> address, MetricType type, boolean success) {
        List<SlidingWindowCounter> matching = counts.entrySet().stream()
                .filter(entry -> entry.getKey().direction() == direction
                        && entry.getKey().type() == type
                        && entry.getKey().success() == success
                        && address.map(entry.getKey().address()::equals).orElse(true))
                .map(Map.Entry::getValue)
                .toList();
        Optional<Instant> last = matching.stream()
                .map(count -> count.last().orElse(null))
                .filter(Objects::nonNull)
                .max(Instant::compareTo);
        return JsonObject.newBuilder()
                .set("PT1M", sum(matching, SlidingWindowCounter::minute))
                .set("PT1H", sum(matching, SlidingWindowCounter::hour))
                .set("PT24H", sum(matching, SlidingWindowCounter::day))
                .set(
                        "lastMessageAt",
                        last.map(Instant::toString).map(JsonValue::of).orElse(JsonValue.nullLiteral()))
                .build();
    }

    private static long sum(List<SlidingWindowCounter> counts, ToLongFunction<SlidingWindowCounter> period) {
        return counts.stream().mapToLong(period).sum();
    }
}
