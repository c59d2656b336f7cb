package io.celltwin.twin.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.model.ModelCatalog;
import io.celltwin.twin.values.TwinChange;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.ditto.json.JsonObject;
import org.junit.jupiter.api.Test;

class ChangeSequencerTest {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final String THING = "demo:coater-1";

    private final List<TwinChange> told = new ArrayList<>();
    private final ChangeSequencer sequencer =
            new ChangeSequencer(new ModelLookup(ModelCatalog.bundled(), InstantSource.system()), told::add);

    @Test
    void eventsThatASnapshotCoversAreNotToldAgain() {
        read(5);

        assertThat(sequencer.apply(patch(4))).isTrue();
        assertThat(sequencer.apply(patch(5))).isTrue();
        assertThat(sequencer.apply(patch(6))).isTrue();

        assertThat(told).extracting(TwinChange::revision).containsExactly(5L, 6L);
    }

    @Test
    void aGapAsksForReadingAndTheLateEventIsDroppedAfterwards() {
        read(5);

        assertThat(sequencer.apply(patch(7))).isFalse();
        read(7);
        assertThat(sequencer.apply(patch(6))).isTrue();
        assertThat(sequencer.apply(patch(8))).isTrue();

        assertThat(told).extracting(TwinChange::revision).containsExactly(5L, 7L, 8L);
        assertThat(told).extracting(TwinChange::snapshot).containsExactly(true, true, false);
    }

    @Test
    void aPatchOfAnUnknownThingAsksForReading() {
        assertThat(sequencer.apply(patch(3))).isFalse();
    }

    @Test
    void aCreatedThingNeedsNoReading() {
        assertThat(sequencer.apply(event(ThingEvent.Kind.WHOLE, 1))).isTrue();
        assertThat(sequencer.apply(patch(2))).isTrue();

        assertThat(told).extracting(TwinChange::snapshot).containsExactly(true, false);
    }

    @Test
    void aThingThatIsNoLongerFoundIsToldAsDeletedOnce() {
        read(5);

        sequencer.apply(Set.of(THING), List.of());
        sequencer.apply(Set.of(THING), List.of());

        assertThat(told).extracting(TwinChange::deleted).containsExactly(false, true);
        assertThat(sequencer.known()).isEmpty();
    }

    @Test
    void aThingMadeAnewAfterItsDeletionIsToldEvenIfItsRevisionsStartAgain() {
        read(5);

        sequencer.apply(event(ThingEvent.Kind.DELETED, 6));
        sequencer.apply(event(ThingEvent.Kind.WHOLE, 1));

        assertThat(told).extracting(TwinChange::revision).containsExactly(5L, 6L, 1L);
    }

    @Test
    void aNewDefinitionAsksForReadingBecauseAllValuesChangeTheirMeaning() {
        read(5);
        JsonObject defined = JsonObject.of("{\"definition\":\"http://127.0.0.1/models/battery-pack-1.0.0.tm.jsonld\"}");

        assertThat(sequencer.apply(new ThingEvent(THING, ThingEvent.Kind.PATCH, defined, 6, TIME)))
                .isFalse();
        sequencer.apply(Set.of(THING), List.of(new ThingSnapshot(THING, defined, 6, TIME)));
        assertThat(sequencer.apply(patch(7))).isTrue();

        assertThat(told).extracting(change -> change.model().isPresent()).containsExactly(false, true, true);
    }

    private void read(long revision) {
        sequencer.apply(Set.of(THING), List.of(new ThingSnapshot(THING, JsonObject.empty(), revision, TIME)));
    }

    private static ThingEvent patch(long revision) {
        return event(ThingEvent.Kind.PATCH, revision);
    }

    private static ThingEvent event(ThingEvent.Kind kind, long revision) {
        return new ThingEvent(THING, kind, JsonObject.empty(), revision, TIME);
    }
}
