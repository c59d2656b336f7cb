package io.celltwin.lifecycle.evidence;

import io.celltwin.lifecycle.record.RecordType;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * For how long records of which types are kept; those of a type that is not named, for good.
 *
 * @param kept by type
 */
public record RetentionRules(Map<RecordType, Duration> kept) {
    /** Less would take away what a restart still reads. */
    private static final Duration LEAST = Duration.ofDays(1);

    /** @throws IllegalArgumentException if a rule cannot be, with a message for whoever made it */
    public RetentionRules {
        kept.forEach((type, time) -> {
            if (!type.mayGo()) {
                throw new IllegalArgumentException(
                        "records of the type '%s' are kept for good, since nothing else tells what they tell; %s may go"
                                .formatted(type.wireName(), going()));
            }
            if (time.compareTo(LEAST) < 0) {
                throw new IllegalArgumentException(
                        "records of the type '%s' cannot be kept for less than a day; make it 1d or more"
                                .formatted(type.wireName()));
            }
        });
        kept = Map.copyOf(kept);
    }

    /**
     * The rules by the types' names.
     *
     * @throws IllegalArgumentException as above, or if there is no such type
     */
    public static RetentionRules named(Map<String, Duration> kept) {
        Map<RecordType, Duration> byType = new EnumMap<>(RecordType.class);
        kept.forEach((name, time) -> byType.put(RecordType.of(name), time));
        return new RetentionRules(byType);
    }

    private static String going() {
        return Arrays.stream(RecordType.values())
                .filter(RecordType::mayGo)
                .map(RecordType::wireName)
                .collect(Collectors.joining(", "));
    }
}
