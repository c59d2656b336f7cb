package io.celltwin.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ChartRenderingTest {

    @Test
    void helmFindsNoFault() {
        assertThat(Scenario.CHART.lint()).isEmpty();
    }

    /** It is the tag of the images that -Pimages makes. */
    @Test
    void theChartIsForTheVersionThatIsBuilt() {
        assertThat(Path.of("../../pom.xml"))
                .content()
                .contains("<artifactId>celltwin</artifactId>\n  <version>%s</version>"
                        .formatted(Yaml.read(Path.of("../celltwin/Chart.yaml"))
                                .path("appVersion")
                                .asText()));
    }

    @TestFactory
    Stream<DynamicTest> everyManifestIsWhatKubernetesAndTheOperatorsDeclare() {
        return Stream.of(Scenario.values())
                .flatMap(scenario -> scenario.rendered().manifests().stream()
                        .map(manifest -> DynamicTest.dynamicTest(
                                scenario + " " + name(manifest),
                                () -> assertThatCode(() -> StrictModel.read(manifest))
                                        .doesNotThrowAnyException())));
    }

    /** Else the test above would prove nothing. */
    @TestFactory
    Stream<DynamicTest> aFieldThatNobodyDeclaresIsNoticed() {
        return Scenario.EVERYTHING.rendered().manifests().stream()
                .filter(manifest -> manifest.has("spec"))
                .map(manifest -> DynamicTest.dynamicTest(name(manifest), () -> {
                    ObjectNode mistyped = manifest.deepCopy();
                    mistyped.withObject("/spec").put("mistyped", 1);
                    assertThatThrownBy(() -> StrictModel.read(mistyped)).hasMessageContaining("mistyped");
                }));
    }

    @ParameterizedTest
    @EnumSource
    void noTwoManifestsHaveOneName(Scenario scenario) {
        assertThat(scenario.rendered().manifests())
                .extracting(ChartRenderingTest::name)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kafka: {bootstrapServers: ""}                       | kafka.bootstrapServers is needed
            kafka: {sasl: {existingSecret: ""}}                 | kafka.sasl.existingSecret is needed
            kafka: {securityProtocol: SSL}                      | kafka.tls.clientExistingSecret is needed
            ditto: {auth: {existingSecret: ""}}                 | ditto.auth.existingSecret is needed
            ditto: {auth: {tokenUrl: ""}}                       | ditto.auth.tokenUrl is needed
            ditto: {changes: websocket}                         | every replica would do all the work
            hono: {auth: {existingSecret: ""}}                  | hono.auth.existingSecret is needed
            mongodb: {existingSecret: ""}                       | mongodb.existingSecret is needed
            recordLog: {keyExistingSecret: ""}                  | recordLog.keyExistingSecret is needed
            mongodb: {operator: {enabled: true}}                | mongodb.operator.passwordsExistingSecret is needed
            signIn: {usersExistingSecret: ""}                   | signIn.usersExistingSecret is needed
            signIn: {sessionExistingSecret: ""}                 | signIn.sessionExistingSecret is needed
            oidc: {enabled: true, existingSecret: s}            | oidc.authServerUrl is needed
            bootstrap: {kafka: {existingSecret: ""}}            | bootstrap.kafka.existingSecret is needed
            ingress: {enabled: true}                            | ingress.host is needed
            gateway: {enabled: true, host: twins.example.com}   | gateway.name is needed
            console: {enabled: false}                           | models.url is needed
            backup: {mongodb: {enabled: true}}                  | backup.mongodb.existingSecret is needed
            postgresql: {url: "jdbc:postgresql://p/h"}          | one alone may write a history
            """)
    void whatIsMissingIsNamed(String change, String message) {
        assertThatThrownBy(() -> Scenario.CHART.render("celltwin", "plant", changed(change)))
                .hasMessageContaining(message);
    }

    @Test
    void theBootstrapJobRunsAgainOnlyIfItsConfigurationHasChanged() {
        String name = job(Scenario.MINIMAL.valuesFile());

        assertThat(job(changed("console: {replicas: 5}"))).isEqualTo(name);
        assertThat(job(changed("plant: {tenant: other}"))).isNotEqualTo(name);
        assertThat(job(changed("bootstrap: {partnerConnections: {acme: {name: Acme}}}")))
                .isNotEqualTo(name);
        assertThat(job(changed("image: {tag: 9.9.9}"))).isNotEqualTo(name);
        // Kubernetes lets nobody change the labels of a job's pods, so a job of that name would end the upgrade.
        assertThat(job(changed("commonLabels: {team: line-2}"))).isNotEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            plant: {tenant: demo}                                                | http://celltwin-console.plant.svc:8080/models
            ingress: {enabled: true, host: twins.example.com}                    | http://twins.example.com/models
            ingress: {enabled: true, host: a.example.com, tlsExistingSecret: s}  | https://a.example.com/models
            gateway: {enabled: true, name: g, host: b.example.com}               | https://b.example.com/models
            models: {url: "https://models.example.com/v1"}                       | https://models.example.com/v1
            """)
    void twinsNameTheirModelsWhereEverybodyFindsThem(String change, String url) {
        RenderedChart chart = Scenario.CHART.render("celltwin", "plant", changed(change));

        assertThat(chart.manifests().toString())
                .contains("{\"name\":\"CELLTWIN_MODELS_URL\",\"value\":\"" + url + "\"}");
    }

    /** Else the page would be told at a gateway's scheme and an ingress' host. */
    @Test
    void anIngressWithoutTlsBesideAGatewayIsNoHttps() {
        String values = Yaml.merge(
                changed("ingress: {enabled: true, host: a.example.com}"),
                "gateway: {enabled: true, name: g, host: b.example.com}");

        assertThat(Scenario.CHART
                        .render("celltwin", "plant", values)
                        .manifests()
                        .toString())
                .contains("\"http://a.example.com/models\"");
    }

    @Test
    void aHistoryNeedsTheOwnerOfItsTables() {
        String values = changed("{history: {replicas: 1}, postgresql: {url: \"jdbc:postgresql://p/h\"}}");

        assertThatThrownBy(() -> Scenario.CHART.render("celltwin", "plant", values))
                .hasMessageContaining("postgresql.existingSecret is needed");
    }

    @ParameterizedTest
    @CsvSource({"Ingress,/spec/rules/1/http/paths", "HTTPRoute,/spec/rules"})
    void whoReadsHistoriesComesToTheHistoryAndNotToDitto(String kind, String rules) {
        String route = Scenario.EVERYTHING.rendered().ofKind(kind).stream()
                .map(manifest -> manifest.at(rules).toString())
                .filter(text -> text.contains("/api/2"))
                .findFirst()
                .orElseThrow();

        assertThat(route).containsSubsequence("\"/api/2/timeseries\"", "celltwin-history", "\"/api/2\"");
        assertThat(Scenario.EVERYTHING.rendered().manifests().toString())
                .contains(
                        "{\"name\":\"CELLTWIN_CONSOLE_HISTORY_URL\",\"value\":\"http://plant-1-celltwin-history:8080\"}");
    }

    /** Everybody comes to the pages of passports, and to nothing else of the lifecycle records. */
    @ParameterizedTest
    @CsvSource({"Ingress,/spec/rules", "HTTPRoute,/spec/hostnames"})
    void thePagesOfPassportsHaveAHostOfTheirOwn(String kind, String hosts) {
        JsonNode route = Scenario.EVERYTHING.rendered().ofKind(kind).stream()
                .filter(manifest -> manifest.at(hosts).toString().contains("\"passport.example.com\""))
                .findFirst()
                .orElseThrow();

        assertThat(route.at("/spec/rules").toString())
                .containsOnlyOnce("lifecycle-records")
                .containsSubsequence("/passport\"", "plant-1-celltwin-lifecycle-records");
        assertThat(Scenario.EVERYTHING.rendered().manifests().toString())
                .contains(
                        "{\"name\":\"CELLTWIN_LIFECYCLE_RECORDS_PASSPORT_URL\",\"value\":\"https://passport.example.com\"}");
    }

    private static String job(String values) {
        return name(
                Scenario.CHART.render("celltwin", "plant", values).ofKind("Job").get(0));
    }

    private static String changed(String change) {
        return Yaml.merge(Scenario.MINIMAL.valuesFile(), change);
    }

    private static String name(JsonNode manifest) {
        return manifest.path("kind").asText() + " "
                + manifest.at("/metadata/name").asText();
    }
}
