package io.celltwin.edge.search.query;

/**
 * The pattern of {@code like}: a star stands for any text, a question mark for any character. Takes a time in
 * proportion to the lengths of text and pattern at most multiplied, whatever the pattern.
 *
 * @param pattern the pattern
 * @param ignoresCase whether upper and lower case are the same
 */
public record TextPattern(String pattern, boolean ignoresCase) {
    private static final char ANY_TEXT = '*';
    private static final char ANY_CHARACTER = '?';

    /** Whether a whole text fits. */
    boolean matches(String text) {
        int at = 0;
        int inPattern = 0;
        int star = -1;
        int starAt = 0;
        while (at < text.length()) {
            if (inPattern < pattern.length() && pattern.charAt(inPattern) == ANY_TEXT) {
                star = inPattern;
                starAt = at;
                inPattern++;
            } else if (inPattern < pattern.length() && fits(pattern.charAt(inPattern), text.charAt(at))) {
                at++;
                inPattern++;
            } else if (star >= 0) {
                // The last star takes one character more; an earlier one never needs to.
                starAt++;
                at = starAt;
                inPattern = star + 1;
            } else {
                return false;
            }
        }
        while (inPattern < pattern.length() && pattern.charAt(inPattern) == ANY_TEXT) {
            inPattern++;
        }
        return inPattern == pattern.length();
    }

    private boolean fits(char wanted, char given) {
        return wanted == ANY_CHARACTER
                || wanted == given
                || ignoresCase
                        && (Character.toLowerCase(wanted) == Character.toLowerCase(given)
                                || Character.toUpperCase(wanted) == Character.toUpperCase(given));
    }

    /** The text with which all that fits begins; empty if nothing is known of it. */
    public String prefix() {
        if (ignoresCase) {
            return "";
        }
        int end = 0;
        while (end < pattern.length() && pattern.charAt(end) != ANY_TEXT && pattern.charAt(end) != ANY_CHARACTER) {
            end++;
        }
        return pattern.substring(0, end);
    }
}
