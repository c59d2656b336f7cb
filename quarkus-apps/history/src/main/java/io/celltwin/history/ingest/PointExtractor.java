package io.celltwin.history.ingest;

import io.celltwin.history.declaration.TimeSeriesDeclaration;
import io.celltwin.history.declaration.TimeSeriesDeclarations;
import io.celltwin.history.point.PointValue;
import io.celltwin.history.point.PointValue.BooleanValue;
import io.celltwin.history.point.PointValue.Gap;
import io.celltwin.history.point.PointValue.NumberValue;
import io.celltwin.history.point.PointValue.Resumption;
import io.celltwin.history.point.PointValue.TextValue;
import io.celltwin.history.point.SeriesKey;
import io.celltwin.history.point.TimeSeriesPoint;
import io.celltwin.model.ThingModel;
import io.celltwin.twin.subscription.ModelLookup;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.WeakHashMap;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/**
 * Finds the points in an event: the values of declared properties, with their own times.
 *
 * <p>
 * A value's time is its own {@code sourceTimes}, else the {@code observedAt} that its feature is told with, else the time of the
 * event. A value whose {@code quality} is told is not good: the twin still shows the last good one, so here begins a gap; so it
 * does where a value is removed. When the quality is good again and no new value comes with that, the value before the gap goes on.
 * Used by one thread.
 */
final class PointExtractor {

    /** Clocks may differ; what claims to be of later than that has a wrong clock. */
    private static final Duration CLOCKS_MAY_DIFFER = Duration.ofMinutes(5);

    private static final int LONGEST_TEXT = 4_096;
    private static final String REMOVED = "removed";

    private final ModelLookup models;
    private final Map<ThingModel, TimeSeriesDeclarations> declarations = new WeakHashMap<>();

    PointExtractor(ModelLookup models) {
        this.models = models;
    }

    /** Whether the thing's model is known, so that anything can be found. */
    boolean knowsModelOf(RecordedEvent event) {
        return event.definition().flatMap(models::find).isPresent();
    }

    /** The points in the order of the event. */
    List<TimeSeriesPoint> points(RecordedEvent event) {
        List<TimeSeriesPoint> points = new ArrayList<>();
        event.definition()
                .flatMap(models::find)
                .map(model -> declarations.computeIfAbsent(model, TimeSeriesDeclarations::of))
                .ifPresent(declared -> event.event()
                        .patch()
                        .getValue("features")
                        .filter(features -> features.isObject() && !features.isNull())
                        .ifPresent(features ->
                                features.asObject().forEach(feature -> collect(event, feature, declared, points))));
        return points;
    }

    private static void collect(
            RecordedEvent event, JsonField feature, TimeSeriesDeclarations declared, List<TimeSeriesPoint> points) {
        List<TimeSeriesDeclaration> ofFeature = declared.of(feature.getKeyName());
        if (ofFeature.isEmpty()) {
            return;
        }
        Optional<JsonObject> told = object(Optional.of(feature.getValue())).map(JsonObject::asObject);
        Optional<JsonValue> properties = told.flatMap(members -> members.getValue("properties"));
        if (feature.getValue().isNull() || properties.filter(JsonValue::isNull).isPresent()) {
            ofFeature.forEach(
                    declaration -> add(event, declaration, event.event().timestamp(), new Gap(REMOVED), points));
            return;
        }
        object(properties).ifPresent(values -> {
            FeatureChange change = new FeatureChange(values, event.event().timestamp());
            ofFeature.forEach(declaration -> change.of(declaration)
                    .ifPresent(moment -> add(event, declaration, moment.time(), moment.value(), points)));
        });
    }

    private static void add(
            RecordedEvent event,
            TimeSeriesDeclaration declaration,
            Instant time,
            PointValue value,
            List<TimeSeriesPoint> points) {
        String thingId = event.event().thingId();
        SortedMap<String, String> tags = TagValues.of(declaration.tags(), thingId, event.thing());
        points.add(new TimeSeriesPoint(
                new SeriesKey(thingId, declaration.path()),
                time,
                event.event().revision(),
                value,
                declaration.unit(),
                tags));
    }

    private static Optional<JsonObject> object(Optional<JsonValue> value) {
        return value.filter(found -> found.isObject() && !found.isNull()).map(JsonValue::asObject);
    }

    private record Moment(Instant time, PointValue value) {}

    /** What an event says of one feature. */
    private record FeatureChange(JsonObject values, Instant timestamp) {

        Optional<Moment> of(TimeSeriesDeclaration declaration) {
            Optional<JsonValue> quality = quality(declaration.property());
            if (quality.filter(reason -> !reason.isNull()).isPresent()) {
                // Right behind a value that may have the same time.
                return Optional.of(new Moment(
                        time(declaration).plus(1, ChronoUnit.MICROS),
                        new Gap(shortened(quality.get().formatAsString()))));
            }
            Optional<PointValue> value = values.getValue(JsonPointer.empty()
                            .addLeaf(JsonKey.of(declaration.property()))
                            .append(declaration.within()))
                    .or(() -> removedAsAWhole(declaration))
                    .flatMap(FeatureChange::pointValue)
                    .or(() -> quality.map(good -> new Resumption()));
            return value.map(found -> new Moment(time(declaration), found));
        }

        private Optional<JsonValue> removedAsAWhole(TimeSeriesDeclaration declaration) {
            return values.getValue(JsonPointer.empty().addLeaf(JsonKey.of(declaration.property())))
                    .filter(JsonValue::isNull);
        }

        /** Null where it is good again. */
        private Optional<JsonValue> quality(String property) {
            return values.getValue("quality")
                    .flatMap(all -> all.isObject() && !all.isNull()
                            ? all.asObject().getValue(JsonPointer.empty().addLeaf(JsonKey.of(property)))
                            : Optional.of(all).filter(JsonValue::isNull));
        }

        private Instant time(TimeSeriesDeclaration declaration) {
            return object(values.getValue("sourceTimes"))
                    .flatMap(times -> times.getValue(JsonPointer.empty().addLeaf(JsonKey.of(declaration.property()))))
                    .flatMap(FeatureChange::instant)
                    .or(() -> values.getValue("observedAt").flatMap(FeatureChange::instant))
                    .filter(time -> time.isBefore(timestamp.plus(CLOCKS_MAY_DIFFER)) && time.isAfter(Instant.EPOCH))
                    .orElse(timestamp);
        }

        private static Optional<Instant> instant(JsonValue value) {
            if (!value.isString()) {
                return Optional.empty();
            }
            try {
                return Optional.of(Instant.parse(value.asString()));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }

        private static Optional<PointValue> pointValue(JsonValue value) {
            if (value.isNull()) {
                return Optional.of(new Gap(REMOVED));
            }
            if (value.isNumber()) {
                double number = value.asDouble();
                return Optional.of(
                        Double.isFinite(number) ? NumberValue.of(number) : new Gap("a number that is too large"));
            }
            if (value.isBoolean()) {
                return Optional.of(new BooleanValue(value.asBoolean()));
            }
            if (value.isString()) {
                String text = value.asString();
                return Optional.of(
                        text.length() <= LONGEST_TEXT
                                ? new TextValue(text)
                                : new Gap("a text of more than " + LONGEST_TEXT + " characters"));
            }
            return Optional.empty();
        }

        private static String shortened(String reason) {
            return reason.substring(0, Math.min(reason.length(), LONGEST_TEXT));
        }
    }
}
