package io.celltwin.registry.management;

/**
 * A pattern in which <code>*</code> stands for any text and <code>?</code> for any one character. Matching takes time in
 * proportion to the product of the lengths at worst, whatever the pattern: a regular expression could be made to take
 * forever.
 */
record WildcardPattern(String pattern) {

    boolean matches(String text) {
        int textAt = 0;
        int patternAt = 0;
        int afterStar = -1;
        int starEnd = 0;
        while (textAt < text.length()) {
            if (isStar(patternAt)) {
                afterStar = ++patternAt;
                starEnd = textAt;
            } else if (fits(patternAt, text.charAt(textAt))) {
                patternAt++;
                textAt++;
            } else if (afterStar >= 0) {
                patternAt = afterStar;
                textAt = ++starEnd;
            } else {
                return false;
            }
        }
        while (isStar(patternAt)) {
            patternAt++;
        }
        return patternAt == pattern.length();
    }

    private boolean isStar(int at) {
        return at < pattern.length() && pattern.charAt(at) == '*';
    }

    private boolean fits(int at, char character) {
        return at < pattern.length() && (pattern.charAt(at) == '?' || pattern.charAt(at) == character);
    }
}
