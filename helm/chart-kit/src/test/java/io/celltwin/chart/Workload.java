package io.celltwin.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A manifest that makes pods. */
record Workload(HasMetadata manifest, PodTemplateSpec template) {

    static List<Workload> of(RenderedChart chart) {
        return all(chart).stream().flatMap(manifest -> of(manifest).stream()).toList();
    }

    /** All manifests, as what they are. */
    static List<HasMetadata> all(RenderedChart chart) {
        return chart.manifests().stream()
                .map(manifest -> {
                    try {
                        return StrictModel.read(manifest);
                    } catch (JsonProcessingException e) {
                        throw new IllegalArgumentException(e);
                    }
                })
                .toList();
    }

    static <T extends HasMetadata> List<T> all(RenderedChart chart, Class<T> type) {
        return all(chart).stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static Optional<Workload> of(HasMetadata manifest) {
        if (manifest instanceof Deployment deployment) {
            return Optional.of(new Workload(manifest, deployment.getSpec().getTemplate()));
        }
        if (manifest instanceof Job job) {
            return Optional.of(new Workload(manifest, job.getSpec().getTemplate()));
        }
        if (manifest instanceof CronJob cronJob) {
            return Optional.of(new Workload(
                    manifest, cronJob.getSpec().getJobTemplate().getSpec().getTemplate()));
        }
        return Optional.empty();
    }

    PodSpec pod() {
        return template.getSpec();
    }

    Map<String, String> labels() {
        return template.getMetadata().getLabels();
    }

    String part() {
        return labels().get("app.kubernetes.io/component");
    }

    Stream<Container> containers() {
        return Stream.concat(pod().getContainers().stream(), pod().getInitContainers().stream());
    }

    boolean servesForEver() {
        return manifest instanceof Deployment;
    }

    @Override
    public String toString() {
        return manifest.getKind() + " " + manifest.getMetadata().getName();
    }
}
