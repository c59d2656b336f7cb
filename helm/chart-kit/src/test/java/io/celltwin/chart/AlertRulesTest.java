package io.celltwin.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The alerts and the dashboards, as Prometheus itself takes and evaluates them: its {@code promtool} does, where it is on the path.
 * What each alert fires at, and what it does not, stands in {@code alerts/*.yaml} as promtool's unit tests.
 */
class AlertRulesTest {

    private static final Path TESTS = Path.of("src/test/resources/alerts");
    private static final Path DASHBOARDS = Path.of("../celltwin/files/dashboards");
    private static final YAMLMapper YAML = new YAMLMapper();

    @TempDir
    Path directory;

    @Test
    void everyAlertHasATestOfWhatItFiresAt() throws IOException {
        Set<String> tested = new TreeSet<>();
        for (Path test : tests()) {
            YAML.readTree(Files.readString(test))
                    .findValues("exp_samples")
                    .forEach(samples ->
                            samples.findValuesAsText("labels").forEach(labels -> tested.add(alertName(labels))));
        }

        assertThat(tested).isEqualTo(alerts());
    }

    @Test
    void prometheusTakesEveryAlert() throws IOException, InterruptedException {
        assertThat(promtool("check", "rules", rules().toString())).contains(alerts().size() + " rules found");
    }

    @Test
    void alertsFireAtWhatTheyAreForAndAtNothingElse() throws IOException, InterruptedException {
        rules();
        List<String> arguments = new ArrayList<>(List.of("test", "rules"));
        for (Path test : tests()) {
            Path copy = directory.resolve(test.getFileName());
            Files.copy(test, copy);
            arguments.add(copy.toString());
        }

        assertThat(promtool(arguments.toArray(String[]::new))).contains("SUCCESS");
    }

    @Test
    void prometheusUnderstandsEveryPanelOfTheDashboards() throws IOException, InterruptedException {
        List<Map<String, String>> queries = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(DASHBOARDS, "*.json")) {
            for (Path file : files) {
                for (String query :
                        new ObjectMapper().readTree(Files.readString(file)).findValuesAsText("expr")) {
                    queries.add(Map.of("record", "panel:" + queries.size(), "expr", query));
                }
            }
        }
        Path file = written(YAML.valueToTree(Map.of("groups", List.of(Map.of("name", "panels", "rules", queries)))));

        assertThat(promtool("check", "rules", file.toString())).contains(queries.size() + " rules found");
    }

    /** The rules as Prometheus' operator would give them to Prometheus. */
    private Path rules() throws IOException {
        return written(rule().path("spec"));
    }

    private Path written(JsonNode rules) throws IOException {
        return Files.writeString(directory.resolve("rules.yaml"), YAML.writeValueAsString(rules));
    }

    private static JsonNode rule() {
        return Scenario.EVERYTHING.rendered().ofKind("PrometheusRule").get(0);
    }

    private static Set<String> alerts() {
        return rule().findValuesAsText("alert").stream().collect(Collectors.toCollection(TreeSet::new));
    }

    private static String alertName(String labels) {
        return labels.replaceAll(".*alertname=\"([^\"]*)\".*", "$1");
    }

    private static List<Path> tests() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(TESTS, "*.yaml")) {
            List<Path> tests = new ArrayList<>();
            files.forEach(tests::add);
            return tests;
        }
    }

    private String promtool(String... arguments) throws IOException, InterruptedException {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "promtool"))),
                "Prometheus' promtool is not on the path");
        Path said = directory.resolve("said");
        Process process = new ProcessBuilder(Stream.concat(Stream.of("promtool"), Stream.of(arguments))
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("promtool ends").isTrue();
        String output = Files.readString(said);
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
