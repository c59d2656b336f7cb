package io.celltwin.history.sql;

import io.celltwin.history.point.PointValue;
import io.celltwin.history.point.PointValue.BooleanValue;
import io.celltwin.history.point.PointValue.Gap;
import io.celltwin.history.point.PointValue.NumberValue;
import io.celltwin.history.point.PointValue.Resumption;
import io.celltwin.history.point.PointValue.TextValue;

/**
 * A row of the table of points, for those columns that a writer fills.
 *
 * @param series number of the series
 * @param timeUs microseconds since 1970
 * @param revision of the thing
 * @param kind what the value is, see the constants
 * @param number a number; 1 or 0 for a truth value
 * @param text a text, or the reason of a gap
 */
record PointRow(int series, long timeUs, long revision, short kind, Double number, String text) {

    static final short NUMBER = 0;
    static final short TEXT = 1;
    static final short BOOLEAN = 2;
    static final short GAP = 3;

    static PointRow of(int series, long timeUs, long revision, PointValue value) {
        if (value instanceof NumberValue number) {
            return new PointRow(series, timeUs, revision, NUMBER, number.value(), null);
        }
        if (value instanceof TextValue text) {
            return new PointRow(series, timeUs, revision, TEXT, null, text.value());
        }
        if (value instanceof BooleanValue bool) {
            return new PointRow(series, timeUs, revision, BOOLEAN, bool.value() ? 1.0 : 0.0, null);
        }
        if (value instanceof Gap gap) {
            return new PointRow(series, timeUs, revision, GAP, null, gap.reason());
        }
        throw new IllegalArgumentException("A " + Resumption.class.getSimpleName() + " is kept as the value before it");
    }

    static PointValue value(short kind, double number, String text, long weight) {
        return switch (kind) {
            case NUMBER -> new NumberValue(number, weight);
            case TEXT -> new TextValue(text == null ? "" : text);
            case BOOLEAN -> new BooleanValue(number != 0);
            default -> new Gap(text == null ? "" : text);
        };
    }
}
