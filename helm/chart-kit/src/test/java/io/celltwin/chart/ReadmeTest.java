package io.celltwin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README's table of values and values.yaml say the same. */
class ReadmeTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-zA-Z0-9.]+)` \\| `?(.*?)`? \\| (.+) \\|$");
    private static final YAMLMapper YAML = new YAMLMapper();

    private final JsonNode values = Yaml.read(Path.of("../celltwin/values.yaml"));

    @Test
    void theTableNamesEveryValue() throws IOException {
        assertThat(table().keySet()).containsExactlyElementsOf(ValueKeys.of(values));
    }

    @Test
    void theTableTellsTheDefaults() throws IOException {
        for (Map.Entry<String, String> row : table().entrySet()) {
            assertThat(YAML.readTree(row.getValue()))
                    .as(row.getKey())
                    .isEqualTo(values.at("/" + row.getKey().replace('.', '/')));
        }
    }

    /** A definition that only the pods of one namespace can resolve would be wrong in every twin, for ever. */
    @Test
    void theValuesOfTheInstallationNameModelsAtTheHostOfTheIngress() throws IOException {
        RenderedChart chart = Scenario.CHART.render("celltwin", "plant", example("plant: {tenant: plant-1}"));

        assertThat(variable(chart, "CELLTWIN_MODELS_URL"))
                .containsOnlyKeys("modbus-adapter", "opcua-adapter", "lifecycle-records", "console")
                .allSatisfy((part, url) -> assertThat(url).isEqualTo("https://twins.example.com/models"));
        assertThat(variable(chart, "CELLTWIN_BOOTSTRAP_MODELS_URL"))
                .isEqualTo(Map.of("bootstrap", "https://twins.example.com/models"));
    }

    @Test
    void theValuesForDoingWithoutOpenIdConnectAreTaken() throws IOException {
        String values =
                Yaml.merge(example("plant: {tenant: plant-1}"), example("ditto: {url: \"http://ditto-nginx:8080\""));

        RenderedChart chart = Scenario.CHART.render("celltwin", "plant", values);

        assertThat(variable(chart, "CELLTWIN_DITTO_URL")).containsValue("http://ditto-nginx:8080");
    }

    /** What the variable is to each part that has it. */
    private static Map<String, String> variable(RenderedChart chart, String name) {
        Map<String, String> values = new HashMap<>();
        for (Workload workload : Workload.of(chart)) {
            workload.containers()
                    .flatMap(container -> container.getEnv().stream())
                    .filter(variable -> variable.getName().equals(name))
                    .forEach(variable -> values.put(workload.part(), variable.getValue()));
        }
        return values;
    }

    /** The block of YAML in the README that begins so. */
    private static String example(String beginning) throws IOException {
        String readme = Files.readString(Path.of("../celltwin/README.md"));
        int start = readme.indexOf(beginning);
        assertThat(start).as(beginning).isPositive();
        String indent = readme.substring(readme.lastIndexOf('\n', start) + 1, start);
        return readme.substring(start - indent.length())
                .lines()
                .takeWhile(line -> line.startsWith(indent))
                .map(line -> line.substring(indent.length()))
                .collect(Collectors.joining("\n"));
    }

    private static Map<String, String> table() throws IOException {
        return ROW.matcher(Files.readString(Path.of("../celltwin/README.md")))
                .results()
                .collect(Collectors.toMap(
                        row -> row.group(1),
                        ReadmeTest::shown,
                        (first, again) -> {
                            throw new IllegalStateException("a value stands twice in the table");
                        },
                        LinkedHashMap::new));
    }

    private static String shown(MatchResult row) {
        return row.group(2);
    }
}
