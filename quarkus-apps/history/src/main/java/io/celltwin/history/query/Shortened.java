package io.celltwin.history.query;

/** What somebody sent, as it may stand in a message. */
final class Shortened {

    private static final int LONGEST = 60;

    private Shortened() {}

    static String of(String text) {
        String printable = text.codePoints()
                .limit(LONGEST)
                .map(character -> Character.isISOControl(character) ? '?' : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return printable.length() < text.length() ? printable + "…" : printable;
    }
}
