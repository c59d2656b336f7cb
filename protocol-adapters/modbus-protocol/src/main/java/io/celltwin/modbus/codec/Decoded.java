package io.celltwin.modbus.codec;

import java.util.Objects;

/**
 * What came out of decoding: a value, or the reason why there is none.
 *
 * @param value {@code Boolean}, {@code Long}, {@code Double} or {@code String}; null if bad
 * @param badReason why there is no value; null if there is one
 */
public record Decoded(Object value, String badReason) {

    /**
     * @param value the value
     * @return a good result
     */
    public static Decoded good(Object value) {
        return new Decoded(Objects.requireNonNull(value, "value"), null);
    }

    /**
     * @param reason why there is no value
     * @return a bad result
     */
    public static Decoded bad(String reason) {
        return new Decoded(null, Objects.requireNonNull(reason, "reason"));
    }

    /**
     * @return whether there is a value
     */
    public boolean isGood() {
        return badReason == null;
    }
}
