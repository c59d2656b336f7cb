package io.celltwin.system.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Batteries that are discharged at the same time; so many that every replica has some of them. */
final class PacksOnTest implements AutoCloseable {
    private static final int PACKS = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(Integer.getInteger("cluster.patience-seconds", 60));

    private final List<PackOnTest> packs;
    private final Map<PackOnTest, CompletableFuture<Integer>> discharged = new HashMap<>();

    PacksOnTest(PlantServices services) {
        packs = IntStream.rangeClosed(1, PACKS)
                .mapToObj(number -> new PackOnTest("demo:pack-on-test-" + number, services))
                .toList();
    }

    void run() {
        packs.forEach(pack -> discharged.put(pack, pack.run()));
    }

    boolean eachWasMeasured() {
        return packs.stream().noneMatch(pack -> pack.measuredCycles().isEmpty());
    }

    void stop() {
        packs.forEach(PackOnTest::stop);
    }

    void assertThatEachDischargeWasMeasuredOnce() {
        packs.forEach(pack -> {
            assertThat(discharged.get(pack)).succeedsWithin(PATIENCE);
            int count = discharged.get(pack).join();
            List<Integer> cycles = IntStream.rangeClosed(1, count).boxed().toList();
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(pack.measuredCycles()).as(pack.id()).isEqualTo(cycles));
            List<Double> capacities = pack.measuredCapacities();
            cycles.forEach(cycle -> assertThat(capacities.get(cycle - 1))
                    .as("%s, cycle %d", pack.id(), cycle)
                    .isCloseTo(PackOnTest.capacity(cycle), within(0.01)));
        });
    }

    @Override
    public void close() {
        packs.forEach(PackOnTest::close);
    }
}
