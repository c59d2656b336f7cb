package io.celltwin.adapter.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.adapter.contract.Properties;
import io.celltwin.adapter.driver.AlarmReport;
import io.celltwin.adapter.driver.DeviceAlarm;
import io.celltwin.adapter.driver.Reading;
import io.celltwin.model.ModelProperty;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LinkAttemptTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Queue<Runnable> session = new ArrayDeque<>();
    private final List<List<Reading>> cycles = new ArrayList<>();
    private final List<String> order = new ArrayList<>();
    private final List<AlarmReport> reports = new ArrayList<>();
    private int merged;

    private final LinkAttempt attempt = new LinkAttempt(session::add, new LinkAttempt.Receiver() {

        @Override
        public void readings(LinkAttempt which, List<Reading> cycle) {
            cycles.add(cycle);
            order.add("readings");
        }

        @Override
        public void alarms(LinkAttempt which, AlarmReport report) {
            reports.add(report);
        }

        @Override
        public boolean wantsMissed() {
            return false;
        }

        @Override
        public void missed(LinkAttempt which, List<Reading> cycle) {
            order.add("missed");
        }

        @Override
        public void lost(LinkAttempt which, String reason) {
            order.add(reason);
        }

        @Override
        public void merged() {
            merged++;
        }
    });

    /** As a server does that keeps a queue for each of 30 nodes and publishes all of them at once. */
    @Test
    void letsTheNewestValueWinHoweverManyCyclesComeAtOnce() {
        List<ModelProperty> nodes = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            nodes.add(Properties.named("node" + i));
        }
        for (int i = 0; i < 150; i++) {
            long value = i;
            attempt.readings(nodes.stream()
                    .map(node -> Reading.good(node, value, NOW.plusMillis(value)))
                    .toList());
        }
        assertThat(session).hasSize(LinkAttempt.MOST_WAITING);
        work();
        assertThat(cycles).hasSize(LinkAttempt.MOST_WAITING);
        assertThat(merged).isEqualTo(150 - LinkAttempt.MOST_WAITING);
        Map<String, Reading> last = new HashMap<>();
        cycles.forEach(
                cycle -> cycle.forEach(reading -> last.put(reading.property().name(), reading)));
        assertThat(last.values()).hasSize(30).allSatisfy(reading -> {
            assertThat(reading.value()).isEqualTo(149L);
            assertThat(reading.sourceTime()).isEqualTo(NOW.plusMillis(149));
        });
    }

    @Test
    void keepsWhatOnlyOneOfTheCyclesHas() {
        ModelProperty rare = Properties.named("rare");
        ModelProperty often = Properties.named("often");
        for (int i = 0; i < LinkAttempt.MOST_WAITING; i++) {
            attempt.readings(List.of(Reading.good(often, 0L, NOW)));
        }
        attempt.readings(List.of(Reading.bad(rare, "sensor failure", NOW)));
        attempt.readings(List.of(Reading.good(often, 1L, NOW)));
        work();
        assertThat(cycles.get(cycles.size() - 1))
                .containsExactly(Reading.good(often, 1L, NOW), Reading.bad(rare, "sensor failure", NOW));
    }

    @Test
    void tellsThatTheLinkWasLostBehindAllThatWasRead() {
        for (int i = 0; i < 2 * LinkAttempt.MOST_WAITING; i++) {
            attempt.readings(List.of());
        }
        attempt.lost("connection reset");
        work();
        assertThat(order).hasSize(LinkAttempt.MOST_WAITING + 1).endsWith("connection reset");
    }

    @Test
    void alarmsThatWaitAreToldAsOneReportHoweverManyTheyAre() {
        attempt.alarms(
                new AlarmReport("dryer", true, Map.of("dryer_a", alarm("dryer_a", "a")), Set.of(), Optional.empty()));
        for (int i = 0; i < 1000; i++) {
            attempt.alarms(new AlarmReport(
                    "dryer", false, Map.of("dryer_b", alarm("dryer_b", "b" + i)), Set.of("dryer_a"), Optional.empty()));
        }
        attempt.alarms(new AlarmReport("drive", false, Map.of(), Set.of("drive_a"), Optional.empty()));
        assertThat(session).hasSize(2);
        work();
        assertThat(reports).hasSize(2);
        assertThat(reports.get(0).complete()).isTrue();
        assertThat(reports.get(0).standing()).containsOnlyKeys("dryer_b");
        assertThat(reports.get(0).standing().get("dryer_b").message()).isEqualTo("b999");
        assertThat(reports.get(0).gone()).containsExactly("dryer_a");
    }

    private static DeviceAlarm alarm(String id, String message) {
        return new DeviceAlarm(
                id,
                "warning",
                message,
                DeviceAlarm.State.ACTIVE,
                NOW,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty());
    }

    private void work() {
        while (!session.isEmpty()) {
            session.remove().run();
        }
    }
}
