package io.celltwin.system.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.celltwin.system.process.Workspace;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rules of docs/architecture.md, held against the classes of every module. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter().importPaths(Workspace.classes());

    private static final String[] FOUNDATION = packages("service", "state", "kafka", "mongodb", "signin");
    private static final String[] MODELS = packages("model", "policy");
    private static final String[] ADAPTERS = packages("adapter", "modbus");
    private static final String[] SIMULATORS = packages("simulator");
    private static final String[] APPS = packages("twin", "battery", "maintenance", "lifecycle", "history", "console");
    private static final String[] REGISTRY = packages("registry");
    private static final String[] EDGE_TWIN = packages("edge");
    private static final String[] SETUP = packages("bootstrap", "standalone");
    private static final String[] KITS = packages("chart", "benchmark", "training");

    @Test
    void everyModuleIsLookedAt() {
        assertThat(Stream.of(FOUNDATION, MODELS, ADAPTERS, SIMULATORS, APPS, REGISTRY, EDGE_TWIN, SETUP, KITS)
                        .flatMap(Stream::of))
                .as("packages that the rules name and that hold classes")
                .allSatisfy(name ->
                        assertThat(CLASSES.that(resideInAnyPackage(name))).isNotEmpty());
        assertThat(CLASSES.that(resideInAnyPackage("io.celltwin..")))
                .as("classes that no rule knows: name their package above")
                .allMatch(resideInAnyPackage(
                        all(FOUNDATION, MODELS, ADAPTERS, SIMULATORS, APPS, REGISTRY, EDGE_TWIN, SETUP, KITS)));
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("io.celltwin.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @TestFactory
    Stream<DynamicTest> aPartDependsOnlyOnThoseAboveItInItsOwnChain() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put(
                "foundations use nothing of ours",
                never(FOUNDATION, all(MODELS, ADAPTERS, SIMULATORS, APPS, REGISTRY, EDGE_TWIN, SETUP, KITS)));
        rules.put(
                "models and policies use foundations alone",
                never(MODELS, all(ADAPTERS, SIMULATORS, APPS, REGISTRY, EDGE_TWIN, SETUP, KITS)));
        rules.put(
                "adapters import no app, twin service or registry",
                never(ADAPTERS, all(SIMULATORS, APPS, REGISTRY, EDGE_TWIN, SETUP, KITS)));
        rules.put(
                "simulated devices know no adapter",
                never(SIMULATORS, all(packages("adapter"), APPS, REGISTRY, EDGE_TWIN, SETUP, KITS)));
        rules.put(
                "apps import no adapter, twin service or registry",
                never(APPS, all(ADAPTERS, SIMULATORS, REGISTRY, EDGE_TWIN, SETUP, KITS)));
        rules.put("apps know of each other by the twin alone", noAppImportsAnother());
        rules.put(
                "the registry imports neither adapters nor apps",
                never(REGISTRY, all(ADAPTERS, SIMULATORS, APPS, EDGE_TWIN, SETUP, KITS)));
        rules.put(
                "the twin service imports neither adapters nor apps",
                never(EDGE_TWIN, all(ADAPTERS, SIMULATORS, APPS, REGISTRY, SETUP, KITS)));
        rules.put(
                "nothing imports a test kit but tests",
                noClasses()
                        .that()
                        .resideOutsideOfPackages(all(KITS, packages("kafka.junit")))
                        .should()
                        .dependOnClassesThat(resideInAnyPackage("io.celltwin.chart..", "io.celltwin.kafka.junit..")
                                .or(resideInAnyPackage("org.junit..", "org.assertj..", "org.awaitility.."))));
        rules.put("what decodes Modbus knows no Hono, Kafka or Quarkus", never(packages("modbus"), new String[] {
            "org.eclipse.hono..", "io.quarkus..", "io.vertx..", "org.apache.kafka..", "jakarta.."
        }));
        return rules.entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(), () -> rule.getValue().check(CLASSES)));
    }

    @Test
    void everythingIsInjectedByConstructors() {
        noFields().should().beAnnotatedWith("jakarta.inject.Inject").check(CLASSES);
    }

    @Test
    void thereIsOneLogger() {
        noFields()
                .should()
                .haveRawType("org.slf4j.Logger")
                .orShould()
                .haveRawType("java.lang.System$Logger")
                .orShould()
                .haveRawType("org.apache.logging.log4j.Logger")
                .check(CLASSES);
        fields().that()
                .haveRawType(Logger.class)
                .should()
                .haveName("LOG")
                .andShould()
                .bePrivate()
                .andShould()
                .beStatic()
                .andShould()
                .beFinal()
                .check(CLASSES);
    }

    private static ArchRule noAppImportsAnother() {
        String[] apps = packages("battery", "maintenance", "lifecycle", "history", "console");
        return slices().matching("io.celltwin.(*)..")
                .namingSlices("$1")
                .that(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "apps", slice -> slice.stream().allMatch(resideInAnyPackage(apps))))
                .should()
                .notDependOnEachOther();
    }

    private static ArchRule never(String[] from, String[] to) {
        return noClasses()
                .that()
                .resideInAnyPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(to);
    }

    private static String[] packages(String... names) {
        return Stream.of(names).map(name -> "io.celltwin." + name + "..").toArray(String[]::new);
    }

    private static String[] all(String[]... groups) {
        return Stream.of(groups).flatMap(Stream::of).toArray(String[]::new);
    }
}
