package io.celltwin.history.query;

import io.celltwin.history.error.InvalidQueryException;
import io.celltwin.history.store.PointPlace;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place behind a page, as callers are given it. It holds time and revision and nothing that is secret. */
final class PageCursor {

    private static final Pattern CONTENT = Pattern.compile("1:(\\d{1,18}):(\\d{1,18})");
    private static final int LONGEST = 80;

    private PageCursor() {}

    static String text(PointPlace place) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("1:" + place.timeUs() + ":" + place.revision()).getBytes(StandardCharsets.US_ASCII));
    }

    static PointPlace parse(String text) {
        try {
            Matcher content = CONTENT.matcher(
                    text.length() > LONGEST
                            ? ""
                            : new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII));
            if (content.matches()) {
                return new PointPlace(Long.parseLong(content.group(1)), Long.parseLong(content.group(2)));
            }
        } catch (IllegalArgumentException e) {
            throw invalid(text);
        }
        throw invalid(text);
    }

    private static InvalidQueryException invalid(String text) {
        return new InvalidQueryException(
                "'cursor' must be the 'nextCursor' of an answer before, not '" + Shortened.of(text) + "'.");
    }
}
