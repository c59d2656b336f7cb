package io.celltwin.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.state.DamagedStateException;
import io.celltwin.state.NewerStateException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.ditto.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MonitorStateTest {

    private static final String JUDGES = kept("machine-that-judges-before-versions.json");
    private static final String LEARNS = kept("machine-that-learns-before-versions.json");

    @Test
    void whatWasKeptOfAMachineThatIsJudgedIsRead() {
        MonitorState state = MonitorState.CODEC.read(JUDGES);

        assertThat(state.healthyModel().orElseThrow().means()).containsExactly(1.2, 3.0);
        assertThat(state.smoothed().orElseThrow()).containsExactly(0.25, -0.5);
        assertThat(state.toldScore()).hasValue(1.25);
        assertThat(state.condition().above()).containsExactly(true, false, true);
        assertThat(ConditionSwitch.of(state.condition(), 2, 3).state()).isEqualTo(state.condition());
    }

    @Test
    void whatWasKeptOfAMachineThatLearnsIsRead() {
        MonitorState state = MonitorState.CODEC.read(LEARNS);

        assertThat(state.healthyModel()).isEmpty();
        assertThat(state.learnt()).hasSize(2);
        assertThat(state.sampler().lastRow()).isEmpty();
        assertThat(state.toldAt()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"machine-that-judges-before-versions.json", "machine-that-learns-before-versions.json"})
    void whatIsKeptNowIsTheSameWithAVersion(String file) {
        String before = kept(file);
        String written = MonitorState.CODEC.write(MonitorState.CODEC.read(before));

        assertThat(JsonObject.of(written)).isEqualTo(JsonObject.of(before).setValue("stateVersion", 1));
        assertThat(MonitorState.CODEC.write(MonitorState.CODEC.read(written))).isEqualTo(written);
    }

    @Test
    void whateverIsCutOffIsRefused() {
        for (int length = 0; length < JUDGES.length(); length += 7) {
            String cut = JUDGES.substring(0, length);
            assertThatThrownBy(() -> MonitorState.CODEC.read(cut)).isInstanceOf(DamagedStateException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "\"limit\":13.8|\"limit\":1e999",
                "\"limit\":13.8|\"limit\":0",
                "\"smoothing\":0.2|\"smoothing\":2",
                "\"means\":[1.2,3.0]|\"means\":[1.2]",
                "\"means\":[1.2,3.0]|\"means\":[1.2,\"NaN\"]",
                "\"deviations\":[0.1,0.2]|\"deviations\":[0.1,-0.2]",
                "\"deviations\":[0.1,0.2]|\"deviations\":[0.1,1e999]",
                "[[1.5,0.1],[0.1,1.4]]|[[1.5,0.1],[0.1,1e999]]",
                "[[1.5,0.1],[0.1,1.4]]|[[1.5,0.1],null]",
                "\"variables\":[\"/features/drive/properties/vibration\"|\"variables\":[null",
                "\"smoothed\":[0.25,-0.5]|\"smoothed\":[0.25]",
                "\"smoothed\":[0.25,-0.5]|\"smoothed\":[0.25,1e999]",
                "\"toldScore\":1.25,|",
                "\"toldScore\":1.25|\"toldScore\":1e999",
                "\"calm\":0|\"calm\":-1",
                "\"above\":[true|\"above\":[1",
                "\"learnt\":[]|\"learnt\":[[1.0],[1.0,2.0]]",
                "\"learnt\":[]|\"learnt\":[[1e999]]"
            })
    void whatMakesNoSenseIsRefusedWithOneLine(String good, String bad) {
        assertThat(JUDGES).contains(good);
        assertThatThrownBy(() -> MonitorState.CODEC.read(JUDGES.replace(good, bad == null ? "" : bad)))
                .isInstanceOf(DamagedStateException.class)
                .hasMessageStartingWith("What is remembered of the machine cannot be read: at /")
                .hasMessageEndingWith("The machine is followed anew from its twin")
                .hasNoCause();
    }

    @Test
    void aNewerVersionIsRefused() {
        String newer = JsonObject.of(JUDGES).setValue("stateVersion", 2).toString();

        assertThatThrownBy(() -> MonitorState.CODEC.read(newer)).isInstanceOf(NewerStateException.class);
    }

    @Test
    void theModelInATwinIsReadWithAndWithoutAVersionAndANewerOneIsNotOverwritten() {
        JsonObject model =
                JsonObject.of(JUDGES).getValue("healthyModel").orElseThrow().asObject();

        assertThat(StoredModel.read("demo:filler-1", twin(model))).isPresent();
        assertThat(StoredModel.read("demo:filler-1", twin(model.setValue("stateVersion", 1))))
                .isPresent();
        assertThat(StoredModel.read("demo:filler-1", twin(model.setValue("limit", -1))))
                .isEmpty();
        assertThatThrownBy(() -> StoredModel.read("demo:filler-1", twin(model.setValue("stateVersion", 2))))
                .isInstanceOf(NewerStateException.class)
                .hasMessageContaining("of version 2");
        HealthyModel read = StoredModel.read("demo:filler-1", twin(model)).orElseThrow();
        assertThat(StoredModel.patch(read).getValue(StoredModel.PATH).orElseThrow())
                .isEqualTo(model.setValue("stateVersion", 1));
    }

    private static JsonObject twin(JsonObject model) {
        return JsonObject.newBuilder().set(StoredModel.PATH, model).build();
    }

    private static String kept(String file) {
        try (InputStream state = MonitorStateTest.class.getResourceAsStream("/state/" + file)) {
            return new String(state.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
