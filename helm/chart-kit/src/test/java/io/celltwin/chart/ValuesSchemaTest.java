package io.celltwin.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuesSchemaTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kafak: {}                                              | kafak
            kafka: {bootstrapServer: "kafka:9092"}                 | bootstrapServer
            kafka: {bootstrapServers: "kafka"}                     | bootstrapServers
            kafka: {securityProtocol: SASL}                        | securityProtocol
            ditto: {url: "ditto:8080"}                             | url
            ditto: {changes: topic}                                | changes
            hono: {registry: {amqpPort: "5671"}}                   | amqpPort
            hono: {registry: {amqpPort: 70000}}                    | amqpPort
            image: {tag: latest}                                   | tag
            backup: {mongodb: {image: "mongo:latest"}}             | image
            backup: {mongodb: {changesEveryMinutes: 10}}           | changesEveryMinutes
            modbusAdapter: {replicas: many}                        | replicas
            modbusAdapter: {replica: 2}                            | replica
            modbusAdapter: {settings: {polling-time: 1s}}          | polling-time
            modbusAdapter: {autoscaling: {targetCpuPercent: 200}}  | targetCpuPercent
            console: {resources: {requests: {cpu: {}}}}            | cpu
            mongodb: {existingSecret: "mongodb://user:pw@host/"}   | existingSecret
            policy: {subjects: {boss: ["a:b"]}}                    | boss
            policy: {subjects: {engineer: ["nobody"]}}             | engineer
            plant: {tenant: "a plant"}                             | tenant
            networkPolicy: {deviceNetworks: ["10.0.0.0"]}          | deviceNetworks
            bootstrap: {deadline: "10 minutes"}                    | deadline
            ingress: {host: "https://twins.example.com"}           | host
            strimzi: {storage: {size: 100GB}}                      | size
            """)
    void wrongValuesAreRefusedByName(String change, String key) {
        String values = Yaml.merge(Scenario.MINIMAL.valuesFile(), change);

        assertThatThrownBy(() -> Scenario.CHART.render("celltwin", "plant", values))
                .hasMessageContaining("don't meet the specifications of the schema")
                .hasMessageContaining(key);
    }

    /** A key that the schema does not know could not be set; one that only the schema knows would do nothing. */
    @Test
    void theSchemaAndTheValuesKnowTheSameKeys() {
        JsonNode schema = Yaml.read(Path.of("../celltwin/values.schema.json"));
        List<String> known = new ArrayList<>();
        collect(schema, schema, "", known);

        assertThat(known)
                .containsExactlyInAnyOrderElementsOf(ValueKeys.of(Yaml.read(Path.of("../celltwin/values.yaml"))));
    }

    private static void collect(JsonNode root, JsonNode schema, String path, List<String> keys) {
        JsonNode type =
                schema.has("$ref") ? root.at(schema.path("$ref").asText().substring(1)) : schema;
        boolean group = type.has("properties")
                // The overrides of a part are one key in the values.
                && !(schema.path("$ref").asText().endsWith("/part") && !path.equals("defaults"))
                // What requests and limits there are is Kubernetes' business.
                && !schema.path("$ref").asText().endsWith("/resources");
        if (group) {
            type.path("properties")
                    .properties()
                    .forEach(entry -> collect(
                            root,
                            entry.getValue(),
                            path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
                            keys));
        } else if (!path.equals("global")) {
            keys.add(path);
        }
    }
}
