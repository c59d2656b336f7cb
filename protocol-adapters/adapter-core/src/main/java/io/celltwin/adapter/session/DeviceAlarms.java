package io.celltwin.adapter.session;

import io.celltwin.adapter.driver.AlarmReport;
import io.celltwin.adapter.driver.DeviceAlarm;
import io.celltwin.adapter.edge.DeviceClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The alarms that a device itself raises, as far as they are known. It survives a lost link: what stood then stands in the twin until the
 * device has told all of its alarms anew. Not thread-safe.
 * <p>
 * Invariant: an alarm stands here exactly if it stands in the twin, once a source was told completely; what a former process has left in the
 * twin goes with the first complete report.
 */
final class DeviceAlarms {

    private final DeviceClock clock;
    private final Map<String, Source> sources = new LinkedHashMap<>();

    /**
     * @param clock dates what the device tells by its own clock
     */
    DeviceAlarms(DeviceClock clock) {
        this.clock = clock;
    }

    /**
     * @param report what the device tells
     * @param now the present, by our clock
     * @return what the twin is to be told; nothing that it has been told before
     */
    Optional<AlarmReport> accept(AlarmReport report, Instant now) {
        Source source = sources.computeIfAbsent(report.source(), name -> new Source());
        return source.accept(report, alarm -> dated(alarm, now));
    }

    /**
     * @return everything that is known
     */
    List<AlarmReport> everything() {
        List<AlarmReport> all = new ArrayList<>();
        sources.forEach((name, source) ->
                all.add(new AlarmReport(name, source.known, source.standing, Set.of(), source.problem)));
        return all;
    }

    private DeviceAlarm dated(DeviceAlarm alarm, Instant now) {
        return alarm.deviceTime()
                .map(device -> alarm.dated(time -> clock.dated(time, device, now)))
                .orElse(alarm);
    }

    private static final class Source {

        /** As the device told them, to tell a change from a repetition. */
        private final Map<String, DeviceAlarm> asTold = new HashMap<>();

        private final Map<String, DeviceAlarm> standing = new LinkedHashMap<>();
        /** Whether all alarms were told once. */
        private boolean known;

        private boolean anyReport;
        private Optional<String> problem = Optional.empty();

        private Optional<AlarmReport> accept(AlarmReport report, UnaryOperator<DeviceAlarm> dating) {
            Map<String, DeviceAlarm> changed = new LinkedHashMap<>();
            report.standing().forEach((id, alarm) -> {
                DeviceAlarm before = asTold.put(id, alarm);
                if (before == null || !alarm.isSame(before)) {
                    DeviceAlarm dated = dating.apply(alarm);
                    DeviceAlarm stood = standing.get(id);
                    // By a clock that is wrong it would be of another moment each time that it is told.
                    changed.put(
                            id,
                            stood != null && before != null && before.since().equals(alarm.since())
                                    ? dated.since(stood.since())
                                    : dated);
                }
            });
            standing.putAll(changed);
            Set<String> gone = new HashSet<>(report.gone());
            if (report.complete()) {
                standing.keySet().stream()
                        .filter(id -> !report.standing().containsKey(id))
                        .forEach(gone::add);
            }
            asTold.keySet().removeAll(gone);
            boolean anyGone = standing.keySet().removeAll(gone);
            boolean first = report.complete() && !known;
            boolean news = first
                    || anyGone
                    || !changed.isEmpty()
                    || !anyReport
                    || !report.problem().equals(problem);
            known |= report.complete();
            anyReport = true;
            problem = report.problem();
            if (!news) {
                return Optional.empty();
            }
            return Optional.of(new AlarmReport(
                    report.source(), report.complete(), report.complete() ? standing : changed, gone, problem));
        }
    }
}
