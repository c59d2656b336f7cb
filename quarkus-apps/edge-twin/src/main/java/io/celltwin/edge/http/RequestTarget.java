package io.celltwin.edge.http;

import java.util.Optional;

/** The target of a request as it came, which Ditto's server refuses before anything else if it cannot be decoded. */
final class RequestTarget {
    private static final int DIGITS = 2;

    private RequestTarget() {}

    /** What is wrong with its percent signs, in the words of Ditto's server; empty if nothing is. */
    static Optional<String> problem(String target) {
        for (int percent = target.indexOf('%'); percent >= 0; percent = target.indexOf('%', percent + 1)) {
            for (int at = percent + 1; at <= percent + DIGITS; at++) {
                if (at >= target.length()) {
                    return Optional.of(sentence("Unexpected end of input", at));
                }
                if (Character.digit(target.charAt(at), 16) < 0) {
                    return Optional.of(sentence("Invalid input '" + target.charAt(at) + "'", at));
                }
            }
        }
        return Optional.empty();
    }

    private static String sentence(String what, int at) {
        return "Illegal request-target: %s, expected HEXDIG (line 1, column %d)".formatted(what, at + 1);
    }
}
