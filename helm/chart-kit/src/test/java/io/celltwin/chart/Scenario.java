package io.celltwin.chart;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Values that operators might choose, and what the chart comes to with them. */
enum Scenario {
    MINIMAL("celltwin"),
    EVERYTHING("plant-1"),
    EXTERNAL_SERVICES("plant-1"),
    MANY_REPLICAS("plant-1"),
    TLS_EVERYWHERE("plant-1"),
    /** Also the longest release name that Helm allows. */
    SINGLE_REPLICAS("a-release-name-as-long-as-helm-allows-with-53-letters");

    static final Chart CHART = new Chart(Path.of("../celltwin"));
    private static final Map<Scenario, RenderedChart> RENDERED = new EnumMap<>(Scenario.class);

    private final String release;

    Scenario(String release) {
        this.release = release;
    }

    /** Rendered once for all tests. */
    RenderedChart rendered() {
        synchronized (RENDERED) {
            return RENDERED.computeIfAbsent(this, each -> CHART.render(release, "plant", each.valuesFile()));
        }
    }

    String valuesFile() {
        String file = "/values/" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".yaml";
        try (InputStream stream = Scenario.class.getResourceAsStream(file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
