package io.celltwin.adapter.contract;

import static org.awaitility.Awaitility.await;

import io.celltwin.adapter.driver.AlarmReport;
import io.celltwin.adapter.driver.LinkListener;
import io.celltwin.adapter.driver.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Keeps what a driver tells. */
public final class RecordingListener implements LinkListener {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<List<Reading>> cycles = new CopyOnWriteArrayList<>();
    private final List<AlarmReport> alarms = new CopyOnWriteArrayList<>();
    private final List<List<Reading>> missed = new CopyOnWriteArrayList<>();
    private final List<String> losses = new CopyOnWriteArrayList<>();
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile boolean overlapped;

    @Override
    public void readings(List<Reading> cycle) {
        oneAtATime(() -> cycles.add(cycle));
    }

    @Override
    public void alarms(AlarmReport report) {
        oneAtATime(() -> alarms.add(report));
    }

    @Override
    public boolean wantsMissed() {
        return true;
    }

    @Override
    public void missed(List<Reading> cycle) {
        oneAtATime(() -> missed.add(cycle));
    }

    @Override
    public void lost(String reason) {
        oneAtATime(() -> losses.add(reason));
    }

    /** The read cycles so far. */
    public List<List<Reading>> cycles() {
        return cycles;
    }

    /** What was told of the device's own alarms so far. */
    public List<AlarmReport> alarms() {
        return alarms;
    }

    /** What the device had kept of the time in which it was not read, so far. */
    public List<List<Reading>> missed() {
        return missed;
    }

    /** The losses so far. */
    public List<String> losses() {
        return losses;
    }

    /** Whether two calls were made at the same time. */
    public boolean overlapped() {
        return overlapped;
    }

    /** The readings of a cycle by the properties' names, once there is that cycle. */
    public Map<String, Reading> cycle(int index) {
        awaitCycles(index + 1);
        return cycles.get(index).stream()
                .collect(Collectors.toMap(reading -> reading.property().name(), Function.identity()));
    }

    /** Waits for so many cycles. */
    public void awaitCycles(int number) {
        await().atMost(PATIENCE).until(() -> cycles.size() >= number);
    }

    /** Waits until the latest reading of the property has the value. */
    public void awaitValue(String property, Object value) {
        await().atMost(PATIENCE)
                .until(() -> latest(property).map(Reading::value).equals(Optional.of(value)));
    }

    /** Waits for the link's loss and gives the reason. */
    public String awaitLoss() {
        await().atMost(PATIENCE).until(() -> !losses.isEmpty());
        return losses.get(0);
    }

    private Optional<Reading> latest(String property) {
        return cycles.stream()
                .flatMap(List::stream)
                .filter(reading -> reading.property().name().equals(property))
                .reduce((earlier, later) -> later);
    }

    private void oneAtATime(Runnable note) {
        if (!busy.compareAndSet(false, true)) {
            overlapped = true;
        }
        note.run();
        busy.set(false);
    }
}
