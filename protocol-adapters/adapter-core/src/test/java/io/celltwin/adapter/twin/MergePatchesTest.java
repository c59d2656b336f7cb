package io.celltwin.adapter.twin;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergePatchesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1}           | {\"b\":2}             | {\"a\":1,\"b\":2}",
                "{\"a\":1,\"b\":1}   | {\"a\":2}             | {\"a\":2,\"b\":1}",
                "{\"a\":{\"x\":1}}   | {\"a\":{\"y\":2}}     | {\"a\":{\"x\":1,\"y\":2}}",
                "{\"a\":{\"x\":1}}   | {\"a\":null}          | {\"a\":null}",
                "{\"a\":null}        | {\"a\":{\"x\":1}}     | {\"a\":{\"x\":1}}",
                "{\"a\":null}        | {\"b\":1}             | {\"a\":null,\"b\":1}",
                "{\"a\":[1,2]}       | {\"a\":[3]}           | {\"a\":[3]}",
                "{\"a\":1}           | {\"a\":{\"x\":1}}     | {\"a\":{\"x\":1}}",
                "1                   | {\"a\":1}             | {\"a\":1}",
            })
    void saysInOnePatchWhatTwoWouldDo(String earlier, String later, String composed) {
        assertThat(MergePatches.compose(json(earlier), json(later))).isEqualTo(json(composed));
    }

    @Test
    void takesAMembersNameForANameAndNotForAPath() {
        assertThat(MergePatches.compose(json("{\"a/b\":1}"), json("{\"a/b\":2,\"c/d\":3}")))
                .isEqualTo(json("{\"a/b\":2,\"c/d\":3}"));
    }

    private static JsonValue json(String text) {
        return JsonFactory.readFrom(text);
    }
}
