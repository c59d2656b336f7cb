package io.celltwin.adapter.edge;

import io.celltwin.adapter.driver.Reading;
import io.celltwin.model.ModelProperty;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Calls bad what the twin has no room for. Ditto refuses whatever would make a thing larger than 100 KiB
 * ({@code ditto.limits.things.max-size}), and with one value that is too large all those that came with it. Nobody would hear of
 * that, since nothing that an adapter tells asks for an answer.
 * <p>
 * Each property has room for a number with its time. What texts, lists and structures take beyond that they share, in the order in
 * which they come. A value that is refused leaves the last one in the twin, with its room. The reason is the same for each value.
 */
final class TwinRoom implements EdgeStage {

    /** For values. The rest is for reasons, alarms, commands, attributes and what others write to the thing. */
    static final int MOST_BYTES = 56 * 1024;

    private static final int NUMBER_BYTES = 24;
    /** The value, its time in {@code sourceTimes}, and what stands between them. */
    private static final int PROPERTY_BYTES = NUMBER_BYTES + 40;
    /** Of a control character. */
    private static final int ESCAPED_BYTES = 6;

    private final PropertyStates<Share> shares = new PropertyStates<>(property -> new Share());
    private final int room;
    private int taken;

    /**
     * @param properties those of the device's model
     */
    TwinRoom(List<ModelProperty> properties) {
        int reserved = properties.stream()
                .filter(ModelProperty::measured)
                .mapToInt(property -> PROPERTY_BYTES + 2 * property.name().length())
                .sum();
        room = Math.max(0, MOST_BYTES - reserved);
    }

    @Override
    public void accept(Reading reading, EdgeCycle cycle, Consumer<Reading> next) {
        if (reading.value() == null || isSmall(reading.value())) {
            // A small one leaves the share of a large one before it: telling that is not worth a look-up for each
            // number.
            next.accept(reading);
            return;
        }
        Share share = shares.of(reading.property());
        int more = Math.max(0, bytes(reading.value(), room + NUMBER_BYTES) - NUMBER_BYTES);
        if (taken - share.bytes + more > room) {
            next.accept(reading.bad(
                    "too large for the twin: its texts, arrays and objects have %d KiB".formatted(room / 1024)));
            return;
        }
        taken += more - share.bytes;
        share.bytes = more;
        next.accept(reading);
    }

    private static boolean isSmall(Object value) {
        return value instanceof Number || value instanceof Boolean;
    }

    /** What a value takes as JSON, counted until it is more than is of interest. */
    private static int bytes(Object value, int enough) {
        if (value instanceof String text) {
            return text(text, enough);
        }
        int bytes = 2;
        if (value instanceof List<?> elements) {
            for (int i = 0; i < elements.size() && bytes <= enough; i++) {
                bytes += 1 + bytes(elements.get(i), enough);
            }
            return bytes;
        }
        if (value instanceof Map<?, ?> members) {
            for (Map.Entry<?, ?> member : members.entrySet()) {
                if (bytes <= enough) {
                    bytes += 2 + text(String.valueOf(member.getKey()), enough) + bytes(member.getValue(), enough);
                }
            }
            return bytes;
        }
        return String.valueOf(value).length();
    }

    private static int text(String text, int enough) {
        int bytes = 2;
        for (int i = 0; i < text.length() && bytes <= enough; i++) {
            bytes += bytes(text.charAt(i));
        }
        return bytes;
    }

    /** In UTF-8, where the two halves of a character beyond the first 65536 take two bytes each. */
    private static int bytes(char character) {
        if (character < ' ') {
            return ESCAPED_BYTES;
        }
        if (character < 0x80) {
            return character == '"' || character == '\\' ? 2 : 1;
        }
        return character < 0x800 || Character.isSurrogate(character) ? 2 : 3;
    }

    /** What one property takes of the common room. */
    private static final class Share {

        private int bytes;
    }
}
