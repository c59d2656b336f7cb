package io.celltwin.edge.http;

import io.celltwin.edge.error.EdgeTwinException;
import java.time.Duration;
import java.util.Locale;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.exceptions.TimeoutInvalidException;

/** How long a caller may ask an answer to be waited for, as Ditto's gateway has it by default. */
final class TimeoutBounds {
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration LONGEST_FOR_CLAIM = Duration.ofMinutes(10);

    private TimeoutBounds() {}

    /** @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException (400) if it is longer */
    static void check(ApiRequest request) {
        boolean message = MessageRequests.isMessage(request);
        Duration longest = MessageRequests.isClaim(request) ? LONGEST_FOR_CLAIM : LONGEST;
        request.headers()
                .getTimeout()
                .filter(timeout -> timeout.compareTo(longest) > 0)
                .ifPresent(timeout -> {
                    throw message
                            ? TimeoutInvalidException.newBuilder(timeout, longest)
                                    .build()
                            : outside(timeout, longest);
                });
    }

    private static EdgeTwinException outside(Duration timeout, Duration longest) {
        return EdgeTwinException.ofDitto(
                "gateway:timeout.invalid",
                HttpStatus.BAD_REQUEST,
                String.format(
                        Locale.ROOT,
                        "The timeout <%,dms> is not inside its allowed bounds <0ms - %,dms>",
                        timeout.toMillis(),
                        longest.toMillis()),
                "Choose a timeout inside the bounds.");
    }
}
