package io.celltwin.adapter.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.celltwin.adapter.registry.Registration;
import io.celltwin.kafka.junit.KafkaExtension;
import io.celltwin.model.binding.ModbusAddress;
import io.celltwin.simulator.LineOptions;
import io.celltwin.simulator.SimulatedLine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Replicas of the adapter share the simulated line's Modbus devices by a real broker. */
@Timeout(180)
class TakeOverTest {

    private static final Duration SOON = Duration.ofSeconds(40);
    /** So often each device must have told a change before who reads it counts as known. */
    private static final int CHANGES = 3;

    private static final TopicPartition TELEMETRY = new TopicPartition(Replica.TOPIC, 0);

    @RegisterExtension
    static final KafkaExtension KAFKA = KafkaExtension.shared();

    @TempDir
    private static Path directory;

    private static SimulatedLine line;
    private static List<Registration> registrations;
    private static KafkaConsumer<String, String> twins;

    private final List<ConsumerRecord<String, String>> all = new ArrayList<>();
    private Process victim;

    @BeforeAll
    static void start() throws Exception {
        line = SimulatedLine.start(LineOptions.usual(directory.resolve("line")));
        registrations = line.devices().stream()
                .filter(device -> device.address().getScheme().equals(ModbusAddress.SCHEME))
                .map(device -> Replica.registration(device.deviceId(), device.model(), device.address()))
                .toList();
        twins = new KafkaConsumer<>(
                Map.of("bootstrap.servers", KAFKA.bootstrapServers(), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer());
        twins.assign(List.of(TELEMETRY));
    }

    @AfterAll
    static void stop() {
        twins.close();
        line.close();
    }

    @AfterEach
    void endProcess() {
        if (victim != null) {
            victim.destroyForcibly();
        }
    }

    @Test
    void eachDeviceIsReadByOneReplicaWhateverBecomesOfTheOthers() throws Exception {
        Replica survivor = Replica.start("survivor", KAFKA.bootstrapServers(), registrations);
        assertThat(readers(0))
                .allSatisfy((device, replicas) -> assertThat(replicas).containsExactly("survivor"));

        // A replica joins: it takes some devices over.
        victim = processOf("victim");
        await().atMost(SOON).until(() -> survivor.partitions() == 32);
        await().atMost(SOON)
                .until(() -> poll().stream().anyMatch(record -> replica(record).equals("victim")));
        Map<String, Set<String>> shared = readers(now());
        assertThat(shared.values())
                .allSatisfy(replicas -> assertThat(replicas).hasSize(1))
                .contains(Set.of("victim"))
                .contains(Set.of("survivor"));

        // It is killed: its devices are taken over when its session has ended.
        int killed = now();
        long before = System.nanoTime();
        victim.destroyForcibly().waitFor();
        await().atMost(SOON).until(() -> survivor.partitions() == 64);
        Set<String> orphans = devicesOf(shared, "victim");
        await().atMost(SOON).until(() -> {
            poll();
            return devicesOf(readersSince(killed), "survivor").containsAll(orphans);
        });
        System.out.printf(
                "took over %d devices of a killed replica in %d ms%n",
                orphans.size(), (System.nanoTime() - before) / 1_000_000);
        assertThat(all.subList(killed, all.size()))
                .filteredOn(record -> replica(record).equals("survivor"))
                .filteredOn(record -> orphans.contains(record.key()))
                .anySatisfy(record -> assertThat(record.value()).contains("/things/twin/commands/create"));

        // Another one joins and is stopped in order, as in a rolling upgrade.
        Replica upgraded = Replica.start("upgraded", KAFKA.bootstrapServers(), registrations);
        await().atMost(SOON).until(() -> upgraded.partitions() == 32);
        Set<String> handedOver = devicesOf(readers(now()), "upgraded");
        assertThat(handedOver).isNotEmpty();
        int stopped = now();
        before = System.nanoTime();
        upgraded.close();
        await().atMost(SOON).until(() -> {
            poll();
            return devicesOf(readersSince(stopped), "survivor").containsAll(handedOver);
        });
        System.out.printf(
                "took over %d devices of a stopped replica in %d ms%n",
                handedOver.size(), (System.nanoTime() - before) / 1_000_000);
        List<String> replicas = all.subList(stopped, all.size()).stream()
                .map(TakeOverTest::replica)
                .toList();
        assertThat(handedOver)
                .allSatisfy(device -> assertThat(replicasOf(device, stopped))
                        .as("one replica begins when the other has ended")
                        .doesNotContainSubsequence("survivor", "upgraded"));
        assertThat(replicas).contains("survivor");

        assertThat(all).noneMatch(TakeOverTest::saysDisconnected);

        // The last one tells every twin.
        survivor.close();
        await().atMost(SOON).until(() -> {
            poll();
            return all.stream()
                            .filter(TakeOverTest::saysDisconnected)
                            .map(ConsumerRecord::key)
                            .distinct()
                            .count()
                    == registrations.size();
        });
    }

    /** Who reads which device: waits until every device has told some changes since then. */
    private Map<String, Set<String>> readers(int since) {
        await().atMost(SOON).until(() -> {
            poll();
            Map<String, Long> changes = all.subList(since, all.size()).stream()
                    .collect(Collectors.groupingBy(ConsumerRecord::key, Collectors.counting()));
            return changes.size() == registrations.size()
                    && changes.values().stream().allMatch(count -> count >= CHANGES);
        });
        return readersSince(since);
    }

    private Map<String, Set<String>> readersSince(int since) {
        Map<String, Set<String>> readers = new TreeMap<>();
        all.subList(since, all.size())
                .forEach(record -> readers.computeIfAbsent(record.key(), device -> new TreeSet<>())
                        .add(replica(record)));
        return readers;
    }

    private List<String> replicasOf(String device, int since) {
        return all.subList(since, all.size()).stream()
                .filter(record -> record.key().equals(device))
                .map(TakeOverTest::replica)
                .toList();
    }

    /** How many records have been told so far. */
    private int now() {
        long end = twins.endOffsets(List.of(TELEMETRY)).get(TELEMETRY);
        await().atMost(SOON).until(() -> {
            poll();
            return twins.position(TELEMETRY) >= end;
        });
        return all.size();
    }

    private List<ConsumerRecord<String, String>> poll() {
        List<ConsumerRecord<String, String>> polled = new ArrayList<>();
        twins.poll(Duration.ofMillis(100)).forEach(polled::add);
        all.addAll(polled);
        return polled;
    }

    private static Process processOf(String name) throws Exception {
        ArrayList<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Replica.class.getName(),
                name,
                KAFKA.bootstrapServers()));
        registrations.stream().map(Replica::argument).forEach(command::add);
        return new ProcessBuilder(command).inheritIO().start();
    }

    private static Set<String> devicesOf(Map<String, Set<String>> readers, String replica) {
        return readers.entrySet().stream()
                .filter(each -> each.getValue().contains(replica))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static String replica(ConsumerRecord<String, String> record) {
        return new String(record.headers().lastHeader(Replica.NAME_HEADER).value(), StandardCharsets.UTF_8);
    }

    private static boolean saysDisconnected(ConsumerRecord<String, String> record) {
        return record.value().contains("\"disconnected\"");
    }
}
