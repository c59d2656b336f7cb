package io.celltwin.history.export;

import io.celltwin.history.point.PointValue;
import io.celltwin.history.point.PointValue.BooleanValue;
import io.celltwin.history.point.PointValue.Gap;
import io.celltwin.history.point.PointValue.NumberValue;
import io.celltwin.history.point.PointValue.TextValue;
import java.io.IOException;

/**
 * Points as CSV by RFC 4180, with a header: {@code thingId,path,time,value,unit,quality}. A gap has no value, and says in
 * {@code quality} why; else that is {@code good}.
 */
public final class CsvWriter {

    /** The first line. */
    public static final String HEADER = "thingId,path,time,value,unit,quality\r\n";

    private CsvWriter() {}

    /** Writes one line. */
    public static void write(ExportedPoint point, Appendable out) throws IOException {
        PointValue value = point.point().value();
        quoted(point.series().thingId(), out);
        out.append(',');
        quoted(point.series().path(), out);
        out.append(',').append(point.point().time().toString()).append(',');
        if (value instanceof NumberValue number) {
            out.append(number(number.value()));
        } else if (value instanceof BooleanValue bool) {
            out.append(Boolean.toString(bool.value()));
        } else if (value instanceof TextValue text) {
            quoted(text.value(), out);
        }
        out.append(',');
        quoted(point.unit().orElse(""), out);
        out.append(',');
        quoted(value instanceof Gap gap ? gap.reason() : "good", out);
        out.append("\r\n");
    }

    private static String number(double value) {
        return Math.rint(value) == value && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static void quoted(String text, Appendable out) throws IOException {
        boolean plain = text.chars()
                .noneMatch(character -> character == ',' || character == '"' || character == '\n' || character == '\r');
        if (plain) {
            out.append(text);
        } else {
            out.append('"').append(text.replace("\"", "\"\"")).append('"');
        }
    }
}
