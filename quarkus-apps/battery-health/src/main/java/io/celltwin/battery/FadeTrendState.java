package io.celltwin.battery;

import io.celltwin.state.StateCodec;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A {@link FadeTrend} as it is kept, in the battery's twin and elsewhere.
 *
 * @param cycles the cycle of each point
 * @param capacityAh the capacity of each point, Ah; as many
 */
record FadeTrendState(List<Double> cycles, List<Double> capacityAh) {

    static final StateCodec<FadeTrendState> CODEC = StateCodec.of(
                    "The fade trend in the twin", FadeTrendState.class, "The trend begins anew with the next discharge")
            .version()
            .build();

    /** @throws IllegalArgumentException if they are not the points of a trend */
    FadeTrendState {
        cycles = List.copyOf(cycles);
        capacityAh = List.copyOf(capacityAh);
        trend(cycles, capacityAh);
    }

    static FadeTrendState of(FadeTrend trend) {
        return new FadeTrendState(
                trend.points().stream().map(FadeTrend.Point::cycle).toList(),
                trend.points().stream().map(FadeTrend.Point::capacity).toList());
    }

    FadeTrend trend() {
        return trend(cycles, capacityAh);
    }

    private static FadeTrend trend(List<Double> cycles, List<Double> capacities) {
        if (cycles.size() != capacities.size()) {
            throw new IllegalArgumentException("cycles and capacities differ in number");
        }
        return new FadeTrend(IntStream.range(0, cycles.size())
                .mapToObj(point -> new FadeTrend.Point(cycles.get(point), capacities.get(point)))
                .toList());
    }
}
