package io.celltwin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds among the manifests of the chart, with whatever values. */
class ManifestRulesTest {

    @ParameterizedTest
    @EnumSource
    void everyManifestHasTheRecommendedLabelsAndTheNamespace(Scenario scenario) {
        assertThat(Workload.all(scenario.rendered())).allSatisfy(manifest -> {
            assertThat(manifest.getMetadata().getNamespace()).isEqualTo("plant");
            assertThat(manifest.getMetadata().getLabels())
                    .containsKeys(
                            "app.kubernetes.io/name",
                            "app.kubernetes.io/instance",
                            "app.kubernetes.io/component",
                            "app.kubernetes.io/version",
                            "app.kubernetes.io/part-of",
                            "app.kubernetes.io/managed-by",
                            "helm.sh/chart");
            assertThat(manifest.getMetadata().getLabels().values())
                    .allMatch(value -> value.matches("([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?"));
        });
    }

    /** Kubernetes appends eleven characters to the name of a CronJob for its jobs. */
    @ParameterizedTest
    @EnumSource
    void namesFitHoweverLongTheReleaseName(Scenario scenario) {
        assertThat(Workload.all(scenario.rendered())).allSatisfy(manifest -> {
            int most =
                    manifest instanceof CronJob ? 52 : manifest.getApiVersion().startsWith("kafka") ? 253 : 63;
            assertThat(manifest.getMetadata().getName())
                    .hasSizeLessThanOrEqualTo(most)
                    .matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");
        });
    }

    @ParameterizedTest
    @EnumSource
    void selectorsFindThePodsOfOnePart(Scenario scenario) {
        List<Workload> workloads = Workload.of(scenario.rendered());
        Stream.of(
                        Workload.all(scenario.rendered(), Deployment.class).stream()
                                .map(each -> Map.entry(
                                        each, each.getSpec().getSelector().getMatchLabels())),
                        Workload.all(scenario.rendered(), Service.class).stream()
                                .map(each -> Map.entry(each, each.getSpec().getSelector())),
                        Workload.all(scenario.rendered(), PodDisruptionBudget.class).stream()
                                .map(each -> Map.entry(
                                        each, each.getSpec().getSelector().getMatchLabels())),
                        Workload.all(scenario.rendered(), NetworkPolicy.class).stream()
                                .map(each -> Map.entry(
                                        each, each.getSpec().getPodSelector().getMatchLabels())))
                .flatMap(each -> each)
                .forEach(selector -> assertThat(workloads)
                        .filteredOn(each -> each.labels()
                                .entrySet()
                                .containsAll(selector.getValue().entrySet()))
                        .as(name((HasMetadata) selector.getKey()))
                        .isNotEmpty()
                        .extracting(Workload::part)
                        .containsOnly(((HasMetadata) selector.getKey())
                                .getMetadata()
                                .getLabels()
                                .get("app.kubernetes.io/component")));
    }

    @ParameterizedTest
    @EnumSource
    void servicesLeadToPortsOfTheirPods(Scenario scenario) {
        assertThat(Workload.all(scenario.rendered(), Service.class)).allSatisfy(service -> {
            Workload workload = workload(scenario, service.getSpec().getSelector());
            assertThat(service.getSpec().getPorts())
                    .allSatisfy(port -> assertThat(workload.containers()
                                    .flatMap(container -> container.getPorts().stream())
                                    .map(each -> each.getName()))
                            .contains(port.getTargetPort().getStrVal()));
        });
    }

