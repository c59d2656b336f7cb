package io.celltwin.adapter.session;

import io.celltwin.model.AlarmLimit;
import io.celltwin.model.ModelProperty;
import io.celltwin.model.ThingModel;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** How often what depends on time alone has to be looked at, so that it is told a quarter late at most. */
final class TimeWatch {

    private static final long SHORTEST_MS = 100;
    private static final long LONGEST_MS = 5_000;
    private static final int PARTS = 4;

    private TimeWatch() {}

    /** Empty if nothing in the model depends on time. */
    static Optional<Duration> interval(ThingModel model) {
        LongStream times = model.properties().stream().flatMapToLong(TimeWatch::times);
        return times.min().stream()
                .mapToObj(shortest -> Duration.ofMillis(Math.min(LONGEST_MS, Math.max(SHORTEST_MS, shortest / PARTS))))
                .findFirst();
    }

    private static LongStream times(ModelProperty property) {
        Stream<Long> delays =
                property.alarmLimits().stream().map(AlarmLimit::delayMs).filter(delay -> delay > 0);
        return LongStream.concat(property.maximumSilenceMs().stream(), delays.mapToLong(Long::longValue));
    }
}
