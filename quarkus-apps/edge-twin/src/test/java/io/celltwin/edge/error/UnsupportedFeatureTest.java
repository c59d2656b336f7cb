package io.celltwin.edge.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.modify.DeleteThing;
import org.eclipse.ditto.things.model.signals.commands.query.RetrieveThing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnsupportedFeatureTest {
    private static final Path DOCUMENTATION = Path.of("..", "..", "docs", "edge-twin.md");
    private static final ThingId THING = ThingId.of("plant:pump");
    private static final String FIRST_ROW = "| not here | asked for by |";

    @Test
    void theDocumentationListsWhatTheCodeRefusesAndNothingElse() throws IOException {
        List<String> lines = Files.readAllLines(DOCUMENTATION);
        List<String> rows = lines.subList(lines.indexOf(FIRST_ROW) + 2, lines.size()).stream()
                .takeWhile(line -> line.startsWith("|"))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(UnsupportedFeature.values())
                        .map(UnsupportedFeature::documentation)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void eachIsAnsweredWith501AndNamed(UnsupportedFeature feature) {
        EdgeTwinException error = feature.error("x");

        assertThat(error.getHttpStatus()).isEqualTo(HttpStatus.NOT_IMPLEMENTED);
        assertThat(error.getErrorCode()).isEqualTo("edge:notsupported");
        assertThat(error.getMessage())
                .endsWith(" is not supported by this twin service.")
                .doesNotContain("%");
    }

    @Test
    void aDryRunOfWhatWouldBeWrittenIsRefused() {
        DittoHeaders headers =
                DittoHeaders.newBuilder().putHeader("dry-run", "true").build();

        assertThatThrownBy(() -> UnsupportedHeaders.check(DeleteThing.of(THING, headers)))
                .isInstanceOf(EdgeTwinException.class)
                .hasMessageContaining("(header 'dry-run')");
        assertThatCode(() -> UnsupportedHeaders.check(RetrieveThing.of(THING, headers)))
                .as("a query changes nothing anyhow")
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/td+json", "text/event-stream"})
    void aKindOfAnswerThatCannotBeGivenIsRefused(String type) {
        assertThatThrownBy(() -> UnsupportedHeaders.check(RetrieveThing.of(
                        THING,
                        DittoHeaders.newBuilder().putHeader("accept", type).build())))
                .isInstanceOf(EdgeTwinException.class)
                .hasMessageContaining("is not supported by this twin service");
    }
}
