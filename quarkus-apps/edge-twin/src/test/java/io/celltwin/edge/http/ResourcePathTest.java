package io.celltwin.edge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.edge.policydocument.PolicyPart;
import io.celltwin.edge.policydocument.PolicyPath;
import java.util.List;
import org.eclipse.ditto.base.model.exceptions.DittoJsonException;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonPointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Seen at a Ditto 3.9.6: which bodies it refuses before it looks at rights, and in which words. */
class ResourcePathTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            things   | attributes                 | object | 1
            things   | features/f/properties      | object | "text"
            things   | features/f/definition      | array  | {"a":1}
            policies | entries                    | object | [{"entry":"o"}]
            policies | entries/r/resources/thing: | object | "never"
            policies | entries/r/subjects/x:y     | object | true
            policies | entries/r/namespaces       | array  | {"entries":["r"]}
            policies | imports/x:y                | object | "implicit"
            policies | imports/x:y/entries        | array  | 1
            """)
    void aBodyOfAnotherShapeIsNamedAsDittoDoes(String kind, String path, String shape, String body) {
        ResourcePath resource = path(kind, path);
        assertThatThrownBy(() -> resource.checkWritten(JsonFactory.readFrom(body), body))
                .isInstanceOf(DittoJsonException.class)
                .hasMessage("<" + body + "> is not a valid JSON " + shape + "!");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            things   | attributes/x           | 1
            things   | features               | {}
            things   | policyId               | "a:b"
            policies | entries/r/importable   | "never"
            policies | entries/r/namespaces   | ["a"]
            policies | imports/x:y            | {}
            """)
    void whatMayBeIsLeftToItsCommand(String kind, String path, String body) {
        assertThatCode(() -> path(kind, path).checkWritten(JsonFactory.readFrom(body), body))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a/b", "a~1b", "c~0d"})
    void belowAttributesAndPropertiesStandsAPointer(String pointer) {
        assertThat(new ResourcePath(true, List.of("attributes", pointer), 1)
                        .pointer()
                        .toString())
                .isEqualTo(JsonPointer.of("/attributes/" + pointer).toString());
        assertThat(new ResourcePath(true, List.of("features", "f", "properties", pointer), 3)
                        .pointer()
                        .toString())
                .isEqualTo(JsonPointer.of("/features/f/properties/" + pointer).toString());
    }

    @Test
    void theSlashOfAResourceMayBeEncoded() {
        JsonPointer pointer = new ResourcePath(false, List.of("entries", "r", "resources", "policy:/"), 4).pointer();

        assertThat(PolicyPath.parse(pointer)).isEqualTo(new PolicyPath(PolicyPart.RESOURCE, "r", "policy:/"));
    }

    private static ResourcePath path(String kind, String path) {
        return new ResourcePath(kind.equals("things"), List.of(path.split("/")), 1);
    }
}
