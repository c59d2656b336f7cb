package io.celltwin.twin.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.twin.subscription.ThingEvent.Kind;
import java.time.Instant;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.protocol.ProtocolFactory;
import org.junit.jupiter.api.Test;

class ThingEventTest {

    @Test
    void aMergedFeatureBecomesAPatchOfTheThingWithItsNulls() {
        ThingEvent event = event("merged", "/features/dryer", """
                {"properties":{"temperature":81.5,"quality":{"temperature":null}}}""");

        assertThat(event.kind()).isEqualTo(Kind.PATCH);
        assertThat(event.patch()).isEqualTo(JsonObject.of("""
                {"features":{"dryer":{"properties":{"temperature":81.5,"quality":{"temperature":null}}}}}"""));
    }

    @Test
    void aModifiedValueBecomesAPatchOfTheThing() {
        ThingEvent event = event("modified", "/features/dryer/properties/temperature", "81.5");

        assertThat(event.kind()).isEqualTo(Kind.PATCH);
        assertThat(event.patch()).isEqualTo(JsonObject.of("""
                {"features":{"dryer":{"properties":{"temperature":81.5}}}}"""));
    }

    @Test
    void aDeletedPathBecomesNull() {
        ThingEvent event = event("deleted", "/features/alarms/properties/active/hot", null);

        assertThat(event.kind()).isEqualTo(Kind.PATCH);
        assertThat(event.patch()).isEqualTo(JsonObject.of("""
                {"features":{"alarms":{"properties":{"active":{"hot":null}}}}}"""));
    }

    @Test
    void aReplacedObjectMustBeReadBecauseItsRemovedKeysAreUnknown() {
        assertThat(event("modified", "/features/dryer", "{\"properties\":{}}").kind())
                .isEqualTo(Kind.REPLACED);
    }

    @Test
    void aCreatedObjectIsAPatchBecauseNothingWasThereBefore() {
        assertThat(event("created", "/features/dryer", "{\"properties\":{}}").kind())
                .isEqualTo(Kind.PATCH);
    }

    @Test
    void creatingAndReplacingAThingGiveTheWholeThing() {
        assertThat(event("created", "/", "{\"thingId\":\"demo:coater-1\"}").kind())
                .isEqualTo(Kind.WHOLE);
        assertThat(event("modified", "/", "{\"thingId\":\"demo:coater-1\"}").kind())
                .isEqualTo(Kind.WHOLE);
    }

    @Test
    void whatAMigrationWritesIsAPatchAlthoughItStandsAtTheTop() {
        ThingEvent event =
                event("migrated", "/", "{\"definition\":\"https://a.test/m\",\"attributes\":{\"old\":null}}");

        assertThat(event.kind()).isEqualTo(Kind.PATCH);
        assertThat(event.patch())
                .isEqualTo(JsonObject.of("{\"definition\":\"https://a.test/m\",\"attributes\":{\"old\":null}}"));
    }

    @Test
    void deletingAThingIsTold() {
        assertThat(event("deleted", "/", null).kind()).isEqualTo(Kind.DELETED);
    }

    @Test
    void theEventKeepsThingRevisionAndTime() {
        ThingEvent event = event("merged", "/features", "{}");

        assertThat(event.thingId()).isEqualTo("demo:coater-1");
        assertThat(event.revision()).isEqualTo(42);
        assertThat(event.timestamp()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @Test
    void anAnswerToACommandIsNoEvent() {
        JsonObject answer = JsonObject.of("""
                {"topic":"demo/coater-1/things/twin/commands/merge","headers":{},"path":"/features","status":204}""");

        assertThat(ThingEvent.from(ProtocolFactory.jsonifiableAdaptableFromJson(answer)))
                .isEmpty();
    }

    private static ThingEvent event(String action, String path, String value) {
        String message = """
                {"topic":"demo/coater-1/things/twin/events/%s","headers":{},"path":"%s",%s"revision":42,
                "timestamp":"2026-01-01T00:00:00Z"}""".formatted(action, path, value == null ? "" : "\"value\":" + value + ",");
        return ThingEvent.from(ProtocolFactory.jsonifiableAdaptableFromJson(JsonObject.of(message)))
                .orElseThrow();
    }
}
