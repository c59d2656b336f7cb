package io.celltwin.benchmark;

import io.celltwin.benchmark.road.DeviceClient;
import io.celltwin.benchmark.road.Installation;
import io.celltwin.benchmark.road.ProbedDevice;
import io.celltwin.benchmark.road.TwinEvents;
import io.celltwin.simulator.LineOptions;
import io.celltwin.simulator.SimulatedDevice;
import io.celltwin.simulator.SimulatedLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code benchmarks road}: the time from a change in a device to a WebSocket subscriber of its twin, while the whole
 * simulated line is read at that rate. Compared with bare clients that poll the same values at the same rate, with nothing
 * behind them.
 */
@Command(name = "road", description = "From a register or node to a WebSocket subscriber.")
final class RoadBenchmark implements Callable<Integer> {
    private static final long WARM_UP_SECONDS = 20;
    private static final long LONGEST_WAIT_SECONDS = 10;

    @Option(names = "--home", defaultValue = ".", description = "where the celltwin launcher is (${DEFAULT-VALUE})")
    private Path home;

    @Option(names = "--seconds", defaultValue = "120", description = "how long to measure (${DEFAULT-VALUE})")
    private long seconds;

    @Option(names = "--interval", defaultValue = "100", description = "polling interval, ms (${DEFAULT-VALUE})")
    private int intervalMillis;

    private final ConcurrentLinkedQueue<ProbedDevice.Times> times = new ConcurrentLinkedQueue<>();
    private volatile boolean measuring;
    private volatile boolean stopping;

    @Override
    public Integer call() throws Exception {
        Path directory = Files.createTempDirectory("celltwin-benchmark");
        try (SimulatedLine line = SimulatedLine.start(LineOptions.usual(directory.resolve("line")));
                Installation celltwin = Installation.start(home, directory.resolve("state"), "--no-demo")) {
            measure(line.devices(), celltwin);
        }
        return 0;
    }

    private void measure(List<SimulatedDevice> line, Installation celltwin) throws Exception {
        Map<String, ProbedDevice> devices =
                line.stream().map(ProbedDevice::new).collect(Collectors.toMap(ProbedDevice::id, Function.identity()));
        celltwin.awaitReady();
        for (ProbedDevice device : devices.values()) {
            celltwin.provision(device.id(), device.registration(intervalMillis));
        }
        ScheduledExecutorService pollers = Executors.newScheduledThreadPool(devices.size());
        List<AutoCloseable> open = new ArrayList<>();
        List<Thread> writers = new ArrayList<>();
        CountDownLatch failures = new CountDownLatch(1);
        try (TwinEvents events = celltwin.subscribe((thing, path, value, nanos) -> {
            ProbedDevice device = devices.get(thing);
            if (device != null) {
                device.twinChanged(path, value, nanos);
            }
        })) {
            for (ProbedDevice device : devices.values()) {
                DeviceClient poller = device.client();
                DeviceClient writer = device.client();
                open.add(poller);
                open.add(writer);
                pollers.scheduleAtFixedRate(() -> poll(device, poller), 0, intervalMillis, TimeUnit.MILLISECONDS);
                writers.add(new Thread(() -> write(device, writer, failures), "writer-" + device.id()));
            }
            writers.forEach(Thread::start);
            if (failures.await(WARM_UP_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("A device could not be written to.");
            }
            measuring = true;
            java.time.Duration before = celltwin.process().processorTime();
            failures.await(seconds, TimeUnit.SECONDS);
            measuring = false;
            double cores = celltwin.process().processorTime().minus(before).toMillis() / 1000.0 / seconds;
            stopping = true;
            for (Thread writer : writers) {
                writer.join();
            }
            report(devices.size(), celltwin.process().residentMiB(), cores);
        } finally {
            stopping = true;
            pollers.shutdown();
            pollers.awaitTermination(5, TimeUnit.SECONDS);
            for (AutoCloseable each : open) {
                each.close();
            }
        }
    }

    private void poll(ProbedDevice device, DeviceClient client) {
        try {
            device.polled(client.read(), System.nanoTime());
        } catch (Exception e) {
            System.err.println("The bare client of " + device.id() + " cannot read: " + e);
        }
    }

    private void write(ProbedDevice device, DeviceClient client, CountDownLatch failures) {
        try {
            while (!stopping) {
                boolean counted = measuring;
                device.write(client);
                long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_WAIT_SECONDS);
                while (!device.isSeen() && System.nanoTime() < giveUp) {
                    TimeUnit.MILLISECONDS.sleep(5);
                }
                if (counted) {
                    times.add(device.times());
                }
                TimeUnit.MILLISECONDS.sleep(ProbedDevice.pauseMillis());
            }
        } catch (Exception e) {
            System.err.println("The writer of " + device.id() + " gives up: " + e);
            failures.countDown();
        }
    }

    private void report(int devices, double residentMiB, double cores) {
        System.out.printf(
                Locale.ROOT,
                "%s%n%d devices, everything read every %d ms, for %d s; %.2f cores busy, %.0f MiB%n%n",
                Machine.describe(),
                devices,
                intervalMillis,
                seconds,
                cores,
                residentMiB);
        System.out.println(Latencies.header());
        for (String protocol : times.stream()
                .map(ProbedDevice.Times::protocol)
                .sorted()
                .distinct()
                .toList()) {
            print(protocol + ": ", each -> each.protocol().equals(protocol));
        }
        print("all: ", each -> true);
        long lost = times.stream().filter(each -> each.twinNanos() == 0).count();
        System.out.printf("%n%d of %d changes were not seen within %d s%n", lost, times.size(), LONGEST_WAIT_SECONDS);
    }

    private void print(String prefix, Predicate<ProbedDevice.Times> which) {
        List<ProbedDevice.Times> chosen = times.stream().filter(which).toList();
        System.out.println(
                latencies(chosen, ProbedDevice.Times::polledNanos).row(prefix + "bare client that polls the device"));
        System.out.println(
                latencies(chosen, ProbedDevice.Times::twinNanos).row(prefix + "WebSocket subscriber of the twin"));
    }

    private static Latencies latencies(List<ProbedDevice.Times> chosen, ToLongFunction<ProbedDevice.Times> which) {
        return Latencies.ofNanos(
                chosen.stream().mapToLong(which).filter(nanos -> nanos > 0).toArray());
    }
}
