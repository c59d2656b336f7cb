package io.celltwin.system.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.celltwin.system.plant.Api;
import io.celltwin.system.plant.ScriptedDevice;
import io.celltwin.system.process.RunningProcess;
import io.celltwin.system.process.Workspace;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Every part in processes of its own, two of each that shares its work, with the configuration that the chart gives them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterIT {
    /** A Ditto and a Hono that run beside all this on few processors take longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(Integer.getInteger("cluster.patience-seconds", 60));

    private static final Duration UNTIL_ALL_RUN = Duration.ofMinutes(3);
    /** Kubernetes would wait for 30 s. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);
    /** What runs twice. */
    private static final List<Part> SHARED =
            Stream.of(Part.ADAPTERS, Part.APPS).flatMap(List::stream).toList();
    /** Batches that leave the line after all that was killed. */
    private static final int MORE_BATCHES = 2;

    private Cluster cluster;
    private ConsumerGroups groups;
    private Replica console;
    private final List<Replica> first = new ArrayList<>();
    private final List<Replica> second = new ArrayList<>();

    @BeforeAll
    void prepare() {
        cluster = new Cluster();
    }

    @AfterAll
    void end() {
        replicas().forEach(replica -> replica.process().close());
        if (groups != null) {
            groups.close();
        }
        cluster.close();
    }

    @Test
    @Order(1)
    void partsWaitForServicesThatAreNotThereYet() {
        for (Part part : SHARED) {
            first.add(cluster.start(part));
            // A Service would lead to those that live; here it is the one that lives on.
            second.add(
                    part == Part.LIFECYCLE_RECORDS ? cluster.start(part, cluster.recordsPort()) : cluster.start(part));
        }
        console = cluster.start(Part.CONSOLE, cluster.consolePort());
        RunningProcess bootstrap = cluster.start(Part.BOOTSTRAP).process();
        await().atMost(UNTIL_ALL_RUN).until(() -> replicas().allMatch(Replica::isLive));
        assertThat(Stream.concat(first.stream(), second.stream())).noneMatch(Replica::isReady);
        patiently().until(() -> bootstrap.output().contains("Waiting: "));

        cluster.services().start();
        groups = new ConsumerGroups(cluster.services().kafkaPort());

        assertThat(bootstrap.awaitEnd(UNTIL_ALL_RUN)).as(bootstrap.output()).isZero();
        await().atMost(UNTIL_ALL_RUN).until(() -> replicas().allMatch(Replica::isReady));
        patiently().until(() -> SHARED.stream().allMatch(groups::isShared));
        assertThat(replicas())
                .allSatisfy(replica -> assertThat(replica.process().output()).doesNotContain(" ERROR "));
    }

    @Test
    @Order(2)
    void theSecondRunOfTheBootstrapJobChangesNothing() {
        RunningProcess again = cluster.start(Part.BOOTSTRAP).process();

        assertThat(again.awaitEnd(PATIENCE)).as(again.output()).isZero();
        assertThat(again.output())
                .contains("has everything")
                .doesNotContain("Created", "Changed", "Replaced", "Gave", "Waiting");
    }

    @Test
    @Order(3)
    void whatADeviceShowsGoesTheWholeWay() {
        Api records = records();
        String batch = "demo:batch-of-the-road";
        try (PackOnTest pack = new PackOnTest("demo:pack-of-the-road", cluster.services());
                ScriptedDevice calender = ScriptedDevice.opcUa(
                        "demo:calender-of-the-road",
                        "calender-1.0.0",
                        Map.of("machineState", "Execute", "currentBatch", batch))) {
            assertThat(cluster.services()
                            .registry()
                            .post("/v1/devices/demo/" + calender.id(), calender.registration())
                            .status())
                    .isEqualTo(201);
            CompletableFuture<Integer> discharged = pack.run();
            awaitTwin(calender.id(), "/features/status/properties/currentBatch", JsonValue.of(batch));
            patiently().until(() -> !pack.measuredCycles().isEmpty());
            pack.stop();
            calender.show("currentBatch", "");

            assertThat(discharged).succeedsWithin(PATIENCE);
            assertThat(pack.measuredCapacities().get(0)).isCloseTo(PackOnTest.capacity(1), within(0.01));
            patiently()
                    .until(() -> RecordCount.of(records)
                            .lost(Set.of(
                                    RecordCount.step(batch, "calendering", calender.id()),
                                    RecordCount.state(batch, "made")))
                            .isEmpty());
        }
        Stream.of("demo:pack-of-the-road", "demo:calender-of-the-road")
                .forEach(device -> cluster.services().registry().delete("/v1/devices/demo/" + device));

        Api page = new Api(console.url(), PlantServices.ENGINEER, PlantServices.ENGINEER_PASSWORD);
        assertThat(page.get("/").text()).contains("<title>");
        assertThat(page.get("/models/calender-1.0.0.tm.jsonld").status()).isEqualTo(200);
        if (cluster.services().remoteDitto().isEmpty()) { // which would want the person's token
            assertThat(page.twinValue("demo:calender-of-the-road", "/definition"))
                    .isPresent();
        }
        assertThat(page.get("/lifecycle/records?thing=" + batch).text()).contains("calendering");
    }

    @Test
    @Order(4)
    void killedReplicasAreReplacedByTheOthersAndNothingIsLostOrDoneTwice() {
        Api ditto = cluster.services().ditto();
        Api records = records();
        try (LineUnderWatch line = LineUnderWatch.start(Workspace.directory("line"), cluster.recordsPort());
                PacksOnTest packs = new PacksOnTest(cluster.services())) {
            line.register(cluster.services().registry());
            patiently().until(() -> line.devices().stream().allMatch(this::isConnected));
            Instant seen = Instant.now();
            packs.run();
            patiently().until(packs::eachWasMeasured);

            Map<Part, Duration> ofApps = kill(Part.APPS);
            Instant killed = Instant.now();
            Map<Part, Duration> ofAdapters = kill(Part.ADAPTERS);
            patiently()
                    .until(() -> line.devices().stream()
                            .allMatch(device ->
                                    LineUnderWatch.lastSeen(ditto, device).isAfter(killed)));
            Duration untilRead = Duration.between(killed, Instant.now());
            assertThat(line.devices()).allMatch(this::isConnected);
            long finished = line.finished();
            await().atMost(PATIENCE.plus(LineUnderWatch.TAKT.multipliedBy(MORE_BATCHES + 2)))
                    .until(() -> line.finished() >= finished + MORE_BATCHES);
            Instant counted = Instant.now();
            packs.stop();

            Set<String> expected = line.expectedRecords(seen, counted);
            patiently().until(() -> RecordCount.of(records).lost(expected).isEmpty());
            RecordCount count = RecordCount.of(records);
            report(ofApps, ofAdapters, untilRead, expected, count);
            assertThat(count.duplicated()).isEmpty();
            packs.assertThatEachDischargeWasMeasuredOnce();
            assertThat(expected).hasSizeGreaterThan(MORE_BATCHES * 4);
        }
    }

    @Test
    @Order(5)
    void aPartThatIsToldToEndDoesSoSoon() {
        List<CompletableFuture<Integer>> ends = replicas()
                .filter(replica -> replica.process().isAlive())
                .map(replica -> CompletableFuture.supplyAsync(
                        () -> replica.process().terminate(LONGEST_STOP),
                        task -> new Thread(task, "terminating").start()))
                .toList();

        assertThat(ends)
                .hasSize(SHARED.size() + 1)
                .allSatisfy(end -> assertThat(end)
                        .succeedsWithin(LONGEST_STOP.plusSeconds(5))
                        .satisfies(status -> assertThat(status).isIn(0, 143)));
    }

    /**
     * Kills one replica of each of these parts at once.
     *
     * @return how long it took until the other one had all the work
     */
    private Map<Part, Duration> kill(List<Part> parts) {
        assertThat(parts).allMatch(groups::isShared);
        long start = System.nanoTime();
        first.stream()
                .filter(replica -> parts.contains(replica.part()))
                .forEach(replica -> replica.process().kill());
        Map<Part, Duration> took = new EnumMap<>(Part.class);
        patiently().pollInterval(Duration.ofMillis(100)).until(() -> {
            parts.stream()
                    .filter(part -> !took.containsKey(part) && groups.isDoneByOne(part))
                    .forEach(part -> took.put(part, Duration.ofNanos(System.nanoTime() - start)));
            return took.size() == parts.size();
        });
        return took;
    }

    private void report(
            Map<Part, Duration> ofApps,
            Map<Part, Duration> ofAdapters,
            Duration untilRead,
            Set<String> expected,
            RecordCount count) {
        System.out.println("One of two replicas killed:");
        Stream.concat(ofApps.entrySet().stream(), ofAdapters.entrySet().stream())
                .forEach(each -> System.out.printf(
                        Locale.ROOT,
                        "  %s taken over after %.1f s%n",
                        each.getKey().id(),
                        each.getValue().toMillis() / 1000.0));
        System.out.printf(
                Locale.ROOT,
                "  every device read again after %.1f s%n  records expected %d, lost %d, duplicated %d%n",
                untilRead.toMillis() / 1000.0,
                expected.size(),
                count.lost(expected).size(),
                count.duplicated().size());
    }

    private Stream<Replica> replicas() {
        return Stream.of(first.stream(), second.stream(), Stream.ofNullable(console))
                .flatMap(each -> each);
    }

    private Api records() {
        return new Api(
                PlantServices.local(cluster.recordsPort()), PlantServices.ENGINEER, PlantServices.ENGINEER_PASSWORD);
    }

    private boolean isConnected(String device) {
        return cluster.services()
                .ditto()
                .twinValue(device, "/features/connection/properties/status")
                .filter(JsonValue.of("connected")::equals)
                .isPresent();
    }

    private void awaitTwin(String thing, String path, JsonValue expected) {
        patiently()
                .until(() -> cluster.services()
                        .ditto()
                        .twinValue(thing, path)
                        .filter(expected::equals)
                        .isPresent());
    }

    /** Asks again where an answer takes too long. */
    private static ConditionFactory patiently() {
        return await().atMost(PATIENCE).ignoreException(UncheckedIOException.class);
    }
}
