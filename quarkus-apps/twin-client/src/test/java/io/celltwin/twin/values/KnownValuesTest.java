package io.celltwin.twin.values;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ModelProperty;
import io.celltwin.model.ThingModel;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.ditto.json.JsonObject;
import org.junit.jupiter.api.Test;

class KnownValuesTest {

    private final ThingModel model = ModelCatalog.bundled().get("battery-pack-1.0.0");
    private final ModelProperty voltage =
            model.propertiesOfType("cell:PackVoltage").get(0);
    private final ModelProperty current =
            model.propertiesOfType("cell:PackCurrent").get(0);
    private final KnownValues known = new KnownValues();

    @Test
    void keepsTheLastValueOfEachProperty() {
        apply(true, "{\"packVoltage\":48.1,\"packCurrent\":0}");
        apply(false, "{\"packCurrent\":-2,\"observedAt\":\"2026-01-01T00:00:01Z\"}");

        assertThat(known.number(voltage)).hasValue(48.1);
        assertThat(known.number(current)).hasValue(-2);
        assertThat(known.observedAt(current)).contains(Instant.parse("2026-01-01T00:00:01Z"));
    }

    @Test
    void aValueThatIsOlderThanOthersOfItsFeatureHasItsOwnTime() {
        apply(true, """
                {"packVoltage":48.1,"packCurrent":-2,"observedAt":"2026-01-01T00:00:09Z",
                 "sourceTimes":{"packCurrent":"2026-01-01T00:00:01Z"}}""");
        assertThat(known.observedAt(voltage)).contains(Instant.parse("2026-01-01T00:00:09Z"));
        assertThat(known.observedAt(current)).contains(Instant.parse("2026-01-01T00:00:01Z"));
        assertThat(KnownValues.of(known.state()).observedAt(current)).contains(Instant.parse("2026-01-01T00:00:01Z"));

        apply(
                false,
                "{\"packCurrent\":-3,\"observedAt\":\"2026-01-01T00:00:10Z\",\"sourceTimes\":{\"packCurrent\":null}}");
        assertThat(known.observedAt(current)).contains(Instant.parse("2026-01-01T00:00:10Z"));
    }

    @Test
    void aValueThatIsNotGoodIsUnknownUntilItIsGoodAgain() {
        apply(true, "{\"packCurrent\":-2}");

        apply(false, "{\"quality\":{\"packCurrent\":\"BadSensorFailure\"}}");
        assertThat(known.number(current)).isEmpty();

        apply(false, "{\"quality\":{\"packCurrent\":null}}");
        assertThat(known.number(current)).hasValue(-2);
    }

    @Test
    void aSnapshotReplacesWhatWasKnown() {
        apply(true, "{\"packVoltage\":48.1,\"packCurrent\":-2}");

        apply(true, "{\"packVoltage\":47}");

        assertThat(known.number(voltage)).hasValue(47);
        assertThat(known.number(current)).isEmpty();
    }

    @Test
    void whatIsNoFiniteNumberIsNoNumber() {
        apply(true, "{\"packVoltage\":\"full\",\"packCurrent\":1e999}");

        assertThat(known.number(voltage)).isEmpty();
        assertThat(known.number(current)).isEmpty();
    }

    private void apply(boolean snapshot, String bms) {
        known.apply(new TwinChange(
                "demo:pack-1",
                Optional.of(model),
                JsonObject.of("{\"features\":{\"bms\":{\"properties\":" + bms + "}}}"),
                1,
                Instant.EPOCH,
                snapshot,
                false));
    }
}