    @ParameterizedTest
    @EnumSource
    void routesLeadToServices(Scenario scenario) {
        Map<String, List<Integer>> services = new HashMap<>();
        Workload.all(scenario.rendered(), Service.class)
                .forEach(service -> services.put(
                        service.getMetadata().getName(),
                        service.getSpec().getPorts().stream()
                                .map(port -> port.getPort())
                                .toList()));
        services.put("ditto-gateway", List.of(8080));

        assertThat(Workload.all(scenario.rendered(), Ingress.class))
                .allSatisfy(ingress -> assertThat(ingress.getSpec().getRules().stream()
                                .flatMap(rule -> rule.getHttp().getPaths().stream())
                                .map(path -> path.getBackend().getService()))
                        .allSatisfy(backend -> {
                            assertThat(services).containsKey(backend.getName());
                            assertThat(
                                            backend.getPort().getName() != null
                                                    ? backend.getPort()
                                                            .getName()
                                                            .equals("http")
                                                    : services.get(backend.getName())
                                                            .contains(backend.getPort()
                                                                    .getNumber()))
                                    .isTrue();
                        }));
        assertThat(Workload.all(scenario.rendered(), HTTPRoute.class))
                .allSatisfy(route -> assertThat(
                                route.getSpec().getRules().stream().flatMap(rule -> rule.getBackendRefs().stream()))
                        .allSatisfy(backend ->
                                assertThat(services.get(backend.getName())).contains(backend.getPort())));
    }

    @ParameterizedTest
    @EnumSource
    void everyReplicatedPartHasADisruptionBudget(Scenario scenario) {
        List<HorizontalPodAutoscaler> scalers = Workload.all(scenario.rendered(), HorizontalPodAutoscaler.class);
        List<String> replicated = Workload.all(scenario.rendered(), Deployment.class).stream()
                .filter(deployment -> Optional.ofNullable(deployment.getSpec().getReplicas())
                                .orElseGet(() -> scalers.stream()
                                        .filter(each -> name(
                                                        each.getSpec()
                                                                .getScaleTargetRef()
                                                                .getKind(),
                                                        each.getSpec()
                                                                .getScaleTargetRef()
                                                                .getName())
                                                .equals(name(deployment)))
                                        .findFirst()
                                        .orElseThrow()
                                        .getSpec()
                                        .getMinReplicas())
                        > 1)
                .map(deployment -> deployment.getMetadata().getName())
                .toList();

        assertThat(Workload.all(scenario.rendered(), PodDisruptionBudget.class))
                .extracting(budget -> budget.getMetadata().getName())
                .containsExactlyInAnyOrderElementsOf(replicated);
    }

    @ParameterizedTest
    @EnumSource
    void anAutoscaledPartHasNoFixedNumberOfReplicas(Scenario scenario) {
        List<String> scaled = Workload.all(scenario.rendered(), HorizontalPodAutoscaler.class).stream()
                .map(scaler -> scaler.getSpec().getScaleTargetRef().getName())
                .toList();
        assertThat(Workload.all(scenario.rendered(), Deployment.class))
                .allSatisfy(deployment -> assertThat(deployment.getSpec().getReplicas() == null)
                        .isEqualTo(scaled.contains(deployment.getMetadata().getName())));
    }

    /** The chart makes no secret, so that none stands in a values file, in a release or in a repository. */
    @ParameterizedTest
    @EnumSource
    void secretsAreOnlyReferredTo(Scenario scenario) {
        assertThat(scenario.rendered().ofKind("Secret")).isEmpty();
        assertThat(environment(scenario).filter(variable -> variable.getValue() != null))
                .noneMatch(variable -> variable.getName()
                        .matches(".*(PASSWORD|SECRET|JAAS|ENCRYPTION_KEY).*|.*_TOKEN|.*CONNECTION_STRING|MONGODB_URI"))
                // Credentials in a URL.
                .noneMatch(variable -> variable.getValue().matches(".*://[^/@]+@.*"));
    }

    @ParameterizedTest
    @EnumSource
    void everyReferenceToAConfigMapOrClaimOfTheChartLeadsThere(Scenario scenario) {
        List<String> configMaps = names(scenario, ConfigMap.class);
        List<String> claims = names(scenario, PersistentVolumeClaim.class);
        List<String> named = List.of("own-models", "copies");

        assertThat(volumes(scenario).map(Volume::getConfigMap).flatMap(Stream::ofNullable))
                .allMatch(reference -> configMaps.contains(reference.getName()) || named.contains(reference.getName()));
        assertThat(volumes(scenario)
                        .map(Volume::getPersistentVolumeClaim)
                        .flatMap(Stream::ofNullable)
                        .map(PersistentVolumeClaimVolumeSource::getClaimName))
                .allMatch(claim -> claims.contains(claim) || named.contains(claim));
    }

