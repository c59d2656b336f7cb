package io.celltwin.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Resolves what a pod refers to as Kubernetes would. */
final class PodReader {

    private final RenderedChart chart;
    private final Map<String, Map<String, String>> secrets;

    PodReader(RenderedChart chart, Map<String, Map<String, String>> secrets) {
        this.chart = chart;
        this.secrets = secrets;
    }

    PartContainer container(JsonNode pod, String name) {
        JsonNode container = named(pod.path("containers"), name)
                .orElseThrow(() -> new IllegalArgumentException("The pod has no container " + name));
        Map<String, String> environment = new LinkedHashMap<>();
        container
                .path("envFrom")
                .forEach(source ->
                        environment.putAll(secret(source.at("/secretRef/name").asText())));
        container
                .path("env")
                .forEach(variable -> environment.put(variable.path("name").asText(), value(variable)));
        Map<Path, Map<String, String>> directories = new LinkedHashMap<>();
        Map<Path, String> files = new LinkedHashMap<>();
        container.path("volumeMounts").forEach(mount -> {
            Path path = Path.of(mount.path("mountPath").asText());
            Map<String, String> content = content(pod, mount.path("name").asText());
            if (mount.has("subPath")) {
                files.put(path, get(content, mount.path("subPath").asText(), path.toString()));
            } else {
                directories.put(path, content);
            }
        });
        directories.forEach(
                (directory, content) -> content.forEach((key, value) -> files.put(directory.resolve(key), value)));
        return new PartContainer(environment, directories.keySet(), files);
    }

    private String value(JsonNode variable) {
        JsonNode reference = variable.at("/valueFrom/secretKeyRef");
        return reference.isMissingNode()
                ? variable.path("value").asText()
                : get(
                        secret(reference.path("name").asText()),
                        reference.path("key").asText(),
                        variable.path("name").asText());
    }

    private Map<String, String> content(JsonNode pod, String name) {
        JsonNode volume = named(pod.path("volumes"), name)
                .orElseThrow(() -> new IllegalArgumentException("The pod has no volume " + name));
        if (volume.has("secret")) {
            return secret(volume.at("/secret/secretName").asText());
        }
        if (volume.has("configMap")) {
            return configMap(volume.at("/configMap/name").asText());
        }
        return Map.of();
    }

    private Map<String, String> secret(String name) {
        return Optional.ofNullable(secrets.get(name))
                .orElseThrow(() -> new IllegalArgumentException("There is no secret " + name));
    }

    private Map<String, String> configMap(String name) {
        JsonNode data = chart.ofKind("ConfigMap").stream()
                .filter(each -> each.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The chart has no ConfigMap " + name))
                .path("data");
        Map<String, String> content = new HashMap<>();
        data.properties()
                .forEach(entry -> content.put(entry.getKey(), entry.getValue().asText()));
        return content;
    }

    private static Optional<JsonNode> named(JsonNode items, String name) {
        return StreamSupport.stream(items.spliterator(), false)
                .filter(item -> item.path("name").asText().equals(name))
                .findFirst();
    }

    private static String get(Map<String, String> values, String key, String wanted) {
        return Optional.ofNullable(values.get(key))
                .orElseThrow(() -> new IllegalArgumentException("%s needs a key %s".formatted(wanted, key)));
    }
}
