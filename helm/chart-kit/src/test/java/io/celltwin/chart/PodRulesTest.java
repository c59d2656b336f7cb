package io.celltwin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every pod of the chart, with whatever values. */
class PodRulesTest {

    static Stream<Workload> workloads() {
        return Stream.of(Scenario.values()).flatMap(scenario -> Workload.of(scenario.rendered()).stream());
    }

    static Stream<Workload> servers() {
        return workloads().filter(Workload::servesForEver);
    }

    /** Kubernetes' pod security standard "restricted". */
    @ParameterizedTest
    @MethodSource("workloads")
    void meetsTheRestrictedPodSecurityStandard(Workload workload) {
        PodSecurityContext security = workload.pod().getSecurityContext();
        assertThat(security.getRunAsNonRoot()).isTrue();
        assertThat(security.getRunAsUser()).isPositive();
        assertThat(security.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(workload.pod().getHostNetwork()).isNull();
        assertThat(workload.pod().getHostPID()).isNull();
        assertThat(workload.pod().getHostIPC()).isNull();
        assertThat(workload.pod().getVolumes()).extracting(Volume::getHostPath).containsOnlyNulls();
        assertThat(workload.containers()).allSatisfy(container -> {
            SecurityContext own = container.getSecurityContext();
            assertThat(own.getAllowPrivilegeEscalation()).isFalse();
            assertThat(own.getRunAsNonRoot()).isTrue();
            assertThat(own.getCapabilities().getDrop()).containsExactly("ALL");
            assertThat(own.getCapabilities().getAdd()).isEmpty();
            assertThat(own.getPrivileged()).isNull();
        });
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void writesOnlyIntoVolumes(Workload workload) {
        assertThat(workload.containers()).allSatisfy(container -> {
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                    .isTrue();
            assertThat(container.getVolumeMounts())
                    .anySatisfy(mount -> assertThat(mount.getMountPath()).isEqualTo("/tmp"));
        });
    }

    /** A service called celltwin-console would otherwise set the variable of the key celltwin.console.port. */
    @ParameterizedTest
    @MethodSource("workloads")
    void hearsNothingOfTheClusterButItsConfiguration(Workload workload) {
        assertThat(workload.pod().getAutomountServiceAccountToken()).isFalse();
        assertThat(workload.pod().getEnableServiceLinks()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void asksForResourcesAndIsLimitedInMemory(Workload workload) {
        assertThat(workload.containers()).allSatisfy(container -> {
            assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
            assertThat(container.getResources().getLimits()).containsKey("memory");
        });
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void runsAnImageOfACertainVersion(Workload workload) {
        assertThat(workload.containers())
                .extracting(Container::getImage)
                .allMatch(image -> image.matches(".+:[A-Za-z0-9_][A-Za-z0-9._-]*"))
                .noneMatch(image -> image.endsWith(":latest"));
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void mountsExactlyTheVolumesThatItHas(Workload workload) {
        assertThat(workload.containers().flatMap(container -> container.getVolumeMounts().stream()))
                .extracting(mount -> mount.getName())
                .containsAll(workload.pod().getVolumes().stream()
                        .map(Volume::getName)
                        .toList())
                .allMatch(name -> workload.pod().getVolumes().stream()
                        .anyMatch(each -> each.getName().equals(name)));
        assertThat(workload.pod().getVolumes()).extracting(Volume::getName).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void isProbedWhileItStartsLivesAndIsReady(Workload workload) {
        assertThat(workload.containers()).allSatisfy(container -> {
            assertThat(path(container.getStartupProbe())).contains("/q/health/started");
            assertThat(path(container.getLivenessProbe())).contains("/q/health/live");
            assertThat(path(container.getReadinessProbe())).contains("/q/health/ready");
            assertThat(List.of(
                            container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe()))
                    .allSatisfy(probe -> assertThat(container.getPorts())
                            .anyMatch(port -> port.getName()
                                    .equals(probe.getHttpGet().getPort().getStrVal())));
        });
    }

    @ParameterizedTest
    @MethodSource("servers")
    void isSpreadOverZonesAndNodes(Workload workload) {
        assertThat(workload.pod().getTopologySpreadConstraints())
                .extracting(constraint -> constraint.getTopologyKey())
                .containsExactlyInAnyOrder("topology.kubernetes.io/zone", "kubernetes.io/hostname");
        assertThat(workload.pod().getTopologySpreadConstraints())
                .allSatisfy(constraint -> assertThat(workload.labels())
                        .containsAllEntriesOf(constraint.getLabelSelector().getMatchLabels()));
    }

    /** The parts drain within ten seconds. */
    @ParameterizedTest
    @MethodSource("servers")
    void hasTimeToDrainWhenItIsToldToEnd(Workload workload) {
        assertThat(workload.pod().getTerminationGracePeriodSeconds()).isGreaterThanOrEqualTo(20);
    }

    private static Optional<String> path(Probe probe) {
        return Optional.ofNullable(probe).map(each -> each.getHttpGet().getPath());
    }
}
