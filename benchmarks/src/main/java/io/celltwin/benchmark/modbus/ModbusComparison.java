package io.celltwin.benchmark.modbus;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Reads 60 registers again and again by each way, in turn, so that what else the machine does hits both; the median round counts.
 *
 * @param connections so many at a time, each with a thread of its own
 * @param seconds how long a round lasts
 * @param rounds how many there are of each way
 */
public record ModbusComparison(int connections, int seconds, int rounds) {

    /**
     * @return a row of a table: connections, requests per second of each way, and the second as a part of the first
     * @throws Exception if something does not answer
     */
    public String run() throws Exception {
        Map<RegisterReaders, List<Double>> rates = new EnumMap<>(RegisterReaders.class);
        try (AnsweringServer server = new AnsweringServer(connections)) {
            for (int round = 0; round <= rounds; round++) {
                for (RegisterReaders way : RegisterReaders.values()) {
                    double rate = rate(way, server.port());
                    if (round > 0) {
                        rates.computeIfAbsent(way, any -> new ArrayList<>()).add(rate);
                    }
                }
            }
        }
        double bare = median(rates.get(RegisterReaders.J2MOD));
        double ours = median(rates.get(RegisterReaders.CELLTWIN));
        return "| %d | %.0f | %.0f | %.0f %% |".formatted(connections, bare, ours, 100 * ours / bare);
    }

    private double rate(RegisterReaders way, int port) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        List<RegisterReader> readers = new ArrayList<>();
        try {
            for (int i = 0; i < connections; i++) {
                readers.add(way.connect(port));
            }
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            List<Callable<Long>> loops = new ArrayList<>();
            readers.forEach(reader -> loops.add(() -> requests(reader, end)));
            long requests = 0;
            for (Future<Long> done : threads.invokeAll(loops)) {
                requests += done.get();
            }
            return (double) requests / seconds;
        } finally {
            threads.shutdownNow();
            for (RegisterReader reader : readers) {
                reader.close();
            }
        }
    }

    private static long requests(RegisterReader reader, long endNanos) throws Exception {
        long requests = 0;
        int first = reader.read();
        while (System.nanoTime() - endNanos < 0) {
            if (reader.read() != first) {
                throw new IllegalStateException("another value was read");
            }
            requests++;
        }
        return requests;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
