package io.celltwin.edge.search;

import org.eclipse.ditto.base.model.exceptions.InvalidRqlExpressionException;

/**
 * Reads the text of search options from left to right, and says of what it cannot read where that stands and what is
 * expected there, in the words of Ditto's parser. As in Ditto, the last parenthesis may be missing.
 */
final class OptionScanner {
    private static final int MOST_DIGITS = 9;

    private final String text;
    private int at;

    OptionScanner(String text) {
        this.text = text.endsWith(")") ? text : text + ')';
    }

    /** Goes on after one of some names and its opening parenthesis. */
    String option(String expected, String... names) {
        skipBlanks();
        for (String name : names) {
            if (text.startsWith(name, at)) {
                at += name.length();
                expect('(', "'('");
                return name;
            }
        }
        throw unexpected(expected);
    }

    /** Whether a comma follows, and with it something more; at the end nothing does. */
    boolean hasNext() {
        skipBlanks();
        if (at == text.length()) {
            return false;
        }
        expect(',', "',' or 'EOI'");
        return true;
    }

    /** Goes on after a character that must stand here. */
    void expect(char c, String expected) {
        if (!skip(c)) {
            throw unexpected(expected);
        }
    }

    /** Goes on after a character if it stands here. */
    boolean skip(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    /** The sign before a field: a plus sign that was not encoded in an address came as a blank. */
    boolean isAscending() {
        boolean blank = at + 1 < text.length() && text.charAt(at) == ' ' && "+- ".indexOf(text.charAt(at + 1)) < 0;
        if (skip('+') || blank && skip(' ')) {
            return true;
        }
        expect('-', "Asc or Desc");
        return false;
    }

    /** A number without a sign. */
    int number(String expected) {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9' && at - start < MOST_DIGITS) {
            at++;
        }
        if (start == at) {
            throw unexpected(expected);
        }
        return Integer.parseInt(text.substring(start, at));
    }

    /** What stands before one of some characters, of which those after a backslash do not count. */
    String until(String ends) {
        StringBuilder read = new StringBuilder();
        while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
            boolean escaped = text.charAt(at) == '\\' && at + 1 < text.length();
            at += escaped ? 1 : 0;
            read.append(text.charAt(at));
            at++;
        }
        return read.toString();
    }

    private void skipBlanks() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private InvalidRqlExpressionException unexpected(String expected) {
        String found = at < text.length() ? "Invalid input '" + text.charAt(at) + "'" : "Unexpected end of input";
        return InvalidRqlExpressionException.newBuilder()
                .message(found + ", expected " + expected + " (line 1, column " + (at + 1) + "):\n" + text + "\n"
                        + " ".repeat(at) + "^")
                .build();
    }
}
