package io.celltwin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Alerts and dashboards ask for meters that there are. */
class MeterNamesTest {

    private static final Pattern SERIES = Pattern.compile("\\bcelltwin_[a-z_]+\\b");

    /** Meters by name: their kind and the source file that registers them. */
    private final Properties meters = meters();

    @Test
    void everySeriesIsOneOfAMeter() {
        Set<String> series =
                meters.stringPropertyNames().stream().flatMap(this::series).collect(Collectors.toSet());

        assertThat(asked()).isNotEmpty().isSubsetOf(series);
    }

    @Test
    void everyMeterIsRegisteredWhereItIsSaidToBe() throws IOException {
        for (String meter : meters.stringPropertyNames()) {
            String source =
                    Files.readString(Path.of("../..", meters.getProperty(meter).split(" ")[1]));
            // Some classes put a common beginning before their names.
            assertThat(Stream.of(meter, meter.replaceFirst("^celltwin\\.[a-z]+\\.", "")))
                    .as(meter)
                    .anyMatch(name -> source.contains('"' + name + '"'));
        }
    }

    /** The names under which Prometheus knows a meter. */
    private Stream<String> series(String meter) {
        String name = meter.replace('.', '_');
        return switch (meters.getProperty(meter).split(" ")[0]) {
            case "gauge" -> Stream.of(name);
            case "counter" -> Stream.of(name + "_total");
            case "timer" -> Stream.of("_count", "_sum", "_max").map(suffix -> name + "_seconds" + suffix);
            default -> throw new IllegalStateException(meter);
        };
    }

    private static Set<String> asked() {
        RenderedChart chart = Scenario.EVERYTHING.rendered();
        return Stream.concat(chart.ofKind("PrometheusRule").stream(), chart.ofKind("ConfigMap").stream())
                .flatMap(manifest ->
                        SERIES.matcher(manifest.toString()).results().map(MatchResult::group))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Properties meters() {
        try (InputStream stream = MeterNamesTest.class.getResourceAsStream("/meters.properties")) {
            Properties meters = new Properties();
            meters.load(stream);
            return meters;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
