package io.celltwin.model.binding;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a node of an OPC-UA server (OPC 10000-6, 5.1.12).
 *
 * @param namespaceUri the namespace by its URI, the same on every server
 * @param namespaceIndex the namespace by its number on one server; 0, OPC-UA's own, where neither is given; of no meaning
 *        beside a URI
 * @param kind what the identifier is
 * @param identifier the identifier in the namespace
 */
public record OpcUaNodeId(Optional<String> namespaceUri, int namespaceIndex, Kind kind, String identifier) {

    private static final Pattern FORM =
            Pattern.compile("(?:nsu=([^;]+);|ns=(\\d{1,5});)?([sigb])=(.+)", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("\\d{1,10}");
    private static final Pattern GUID =
            Pattern.compile("[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}");
    private static final int HIGHEST_INDEX = 0xFFFF;
    private static final long HIGHEST_NUMBER = 0xFFFF_FFFFL;

    /** The kinds of identifiers, by the letter before the equals sign. */
    public enum Kind {
        STRING("s"),
        NUMERIC("i"),
        GUID("g"),
        OPAQUE("b");

        private final String letter;

        Kind(String letter) {
            this.letter = letter;
        }

        private static Kind of(String letter) {
            for (Kind kind : values()) {
                if (kind.letter.equals(letter)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException(letter);
        }
    }

    /**
     * @param text for example {@code nsu=urn:coater;s=Dryer.Temperature}, without percent escapes
     * @return empty if it names no node
     */
    static Optional<OpcUaNodeId> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        int index = form.group(2) == null ? 0 : Integer.parseInt(form.group(2));
        Kind kind = Kind.of(form.group(3));
        String identifier = form.group(4);
        return index <= HIGHEST_INDEX && isIdentifier(kind, identifier)
                ? Optional.of(new OpcUaNodeId(Optional.ofNullable(form.group(1)), index, kind, identifier))
                : Optional.empty();
    }

    private static boolean isIdentifier(Kind kind, String identifier) {
        return switch (kind) {
            case STRING -> true;
            case NUMERIC -> NUMBER.matcher(identifier).matches() && Long.parseLong(identifier) <= HIGHEST_NUMBER;
            case GUID -> GUID.matcher(identifier).matches();
            case OPAQUE -> isBase64(identifier);
        };
    }

    private static boolean isBase64(String identifier) {
        try {
            return Base64.getDecoder().decode(identifier).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** As OPC-UA writes it. */
    @Override
    public String toString() {
        String namespace = namespaceUri
                .map(uri -> "nsu=" + uri + ";")
                .orElse(namespaceIndex == 0 ? "" : "ns=" + namespaceIndex + ";");
        return namespace + kind.letter + "=" + identifier;
    }
}
