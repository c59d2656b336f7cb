package io.celltwin.adapter.modbus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;

import io.celltwin.adapter.LinkListener;
import io.celltwin.adapter.Reading;

/** Keeps what a driver told of a link. */
final class RecordedLink implements LinkListener {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<List<Reading>> cycles = new CopyOnWriteArrayList<>();
    private final List<String> losses = new CopyOnWriteArrayList<>();

    @Override
    public void readings(List<Reading> cycle) {
        cycles.add(List.copyOf(cycle));
    }

    @Override
    public void lost(String reason) {
        losses.add(reason);
    }

    List<List<Reading>> cycles() {
        return new ArrayList<>(cycles);
    }

    List<String> losses() {
        return List.copyOf(losses);
    }

    /** The readings of a cycle, by the properties' names. */
    Map<String, Reading> cycle(int index) {
        awaitCycles(index + 1);
        return cycles.get(index)
                .stream()
                .collect(Collectors.toMap(reading -> reading.property().name(), Function.identity()));
    }

    void awaitCycles(int number) {
        Awaitility.await().atMost(PATIENCE).until(() -> cycles.size() >= number);
    }

    void awaitValue(String property, Object value) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> latest(property).map(Reading::value).equals(Optional.of(value)));
    }

    String awaitLoss() {
        Awaitility.await().atMost(PATIENCE).until(() -> !losses.isEmpty());
        return losses.get(0);
    }

    private Optional<Reading> latest(String property) {
        return cycles.stream()
                .flatMap(List::stream)
                .filter(reading -> reading.property().name().equals(property))
                .reduce((earlier, later) -> later);
    }
}
