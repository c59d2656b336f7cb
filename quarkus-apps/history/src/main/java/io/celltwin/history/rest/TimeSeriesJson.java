package io.celltwin.history.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.celltwin.history.point.PointValue;
import io.celltwin.history.point.PointValue.BooleanValue;
import io.celltwin.history.point.PointValue.NumberValue;
import io.celltwin.history.point.PointValue.TextValue;
import io.celltwin.history.query.CompletenessReader;
import io.celltwin.history.query.DataEntry;
import io.celltwin.history.query.NamespaceQuery;
import io.celltwin.history.query.NamespaceReader;
import io.celltwin.history.query.SeriesData;
import io.celltwin.history.query.TimeSeriesQuery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers as JSON. */
final class TimeSeriesJson {

    private static final JsonFactory JSON = new JsonFactory();
    private static final double LARGEST_WHOLE = 1L << 53;

    private TimeSeriesJson() {}

    /** The answer about one property. */
    record PathAnswer(String thingId, String path, SeriesData data) {}

    @FunctionalInterface
    private interface Content {
        void to(JsonGenerator json) throws IOException;
    }

    static byte[] things(List<PathAnswer> answers, TimeSeriesQuery query) {
        return written(json -> {
            json.writeStartArray();
            for (PathAnswer answer : answers) {
                json.writeStartObject();
                json.writeStringField("thingId", answer.thingId());
                json.writeStringField("path", answer.path());
                writeQuery(json, query);
                writeResult(json, answer.data(), query);
                writeData(json, answer.data(), query);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    static byte[] namespace(NamespaceReader.Answer answer, NamespaceQuery query) {
        return written(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("results");
            for (NamespaceReader.Group group : answer.results()) {
                json.writeStartObject();
                json.writeObjectFieldStart("group");
                for (Map.Entry<String, Optional<String>> field : group.group().entrySet()) {
                    json.writeFieldName(field.getKey());
                    if (field.getValue().isPresent()) {
                        json.writeString(field.getValue().get());
                    } else {
                        json.writeNull();
                    }
                }
                json.writeEndObject();
                json.writeStringField("path", group.path());
                writeResult(json, group.data(), query.query());
                writeData(json, group.data(), query.query());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeObjectFieldStart("authorization");
            writeTexts(json, "contributingThings", answer.contributingThings());
            writeTexts(json, "excludedThings", answer.excludedThings());
            json.writeObjectFieldStart("withheldByPath");
            for (Map.Entry<String, Integer> withheld : answer.withheldByPath().entrySet()) {
                json.writeNumberField(withheld.getKey(), withheld.getValue());
            }
            json.writeEndObject();
            json.writeBooleanField("partial", answer.partial());
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    static byte[] completeness(List<CompletenessReader.Day> days) {
        return written(json -> {
            json.writeStartArray();
            for (CompletenessReader.Day day : days) {
                json.writeStartObject();
                json.writeStringField("thingId", day.thingId());
                json.writeStringField("day", day.day().toString());
                json.writeNumberField("pointsGot", day.got());
                json.writeNumberField("pointsDue", day.due());
                json.writeNumberField("completeness", day.completeness());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    static byte[] error(int status, String code, String message, String description) {
        return written(json -> {
            json.writeStartObject();
            json.writeNumberField("status", status);
            json.writeStringField("error", code);
            json.writeStringField("message", message);
            json.writeStringField("description", description);
            json.writeEndObject();
        });
    }

    private static byte[] written(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            content.to(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void writeTexts(JsonGenerator json, String name, Collection<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private static void writeQuery(JsonGenerator json, TimeSeriesQuery query) throws IOException {
        json.writeObjectFieldStart("query");
        json.writeStringField("from", query.range().from().toString());
        json.writeStringField("to", query.range().to().toString());
        writeOptional(json, "step", query.step().map(Duration::toString));
        writeOptional(json, "aggregation", query.function().map(function -> function.id()));
        writeOptional(json, "fillStrategy", query.fill().map(fill -> fill.id()));
        if (query.percentile().isPresent()) {
            json.writeNumberField("percentile", query.percentile().getAsDouble());
        }
        if (query.step().isPresent()) {
            json.writeStringField("timezone", query.zone().getId());
        }
        if (query.function().isEmpty()) {
            json.writeNumberField("limit", query.limit());
            writeOptional(json, "cursor", query.cursor());
            json.writeStringField("order", query.ascending() ? "asc" : "desc");
        }
        json.writeEndObject();
    }

    private static void writeResult(JsonGenerator json, SeriesData data, TimeSeriesQuery query) throws IOException {
        json.writeObjectFieldStart("result");
        json.writeNumberField("count", data.entries().size());
        json.writeFieldName("dataType");
        writeNullable(json, dataType(data));
        json.writeFieldName("unit");
        writeNullable(json, data.unit());
        if (query.function().isEmpty()) {
            json.writeBooleanField("hasMore", data.nextCursor().isPresent());
            writeOptional(json, "nextCursor", data.nextCursor());
        }
        json.writeEndObject();
    }

    private static void writeData(JsonGenerator json, SeriesData data, TimeSeriesQuery query) throws IOException {
        json.writeArrayFieldStart("data");
        for (DataEntry entry : data.entries()) {
            json.writeStartObject();
            if (query.milliseconds()) {
                json.writeNumberField("t", entry.time().toEpochMilli());
            } else {
                json.writeStringField("t", entry.time().toString());
            }
            json.writeFieldName("v");
            if (entry.value().isPresent()) {
                writeValue(json, entry.value().get());
            } else {
                json.writeNull();
            }
            if (entry.gap()) {
                json.writeBooleanField("_gap", true);
            }
            writeOptional(json, "_quality", entry.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeValue(JsonGenerator json, PointValue value) throws IOException {
        if (value instanceof NumberValue number) {
            if (Math.rint(number.value()) == number.value() && Math.abs(number.value()) < LARGEST_WHOLE) {
                json.writeNumber((long) number.value());
            } else {
                json.writeNumber(number.value());
            }
        } else if (value instanceof BooleanValue bool) {
            json.writeBoolean(bool.value());
        } else if (value instanceof TextValue text) {
            json.writeString(text.value());
        } else {
            json.writeNull();
        }
    }

    private static Optional<String> dataType(SeriesData data) {
        return data.entries().stream()
                .flatMap(entry -> entry.value().stream())
                .map(TimeSeriesJson::typeOf)
                .findFirst();
    }

    private static String typeOf(PointValue value) {
        if (value instanceof NumberValue) {
            return "number";
        }
        return value instanceof BooleanValue ? "boolean" : "string";
    }

    private static void writeOptional(JsonGenerator json, String name, Optional<String> text) throws IOException {
        if (text.isPresent()) {
            json.writeStringField(name, text.get());
        }
    }

    private static void writeNullable(JsonGenerator json, Optional<String> text) throws IOException {
        if (text.isPresent()) {
            json.writeString(text.get());
        } else {
            json.writeNull();
        }
    }
}
