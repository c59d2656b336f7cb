package io.celltwin.benchmark;

import java.util.Arrays;
import java.util.Locale;

/**
 * Measured times.
 *
 * @param sortedMillis in ascending order
 */
record Latencies(double[] sortedMillis) {

    /** @param nanos measured times in any order */
    static Latencies ofNanos(long[] nanos) {
        return new Latencies(
                Arrays.stream(nanos).mapToDouble(each -> each / 1e6).sorted().toArray());
    }

    /**
     * The nearest-rank percentile.
     *
     * @param percent 0 to 100
     * @return in ms; not a number if nothing was measured
     */
    double percentile(double percent) {
        if (sortedMillis.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(percent / 100 * sortedMillis.length);
        return sortedMillis[Math.max(0, rank - 1)];
    }

    /** A row of a Markdown table: count, median, 90th and 99th percentile, largest. */
    String row(String name) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.1f | %.1f | %.1f | %.1f |",
                name,
                sortedMillis.length,
                percentile(50),
                percentile(90),
                percentile(99),
                percentile(100));
    }

    static String header() {
        return "| what | samples | median, ms | p90, ms | p99, ms | largest, ms |\n| --- | --- | --- | --- | --- | --- |";
    }
}
