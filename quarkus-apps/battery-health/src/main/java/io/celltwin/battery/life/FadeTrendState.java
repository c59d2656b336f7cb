package io.celltwin.battery.life;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.celltwin.state.StateCodec;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * A {@link FadeTrend} as it is kept, in the battery's twin and elsewhere.
 *
 * @param cycles the cycle of each point
 * @param capacityAh the capacity of each point, Ah; as many
 * @param standardErrorAh its standard error, Ah; 0 where it is not known
 */
public record FadeTrendState(List<Double> cycles, List<Double> capacityAh, List<Double> standardErrorAh) {

    /** Reads and writes it, with all its versions. */
    public static final StateCodec<FadeTrendState> CODEC = StateCodec.of(
                    "The fade trend in the twin", FadeTrendState.class, "The trend begins anew with the next discharge")
            .version()
            .version(FadeTrendState::withErrors)
            .build();

    /** @throws IllegalArgumentException if they are not the points of a trend */
    public FadeTrendState {
        cycles = List.copyOf(cycles);
        capacityAh = List.copyOf(capacityAh);
        standardErrorAh = List.copyOf(standardErrorAh);
        trend(cycles, capacityAh, standardErrorAh);
    }

    /** A trend as it is kept. */
    public static FadeTrendState of(FadeTrend trend) {
        return new FadeTrendState(
                trend.points().stream().map(FadeTrend.Point::cycle).toList(),
                trend.points().stream().map(FadeTrend.Point::capacity).toList(),
                trend.points().stream()
                        .map(point -> point.standardError().orElse(0))
                        .toList());
    }

    /** The trend that was kept. */
    public FadeTrend trend() {
        return trend(cycles, capacityAh, standardErrorAh);
    }

    /** Capacities had no errors before. */
    public static JsonNode withErrors(JsonNode former) {
        ObjectNode trend = former.deepCopy();
        ArrayNode errors = trend.putArray("standardErrorAh");
        former.path("cycles").forEach(cycle -> errors.add(0.0));
        return trend;
    }

    private static FadeTrend trend(List<Double> cycles, List<Double> capacities, List<Double> errors) {
        if (cycles.size() != capacities.size() || cycles.size() != errors.size()) {
            throw new IllegalArgumentException("cycles, capacities and their errors differ in number");
        }
        return new FadeTrend(IntStream.range(0, cycles.size())
                .mapToObj(point -> new FadeTrend.Point(
                        cycles.get(point),
                        capacities.get(point),
                        errors.get(point) == 0 ? OptionalDouble.empty() : OptionalDouble.of(errors.get(point))))
                .toList());
    }
}
