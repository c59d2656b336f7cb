package io.celltwin.edge.http;

import io.celltwin.edge.error.EdgeTwinException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.exceptions.DittoHeaderInvalidException;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.exceptions.TimeoutInvalidException;

/** How long a caller may ask an answer to be waited for, as Ditto's gateway has it by default. */
final class TimeoutBounds {
    private static final String TIMEOUT = "timeout";
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration LONGEST_FOR_CLAIM = Duration.ofMinutes(10);

    private static final Pattern ZERO = Pattern.compile("0+(ms|s|m)?");

    private TimeoutBounds() {}

    /** Whether a timeout says that nobody waits for an answer. */
    static boolean isZero(String timeout) {
        return ZERO.matcher(timeout).matches();
    }

    /** Somebody waits for an answer and gives it no time. */
    static DittoRuntimeException zero() {
        return DittoHeaderInvalidException.newBuilder()
                .withInvalidHeaderKey(TIMEOUT)
                .message(
                        "The value of the header 'timeout' must not be zero if response or acknowledgements are requested.")
                .description("Please provide a positive timeout.")
                .build();
    }

    /**
     * Refuses what is out of bounds.
     *
     * @param received the request as it came
     * @throws DittoRuntimeException (400) if it is longer, or zero where an answer is all that is asked for
     */
    static void check(ApiRequest request, HttpServerRequest received) {
        String given = request.parameter(TIMEOUT).orElse(received.getHeader(TIMEOUT));
        if (given != null && isZero(given) && HttpMethod.GET.equals(request.method())) {
            throw zero();
        }
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