    /** Each secret stands in the values, or is written by an operator for a resource of the chart. */
    @ParameterizedTest
    @EnumSource
    void everySecretIsNamedInTheValuesOrWrittenByAnOperator(Scenario scenario) {
        List<String> byOperators = Workload.all(scenario.rendered()).stream()
                .flatMap(manifest -> switch (manifest.getKind()) {
                    case "Kafka" -> Stream.of(manifest.getMetadata().getName() + "-cluster-ca-cert");
                    case "KafkaUser" -> Stream.of(manifest.getMetadata().getName());
                    case "MongoDBCommunity" ->
                        ((MongoDbCommunity) manifest)
                                .spec.users().stream().map(MongoDbCommunity.User::connectionStringSecretName);
                    default -> Stream.empty();
                })
                .toList();

        assertThat(Stream.of(
                                Workload.of(scenario.rendered()).stream()
                                        .flatMap(Workload::containers)
                                        .flatMap(container -> container.getEnvFrom().stream())
                                        .map(source -> source.getSecretRef().getName()),
                                environment(scenario)
                                        .map(EnvVar::getValueFrom)
                                        .flatMap(Stream::ofNullable)
                                        .map(source -> source.getSecretKeyRef().getName()),
                                volumes(scenario)
                                        .map(Volume::getSecret)
                                        .flatMap(Stream::ofNullable)
                                        .map(secret -> secret.getSecretName()))
                        .flatMap(names -> names))
                .isNotEmpty()
                .allMatch(secret -> byOperators.contains(secret)
                        || scenario.valuesFile().matches("(?s).*\\b\\w*(xistingSecret): " + secret + "\\b.*"));
    }

    @ParameterizedTest
    @EnumSource
    void noVariableIsSetTwice(Scenario scenario) {
        assertThat(Workload.of(scenario.rendered()))
                .allSatisfy(workload -> assertThat(workload.containers())
                        .allSatisfy(container -> assertThat(container.getEnv())
                                .extracting(EnvVar::getName)
                                .doesNotHaveDuplicates()));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "EXTERNAL_SERVICES")
    void everyPodIsUnderANetworkPolicyForBothDirections(Scenario scenario) {
        List<NetworkPolicy> policies = Workload.all(scenario.rendered(), NetworkPolicy.class);
        assertThat(Workload.of(scenario.rendered()))
                .allSatisfy(workload -> assertThat(policies)
                        .filteredOn(policy -> workload.labels()
                                .entrySet()
                                .containsAll(policy.getSpec()
                                        .getPodSelector()
                                        .getMatchLabels()
                                        .entrySet()))
                        .singleElement()
                        .satisfies(policy -> assertThat(policy.getSpec().getPolicyTypes())
                                .containsExactlyInAnyOrder("Ingress", "Egress")));
    }

    private static Workload workload(Scenario scenario, Map<String, String> selector) {
        return Workload.of(scenario.rendered()).stream()
                .filter(each -> each.labels().entrySet().containsAll(selector.entrySet()))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<EnvVar> environment(Scenario scenario) {
        return Workload.of(scenario.rendered()).stream()
                .flatMap(Workload::containers)
                .flatMap(container -> container.getEnv().stream());
    }

    private static Stream<Volume> volumes(Scenario scenario) {
        return Workload.of(scenario.rendered()).stream().flatMap(workload -> workload.pod().getVolumes().stream());
    }

    private static <T extends HasMetadata> List<String> names(Scenario scenario, Class<T> type) {
        return Workload.all(scenario.rendered(), type).stream()
                .map(each -> each.getMetadata().getName())
                .toList();
    }

    private static String name(HasMetadata manifest) {
        return name(manifest.getKind(), manifest.getMetadata().getName());
    }

    private static String name(String kind, String name) {
        return kind + " " + name;
    }
}
