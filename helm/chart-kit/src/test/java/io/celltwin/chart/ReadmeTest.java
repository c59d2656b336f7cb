package io.celltwin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
