package io.celltwin.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateCodecTest {

    private static final String GOOD = """
            {"since":"2026-11-27T00:00:00Z","level":1.5,"count":3,"note":"n","parts":[{"id":"a","weight":2.0}],\
            "limits":{"low":1.0},"row":[1.0,2.0],"stateVersion":2}""";

    private record Part(String id, OptionalDouble weight) {}

    private record Tank(
            Instant since,
            double level,
            int count,
            Optional<String> note,
            List<Part> parts,
            Map<String, Double> limits,
            double[] row) {

        @SuppressWarnings("UnusedMethod") // The codec makes it.
        Tank {
            if (!(level >= 0 && level <= 100)) {
                throw new IllegalArgumentException("the level is none between 0 and 100");
            }
        }
    }

    private final StateCodec<Tank> codec = StateCodec.of("The state of the tank", Tank.class, "It begins anew")
            .version()
            .version(StateCodecTest::countAdded)
            .build();

    private static JsonNode countAdded(JsonNode first) {
        return ((ObjectNode) first)
                .put("count", first.required("counts").size())
                .without(List.of("counts"));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        Tank tank = codec.read(GOOD);

        assertThat(codec.write(tank)).isEqualTo(GOOD);
        assertThat(codec.read(codec.writeBytes(tank)))
                .usingRecursiveComparison()
                .isEqualTo(tank);
    }

    @Test
    void whatIsOptionalMayBeAbsentAndIsThenNotWritten() {
        Tank tank = codec.read(GOOD.replace("\"note\":\"n\",", "").replace(",\"weight\":2.0", ""));

        assertThat(tank.note()).isEmpty();
        assertThat(tank.parts().get(0).weight()).isEmpty();
        assertThat(codec.write(tank)).doesNotContain("note", "weight");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"stateVersion\":0", ",\"stateVersion\":1"})
    void anOlderVersionIsMigrated(String version) {
        Tank tank = codec.read("""
                {"since":"2026-11-27T00:00:00Z","level":1,"counts":[7,8],"parts":[],"limits":{},"row":[]%s}""".formatted(version));

        assertThat(tank.count()).isEqualTo(2);
        assertThat(codec.write(tank)).endsWith("\"stateVersion\":2}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "2147483648", "99999999999999999999999999"})
    void aNewerVersionIsRefusedWithWhatToDo(String version) {
        assertThatThrownBy(() -> codec.read(GOOD.replace("\"stateVersion\":2", "\"stateVersion\":" + version)))
                .isInstanceOf(NewerStateException.class)
                .hasMessageContaining("The state of the tank is of version ")
                .hasMessageEndingWith(
                        "this program knows those up to 2: start the program that wrote it, or a newer one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2\"", "2.0", "-1", "null", "{}", "true"})
    void aVersionThatIsNoneIsRefused(String version) {
        assertDamaged(GOOD.replace("\"stateVersion\":2", "\"stateVersion\":" + version), "its version is no number");
    }

    @Test
    void whateverIsCutOffIsRefused() {
        for (int length = 0; length < GOOD.length(); length++) {
            String cut = GOOD.substring(0, length);
            assertThatThrownBy(() -> codec.read(cut)).as(cut).isInstanceOf(DamagedStateException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "\"level\":1.5|\"level\":\"1.5\"|at /level ",
                "\"level\":1.5|\"level\":null|at /level ",
                "\"level\":1.5,||at /level ",
                "\"level\":1.5|\"level\":-1|the level is none between 0 and 100",
                "\"level\":1.5|\"level\":1e999|the level is none between 0 and 100",
                "\"level\":1.5|\"level\":\"NaN\"|the level is none between 0 and 100",
                "\"level\":1.5|\"level\":NaN|it is no JSON",
                "\"level\":1.5|\"level\":1.5,\"level\":2|it is no JSON",
                "\"count\":3|\"count\":3.7|at /count ",
                "\"count\":3|\"count\":3000000000|at /count ",
                "\"count\":3|\"count\":3,\"password\":\"secret\"|at /password is something that does not belong",
                "\"id\":\"a\",||at /parts/0/id ",
                "[{\"id\":\"a\",\"weight\":2.0}]|[null]|at /parts",
                "[{\"id\":\"a\",\"weight\":2.0}]|{}|at /parts ",
                "\"low\":1.0|\"low\":null|at /limits",
                "2026-11-27T00:00:00Z|yesterday|at /since ",
                "\"stateVersion\":2}|\"stateVersion\":2} x|it is no JSON",
            })
    void whateverIsWrongIsSaidWithItsPlace(String good, String bad, String told) {
        assertDamaged(GOOD.replace(good, bad == null ? "" : bad), told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "\"text\"", "[]", "true", "\u0000", "<xml/>"})
    void whatIsNoObjectIsRefused(String json) {
        assertThatThrownBy(() -> codec.read(json)).isInstanceOf(DamagedStateException.class);
    }

    @Test
    void whatIsNestedTooDeeplyIsRefused() {
        assertDamaged("[".repeat(100_000), "nested deeper than 64");
    }

    @Test
    void theErrorQuotesNoValues() {
        assertThatThrownBy(() -> codec.read(GOOD.replace("\"level\":1.5", "\"level\":\"secret\"")))
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    private void assertDamaged(String json, String told) {
        assertThatThrownBy(() -> codec.read(json))
                .isInstanceOf(DamagedStateException.class)
                .hasMessageStartingWith("The state of the tank cannot be read: ")
                .hasMessageContaining(told)
                .hasMessageEndingWith(" It begins anew")
                .message()
                .doesNotContain("\n");
    }
}
