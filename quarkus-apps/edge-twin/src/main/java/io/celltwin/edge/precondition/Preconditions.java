package io.celltwin.edge.precondition;

import java.util.Optional;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeExceptionBuilder;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.headers.IfEqual;
import org.eclipse.ditto.base.model.headers.entitytag.EntityTag;
import org.eclipse.ditto.base.model.headers.entitytag.EntityTagMatcher;
import org.eclipse.ditto.base.model.headers.entitytag.EntityTagMatchers;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.json.JsonValue;

/** Checks the headers {@code If-Match}, {@code If-None-Match} (RFC 9110, section 13) and {@code if-equal}. */
public final class Preconditions {
    private final PreconditionErrors errors;

    public Preconditions(PreconditionErrors errors) {
        this.errors = errors;
    }

    /**
     * Checks the entity tag of the resource that a command is about.
     *
     * @param current the tag, nothing if the resource does not exist
     * @throws DittoRuntimeException with status 412, or 304 for a query of what the asker has already
     */
    public void check(Command<?> command, Optional<EntityTag> current) {
        Command.Category category = command.getCategory();
        boolean missingIsToldBetter = category == Command.Category.QUERY || category == Command.Category.DELETE;
        if (current.isEmpty() && missingIsToldBetter) {
            return;
        }
        DittoHeaders headers = command.getDittoHeaders();
        headers.getIfMatch()
                .filter(expected -> !ifMatchHolds(expected, current))
                .ifPresent(
                        expected -> fail(errors.failed("if-match", text(expected), text(current)), headers, current));
        headers.getIfNoneMatch()
                .filter(expected -> !ifNoneMatchHolds(expected, current))
                .ifPresent(expected -> fail(
                        category == Command.Category.QUERY
                                ? errors.notModified(text(expected), text(current))
                                : errors.failed("if-none-match", text(expected), text(current)),
                        headers,
                        current));
    }

    /**
     * Checks {@code if-equal}: a write of the value that is there already is refused if the header asks for that.
     *
     * @throws DittoRuntimeException with status 412
     */
    public void checkEqual(Command<?> command, Optional<JsonValue> present, Optional<JsonValue> written) {
        boolean skip = command.getDittoHeaders()
                        .getIfEqual()
                        .filter(IfEqual.UPDATE::equals)
                        .isEmpty()
                && command.getDittoHeaders().getIfEqual().isPresent();
        if (skip && present.isPresent() && present.equals(written)) {
            throw errors.failed("if-equal", "skip", "skip")
                    .message("The previous value was equal to the new value and the 'if-equal' header asked to skip"
                            + " such changes.")
                    .description("The change was not applied, which is probably the expected outcome.")
                    .build()
                    .setDittoHeaders(command.getDittoHeaders());
        }
    }

    private static boolean ifMatchHolds(EntityTagMatchers expected, Optional<EntityTag> current) {
        return current.map(
                        tag -> expected.stream().anyMatch(matcher -> matcher.isAsterisk() || matcher.strongMatch(tag)))
                .orElse(false);
    }

    private static boolean ifNoneMatchHolds(EntityTagMatchers expected, Optional<EntityTag> current) {
        return current.map(
                        tag -> expected.stream().noneMatch(matcher -> matcher.isAsterisk() || matcher.weakMatch(tag)))
                .orElse(true);
    }

    private static void fail(
            DittoRuntimeExceptionBuilder<? extends DittoRuntimeException> error,
            DittoHeaders headers,
            Optional<EntityTag> current) {
        DittoHeaders answered =
                current.isPresent() ? headers.toBuilder().eTag(current.get()).build() : headers;
        throw error.build().setDittoHeaders(answered);
    }

    private static String text(EntityTagMatchers matchers) {
        return String.join(
                ",", matchers.stream().map(EntityTagMatcher::toString).toList());
    }

    private static String text(Optional<EntityTag> tag) {
        return tag.map(EntityTag::toString).orElse("null");
    }
}
