package io.celltwin.twin.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.state.DamagedStateException;
import io.celltwin.state.NewerStateException;
import io.celltwin.twin.subscription.ThingPosition;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThingCheckpointTest {

    @Test
    void whatIsSavedIsRestored() {
        ThingCheckpoint checkpoint = new ThingCheckpoint(
                new ThingPosition(17, Optional.of("https://x.example/m.tm.jsonld")),
                true,
                Optional.of("{\"known\":[1.5,\"a\",null],\"stateVersion\":3}"));

        assertThat(ThingCheckpoint.of(checkpoint.toBytes())).isEqualTo(checkpoint);
    }

    @Test
    void aCheckpointFromBeforeThereWereVersionsIsRestored() {
        assertThat(restored("{\"revision\":17,\"complete\":true,\"definition\":\"https://x.example/m.tm.jsonld\","
                        + "\"remembered\":{\"count\":16}}"))
                .isEqualTo(new ThingCheckpoint(
                        new ThingPosition(17, Optional.of("https://x.example/m.tm.jsonld")),
                        true,
                        Optional.of("{\"count\":16}")));
        assertThat(restored("{\"revision\":1,\"complete\":false}"))
                .isEqualTo(new ThingCheckpoint(new ThingPosition(1, Optional.empty()), false, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"revision\":17",
                "{\"revision\":-1,\"complete\":true}",
                "{\"revision\":1.5,\"complete\":true}",
                "{\"revision\":1}",
                "{\"revision\":1,\"complete\":\"yes\"}",
                "{\"revision\":99999999999999999999,\"complete\":true}",
                "[]",
                "\u0000"
            })
    void aDamagedCheckpointIsRefused(String json) {
        assertThatThrownBy(() -> restored(json)).isInstanceOf(DamagedStateException.class);
    }

    @Test
    void aNewerCheckpointIsRefused() {
        assertThatThrownBy(() -> restored("{\"revision\":1,\"complete\":true,\"stateVersion\":2}"))
                .isInstanceOf(NewerStateException.class);
    }

    private static ThingCheckpoint restored(String json) {
        return ThingCheckpoint.of(json.getBytes(StandardCharsets.UTF_8));
    }
}
