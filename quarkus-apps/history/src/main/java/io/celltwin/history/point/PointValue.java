package io.celltwin.history.point;

import java.nio.charset.StandardCharsets;

/** What a point says of its property. */
public sealed interface PointValue {

    /**
     * A number.
     *
     * @param value finite
     * @param count how many values it stands for: more than one after down-sampling, when {@code value} is their mean
     */
    record NumberValue(double value, long count) implements PointValue {

        /** One value as it was told. */
        public static NumberValue of(double value) {
            return new NumberValue(value, 1);
        }
    }

    /** A text; what no database keeps, NUL and halves of characters, is replaced in it. */
    record TextValue(String value) implements PointValue {

        /** Replaces what cannot be kept. */
        public TextValue {
            value = storable(value);
        }
    }

    /** A truth value. */
    record BooleanValue(boolean value) implements PointValue {}

    /**
     * From here on the value is not known.
     *
     * @param reason why, in the words of the protocol or the twin
     */
    record Gap(String reason) implements PointValue {

        /** Replaces what cannot be kept. */
        public Gap {
            reason = storable(reason);
        }
    }

    /** The value before the gap is good again. Is kept as that value, so it is never read. */
    record Resumption() implements PointValue {}

    /** The text without what a database refuses. */
    static String storable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }
}
