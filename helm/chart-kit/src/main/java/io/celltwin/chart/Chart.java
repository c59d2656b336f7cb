package io.celltwin.chart;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * A Helm chart in a directory, rendered without a cluster.
 *
 * @param directory where {@code Chart.yaml} is
 */
public record Chart(Path directory) {

    /** The oldest version of Kubernetes that the chart is for; Helm would assume a much older one. */
    private static final String KUBERNETES_VERSION = "1.30.0";

    /**
     * Renders the chart.
     *
     * @param release the release's name
     * @param namespace the release's namespace
     * @param values values over those of the chart, as YAML
     * @return what would be applied to the cluster
     * @throws IllegalStateException if the chart or its schema refuses the values, with Helm's message
     */
    public RenderedChart render(String release, String namespace, String values) {
        return withFile(
                values,
                file -> RenderedChart.parse(Helm.template(directory.toString())
                        .withName(release)
                        .withNamespace(namespace)
                        .withKubeVersion(KUBERNETES_VERSION)
                        .withValuesFile(file)
                        .call()));
    }

    /**
     * Has Helm check the chart with its own values, strictly.
     *
     * @return what Helm found fault with; empty if nothing
     */
    public List<String> lint() {
        LintResult result = new Helm(directory).lint().strict().quiet().call();
        return result.isFailed() ? result.getMessages() : List.of();
    }

    private static <T> T withFile(String content, Function<Path, T> use) {
        try {
            Path file = Files.createTempFile("values", ".yaml");
            try {
                Files.writeString(file, content);
                return use.apply(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
