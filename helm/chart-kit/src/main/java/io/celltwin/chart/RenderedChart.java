package io.celltwin.chart;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * What a chart came to with some values.
 *
 * @param manifests the resources in Helm's order
 */
public record RenderedChart(List<JsonNode> manifests) {

    // A key that stands twice in a manifest would hide what stood there first.
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    public RenderedChart {
        manifests = List.copyOf(manifests);
    }

    static RenderedChart parse(String documents) {
        try (MappingIterator<JsonNode> values = YAML.readerFor(JsonNode.class).<JsonNode>readValues(documents)) {
            return new RenderedChart(
                    values.readAll().stream().filter(JsonNode::isObject).toList());
        } catch (IOException e) {
            throw new UncheckedIOException("The chart came to something that is no YAML", e);
        }
    }

    /**
     * The resources of one kind.
     *
     * @param kind such as {@code Deployment}
     * @return its resources, perhaps none
     */
    public List<JsonNode> ofKind(String kind) {
        return manifests.stream()
                .filter(each -> each.path("kind").asText().equals(kind))
                .toList();
    }

    /**
     * The container of one part, as Kubernetes would start it.
     *
     * @param part such as {@code modbus-adapter}
     * @param secrets what stands in the cluster's secrets: by name the values by key
     * @return its environment and files
     * @throws IllegalArgumentException if there is no such part, or something that it refers to
     */
    public PartContainer container(String part, Map<String, Map<String, String>> secrets) {
        return new PodReader(this, secrets).container(podOf(part), part);
    }

    private JsonNode podOf(String part) {
        return manifests.stream()
                .filter(each -> List.of("Deployment", "StatefulSet", "Job")
                        .contains(each.path("kind").asText()))
                .map(each -> each.at("/spec/template"))
                .filter(pod -> pod.at("/metadata/labels")
                        .path("app.kubernetes.io/component")
                        .asText()
                        .equals(part))
                .map(pod -> pod.path("spec"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The chart came to no part " + part));
    }
}
